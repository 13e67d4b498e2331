"""Statistics: what suggestions add up to. Every figure is counted, none is typed.

What is not public is in no row. It counts in a session's `filed`, and nowhere else: no breakdown
can name it, and no subtraction of one from another.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

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
        self._rows = {case.record.id: _row(case) for case in cases}
        self._grades = {case.record.id: _grades(case) for case in cases}
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
        rows = [self._rows[case.record.id] for case in cases]
        live = [case for case in cases if case.outcome and not case.is_ended]
        letters = Counter(case.outcome.key for case in live if case.outcome)
        outcomes: Counter[str] = Counter(case.outcome.outcome for case in live if case.outcome)
        classes = self._schemes[session].classes if session else ()
        days = (case.days_to_reply for case in live)
        return Figures(
            row=Row(*map(sum, zip(*rows, strict=True))) if rows else Row(),
            hidden=0,
            by_class=tuple(
                ClassCount(entry.key, entry.wording, entry.outcome, letters[entry.key])
                for entry in classes
            ),
            by_outcome=MappingProxyType({key: outcomes[key] for key in labels.OUTCOME}),
            surveys=_surveys(self._grades[case.record.id] for case in cases if not case.is_ended),
            days_to_reply=Spread(tuple(sorted(count for count in days if count is not None))),
            lists=_lists([case.record.id for case in cases], rows),
        )

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


_Graded = tuple[tuple[tuple[int, str], tuple[int, int, int, int]], ...]


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


def _surveys(graded: Iterable[_Graded]) -> tuple[SurveyCount, ...]:
    """Add up the surveys of each round and kind, in the order of rounds and of the labels."""
    counts: dict[tuple[int, str], list[tuple[int, int, int, int]]] = defaultdict(list)
    for surveys in graded:
        for key, grades in surveys:
            counts[key].append(grades)
    kinds = list(labels.SURVEY_KIND)
    order = sorted(counts, key=lambda key: (key[0], kinds.index(key[1])))
    return tuple(
        SurveyCount(kind, round_, len(rows), Satisfaction(*map(sum, zip(*rows, strict=True))))
        for round_, kind in order
        for rows in [counts[round_, kind]]
    )


def _lists(ids: Sequence[str], rows: Sequence[Row]) -> Lists:
    pairs = list(zip(ids, rows, strict=True))
    return Lists(
        overdue=tuple(id_ for id_, row in pairs if row.overdue),
        late=tuple(id_ for id_, row in pairs if row.replied > row.on_time),
        key=tuple(id_ for id_, row in pairs if row.key),
        rehandled=tuple(id_ for id_, row in pairs if row.rehandled),
        extended=tuple(id_ for id_, row in pairs if row.extended),
    )
