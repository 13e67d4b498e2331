"""A case: a suggestion with everything that is computed about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ..records.registers import OutcomeClass, OutcomeScheme
from ..records.suggestion import Suggestion
from ..settings import Deadlines
from . import lifecycle
from .deadlines import Due, reply_due
from .lifecycle import Step
from .workdays import WorkCalendar


@dataclass(frozen=True, slots=True)
class Case:
    """A public suggestion on a given day.

    Attributes:
        record: What was written.
        steps: Its dated facts in order.
        state: What they add up to, a key of `labels.STATE`.
        due: When the reply that counts now is or was due; None before assignment.
        outcome: The last reply's class in the session's own scheme; None without a reply.
        is_overdue: No reply that counts, and its due date has passed.
        late_days: Calendar days between due date and reply; 0 when on time or not replied.
    """

    record: Suggestion
    steps: tuple[Step, ...]
    state: str
    due: Due | None
    outcome: OutcomeClass | None
    is_overdue: bool
    late_days: int

    @property
    def filed_on(self) -> date:
        """Return the day it was filed."""
        return self.record.events[0].on

    @property
    def assigned_on(self) -> date | None:
        """Return the day of the assignment that counts: the last one."""
        days = [event.on for event in self.record.events if event.kind == "assigned"]
        return days[-1] if days else None

    @property
    def first_replied_on(self) -> date | None:
        """Return the day of the first reply."""
        return self.record.replies[0].on if self.record.replies else None

    @property
    def days_to_reply(self) -> int | None:
        """Return the calendar days from assignment to the first reply."""
        if self.assigned_on is None or self.first_replied_on is None:
            return None
        return (self.first_replied_on - self.assigned_on).days

    @property
    def is_ended(self) -> bool:
        """Tell whether it left the road before an answer: withdrawn, merged, not accepted."""
        return self.state in lifecycle.ENDED

    @property
    def changed_on(self) -> date:
        """Return the day of the last thing that happened."""
        days = [step.on for step in self.steps]
        days += [c.done_on for c in self.record.commitments if c.done_on]
        days += [supervision.on for supervision in self.record.supervision]
        return max([*days, *filter(None, [self.record.updated_on])])


def case(
    record: Suggestion,
    scheme: OutcomeScheme,
    rules: Deadlines,
    calendar: WorkCalendar,
    today: date,
) -> Case:
    """Compute what can be said about a suggestion on a given day."""
    walk = lifecycle.steps(record)
    state = lifecycle.state(walk)
    due = reply_due(record, rules, calendar)
    answer = _answer_that_counts(record, due)
    classes = {entry.key: entry for entry in scheme.classes}
    open_ = due is not None and answer is None and state not in lifecycle.ENDED
    return Case(
        record=record,
        steps=walk,
        state=state,
        due=due,
        outcome=classes[record.replies[-1].outcome] if record.replies else None,
        is_overdue=bool(open_ and due and today > due.on),
        late_days=max(0, (answer - due.on).days) if due and answer else 0,
    )


def _answer_that_counts(record: Suggestion, due: Due | None) -> date | None:
    """Return the reply made within the period that runs now: after a re-handling, the next one."""
    if due is None:
        return None
    after = [reply.on for reply in record.replies if reply.on >= due.start]
    return after[-1 if due.ground == "rehandling" else 0] if after else None
