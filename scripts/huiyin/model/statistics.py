"""Statistics: what suggestions add up to. Every figure is counted, none is typed.

What is not public is in no row. It counts in a session's `filed`, and nowhere else: no breakdown
can name it, and no subtraction of one from another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import NamedTuple

from ..records import labels
from ..records.lifecycle import SETTLED
from ..records.registers import OutcomeScheme
from .cases import Case
from .figures import (
    ClassCount,
    Figures,
    Lists,
    Row,
    Satisfaction,
    Share,
    Spread,
    Subjects,
    SurveyCount,
)

_PHASES = frozenset(labels.CONTACT_PHASE)
_SURVEY_RANK = {kind: rank for rank, kind in enumerate(labels.SURVEY_KIND)}
_Graded = tuple[tuple[tuple[int, str], tuple[int, int, int, int]], ...]
Keys = Callable[[Case], Iterable[str]]


class Tally:
    """Adds up cases. Each case is turned into its row once, however often it is counted.

    Args:
        cases: Every public suggestion, newest session first, then by number.
        schemes: Session id → the scheme of its outcomes.
        committee_of: The committee that supervises a case, None when there is none.
    """

    def __init__(
        self,
        cases: Sequence[Case],
        schemes: Mapping[str, OutcomeScheme],
        committee_of: Callable[[Case], str | None],
    ) -> None:
        self._cases = cases
        self._schemes = schemes
        self._addends = {case.record.id: _addend(case) for case in cases}
        self._of_one: dict[str, Figures] = {}
        self._classes: dict[tuple[str, tuple[int, ...]], tuple[ClassCount, ...]] = {}
        self._outcomes: dict[tuple[int, ...], Mapping[str, int]] = {}
        self._parts: tuple[Keys, Keys, Keys] = (
            lambda case: (case.record.topic,) if case.record.topic else (),
            answering_bodies,
            lambda case: (committee,) if (committee := committee_of(case)) else (),
        )

    def sessions(self, hidden: Mapping[str, int]) -> dict[str, Figures]:
        """Return session id → its figures, with shares by topic, body and committee.

        Args:
            hidden: Session id → how many suggestions are not public.
        """
        parts = _parted(self._cases, lambda case: (case.record.session,))
        known = [id_ for id_ in self._schemes if parts.get(id_) or hidden.get(id_)]
        return {id_: self._session(id_, parts.get(id_, []), hidden.get(id_, 0)) for id_ in known}

    def subjects(self) -> Subjects:
        """Return the figures of every topic, body, committee and deputy."""
        topic, body, committee = self._parts
        return Subjects(
            self._by(topic),
            self._by(body),
            self._by(committee),
            self._by(lambda case: case.record.proposers),
        )

    def figures(self, cases: Sequence[Case], session: str = "") -> Figures:
        """Return what some of the cases add up to; classes only for those of one session."""
        if len(cases) != 1 or not session:
            return self._sum(cases, session)
        id_ = cases[0].record.id
        if id_ not in self._of_one:
            self._of_one[id_] = self._sum(cases, session)
        return self._of_one[id_]

    def _sum(self, cases: Sequence[Case], session: str) -> Figures:
        addends = [self._addends[case.record.id] for case in cases]
        rows = [addend.row for addend in addends]
        days = [addend.days_to_reply for addend in addends if addend.days_to_reply is not None]
        return Figures(
            row=Row(*map(sum, zip(*rows, strict=True))) if rows else Row(),
            hidden=0,
            by_class=self._by_class(session, [addend.letter for addend in addends]),
            by_outcome=self._by_outcome([addend.outcome for addend in addends]),
            surveys=_surveys(addends),
            days_to_reply=Spread(tuple(sorted(days))),
            lists=_lists(addends),
        )

    def _by_class(self, session: str, letters: list[str]) -> tuple[ClassCount, ...]:
        """Count classes; equal counts are one object, for most sets are small and alike."""
        classes = self._schemes[session].classes if session else ()
        counts = tuple(letters.count(entry.key) for entry in classes)
        if (session, counts) not in self._classes:
            self._classes[session, counts] = tuple(
                ClassCount(entry.key, entry.wording, entry.outcome, count)
                for entry, count in zip(classes, counts, strict=True)
            )
        return self._classes[session, counts]

    def _by_outcome(self, outcomes: list[str]) -> Mapping[str, int]:
        counts = tuple(outcomes.count(key) for key in labels.OUTCOME)
        if counts not in self._outcomes:
            table = dict(zip(labels.OUTCOME, counts, strict=True))
            self._outcomes[counts] = MappingProxyType(table)
        return self._outcomes[counts]

    def _session(self, id_: str, cases: Sequence[Case], hidden: int) -> Figures:
        shares = (self._shares(cases, keys, id_) for keys in self._parts)
        topic, body, committee = shares
        return replace(
            self.figures(cases, id_),
            hidden=hidden,
            by_topic=topic,
            by_body=body,
            by_committee=committee,
        )

    def _shares(self, cases: Sequence[Case], keys: Keys, session: str) -> tuple[Share, ...]:
        parts = _parted(cases, keys)
        order = sorted(parts, key=lambda key: (-len(parts[key]), key))
        return tuple(Share(key, self.figures(parts[key], session)) for key in order)

    def _by(self, keys: Keys) -> Mapping[str, Figures]:
        return OnDemand(_parted(self._cases, keys), self._subject)

    def _subject(self, cases: Sequence[Case]) -> Figures:
        sessions = _parted(cases, lambda case: (case.record.session,))
        shares = tuple(Share(id_, self.figures(sessions[id_], id_)) for id_ in sessions)
        whole = self.figures(cases) if len(shares) > 1 else shares[0].figures
        return replace(whole, by_class=(), by_session=shares)


class OnDemand(Mapping[str, Figures]):
    """The figures of many subjects, each counted when somebody first asks for it.

    Nine subjects in ten are deputies, and each has one page: whoever prints it counts.
    """

    def __init__(
        self, parts: Mapping[str, Sequence[Case]], count: Callable[[Sequence[Case]], Figures]
    ) -> None:
        self._parts = parts
        self._count = count
        self._counted: dict[str, Figures] = {}

    def __getitem__(self, key: str) -> Figures:
        if key not in self._counted:
            self._counted[key] = self._count(self._parts[key])
        return self._counted[key]

    def __contains__(self, key: object) -> bool:
        return key in self._parts

    def __iter__(self) -> Iterator[str]:
        return iter(self._parts)

    def __len__(self) -> int:
        return len(self._parts)


def answering_bodies(case: Case) -> tuple[str, ...]:
    """Return the bodies that answer for a suggestion: the lead, or all that handle separately."""
    return tuple(handler.body for handler in case.record.handlers if handler.role != "assist")


def _parted(cases: Iterable[Case], keys: Keys) -> dict[str, list[Case]]:
    parts: dict[str, list[Case]] = defaultdict(list)
    for case in cases:
        for key in keys(case):
            parts[key].append(case)
    return dict(parts)


class _Addend(NamedTuple):
    """What one case adds to any set; its letter, outcome and days only once it is answered."""

    id: str
    row: Row
    letter: str
    outcome: str
    days_to_reply: int | None
    surveys: _Graded


def _addend(case: Case) -> _Addend:
    answered = case.outcome if not case.is_ended else None
    return _Addend(
        id=case.record.id,
        row=_row(case),
        letter=answered.key if answered else "",
        outcome=answered.outcome if answered else "",
        days_to_reply=case.days_to_reply if answered else None,
        surveys=() if case.is_ended else _grades(case),
    )


def _row(case: Case) -> Row:
    record = case.record
    live = not case.is_ended
    replied = live and bool(record.replies)
    on_time = replied and case.late_days == 0
    findings = [lookback.finding for lookback in record.lookbacks]
    promises = case.promises if live else ()
    survey = case.last_survey if live else None
    return Row(
        cases=1,
        recess=record.filed_in == "recess",
        accepted=case.was_accepted,
        not_accepted=case.state == "not_accepted",
        withdrawn=case.state == "withdrawn",
        merged=case.state == "merged",
        assigned=live and case.assigned_on is not None,
        replied=replied,
        replied_long=replied and case.is_long,
        on_time=on_time,
        on_time_long=on_time and case.is_long,
        overdue=case.is_overdue,
        settled=case.state in SETTLED,
        rehandled=case.rehandlings > 0,
        rehandlings=case.rehandlings,
        complex=record.complex is not None,
        extended=case.was_extended,
        key=record.key is not None,
        full=record.publicity.level == "public_full",
        summary=record.publicity.level == "public_summary",
        contacts_complete=replied and {contact.phase for contact in record.contacts} == _PHASES,
        made=len(promises),
        due=sum(promise.is_due for promise in promises),
        kept=sum(promise.state == "kept" for promise in promises),
        kept_late=sum(promise.is_late for promise in promises),
        broken=sum(promise.state == "overdue" for promise in promises),
        found_kept=findings.count("kept"),
        found_partly=findings.count("partly"),
        found_not_kept=findings.count("not_kept"),
        satisfied=survey.satisfied if survey else 0,
        basically_satisfied=survey.basically_satisfied if survey else 0,
        dissatisfied=survey.dissatisfied if survey else 0,
        no_feedback=survey.no_feedback if survey else 0,
    )


def _grades(case: Case) -> _Graded:
    """Return each survey of a case: its round and kind, and its four counts."""
    return tuple(
        (
            (survey.round, survey.kind),
            (
                survey.satisfied,
                survey.basically_satisfied,
                survey.dissatisfied,
                survey.no_feedback,
            ),
        )
        for survey in case.record.surveys
    )


def _surveys(addends: Iterable[_Addend]) -> tuple[SurveyCount, ...]:
    """Add up the surveys of each round and kind, in the order of rounds and of the labels."""
    counts: dict[tuple[int, str], list[tuple[int, int, int, int]]] = defaultdict(list)
    for addend in addends:
        for key, grades in addend.surveys:
            counts[key].append(grades)
    order = sorted(counts, key=lambda key: (key[0], _SURVEY_RANK[key[1]]))
    return tuple(
        SurveyCount(kind, round_, len(rows), Satisfaction(*map(sum, zip(*rows, strict=True))))
        for round_, kind in order
        for rows in [counts[round_, kind]]
    )


def _lists(addends: Sequence[_Addend]) -> Lists:
    return Lists(
        overdue=tuple(addend.id for addend in addends if addend.row.overdue),
        late=tuple(addend.id for addend in addends if addend.row.replied > addend.row.on_time),
        key=tuple(addend.id for addend in addends if addend.row.key),
        rehandled=tuple(addend.id for addend in addends if addend.row.rehandled),
        extended=tuple(addend.id for addend in addends if addend.row.extended),
    )
