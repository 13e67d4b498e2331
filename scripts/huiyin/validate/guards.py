"""Guards: what a step needs before it may be taken, whoever waits for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ..problems import Fault
from ..records import labels
from ..records.lifecycle import Step, assigned_on
from ..records.suggestion import Event, Suggestion
from ..records.workdays import WorkCalendar, add_months
from ..settings import Deadlines, Huiyin
from .catalogue import Catalogue, Entry

_REASONED = ("not_accepted", "returned", "extended", "rehandling")
_BODIED = {"returned": "退回的承办单位", "extended": "批准的机构"}
_PLANNED = ("in_progress", "planned")


@dataclass(frozen=True, slots=True)
class Local:
    """What the place decides: its periods, its calendar, whether a survey must be held."""

    rules: Deadlines
    calendar: WorkCalendar
    survey_before_closing: bool

    @classmethod
    def of(cls, catalogue: Catalogue, ours: Huiyin) -> Local:
        """Take what a site's settings and registers say."""
        calendar = WorkCalendar.from_registers(catalogue.holiday_years)
        return cls(ours.deadlines, calendar, ours.survey_before_closing)


def check(
    catalogue: Catalogue, entry: Entry, walk: tuple[Step, ...], local: Local | None
) -> Iterator[Fault]:
    """Yield what is missing where a step was taken.

    Of a stub, only dates and results count. Local rules are not judged where they are not known.
    """
    record: Suggestion = entry.record
    outcomes = _outcomes(catalogue, record)
    if not record.is_stub:
        yield from _explained(entry)
        yield from _answered(entry)
        yield from _tracked(entry, outcomes)
        yield from _looked_back(entry, walk, outcomes)
    if local:
        yield from _returned(entry, local)
        yield from _extended(entry, local)
    yield from _decided(entry)
    yield from _closed(entry, walk, bool(local and local.survey_before_closing))
    yield from _sent_back(entry, walk)


def _outcomes(catalogue: Catalogue, record: Suggestion) -> list[str]:
    """Return the canonical outcome of each reply, empty where the class is unknown."""
    session = catalogue.get("session", record.session)
    scheme = catalogue.get("outcome-scheme", session.outcome_scheme) if session else None
    table = {entry.key: entry.outcome for entry in scheme.classes} if scheme else {}
    return [table.get(reply.outcome, "") for reply in record.replies]


def _explained(entry: Entry) -> Iterator[Fault]:
    """Some steps need a reason, and some need somebody who took them."""
    for index, event in enumerate(entry.record.events):
        kind = labels.EVENT_KIND[event.kind]
        if event.kind in _REASONED and not event.note:
            yield entry.fault("step-without-reason", ("events", index, "kind"), kind=kind)
        if event.kind in _BODIED and not event.by:
            facts = {"kind": kind, "who": _BODIED[event.kind]}
            yield entry.fault("step-without-body", ("events", index, "kind"), **facts)


def _returned(entry: Entry, local: Local) -> Iterator[Fault]:
    """Only who was given it can send it back, and only in the first working days."""
    given: Event | None = None
    for index, event in enumerate(entry.record.events):
        if event.kind == "assigned":
            given = event
        if event.kind != "returned" or given is None:
            continue
        count = local.rules.return_workdays
        last = local.calendar.after_workdays(given.on, count)
        if event.on > last.on:
            facts = {"on": str(event.on), "assigned": str(given.on), "last": str(last.on)}
            yield entry.fault("returned-late", ("events", index, "on"), count=str(count), **facts)
        if event.by and given.to and event.by not in given.to:
            bodies = "、".join(given.to)
            yield entry.fault("returned-by-other", ("events", index, "by"), id=event.by, to=bodies)


def _extended(entry: Entry, local: Local) -> Iterator[Fault]:
    """An extension is asked for in time, and never on top of the long period."""
    record: Suggestion = entry.record
    start = assigned_on(record, local.rules.restart_clock)
    decided = record.complex.decided_on if record.complex else None
    if decided and start and decided > start:
        facts = {"on": str(decided), "assigned": str(start)}
        yield entry.fault("complex-after-assignment", ("complex", "decided_on"), **facts)
    for index, event in enumerate(record.events):
        if event.kind != "extended" or start is None:
            continue
        if record.complex:
            yield entry.fault("extended-and-complex", ("events", index, "kind"))
            continue
        raw = add_months(start, local.rules.reply_months)
        due = local.calendar.rolled(raw, roll=local.rules.roll == "next_workday").on
        if event.on > due:
            facts = {"on": str(event.on), "due": str(due)}
            yield entry.fault("extended-late", ("events", index, "on"), **facts)


def _answered(entry: Entry) -> Iterator[Fault]:
    """A reply is signed, and somebody spoke with the deputies before it."""
    record: Suggestion = entry.record
    sent_back = [event.on for event in record.events if event.kind == "rehandling"]
    for index, reply in enumerate(record.replies):
        if not reply.signer:
            yield entry.fault("reply-without-signer", ("replies", index, "round"))
        since = sent_back[index - 1] if 0 < index <= len(sent_back) else date.min
        met = any(
            since <= contact.on <= reply.on and (index > 0 or contact.phase == "during")
            for contact in record.contacts
        )
        if not met:
            facts = {"round": str(reply.round), "on": str(reply.on)}
            again = {"since": str(since)} if index else {"since": ""}
            yield entry.fault("reply-without-contact", ("replies", index, "on"), **facts, **again)


def _decided(entry: Entry) -> Iterator[Fault]:
    """How much is public is decided together with the reply, not after it."""
    record: Suggestion = entry.record
    if not record.replies:
        return
    publicity, replied = record.publicity, record.replies[-1].on
    if not publicity.decided_by or not publicity.decided_on:
        yield entry.fault("publicity-undecided", ("publicity",))
    elif publicity.decided_on > replied:
        facts = {"on": str(publicity.decided_on), "replied": str(replied)}
        yield entry.fault("publicity-decided-late", ("publicity", "decided_on"), **facts)


def _closed(entry: Entry, walk: tuple[Step, ...], survey_before_closing: bool) -> Iterator[Fault]:
    """Nothing is closed over the head of a deputy who is not satisfied."""
    record: Suggestion = entry.record
    for index, step in enumerate(walk):
        if step.kind != "closed":
            continue
        round_ = sum(earlier.kind == "replied" for earlier in walk[:index])
        held = [
            record.surveys[earlier.index]
            for earlier in walk[:index]
            if earlier.kind == "evaluated" and record.surveys[earlier.index].round == round_
        ]
        if any(survey.dissatisfied for survey in held):
            count = max(survey.dissatisfied for survey in held)
            facts = {"round": str(round_), "count": str(count)}
            loc = ("events", step.index, "kind")
            yield entry.fault("closed-with-dissatisfied", loc, **facts)
        if survey_before_closing and not held:
            loc = ("events", step.index, "kind")
            yield entry.fault("closed-without-survey", loc, round=str(round_))


def _sent_back(entry: Entry, walk: tuple[Step, ...]) -> Iterator[Fault]:
    """A re-handling has a cause: a deputy who is not satisfied, or a result that did not hold."""
    record: Suggestion = entry.record
    cause = False
    for step in walk:
        if step.kind == "evaluated":
            cause |= record.surveys[step.index].dissatisfied > 0
        elif step.kind == "lookback":
            cause |= record.lookbacks[step.index].finding == "not_kept"
        elif step.kind == "replied":
            cause = False
        elif step.kind == "rehandling" and not cause:
            yield entry.fault("rehandling-without-cause", ("events", step.index, "kind"))


def _tracked(entry: Entry, outcomes: list[str]) -> Iterator[Fault]:
    """Only what is being done, or is planned, can be tracked."""
    record: Suggestion = entry.record
    for index, event in enumerate(record.events):
        if event.kind != "tracking":
            continue
        reached = [o for reply, o in zip(record.replies, outcomes, strict=True)
                   if reply.on <= event.on]  # fmt: skip
        if reached and reached[-1] and reached[-1] not in _PLANNED:
            facts = {"outcome": labels.OUTCOME[reached[-1]]}
            yield entry.fault("tracking-without-plan", ("events", index, "kind"), **facts)


def _looked_back(entry: Entry, walk: tuple[Step, ...], outcomes: list[str]) -> Iterator[Fault]:
    """A result is looked back on once there is one, and handled again when it did not hold."""
    record: Suggestion = entry.record
    for number, step in enumerate(walk):
        if step.kind != "lookback":
            continue
        replies = sum(earlier.kind == "replied" for earlier in walk[:number])
        resolved = outcomes[replies - 1] in ("resolved", "") if replies else False
        done = any(said.done_on and said.done_on <= step.on for said in record.commitments)
        at = ("lookbacks", step.index)
        if not resolved and not done:
            yield entry.fault("lookback-too-early", (*at, "on"), on=str(step.on))
        failed = record.lookbacks[step.index].finding == "not_kept"
        if failed and not any(later.kind == "rehandling" for later in walk[number + 1 :]):
            yield entry.fault("not-kept-without-rehandling", (*at, "finding"))
