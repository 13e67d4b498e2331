"""Deadlines: calendar months from assignment, rolled to a working day, and how it was counted."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Literal

from ..records.suggestion import Suggestion
from ..settings import Deadlines
from .workdays import Rolled, WorkCalendar

Ground = Literal["reply", "complex", "extended", "rehandling"]


def add_months(start: date, months: int) -> date:
    """Return the same day a number of calendar months later, else that month's last day.

    Source:
        民法典 202: a period in months ends on the corresponding day, or on the month's last.
    """
    index = start.year * 12 + start.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


@dataclass(frozen=True, slots=True)
class Due:
    """A due date that can explain itself.

    Attributes:
        start: The day counting starts from (not counted itself).
        months: How many calendar months.
        ground: Which rule gave the months.
        rolled: The day reached, and how it was moved to a working day.
    """

    start: date
    months: int
    ground: Ground
    rolled: Rolled

    @property
    def on(self) -> date:
        """Return the day by which it must be done."""
        return self.rolled.on


def assigned_on(record: Suggestion) -> date | None:
    """Return the assignment that counts: the last one before the first reply."""
    first_reply = record.replies[0].on if record.replies else date.max
    days = [event.on for event in record.events if event.kind == "assigned"]
    counting = [day for day in days if day <= first_reply] or days
    return counting[-1] if counting else None


def first_due(record: Suggestion, rules: Deadlines, calendar: WorkCalendar) -> Due | None:
    """Return when the first reply is, or was, due; None before assignment.

    Three months, or six for complex and extended ones, both from assignment and never added up.
    """
    start = assigned_on(record)
    if start is None:
        return None
    if record.complex:
        return _due(start, rules.complex_months, "complex", rules, calendar)
    if any(event.kind == "extended" for event in record.events):
        return _due(start, rules.complex_months, "extended", rules, calendar)
    return _due(start, rules.reply_months, "reply", rules, calendar)


def reply_due(record: Suggestion, rules: Deadlines, calendar: WorkCalendar) -> Due | None:
    """Return when the reply that counts now is, or was, due: a re-handling has its own period."""
    rehandled = [event.on for event in record.events if event.kind == "rehandling"]
    if rehandled:
        return _due(rehandled[-1], rules.rehandle_months, "rehandling", rules, calendar)
    return first_due(record, rules, calendar)


def _due(start: date, months: int, ground: Ground, rules: Deadlines, calendar: WorkCalendar) -> Due:
    raw = add_months(start, months)
    return Due(start, months, ground, calendar.rolled(raw, roll=rules.roll == "next_workday"))
