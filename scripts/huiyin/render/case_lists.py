"""Lists of suggestions: pages of rows, with the same list as data beside the first page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from ..model.cases import Case
from ..model.site_model import SiteModel
from . import cards
from .open_data import list_data
from .page import Page, Planned
from .paging import pages
from .views import Paging


def case_list(
    model: SiteModel, first: Page, cases: Sequence[Case], *, with_session: bool = False
) -> Iterator[Planned]:
    """Yield the pages of a list and its data.

    Args:
        model: The site.
        first: The first page, but for its rows; the others are like it. Its context is asked for
            with each of them.
        cases: What the list holds, in order.
        with_session: Name each one's session, in a list over several.
    """

    def context(shown: Sequence[Case], paging: Paging) -> dict[str, Any]:
        rows = (cards.suggestion_row(model, case, with_session=with_session) for case in shown)
        return {**first.made(), "rows": tuple(rows), "paging": paging, "list_url": first.url}

    for url, shown, paging in pages(cases, model.settings.ours.page_size, first.url):
        yield replace(first, url=url, context=partial(context, shown, paging))
    yield from list_data(model, first.url, first.title, cases)
