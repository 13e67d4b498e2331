"""Working days: weekends, official holidays and make-up working days (放假调休)."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from .registers import HolidayYear

_WEEKEND = (5, 6)


def add_months(start: date, months: int) -> date:
    """Return the same day a number of calendar months later, else that month's last day.

    Source:
        民法典 202: a period in months ends on the corresponding day, or on the month's last.
    """
    index = start.year * 12 + start.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


@dataclass(frozen=True, slots=True)
class Rolled:
    """A day, moved to a working day where it had to be.

    Attributes:
        raw: The day before it was moved.
        on: The day that counts.
        reasons: Why each day in between was passed over, for example `五一劳动节` or `星期六`.
        provisional: The year's holiday notice is not out yet, so only weekends were passed over.
        made_up: How many of the working days counted lay on a weekend (调休上班).
    """

    raw: date
    on: date
    reasons: tuple[str, ...] = ()
    provisional: bool = False
    made_up: int = 0


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Which days are working days, by the State Council's yearly notices."""

    holidays: Mapping[date, str]
    workdays: frozenset[date]
    years: frozenset[int]

    @classmethod
    def from_registers(cls, years: Iterable[HolidayYear]) -> WorkCalendar:
        """Build a calendar from the tables of `registers/holidays.yml`."""
        tables = list(years)
        return cls(
            holidays={day: name for table in tables for day, name in table.holidays.items()},
            workdays=frozenset(day for table in tables for day in table.workdays),
            years=frozenset(table.year for table in tables),
        )

    def reason_off(self, on: date) -> str | None:
        """Return why people do not work on a day, None when they do."""
        if on in self.workdays:
            return None
        if on in self.holidays:
            return self.holidays[on]
        return f"星期{'六日'[on.weekday() - 5]}" if on.weekday() in _WEEKEND else None

    def rolled(self, on: date, *, roll: bool = True) -> Rolled:
        """Move a day to the next working day, when the rule says so.

        Source:
            民法典 203, applied by analogy (design §4.3).
        """
        day, reasons = on, []
        while roll and (reason := self.reason_off(day)):
            reasons.append(reason)
            day += timedelta(days=1)
        provisional = roll and not {on.year, day.year} <= self.years
        return Rolled(on, day, tuple(dict.fromkeys(reasons)), provisional)

    def after_workdays(self, start: date, count: int) -> Rolled:
        """Return the last of a number of working days that begin on the day after `start`.

        Args:
            start: The day counting starts from (not counted itself).
            count: How many working days, ≥ 1.

        Returns:
            The day reached; `reasons` names the holidays (not the weekends) passed over.
        """
        day, left, reasons = start, count, []
        provisional, made_up = False, 0
        while left:
            day += timedelta(days=1)
            provisional |= day.year not in self.years
            reason = self.reason_off(day)
            left -= reason is None
            made_up += day in self.workdays
            if day in self.holidays and reason:
                reasons.append(reason)
        return Rolled(day, day, tuple(dict.fromkeys(reasons)), provisional, made_up)
