"""Figures: the block of numbers that every set of suggestions has, whatever the set is.

A suggestion is a row of small numbers (`Row`), a set of suggestions the sum of its rows. So every
subject (session, body, topic, committee, deputy) has the same block, and parts sum to their whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from ..records.percent import Ratio, quotient


@dataclass(frozen=True, slots=True)
class ClassCount:
    """How many suggestions a class of the session's scheme holds."""

    key: str
    wording: str
    outcome: str
    count: int


@dataclass(frozen=True, slots=True)
class Satisfaction:
    """Grades given by proposers (人次 when a suggestion was surveyed more than once)."""

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

    @property
    def satisfied_rate(self) -> Ratio:
        """Return 满意率: the satisfied among those who answered."""
        return Ratio(self.satisfied, self.answered)

    @property
    def content_rate(self) -> Ratio:
        """Return 含基本满意率: satisfied and basically satisfied among those who answered."""
        return Ratio(self.satisfied + self.basically_satisfied, self.answered)

    @property
    def answer_rate(self) -> Ratio:
        """Return 反馈率: those who answered among those who were asked."""
        return Ratio(self.answered, self.asked)


@dataclass(frozen=True, slots=True)
class SurveyCount:
    """All surveys of one kind and one round (2+1+X: two surveys, one on-site review, call-backs).

    Attributes:
        kind: A key of `labels.SURVEY_KIND`.
        round: Of which round of replies.
        surveys: How many were held; each is of one suggestion.
        grades: What they came to.
    """

    kind: str
    round: int
    surveys: int
    grades: Satisfaction


@dataclass(frozen=True, slots=True)
class Commitments:
    """Promises (承诺解决事项) on the day of the build.

    Attributes:
        made: All of them: `kept + open + overdue`.
        due: Those whose date has come, kept or not.
        kept: Those done, in time or late.
        kept_late: Of these, those done after their date.
        open: Not done, and their date lies ahead.
        overdue: Not done, and their date has passed.
    """

    made: int
    due: int
    kept: int
    kept_late: int
    open: int
    overdue: int


@dataclass(frozen=True, slots=True)
class Lookbacks:
    """What later checks found (回头看)."""

    kept: int
    partly: int
    not_kept: int

    @property
    def held(self) -> int:
        """Return how many were held."""
        return self.kept + self.partly + self.not_kept


@dataclass(frozen=True, slots=True)
class Spread:
    """How long first replies took, in calendar days from assignment.

    Attributes:
        days: One entry per reply, ascending.
    """

    days: tuple[int, ...]

    @property
    def median(self) -> str | None:
        """Return the day by which half had a reply, `46` or `45.5`; None without a reply."""
        if not self.days:
            return None
        low, high = self.days[(len(self.days) - 1) // 2], self.days[len(self.days) // 2]
        return str((low + high) // 2) if (low + high) % 2 == 0 else quotient(low + high, 2, 1)

    @property
    def mean(self) -> str | None:
        """Return the mean with one decimal place; None without a reply."""
        return quotient(sum(self.days), len(self.days), 1)

    @property
    def shortest(self) -> int | None:
        """Return the fewest days."""
        return self.days[0] if self.days else None

    @property
    def longest(self) -> int | None:
        """Return the most days."""
        return self.days[-1] if self.days else None


@dataclass(frozen=True, slots=True)
class Lists:
    """The suggestions behind some figures, as ids in the order of the set.

    Attributes:
        overdue: They await a reply whose day has passed.
        late: Their first reply came after its day.
        key: Key suggestions (重点督办).
        rehandled: They were sent back for another reply.
        extended: Their period was extended.
    """

    overdue: tuple[str, ...]
    late: tuple[str, ...]
    key: tuple[str, ...]
    rehandled: tuple[str, ...]
    extended: tuple[str, ...]


class Row(NamedTuple):
    """What one suggestion adds to each figure."""

    cases: int = 0
    recess: int = 0
    accepted: int = 0
    not_accepted: int = 0
    withdrawn: int = 0
    merged: int = 0
    assigned: int = 0
    replied: int = 0
    replied_long: int = 0
    on_time: int = 0
    on_time_long: int = 0
    overdue: int = 0
    settled: int = 0
    rehandled: int = 0
    rehandlings: int = 0
    complex: int = 0
    extended: int = 0
    key: int = 0
    full: int = 0
    summary: int = 0
    contacts_complete: int = 0
    made: int = 0
    due: int = 0
    kept: int = 0
    kept_late: int = 0
    broken: int = 0
    found_kept: int = 0
    found_partly: int = 0
    found_not_kept: int = 0
    satisfied: int = 0
    basically_satisfied: int = 0
    dissatisfied: int = 0
    no_feedback: int = 0


@dataclass(frozen=True, slots=True)
class Figures:
    """What a set of suggestions adds up to.

    Attributes:
        row: The sums; most are also properties below.
        hidden: Suggestions that are not public: they count in `filed` and nowhere else. 0 for
            every set but a session's.
        by_class: The classes of the session's scheme, in its own order; their sum is `replied`.
            Empty for a set over several schemes: letters of two schemes are never added up.
        by_outcome: Canonical outcome → count, all seven, in the order of `labels.OUTCOME`; their
            sum is `replied`.
        surveys: By round and kind; see `satisfaction` for the last survey of each suggestion.
        days_to_reply: From assignment to the first reply.
        lists: The suggestions behind some figures.
        by_session: The set's suggestions by session, newest first; empty for a session.
        by_topic: By topic, the largest first; a partition. Empty for all but a session.
        by_body: By the bodies that answer for it (lead or separate); one handled separately by
            two bodies is in both. Empty for all but a session.
        by_committee: By the committee that supervises it. Empty for all but a session.
    """

    row: Row
    hidden: int
    by_class: tuple[ClassCount, ...]
    by_outcome: Mapping[str, int]
    surveys: tuple[SurveyCount, ...]
    days_to_reply: Spread
    lists: Lists
    by_session: tuple[Share, ...] = ()
    by_topic: tuple[Share, ...] = ()
    by_body: tuple[Share, ...] = ()
    by_committee: tuple[Share, ...] = ()

    @property
    def cases(self) -> int:
        """Return how many public suggestions there are."""
        return self.row.cases

    @property
    def filed(self) -> int:
        """Return how many were filed, the not-public ones among them."""
        return self.row.cases + self.hidden

    @property
    def in_session(self) -> int:
        """Return how many public ones were filed while the congress sat."""
        return self.row.cases - self.row.recess

    @property
    def recess(self) -> int:
        """Return how many public ones were filed in recess."""
        return self.row.recess

    @property
    def accepted(self) -> int:
        """Return how many were accepted; an assignment implies it."""
        return self.row.accepted

    @property
    def not_accepted(self) -> int:
        """Return how many were not accepted as suggestions."""
        return self.row.not_accepted

    @property
    def withdrawn(self) -> int:
        """Return how many their proposers withdrew."""
        return self.row.withdrawn

    @property
    def merged(self) -> int:
        """Return how many are handled together with another."""
        return self.row.merged

    @property
    def assigned(self) -> int:
        """Return how many were assigned and did not leave the road afterwards.

        `replied`, `on_time`, `by_class` and `by_outcome` count among these only.
        """
        return self.row.assigned

    @property
    def replied(self) -> int:
        """Return how many have a reply."""
        return self.row.replied

    @property
    def reply_rate(self) -> Ratio:
        """Return 办复率: the replied among the assigned."""
        return Ratio(self.row.replied, self.row.assigned)

    @property
    def on_time(self) -> int:
        """Return how many first replies came by their day."""
        return self.row.on_time

    @property
    def on_time_rate(self) -> Ratio:
        """Return 按期答复率: replies on time among all replied."""
        return Ratio(self.row.on_time, self.row.replied)

    @property
    def on_time_usual(self) -> Ratio:
        """Return the replies on time among those due after the usual period (3 months)."""
        row = self.row
        return Ratio(row.on_time - row.on_time_long, row.replied - row.replied_long)

    @property
    def on_time_long(self) -> Ratio:
        """Return the replies on time among complex and extended ones (6 months)."""
        return Ratio(self.row.on_time_long, self.row.replied_long)

    @property
    def overdue(self) -> int:
        """Return how many await a reply whose day has passed."""
        return self.row.overdue

    @property
    def settled(self) -> int:
        """Return how many are closed: tracked, looked back on and archived ones among them."""
        return self.row.settled

    @property
    def resolved(self) -> int:
        """Return how many have the canonical outcome `resolved`."""
        return self.by_outcome.get("resolved", 0)

    @property
    def rehandled(self) -> int:
        """Return how many were sent back for another reply."""
        return self.row.rehandled

    @property
    def rehandlings(self) -> int:
        """Return how many times suggestions were sent back, each round counted."""
        return self.row.rehandlings

    @property
    def key(self) -> int:
        """Return how many are key suggestions."""
        return self.row.key

    @property
    def contacts_complete(self) -> Ratio:
        """Return those with all three meetings (三见面) among the replied."""
        return Ratio(self.row.contacts_complete, self.row.replied)

    @property
    def satisfaction(self) -> Satisfaction:
        """Return the grades of each suggestion's last survey."""
        row = self.row
        return Satisfaction(
            row.satisfied, row.basically_satisfied, row.dissatisfied, row.no_feedback
        )

    @property
    def commitments(self) -> Commitments:
        """Return what became of the promises."""
        row = self.row
        left = row.made - row.kept - row.broken
        return Commitments(row.made, row.due, row.kept, row.kept_late, left, row.broken)

    @property
    def lookbacks(self) -> Lookbacks:
        """Return what later checks found."""
        row = self.row
        return Lookbacks(row.found_kept, row.found_partly, row.found_not_kept)

    @property
    def published_full(self) -> int:
        """Return how many are published in full."""
        return self.row.full

    @property
    def published_summary(self) -> int:
        """Return how many are published as a summary."""
        return self.row.summary

    def told_hidden(self, at_least: int) -> int:
        """Return how many are said to be not public; 0 when there are too few to be told apart.

        Args:
            at_least: From how many on they are told, `disclosure.hidden_at_least`.
        """
        return self.hidden if self.hidden >= at_least else 0


@dataclass(frozen=True, slots=True)
class Share:
    """One part of a breakdown.

    Attributes:
        key: Id of the session, topic, body or committee.
        figures: What its suggestions add up to.
    """

    key: str
    figures: Figures

    @property
    def filed(self) -> int:
        """Return how many suggestions the part has."""
        return self.figures.cases

    @property
    def replied(self) -> int:
        """Return how many of these have a reply."""
        return self.figures.replied

    @property
    def resolved(self) -> int:
        """Return how many of these are resolved."""
        return self.figures.resolved


@dataclass(frozen=True, slots=True)
class Subjects:
    """The block of figures of each subject, over all sessions: id → figures.

    A subject without suggestions has no entry. Each entry has `by_session`.

    Attributes:
        topics: By topic.
        bodies: By the bodies that answer (lead or separate).
        committees: By the committee that supervises.
        deputies: By proposer, leading or not.
    """

    topics: Mapping[str, Figures]
    bodies: Mapping[str, Figures]
    committees: Mapping[str, Figures]
    deputies: Mapping[str, Figures]
