"""Life cycle: a suggestion's state is what its dated facts add up to. Nobody types it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import chain

from ..records.suggestion import Suggestion

# The order of steps that fall on one day.
ORDER = (
    "filed", "accepted", "not_accepted", "merged", "withdrawn", "assigned", "returned", "handling",
    "extended", "replied", "evaluated", "rehandling", "closed", "tracking", "lookback", "archived",
)  # fmt: skip
ENDED = frozenset({"not_accepted", "merged", "withdrawn"})
SETTLED = frozenset({"closed", "tracking", "lookback", "archived"})


@dataclass(frozen=True, slots=True)
class Step:
    """One dated fact on the way.

    Attributes:
        on: The day.
        kind: A key of `ORDER`.
        index: Its place in the record's list of that kind.
    """

    on: date
    kind: str
    index: int


def steps(record: Suggestion) -> tuple[Step, ...]:
    """Return every dated fact of a suggestion in order: events, replies, surveys, look-backs.

    Several steps of one kind on one day keep the order of the record.
    """
    facts = chain(
        (Step(event.on, event.kind, i) for i, event in enumerate(record.events)),
        (Step(reply.on, "replied", i) for i, reply in enumerate(record.replies)),
        (Step(survey.on, "evaluated", i) for i, survey in enumerate(record.surveys)),
        (Step(lookback.on, "lookback", i) for i, lookback in enumerate(record.lookbacks)),
    )
    return tuple(sorted(facts, key=lambda step: (step.on, ORDER.index(step.kind), step.index)))


def state(walk: tuple[Step, ...]) -> str:
    """Fold the steps into a state: the last step that changes it.

    A survey or look-back that comes after the suggestion was settled leaves it settled.
    """
    now = "filed"
    for step in walk:
        if step.kind == "evaluated" and now in SETTLED:
            continue
        if step.kind == "lookback" and now == "tracking":
            continue
        now = step.kind
    return now
