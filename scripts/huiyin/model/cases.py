"""A case: a suggestion with everything that is computed about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ..records.registers import OutcomeClass, OutcomeScheme
from ..records.suggestion import Suggestion
from ..settings import Deadlines
from . import lifecycle
from .deadlines import Due, assigned_on, first_due, reply_due
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
        awaits_reply: A reply is due and has not come: the first, or one after a re-handling.
        is_overdue: It awaits a reply, and the due date has passed.
        late_days: Calendar days from the first reply's due date to the first reply; 0 when it
            was on time or has not come. A later round does not mend a late first reply.
    """

    record: Suggestion
    steps: tuple[Step, ...]
    state: str
    due: Due | None
    outcome: OutcomeClass | None
    awaits_reply: bool
    is_overdue: bool
    late_days: int

    @property
    def filed_on(self) -> date:
        """Return the day it was filed."""
        return self.record.events[0].on

    @property
    def assigned_on(self) -> date | None:
        """Return the day of the assignment that counts: the last one."""
        return assigned_on(self.record)

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
    def was_rehandled(self) -> bool:
        """Tell whether it was sent back for another reply."""
        return any(event.kind == "rehandling" for event in self.record.events)

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
    first = first_due(record, rules, calendar)
    answered = due is not None and any(reply.on >= due.start for reply in record.replies)
    awaits = due is not None and not answered and state not in lifecycle.ENDED
    late = (record.replies[0].on - first.on).days if record.replies and first else 0
    classes = {entry.key: entry for entry in scheme.classes}
    return Case(
        record=record,
        steps=walk,
        state=state,
        due=due,
        outcome=classes[record.replies[-1].outcome] if record.replies else None,
        awaits_reply=awaits,
        is_overdue=bool(awaits and due and today > due.on),
        late_days=max(0, late),
    )
