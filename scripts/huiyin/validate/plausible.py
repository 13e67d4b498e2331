"""Plausible: what is told has happened by the day, and not years after what it follows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from ..problems import Fault
from ..records.suggestion import Suggestion
from .catalogue import Catalogue, Entry

Loc = tuple[int | str, ...]
_EVERYWHERE = ((("updated_on",), "内容更新"), (("reviews", "on"), "审核"))
# What has happened, by kind of record. Due dates, terms, sessions and receptions lie ahead.
_HAPPENED: dict[str, tuple[tuple[tuple[str, ...], str], ...]] = {
    "deputy": (
        *_EVERYWHERE,
        (("mandates", "elected_on"), "当选"),
        (("consents", "on"), "授权"),
        (("pledges", "done_on"), "承诺完成"),
    ),
    "station": _EVERYWHERE,
    "group": (*_EVERYWHERE, (("lists", "results", "on"), "成果")),
    "activity": _EVERYWHERE,
    "suggestion": (
        *_EVERYWHERE,
        (("publicity", "decided_on"), "公开属性确定"),
        (("key", "decided_on"), "重点督办确定"),
        (("complex", "decided_on"), "复杂事项确定"),
        (("handlers", "opinion_on"), "协办意见"),
        (("events", "on"), "办理过程"),
        (("contacts", "on"), "三见面"),
        (("replies", "on"), "答复"),
        (("surveys", "on"), "满意度测评"),
        (("commitments", "done_on"), "承诺事项完成"),
        (("supervision", "on"), "督办"),
        (("lookbacks", "on"), "回头看"),
    ),
    "news": _EVERYWHERE,
    "research": (*_EVERYWHERE, (("published_on",), "发布")),
}
_LONGEST_YEARS = 3


def check(catalogue: Catalogue, today: date) -> Iterator[Fault]:
    """Yield a fault for each date that lies ahead, or that is probably of a wrong year."""
    for entry in catalogue.entries:
        if entry.kind not in _HAPPENED or not entry.record.is_public(today):
            continue
        for path, name in _HAPPENED[entry.kind]:
            here = getattr(entry.record, path[0])
            for loc, on in _dates(here, path[1:], path[:1]) if here else ():
                if on > today:
                    yield entry.fault("in-the-future", loc, name=name, on=str(on), today=str(today))
        if entry.kind == "suggestion":
            yield from _years_apart(entry, today)


def _dates(here: Any, path: tuple[str, ...], loc: Loc) -> Iterator[tuple[Loc, date]]:
    if here is None:
        return
    if isinstance(here, tuple):
        for index, item in enumerate(here):
            yield from _dates(item, path, (*loc, index))
    elif path:
        yield from _dates(getattr(here, path[0]), path[1:], (*loc, path[0]))
    else:
        yield loc, here


def _years_apart(entry: Entry, today: date) -> Iterator[Fault]:
    record: Suggestion = entry.record
    assigned = next((event.on for event in record.events if event.kind == "assigned"), None)
    answered = {reply.round: reply.on for reply in record.replies}
    steps = [(("replies", 0, "on"), "答复", r.on, "交办", assigned) for r in record.replies[:1]]
    steps += [(("surveys", n, "on"), "满意度测评", s.on, "答复", answered.get(s.round))
              for n, s in enumerate(record.surveys)]  # fmt: skip
    for loc, name, on, before, earlier in steps:
        if earlier and on <= today and on.year - earlier.year > _LONGEST_YEARS:
            facts = {"name": name, "on": str(on), "before": before, "earlier": str(earlier)}
            yield entry.fault("years-apart", loc, **facts)
