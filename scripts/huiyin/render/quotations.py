"""Quotations: figures a text takes from elsewhere, with their source and how they were checked.

Validation has compared them with the records; what did not agree never came here, but for those
whose difference is explained.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..model.site_model import SiteModel
from ..records import urls
from ..records.figure import Figure
from .views import Day, Link


@dataclass(frozen=True, slots=True)
class Quotation:
    """A figure as it was stated.

    Attributes:
        name: What it counts.
        value: The figure with its unit and qualifier.
        source: Who stated it.
        as_of: The day it was counted on, None when nobody said.
        check: How it stands to what can be counted again.
        records: Where readers can count for themselves, None when nowhere here.
    """

    name: str
    value: str
    source: str
    as_of: Day | None
    check: str
    records: Link | None


def quotations(model: SiteModel, figures: Sequence[Figure]) -> tuple[Quotation, ...]:
    """Return a text's quoted figures in the form pages show them."""
    return tuple(_quotations(model, figures))


def _quotations(model: SiteModel, figures: Sequence[Figure]) -> Iterator[Quotation]:
    for figure in figures:
        session = figure.session
        public = session is not None and session in model.sessions_with_cases
        yield Quotation(
            name=figure.text,
            value=figure.shown,
            source=figure.source,
            as_of=Day.of(figure.as_of) if figure.as_of else None,
            check=_check(figure),
            records=Link("办理结果公开", urls.disclosure_url(session))
            if session and public
            else None,
        )


def _check(figure: Figure) -> str:
    if figure.dispute:
        return f"与算出来的不一致：{figure.dispute}"
    if figure.qualifier != "exact":
        return "原文是约数，没有核对"
    if figure.measure:
        return "与本站按每件建议算出来的相符"
    if figure.part is not None:
        return f"{figure.part} ÷ {figure.whole}，算得相符"
    return "照原文引用，本站没有可以核对的记录"
