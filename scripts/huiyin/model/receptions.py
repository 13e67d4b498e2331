"""Receptions: from a station's rule to the days on which deputies really receive people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from ..records.station import Station
from ..records.workdays import Rolled, WorkCalendar, add_months

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True)
class ReceptionDay:
    """One reception.

    Attributes:
        station: Station id.
        day: The day, and where it was moved from.
        time: For example `09:00-11:30`.
        receivers: Deputy ids; empty when the station has not named them.
    """

    station: str
    day: Rolled
    time: str
    receivers: tuple[str, ...]


def reception_days(
    station: Station, today: date, calendar: WorkCalendar, months: int = 3
) -> tuple[ReceptionDay, ...]:
    """Return a station's receptions from today on, for some months, until it closes."""
    rule = station.reception
    if rule is None:
        return ()
    last = add_months(today, months)
    rolled = {
        calendar.rolled(on, roll=rule.roll == "next_workday")
        for on in _days(station, today, last)
        if on >= station.opened_on
    }
    closed = station.closed_on or date.max
    open_days = (day for day in rolled if today <= day.on <= last and day.on < closed)
    days = sorted(open_days, key=lambda day: day.on)
    return tuple(ReceptionDay(station.id, day, rule.time, rule.receivers) for day in days)


def _days(station: Station, first: date, last: date) -> Iterator[date]:
    rule = station.reception
    assert rule is not None
    yield from rule.dates
    month = add_months(first.replace(day=1), -1)  # a day of last month may roll into this one
    while month <= last:
        if rule.monthly_day:
            yield month.replace(day=rule.monthly_day)
        elif rule.nth_weekday:
            nth, name = rule.nth_weekday.split("-")
            offset = (_WEEKDAYS.index(name) - month.weekday()) % 7
            yield month + timedelta(days=offset + 7 * (int(nth) - 1))
        month = add_months(month, 1)
