"""A case: a suggestion with everything that is computed about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ..records import labels, lifecycle
from ..records.lifecycle import Step
from ..records.registers import Checklist, OutcomeClass, OutcomeScheme
from ..records.suggestion import Contact, Reply, Suggestion, Supervision, Survey
from .commitments import Promise, promises
from .deadlines import Clock, Due


@dataclass(frozen=True, slots=True)
class Round:
    """One round of handling: a reply, the surveys of it, and when it was due.

    Attributes:
        reply: What was answered.
        outcome: Its class in the session's own scheme.
        due: When it was due; None for a round without an assignment or re-handling before it.
        late_days: Calendar days it came after that; 0 when on time.
        surveys: The surveys of this round, by day.
        publication: When it is to be public.
    """

    reply: Reply
    outcome: OutcomeClass
    due: Due | None
    late_days: int
    surveys: tuple[Survey, ...]
    publication: Due


@dataclass(frozen=True, slots=True)
class Case:
    """A public suggestion on a given day.

    Attributes:
        record: What was written.
        steps: Its dated facts in order.
        state: What they add up to, a key of `labels.STATE`.
        assigned_on: The day of the assignment that counts; None before.
        first_due: When the first reply is or was due; None before assignment.
        due: When the reply that counts now is or was due: of a re-handling, if there is one.
        assign_due: When a recess filing is to be assigned; None for others.
        assist_due: When assisting bodies owe their opinion; None where no period is set.
        outcome: The last reply's class in the session's own scheme; None without a reply.
        awaits_reply: A reply is due and has not come: the first, or one after a re-handling.
        is_overdue: It awaits a reply, and the due date has passed.
        late_days: Calendar days from the first reply's due date to the first reply; 0 when it
            was on time or has not come. A later round does not mend a late first reply.
        rounds: The rounds of reply, side by side, the first first.
        promises: Its commitments as they stand on the day.
    """

    record: Suggestion
    steps: tuple[Step, ...]
    state: str
    assigned_on: date | None
    first_due: Due | None
    due: Due | None
    assign_due: Due | None
    assist_due: Due | None
    outcome: OutcomeClass | None
    awaits_reply: bool
    is_overdue: bool
    late_days: int
    rounds: tuple[Round, ...]
    promises: tuple[Promise, ...]

    @property
    def filed_on(self) -> date:
        """Return the day it was filed."""
        return self.record.filed_on or self.record.events[0].on

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
        """Tell whether it left the road: withdrawn, merged, not accepted."""
        return self.state in lifecycle.ENDED

    @property
    def is_long(self) -> bool:
        """Tell whether it has the long period: complex from the start, or extended."""
        return self.record.complex is not None or self.was_extended

    @property
    def was_extended(self) -> bool:
        """Tell whether its period was extended."""
        return any(step.kind == "extended" for step in self.steps)

    @property
    def was_accepted(self) -> bool:
        """Tell whether it was accepted; an assignment implies it."""
        return any(step.kind in ("accepted", "assigned") for step in self.steps)

    @property
    def rehandlings(self) -> int:
        """Return how many times it was sent back for another reply."""
        return sum(step.kind == "rehandling" for step in self.steps)

    @property
    def was_rehandled(self) -> bool:
        """Tell whether it was sent back for another reply."""
        return self.rehandlings > 0

    @property
    def last_survey(self) -> Survey | None:
        """Return the latest survey of the latest round surveyed."""
        return max(self.record.surveys, key=lambda s: (s.round, s.on), default=None)

    @property
    def assigned_late_days(self) -> int:
        """Return how many calendar days after its day a recess filing was assigned; else 0."""
        if self.assign_due is None or self.assigned_on is None:
            return 0
        first = next(event.on for event in self.record.events if event.kind == "assigned")
        return max(0, (first - self.assign_due.on).days)

    @property
    def changed_on(self) -> date:
        """Return the day of the last thing that happened."""
        days = [step.on for step in self.steps]
        days += [c.done_on for c in self.record.commitments if c.done_on]
        days += [supervision.on for supervision in self.record.supervision]
        return max([*days, *filter(None, [self.record.updated_on])])


def case(record: Suggestion, scheme: OutcomeScheme, clock: Clock, today: date) -> Case:
    """Compute what can be said about a suggestion on a given day."""
    walk = lifecycle.steps(record)
    state = lifecycle.state(walk)
    first, again = clock.first_reply(record), clock.rehandling(record)
    due = again or first
    sent_back = sum(event.kind == "rehandling" for event in record.events)
    answered = len(record.replies) > sent_back
    awaits = due is not None and not answered and state not in lifecycle.ENDED
    rounds = _rounds(record, scheme, clock, first)
    return Case(
        record=record,
        steps=walk,
        state=state,
        assigned_on=lifecycle.assigned_on(record, clock.rules.restart_clock),
        first_due=first,
        due=due,
        assign_due=clock.assignment(record),
        assist_due=clock.assist(record),
        outcome=rounds[-1].outcome if rounds else None,
        awaits_reply=awaits,
        is_overdue=bool(awaits and due and today > due.on),
        late_days=rounds[0].late_days if rounds else 0,
        rounds=rounds,
        promises=promises(record, today),
    )


def _rounds(
    record: Suggestion, scheme: OutcomeScheme, clock: Clock, first: Due | None
) -> tuple[Round, ...]:
    classes = {entry.key: entry for entry in scheme.classes}
    found = []
    for number, reply in enumerate(record.replies, start=1):
        due = first if number == 1 else clock.rehandling(record, number - 1)
        surveys = [survey for survey in record.surveys if survey.round == number]
        found.append(
            Round(
                reply=reply,
                outcome=classes[reply.outcome],
                due=due,
                late_days=max(0, (reply.on - due.on).days) if due else 0,
                surveys=tuple(sorted(surveys, key=lambda survey: survey.on)),
                publication=clock.publication(reply.on),
            )
        )
    return tuple(found)


@dataclass(frozen=True, slots=True)
class CheckedItem:
    """One item of a local checklist, and what was done about it.

    Attributes:
        name: The item in the place's own words, for example `办中协商`.
        done: The meetings or supervisions that stand for it, by day; empty when it is open.
    """

    name: str
    done: tuple[Contact, ...] | tuple[Supervision, ...]


def contacts_checked(record: Suggestion, checklist: Checklist | None) -> tuple[CheckedItem, ...]:
    """Return the three meetings (三见面), each with its dates and ways.

    Args:
        record: A suggestion.
        checklist: What the place calls them, in the order before, during, after.
    """
    names = checklist.items if checklist else tuple(labels.CONTACT_PHASE.values())
    found = []
    for phase, name in zip(labels.CONTACT_PHASE, names, strict=True):
        met = (contact for contact in record.contacts if contact.phase == phase)
        found.append(CheckedItem(name, tuple(sorted(met, key=lambda contact: contact.on))))
    return tuple(found)


def supervision_checked(record: Suggestion, checklist: Checklist | None) -> tuple[CheckedItem, ...]:
    """Return each link of supervision (六连锁), with what was done; empty without a checklist."""
    return tuple(
        CheckedItem(
            name,
            tuple(
                sorted(
                    (step for step in record.supervision if step.item == name),
                    key=lambda step: step.on,
                )
            ),
        )
        for name in (checklist.items if checklist else ())
    )
