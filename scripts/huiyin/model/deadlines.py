"""Deadlines: when each step is due, and in sentences how that day was counted."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from ..records.lifecycle import assigned_on
from ..records.suggestion import Suggestion
from ..records.workdays import Rolled, WorkCalendar, add_months
from ..settings import Deadlines
from .numerals import chinese_date

Ground = Literal[
    "assignment", "assist", "reply", "complex", "extended", "rehandling", "publication"
]
_RULES = {
    "assignment": "闭会期间提出的建议，受理后 {period}内交办。",
    "assist": "协办单位在交办后 {period}内把意见交给主办单位。",
    "reply": "一般建议的答复期限是交办之日起 {period}。",
    "complex": "复杂事项的答复期限是交办之日起 {period}。",
    "extended": "经批准延期的，答复期限是交办之日起 {period}，不在原来的期限上再加。",
    "rehandling": "再次办理的答复期限是{began}之日起 {period}。",
    "publication": "答复以后 {period}内公开。",
}
_BEGAN = {"assignment": "受理", "publication": "答复"}


@dataclass(frozen=True, slots=True)
class Due:
    """A due date that can explain itself.

    Attributes:
        start: The day counting starts from (not counted itself).
        months: How many calendar months; 0 when it is counted in working days.
        workdays: How many working days; 0 when it is counted in months.
        ground: Which rule gave the period.
        began: What happened on the first day, for example `交办`.
        rolled: The day reached, and how it was moved to a working day.
    """

    start: date
    months: int
    workdays: int
    ground: Ground
    began: str
    rolled: Rolled

    @property
    def on(self) -> date:
        """Return the day by which it must be done."""
        return self.rolled.on

    @property
    def period(self) -> str:
        """Return the period in words: `3 个月` or `20 个工作日`."""
        return f"{self.months} 个月" if self.months else f"{self.workdays} 个工作日"

    @property
    def sentences(self) -> tuple[str, ...]:
        """Return how the day was counted: the rule, the count, the rolling, the reservation."""
        raw = chinese_date(self.rolled.raw)
        rule = _RULES[self.ground].format(period=self.period, began=self.began)
        counted = f"{chinese_date(self.start)}{self.began}，当天不算，"
        if self.workdays:
            off = "、".join(self.rolled.reasons)
            holidays = f"，{off}放假也不算" if off else ""
            made_up = f"，调休上班的 {self.rolled.made_up} 天算在内" if self.rolled.made_up else ""
            counted += f"周末不算{holidays}{made_up}，第 {self.workdays} 个工作日是{raw}。"
        elif self.rolled.raw.day < self.start.day:
            counted += f"满 {self.months} 个月的那个月没有{self.start.day}日，到月底，是{raw}。"
        else:
            counted += f"满 {self.months} 个月是{raw}。"
        return tuple(filter(None, (rule, counted, self._rolling(), self._reservation())))

    def _rolling(self) -> str:
        if self.months and self.rolled.on != self.rolled.raw:
            reasons = "、".join(self.rolled.reasons)
            return f"这一天逢{reasons}，顺延到下一个工作日，{chinese_date(self.on)}。"
        return ""

    def _reservation(self) -> str:
        return "放假安排还没有公布，这个日期是暂定的。" if self.rolled.provisional else ""


@dataclass(frozen=True, slots=True)
class Clock:
    """Counts periods by the local rules and the official calendar."""

    rules: Deadlines
    calendar: WorkCalendar
    _counted: dict[tuple[date, int, int, str, str], Due] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def first_reply(self, record: Suggestion) -> Due | None:
        """Return when the first reply is, or was, due; None before assignment.

        Three months, or six for complex and extended ones, both from assignment, never added up.
        """
        start = assigned_on(record, self.rules.restart_clock)
        if start is None:
            return None
        ground: Ground = "reply"
        if record.complex:
            ground = "complex"
        elif any(event.kind == "extended" for event in record.events):
            ground = "extended"
        months = self.rules.reply_months if ground == "reply" else self.rules.complex_months
        return self._months(start, months, ground, "交办")

    def reply(self, record: Suggestion) -> Due | None:
        """Return when the reply that counts now is, or was, due."""
        return self.rehandling(record) or self.first_reply(record)

    def rehandling(self, record: Suggestion, number: int | None = None) -> Due | None:
        """Return when the reply to a re-handling is due; None when there was none.

        It counts from the survey that was dissatisfied, else from the re-handling itself.

        Args:
            record: A suggestion.
            number: Which re-handling, 1 for the first; the last when absent.
        """
        sent_back = [event.on for event in record.events if event.kind == "rehandling"]
        number = number or len(sent_back)
        if not 1 <= number <= len(sent_back):
            return None
        on = sent_back[number - 1]
        asked = [s for s in record.surveys if s.dissatisfied and s.round == number and s.on <= on]
        start, began = (asked[-1].on, "测评") if asked else (on, "退回再次办理")
        return self._months(start, self.rules.rehandle_months, "rehandling", began)

    def assignment(self, record: Suggestion) -> Due | None:
        """Return when a recess filing is to be assigned; None for others and before acceptance."""
        accepted = next((event.on for event in record.events if event.kind == "accepted"), None)
        if record.filed_in != "recess" or accepted is None:
            return None
        return self._workdays(accepted, self.rules.assign_workdays, "assignment")

    def assist(self, record: Suggestion) -> Due | None:
        """Return when assisting bodies owe their opinion; None where no period is set."""
        start = assigned_on(record, self.rules.restart_clock)
        assisted = any(handler.role == "assist" for handler in record.handlers)
        if self.rules.assist_months is None or not assisted or start is None:
            return None
        return self._months(start, self.rules.assist_months, "assist", "交办")

    def publication(self, replied_on: date) -> Due:
        """Return when a reply is to be published."""
        return self._workdays(replied_on, self.rules.publish_workdays, "publication")

    def _months(self, start: date, months: int, ground: Ground, began: str) -> Due:
        return self._due(start, months, 0, ground, began)

    def _workdays(self, start: date, count: int, ground: Ground) -> Due:
        return self._due(start, 0, count, ground, _BEGAN[ground])

    def _due(self, start: date, months: int, workdays: int, ground: Ground, began: str) -> Due:
        """Count a period once: the same days begin many."""
        key = (start, months, workdays, ground, began)
        if key not in self._counted:
            if months:
                roll = self.rules.roll == "next_workday"
                rolled = self.calendar.rolled(add_months(start, months), roll=roll)
            else:
                rolled = self.calendar.after_workdays(start, workdays)
            self._counted[key] = Due(start, months, workdays, ground, began, rolled)
        return self._counted[key]
