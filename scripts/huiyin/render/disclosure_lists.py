"""The suggestions behind a disclosure page's figures: a few there, many on pages of their own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..model.site_model import SiteModel
from ..records import urls
from . import cards
from .case_lists import case_list
from .page import Page, Planned
from .views import Link, SuggestionRow

MOST = 200  # rows of a list on the disclosure page


@dataclass(frozen=True, slots=True)
class Shown:
    """A list on the disclosure page.

    Attributes:
        id: Its place on the page.
        count: How many suggestions there are.
        rows: The first of them.
        whole: The page of all of them, when those are more.
    """

    id: str
    title: str
    remark: str
    count: int
    rows: tuple[SuggestionRow, ...]
    whole: Link | None


def shown(model: SiteModel, session_id: str) -> tuple[Shown, ...]:
    """Return the lists of a session's disclosure page; none is empty."""
    return tuple(
        Shown(
            id_,
            title,
            remark,
            len(ids),
            tuple(cards.suggestion_row(model, model.cases[key]) for key in ids[:MOST]),
            Link(f"看全部 {len(ids)} 件", _url(session_id, id_)) if len(ids) > MOST else None,
        )
        for id_, title, remark, ids in _lists(model, session_id)
    )


def plan(model: SiteModel, session_id: str, trail: tuple[Link, ...]) -> Iterator[Planned]:
    """Yield the pages of those lists that are too long for the disclosure page.

    Args:
        model: The site.
        session_id: The session.
        trail: Breadcrumbs down to its disclosure page.
    """
    label = model.session_label(session_id)
    for id_, title, _, ids in _lists(model, session_id):
        if len(ids) <= MOST:
            continue
        first = Page(
            url=_url(session_id, id_),
            template="pages/facet.html",
            title=f"{label}建议：{title}",
            description=f"{model.session_title(session_id)}代表建议中{title}的 {len(ids)} 件",
            trail=trail,
            section="suggestions/",
            context={"word": title, "label": label, "facets": ()},
        )
        held = frozenset(ids)
        all_of_session = model.links.cases_of_session[session_id]
        yield from case_list(
            model, first, [model.cases[key] for key in all_of_session if key in held]
        )


def _lists(model: SiteModel, session_id: str) -> Iterator[tuple[str, str, str, tuple[str, ...]]]:
    """Yield id, heading, a remark, and the suggestions."""
    lists = model.figures[session_id].lists
    for id_, title, remark, ids in (
        ("overdue", "逾期未答复", "答复期限已经过去，还没有答复。", lists.overdue),
        ("late", "晚于期限才答复", "后来答复了，第一次答复晚于期限。", lists.late),
        ("rehandled", "再次办理", "代表不满意，退回重新办理的。", lists.rehandled),
        ("extended", "经批准延期", "", lists.extended),
        ("key", "重点督办", "由常委会和政府领导分别领衔督办、领办。", lists.key),
    ):
        if ids:
            yield id_, title, remark, tuple(ids)


def _url(session_id: str, id_: str) -> str:
    return f"{urls.disclosure_url(session_id)}by/{id_}/"
