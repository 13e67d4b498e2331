"""Groups: their four lists lead from problems to results, and they meet every quarter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from ..problems import Fault
from ..records.group import Group
from ..settings import Settings
from .catalogue import Catalogue, Entry

Loc = tuple[int | str, ...]


def check(catalogue: Catalogue) -> Iterator[Fault]:
    """Yield a fault for each advice or result that comes from nothing on the lists."""
    for entry in catalogue.of("group"):
        yield from _lists(entry)


def check_on(catalogue: Catalogue, settings: Settings | None, today: date) -> Iterator[Fault]:
    """Yield a fault for each group that did not meet often enough in the quarter before a day.

    A site that publishes no activities yet is not counted.

    Source:
        小组每季度至少活动一次: `extra.huiyin.group_meetings_a_quarter`.
    """
    needed = settings.ours.group_meetings_a_quarter if settings else 0
    activities = [record for record in catalogue.records("activity") if record.is_public(today)]
    if not needed or not activities:
        return
    first, last = quarter_before(today)
    met = Counter(
        id_ for record in activities if first <= record.held_on <= last for id_ in record.groups
    )
    for entry in catalogue.of("group"):
        record: Group = entry.record
        begun = record.founded_on or date.min
        if record.is_public(today) and begun <= first and met[record.id] < needed:
            quarter = f"{first.year}年第{(first.month + 2) // 3}季度"
            facts = {"quarter": quarter, "count": str(met[record.id]), "needed": str(needed)}
            yield entry.fault("group-at-rest", ("name",), **facts)


def quarter_before(today: date) -> tuple[date, date]:
    """Return the first and the last day of the quarter that ended last."""
    last = today.replace(month=today.month - (today.month - 1) % 3, day=1) - timedelta(days=1)
    return last.replace(month=last.month - 2, day=1), last


def _lists(entry: Entry) -> Iterator[Fault]:
    lists = entry.record.lists
    if lists is None:
        return
    problems = {problem.id for problem in lists.problems}
    advice = {item.id for item in lists.advice}
    for index, item in enumerate(lists.advice):
        at: Loc = ("lists", "advice", index, "problems")
        yield from _known(entry, at, item.problems, problems, "问题清单")
    for index, result in enumerate(lists.results):
        at = ("lists", "results", index)
        if not result.advice and not result.problems:
            yield entry.fault("result-from-nothing", at)
        yield from _known(entry, (*at, "advice"), result.advice, advice, "建议清单")
        yield from _known(entry, (*at, "problems"), result.problems, problems, "问题清单")


def _known(
    entry: Entry, at: Loc, named: tuple[str, ...], known: set[str], name: str
) -> Iterator[Fault]:
    for index, id_ in enumerate(named):
        if id_ not in known:
            shown = "、".join(sorted(known)) or "（还没有）"
            yield entry.fault("not-on-the-list", (*at, index), list=name, id=id_, known=shown)
