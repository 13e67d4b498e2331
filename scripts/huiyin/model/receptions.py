"""Receptions: from a station's rule to the days on which deputies really receive people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ..records.station import Arrangement, Reception, Station
from ..records.workdays import Rolled, WorkCalendar, add_months


@dataclass(frozen=True, slots=True)
class ReceptionDay:
    """One reception.

    Attributes:
        station: Station id.
        day: The day, and where it was moved from.
        time: For example `09:00-11:30`.
        receivers: Deputy ids; empty when the station has not named them.
        reason: Why it was moved or called off; empty when it was not, or only for a holiday.
        is_named: The receivers are those of this very day, not all who take turns.
        is_off: It was called off.
    """

    station: str
    day: Rolled
    time: str
    receivers: tuple[str, ...]
    reason: str = ""
    is_named: bool = False
    is_off: bool = False


def reception_days(
    station: Station, today: date, calendar: WorkCalendar, months: int = 3
) -> tuple[ReceptionDay, ...]:
    """Return a station's receptions from today on, for some months, until it closes.

    Two days of a rule that roll to the same day are one reception. Those called off are among
    them.
    """
    rule = station.reception
    if rule is None:
        return ()
    last = add_months(today, months)
    settled = {arrangement.on: arrangement for arrangement in rule.arrangements}
    days: dict[date, ReceptionDay] = {}
    for raw in sorted(_days(rule, today, last)):
        if raw >= station.opened_on:
            day = _reception(station, rule, raw, settled.get(raw), calendar)
            days.setdefault(day.day.on, day)
    closed = station.closed_on or date.max
    return tuple(day for on, day in sorted(days.items()) if today <= on <= last and on < closed)


def _reception(
    station: Station,
    rule: Reception,
    raw: date,
    settled: Arrangement | None,
    calendar: WorkCalendar,
) -> ReceptionDay:
    day = calendar.rolled(raw, roll=rule.roll == "next_workday")
    if settled is None:
        return ReceptionDay(station.id, day, rule.time, rule.receivers)
    if settled.moved_to:
        day = Rolled(raw, settled.moved_to)
    return ReceptionDay(
        station=station.id,
        day=day,
        time=rule.time,
        receivers=settled.receivers or rule.receivers,
        reason=settled.reason or "",
        is_named=bool(settled.receivers),
        is_off=settled.called_off,
    )


def _days(rule: Reception, first: date, last: date) -> Iterator[date]:
    """Yield the days of a rule, from a month before: a day of last month may roll into this one.

    A reception that was moved counts by where it was moved to.
    """
    yield from rule.dates
    month = add_months(first.replace(day=1), -1)
    while month <= last:
        if day := rule.day_in(month.year, month.month):
            yield day
        month = add_months(month, 1)
