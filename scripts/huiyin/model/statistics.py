"""Statistics: what a session's suggestions add up to. Every figure is counted, none is typed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from ..records.registers import OutcomeScheme
from .cases import Case


@dataclass(frozen=True, slots=True)
class ClassCount:
    """How many suggestions a class of the session's scheme holds."""

    key: str
    wording: str
    outcome: str
    count: int


@dataclass(frozen=True, slots=True)
class Satisfaction:
    """Grades given by proposers in the last survey of each suggestion."""

    satisfied: int = 0
    basically_satisfied: int = 0
    dissatisfied: int = 0
    no_feedback: int = 0

    @property
    def answered(self) -> int:
        """Return how many proposers gave a grade."""
        return self.satisfied + self.basically_satisfied + self.dissatisfied

    @property
    def asked(self) -> int:
        """Return how many proposers were asked."""
        return self.answered + self.no_feedback


@dataclass(frozen=True, slots=True)
class Share:
    """How a part of the suggestions fared: a topic's, a body's, a deputy's.

    Attributes:
        key: Id of the topic, body or other subject.
        filed: Suggestions in the part.
        replied: Of these, those with a reply.
        resolved: Of these, those whose outcome is resolved.
    """

    key: str
    filed: int
    replied: int
    resolved: int


@dataclass(frozen=True, slots=True)
class Figures:
    """What a set of suggestions adds up to.

    Attributes:
        hidden: Suggestions that are not public; they count in `filed` and nowhere else.
        assigned: Those that did not leave the road: not withdrawn, merged or refused. So are
            `replied`, `on_time` and `by_class`.
        on_time: Those whose first reply came by its due date.
        by_class: The scheme's classes in its own order; their sum is `replied`.
    """

    cases: int
    hidden: int
    recess: int
    not_accepted: int
    withdrawn: int
    merged: int
    assigned: int
    replied: int
    on_time: int
    overdue: int
    settled: int
    rehandled: int
    key: int
    by_class: tuple[ClassCount, ...]
    satisfaction: Satisfaction
    by_topic: tuple[Share, ...]
    by_body: tuple[Share, ...]

    @property
    def filed(self) -> int:
        """Return how many were filed, the not-public ones among them."""
        return self.cases + self.hidden


def figures(cases: Sequence[Case], hidden: int, scheme: OutcomeScheme) -> Figures:
    """Count a session's public suggestions.

    Args:
        cases: The public ones.
        hidden: How many are not public.
        scheme: The classes their outcomes belong to.
    """
    states = Counter(case.state for case in cases)
    live = [case for case in cases if not case.is_ended]
    classes = Counter(case.outcome.key for case in live if case.outcome)
    replied = [case for case in live if case.record.replies]
    return Figures(
        cases=len(cases),
        hidden=hidden,
        recess=sum(case.record.filed_in == "recess" for case in cases),
        not_accepted=states["not_accepted"],
        withdrawn=states["withdrawn"],
        merged=states["merged"],
        assigned=sum(case.assigned_on is not None for case in live),
        replied=len(replied),
        on_time=sum(case.late_days == 0 for case in replied),
        overdue=sum(case.is_overdue for case in cases),
        settled=sum(states[name] for name in ("closed", "tracking", "lookback", "archived")),
        rehandled=sum(case.was_rehandled for case in cases),
        key=sum(case.record.key is not None for case in cases),
        by_class=tuple(
            ClassCount(entry.key, entry.wording, entry.outcome, classes[entry.key])
            for entry in scheme.classes
        ),
        satisfaction=_satisfaction(cases),
        by_topic=shares(cases, lambda case: [case.record.topic or ""]),
        by_body=shares(cases, _answering_bodies),
    )


def shares(cases: Iterable[Case], keys: Callable[[Case], Iterable[str]]) -> tuple[Share, ...]:
    """Count suggestions by some key, the largest part first, then by key."""
    filed: Counter[str] = Counter()
    replied: Counter[str] = Counter()
    resolved: Counter[str] = Counter()
    for case in cases:
        for key in keys(case):
            filed[key] += 1
            replied[key] += bool(case.record.replies)
            resolved[key] += case.outcome is not None and case.outcome.outcome == "resolved"
    order = sorted(filed, key=lambda key: (-filed[key], key))
    return tuple(Share(key, filed[key], replied[key], resolved[key]) for key in order)


def _answering_bodies(case: Case) -> list[str]:
    """Return the bodies that answer for a suggestion: the lead, or all that handle separately."""
    return [handler.body for handler in case.record.handlers if handler.role != "assist"]


def _satisfaction(cases: Iterable[Case]) -> Satisfaction:
    last = [case.record.surveys[-1] for case in cases if case.record.surveys]
    return Satisfaction(
        satisfied=sum(survey.satisfied for survey in last),
        basically_satisfied=sum(survey.basically_satisfied for survey in last),
        dissatisfied=sum(survey.dissatisfied for survey in last),
        no_feedback=sum(survey.no_feedback for survey in last),
    )
