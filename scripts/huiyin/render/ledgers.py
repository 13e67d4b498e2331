"""Ledgers over all sessions: what was promised and whether it was done, and what is overdue."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial

from ..model.commitments import Promise
from ..model.site_model import SiteModel
from ..records import urls
from ..records.csv_file import csv_bytes
from . import cards
from .case_lists import case_list
from .open_data import json_file
from .page import HOME, Page, Planned, Raw
from .paging import pages
from .views import Day, Link, Paging, Tag

SUGGESTIONS = Link("建议办理", "suggestions/")
LEDGER = Link("承诺解决事项台账", "commitments/")
KEPT = Link("已经兑现", "commitments/kept/")
OVERDUE = Link("逾期未答复的建议", "overdue/")

_TAGS = {
    "kept": Tag("已经兑现", "resolved", "full"),
    "open": Tag("期限没到", "progress", "half"),
    "overdue": Tag("过期没有兑现", "warning", "empty"),
}
_COLUMNS = (
    "建议编号", "会议", "建议", "所提要求", "答复", "承诺事项", "承诺日期", "期限", "完成日期",
    "进展", "佐证", "状态", "网址",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """An item of the ledger: what was asked, what was answered, and what proves it.

    Attributes:
        remark: How it stands with its day, for example `期限 2025年6月30日，过了 12 天`.
    """

    suggestion: Link
    number: str
    ask: str
    answer: str
    text: str
    progress: str
    evidence: str
    due: Day
    remark: str
    tag: Tag


def plan(model: SiteModel) -> Iterator[Planned]:
    """Yield the ledger of promises, and the list of overdue suggestions."""
    ledger = model.ledger
    waiting = (*ledger.in_state("overdue"), *ledger.in_state("open"))
    kept = tuple(sorted(ledger.in_state("kept"), key=_newest_first, reverse=True))
    tabs = (
        replace(LEDGER, title="还没兑现", note=str(len(waiting))),
        replace(KEPT, note=str(len(kept))),
    )
    yield from _ledger(model, LEDGER, (HOME, SUGGESTIONS), waiting, tabs)
    yield from _ledger(model, KEPT, (HOME, SUGGESTIONS, LEDGER), kept, tabs)
    rows = ledger.promises
    yield json_file(
        "commitments/list.json",
        lambda: {"as_of": model.today.isoformat(), "commitments": [_data(model, p) for p in rows]},
    )
    yield Raw(
        "commitments/list.csv",
        lambda: csv_bytes(_COLUMNS, (_cells(model, p) for p in rows), {"建议编号"}),
    )
    yield from _overdue(model)


def ledger_rows(model: SiteModel, promises: Sequence[Promise]) -> tuple[LedgerRow, ...]:
    """Return promises as the ledger shows them, in the order given."""
    return tuple(_row(model, promise) for promise in promises)


def _newest_first(promise: Promise) -> tuple[str, str, int]:
    return str(promise.done_on), promise.case, promise.index


def _ledger(
    model: SiteModel,
    here: Link,
    trail: tuple[Link, ...],
    promises: Sequence[Promise],
    tabs: tuple[Link, ...],
) -> Iterator[Page]:
    @cache
    def same() -> dict[str, object]:
        return {
            "tabs": tuple(replace(tab, current=tab.url == here.url) for tab in tabs),
            "counts": tuple(
                (tag.word, len(model.ledger.in_state(state)))  # type: ignore[arg-type]
                for state, tag in _TAGS.items()
            ),
            "carried": len(model.ledger.carried_over(model.today.year)),
            "year": model.today.year,
        }

    def context(shown: Sequence[Promise], paging: Paging) -> dict[str, object]:
        return {**same(), "rows": ledger_rows(model, shown), "paging": paging}

    for url, shown, paging in pages(promises, model.settings.ours.page_size, here.url):
        yield Page(
            url=url,
            template="pages/commitments.html",
            title=LEDGER.title if here is LEDGER else f"{LEDGER.title}：{here.title}",
            description="承办单位在答复里答应的每一件事：期限、进展、佐证",
            trail=trail,
            section=SUGGESTIONS.url,
            context=partial(context, shown, paging),
        )


def _row(model: SiteModel, promise: Promise) -> LedgerRow:
    record = model.cases[promise.case].record
    due = Day.of(promise.due_on)
    if promise.done_on:
        late = "，比期限晚" if promise.is_late else ""
        remark = f"{Day.of(promise.done_on).text}完成{late}，期限 {due.text}"
    elif promise.overdue_days:
        remark = f"期限 {due.text}，已经过了 {promise.overdue_days} 天"
    else:
        remark = f"期限 {due.text}"
    return LedgerRow(
        suggestion=Link(record.title or "", urls.suggestion_url(record)),
        number=f"{model.session_label(record.session)} {cards.number_label(record)}",
        ask=promise.ask or "",
        answer=promise.answer or "",
        text=promise.text,
        progress=promise.progress or "",
        evidence=promise.evidence or "",
        due=due,
        remark=remark,
        tag=_TAGS[promise.state],
    )


def _data(model: SiteModel, promise: Promise) -> dict[str, object]:
    return {
        "suggestion": promise.case,
        "url": urls.suggestion_url(model.cases[promise.case].record),
        "session": promise.session,
        "text": promise.text,
        "ask": promise.ask,
        "answer": promise.answer,
        "made_on": promise.made_on.isoformat() if promise.made_on else None,
        "due_on": promise.due_on.isoformat(),
        "done_on": promise.done_on.isoformat() if promise.done_on else None,
        "progress": promise.progress,
        "evidence": promise.evidence,
        "state": promise.state,
    }


def _cells(model: SiteModel, promise: Promise) -> tuple[str, ...]:
    record = model.cases[promise.case].record
    days = (promise.made_on, promise.due_on, promise.done_on)
    return (
        record.id,
        model.session_label(record.session),
        record.title or "",
        promise.ask or "",
        promise.answer or "",
        promise.text,
        *(day.isoformat() if day else "" for day in days),
        promise.progress or "",
        promise.evidence or "",
        _TAGS[promise.state].word,
        f"{model.settings.site_url or '/'}{urls.suggestion_url(record)}",
    )


def _overdue(model: SiteModel) -> Iterator[Planned]:
    late = [case for case in model.cases.values() if case.is_overdue]
    late.sort(key=lambda case: (case.due.on if case.due else model.today, case.record.id))
    yield from case_list(
        model,
        Page(
            url=OVERDUE.url,
            template="pages/overdue.html",
            title=OVERDUE.title,
            description="答复期限已经过去，还没有答复的代表建议",
            trail=(HOME, SUGGESTIONS),
            section=SUGGESTIONS.url,
        ),
        late,
        with_session=True,
    )
