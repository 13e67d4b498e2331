"""Disclosure: one page per session that says what its suggestions came to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..model.percent import largest_remainder, percent
from ..model.site_model import SiteModel
from ..model.statistics import Figures, Share
from ..records import urls
from . import cards, linked_data
from .page import HOME, Data, Page
from .views import Link, Segment, bar


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate that never stands without what it was computed from."""

    name: str
    value: str
    part: int
    whole: int


@dataclass(frozen=True, slots=True)
class ShareRow:
    """A row of a breakdown."""

    name: str
    filed: int
    replied: int
    resolved: int


@dataclass(frozen=True, slots=True)
class FigureBlock:
    """A session's figures, for the disclosure page, the list and the home page alike."""

    sentence: str
    filed: int
    assigned: int
    replied: int
    overdue: int
    classes: tuple[Segment, ...]
    class_rows: tuple[tuple[str, str, int, str], ...]
    rates: tuple[Rate, ...]
    scheme: str


def figure_block(model: SiteModel, session_id: str) -> FigureBlock:
    """Return a session's figures in the form pages show them."""
    figures = model.figures[session_id]
    places = model.settings.ours.percent_places
    scheme = model.schemes[model.sessions[session_id].outcome_scheme]
    counts = [entry.count for entry in figures.by_class]
    shares = largest_remainder(counts, places)
    parts = [
        (f"{entry.key} 类", cards.OUTCOME_TONES[entry.outcome][0], entry.count)
        for entry in figures.by_class
    ]
    return FigureBlock(
        sentence=_sentence(figures),
        filed=figures.filed,
        assigned=figures.assigned,
        replied=figures.replied,
        overdue=figures.overdue,
        classes=bar(parts, shares),
        class_rows=tuple(
            (entry.key, entry.wording, entry.count, share)
            for entry, share in zip(figures.by_class, shares, strict=True)
        ),
        rates=tuple(_rates(figures, places)),
        scheme=f"{scheme.name}，依据{scheme.source}",
    )


def _sentence(figures: Figures) -> str:
    """State the result in one sentence."""
    if not figures.replied and not figures.overdue:
        return f"提出 {figures.filed} 件，已交办 {figures.assigned} 件，还没有到答复的时候。"
    resolved = sum(entry.count for entry in figures.by_class if entry.outcome == "resolved")
    late = f"，{figures.overdue} 件逾期未答复" if figures.overdue else ""
    return (
        f"提出 {figures.filed} 件，交办 {figures.assigned} 件，已答复 {figures.replied} 件{late}；"
        f"其中 {resolved} 件已经解决或者基本解决。"
    )


def _rates(figures: Figures, places: int) -> Iterator[Rate]:
    grades = figures.satisfaction
    rows = (
        ("办复率", figures.replied, figures.assigned),
        ("按期答复率", figures.on_time, figures.replied),
        ("满意率", grades.satisfied, grades.answered),
        ("含基本满意", grades.satisfied + grades.basically_satisfied, grades.answered),
        ("测评反馈率", grades.answered, grades.asked),
    )
    for name, part, whole in rows:
        if value := percent(part, whole, places):
            yield Rate(name, value, part, whole)


def plan(model: SiteModel) -> Iterator[Page | Data]:
    """Yield a disclosure page for each session that has suggestions."""
    for session_id in model.sessions_with_cases:
        yield _page(model, session_id)
        yield Data(f"{urls.disclosure_url(session_id)}index.json", _data(model, session_id))


def _page(model: SiteModel, session_id: str) -> Page:
    figures = model.figures[session_id]
    ids = model.links.cases_of_session.get(session_id, ())
    cases = [model.cases[id_] for id_ in ids]
    session = Link(f"{model.session_label(session_id)}代表建议", urls.session_url(session_id))
    return Page(
        url=urls.disclosure_url(session_id),
        template="pages/disclosure.html",
        title=f"{model.session_label(session_id)}建议办理结果公开",
        description=f"{model.session_title(session_id)}代表建议的办复率、办理结果和满意率",
        trail=(HOME, Link("建议办理", "suggestions/"), session),
        section="suggestions/",
        json_ld=(
            linked_data.dataset(model, session_id, f"{urls.disclosure_url(session_id)}index.json"),
        ),
        context={
            "title_full": model.session_title(session_id),
            "block": figure_block(model, session_id),
            "flow": _flow(figures),
            "topics": _rows(figures.by_topic, {k: t.name for k, t in model.topics.items()}),
            "bodies": _rows(figures.by_body, {k: b.name for k, b in model.bodies.items()}),
            "satisfaction": figures.satisfaction,
            "overdue": tuple(cards.suggestion_row(model, c) for c in cases if c.is_overdue),
            "key": tuple(cards.suggestion_row(model, c) for c in cases if c.record.key),
            "rehandled": tuple(cards.suggestion_row(model, c) for c in cases if c.was_rehandled),
            "hidden": figures.hidden,
            "session": session,
            "data_url": f"{urls.disclosure_url(session_id)}index.json",
        },
    )


SMALLEST_HIDDEN = 3


def _flow(figures: Figures) -> tuple[tuple[str, int], ...]:
    """Return the funnel from filed to replied. Fewer than three hidden ones are not told apart."""
    rows = [
        ("提出", figures.filed),
        ("不予公开", figures.hidden if figures.hidden >= SMALLEST_HIDDEN else 0),
        ("不作为建议处理", figures.not_accepted),
        ("提出人撤回", figures.withdrawn),
        ("并案办理", figures.merged),
        ("交办（公开件）", figures.assigned),
        ("已答复（公开件）", figures.replied),
        ("其中按期答复", figures.on_time),
        ("逾期未答复", figures.overdue),
        ("再次办理", figures.rehandled),
        ("重点督办", figures.key),
        ("闭会期间提出", figures.recess),
    ]
    return tuple(row for row in rows if row[1])


def _rows(shares: tuple[Share, ...], names: dict[str, str]) -> tuple[ShareRow, ...]:
    return tuple(ShareRow(names[s.key], s.filed, s.replied, s.resolved) for s in shares)


def _data(model: SiteModel, session_id: str) -> dict[str, object]:
    figures = model.figures[session_id]
    return {
        "session": session_id,
        "title": model.session_title(session_id),
        "as_of": model.today.isoformat(),
        "filed": figures.filed,
        "assigned": figures.assigned,
        "replied": figures.replied,
        "on_time": figures.on_time,
        "overdue": figures.overdue,
        "withdrawn": figures.withdrawn,
        "merged": figures.merged,
        "not_accepted": figures.not_accepted,
        "classes": [
            {"key": c.key, "wording": c.wording, "outcome": c.outcome, "count": c.count}
            for c in figures.by_class
        ],
        "by_topic": [
            {"topic": s.key, "filed": s.filed, "replied": s.replied, "resolved": s.resolved}
            for s in figures.by_topic
        ],
        "by_body": [
            {"body": s.key, "filed": s.filed, "replied": s.replied, "resolved": s.resolved}
            for s in figures.by_body
        ],
    }
