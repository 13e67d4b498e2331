"""Calendars: terms and sessions follow each other, holidays lie in their year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from ..problems import Fault
from .catalogue import Catalogue, Entry
from .dates import Step, in_order

_LONGEST_TERM_DAYS = 6 * 366  # five years, and what a postponed election adds
_SATURDAY = 5
Loc = tuple[int | str, ...]


def check(catalogue: Catalogue) -> Iterator[Fault]:
    """Yield a fault for each term, session and holiday that cannot be when it is said to be."""
    terms: dict[tuple[str, Loc], list[Entry]] = defaultdict(list)
    for entry in catalogue.of("term"):
        terms[(entry.source.path, entry.loc[:2])].append(entry)
        if (entry.record.to - entry.record.from_).days > _LONGEST_TERM_DAYS:
            yield entry.fault("term-too-long", ("to",))
        for index, vacancy in enumerate(entry.record.vacancies):
            if vacancy.until:
                at = ("vacancies", index)
                since: Step = ((*at, "since"), "出缺", vacancy.since)
                yield from in_order(entry, [since, ((*at, "until"), "预计补齐", vacancy.until)])
    for of_congress in terms.values():
        yield from _in_turn(of_congress, "届", "from", "to")
    sessions: dict[str, list[Entry]] = defaultdict(list)
    for entry in catalogue.of("session"):
        sessions[entry.record.term].append(entry)
    for of_term in sessions.values():
        yield from _in_turn(of_term, "次会议", "opened_on", "closed_on")
    yield from _holidays(catalogue.rows["holiday-year"])


def _in_turn(entries: Sequence[Entry], unit: str, begin: str, end: str) -> Iterator[Fault]:
    """Numbers are given once, and a later number begins when the one before has ended."""
    by_number: dict[int, Entry] = {}
    for entry in entries:
        if by_number.setdefault(entry.record.number, entry) is not entry:
            yield entry.fault("number-twice", ("number",), what=f"第{entry.record.number}{unit}")
    for before, after in pairwise(by_number[number] for number in sorted(by_number)):
        ended, began = _day(before, end), _day(after, begin)
        if began < ended and _day(before, begin) <= ended:
            facts = {"what": f"第{after.record.number}{unit}", "on": str(began)}
            earlier = {"before": f"第{before.record.number}{unit}", "earlier": str(ended)}
            yield after.fault("not-in-turn", (begin,), **facts, **earlier)


def _day(entry: Entry, key: str) -> date:
    day: date = getattr(entry.record, "from_" if key == "from" else key)
    return day


def _holidays(rows: Sequence[Entry]) -> Iterator[Fault]:
    seen: set[int] = set()
    for entry in rows:
        table = entry.record
        if table.year in seen:
            yield entry.fault("listed-twice", ("year",), what="年份", value=str(table.year))
        seen.add(table.year)
        days: list[tuple[Loc, date]] = [(("holidays", str(day)), day) for day in table.holidays]
        days += [(("workdays", index), day) for index, day in enumerate(table.workdays)]
        for loc, day in days:
            if not _told_by_the_notice(day, table.year):
                facts = {"on": str(day), "year": str(table.year)}
                yield entry.key_fault("another-year", loc, **facts)
        for index, day in enumerate(table.workdays):
            if day in table.holidays:
                yield entry.fault("holiday-and-workday", ("workdays", index), on=str(day))
            elif day.weekday() < _SATURDAY:
                yield entry.fault("workday-on-weekday", ("workdays", index), on=str(day))


def _told_by_the_notice(day: date, year: int) -> bool:
    """The notice of a year may begin the New Year's holiday in the last days of December."""
    return day.year == year or date(year - 1, 12, 25) <= day < date(year, 1, 1)
