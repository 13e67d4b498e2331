"""Course: the steps of handling that stand apart from events, replies and surveys."""

from __future__ import annotations

from collections.abc import Iterator, Set
from datetime import date

from ..problems import Fault
from ..records import labels
from ..records.suggestion import Contact, Reply, Suggestion
from ..settings import Settings
from .catalogue import Catalogue, Entry
from .dates import Step, in_order


def check(catalogue: Catalogue, settings: Settings | None) -> Iterator[Fault]:
    """Yield what is out of order on a suggestion's way, or not of this congress at all."""
    congress = catalogue.get("congress", settings.ours.congress) if settings else None
    terms = {term.id for term in congress.terms} if congress else set()
    for entry in catalogue.of("suggestion"):
        yield from _of_this_congress(catalogue, entry, terms)
        if entry.record.is_stub:
            continue
        yield from _merged(entry)
        yield from _contacts(entry)
        yield from _after_filing(entry)
        yield from _kept(entry)


def _of_this_congress(catalogue: Catalogue, entry: Entry, terms: Set[str]) -> Iterator[Fault]:
    session = catalogue.get("session", entry.record.session)
    if session and terms and catalogue.get("term", session.term) and session.term not in terms:
        yield entry.fault("other-congress", ("session",), session=session.id, term=session.term)


def _merged(entry: Entry) -> Iterator[Fault]:
    """`merged_into` says where, the event says when; neither stands alone."""
    record: Suggestion = entry.record
    event = next((n for n, event in enumerate(record.events) if event.kind == "merged"), None)
    if event is not None and not record.merged_into:
        yield entry.fault("merged-without-target", ("events", event, "kind"))
    if event is None and record.merged_into:
        yield entry.fault("merged-without-event", ("merged_into",))


def _contacts(entry: Entry) -> Iterator[Fault]:
    """Before handling, during handling, after the reply: 三见面 in its order."""
    record: Suggestion = entry.record
    of_phase = {phase: [(n, contact) for n, contact in enumerate(record.contacts)
                        if contact.phase == phase] for phase in labels.CONTACT_PHASE}  # fmt: skip
    replies = [_replied(n, reply) for n, reply in enumerate(record.replies)]
    if of_phase["before"] and of_phase["during"]:
        yield from in_order(entry, [_met(*of_phase[phase][0]) for phase in ("before", "during")])
    if of_phase["after"] and not replies:
        index = of_phase["after"][0][0]
        yield entry.fault("after-without-reply", ("contacts", index, "phase"))
    for index, contact in of_phase["after"] if replies else ():
        yield from in_order(entry, [replies[0], _met(index, contact)])
    if of_phase["during"] and replies and not _rehandled_after(record, replies[-1][2]):
        yield from in_order(entry, [_met(*of_phase["during"][-1]), replies[-1]])


def _met(index: int, contact: Contact) -> Step:
    return ("contacts", index, "on"), labels.CONTACT_PHASE[contact.phase], contact.on


def _replied(index: int, reply: Reply) -> Step:
    return ("replies", index, "on"), f"第{reply.round}轮答复", reply.on


def _rehandled_after(record: Suggestion, on: date) -> bool:
    return any(event.kind == "rehandling" and event.on >= on for event in record.events)


def _after_filing(entry: Entry) -> Iterator[Fault]:
    record: Suggestion = entry.record
    index = next((n for n, event in enumerate(record.events) if event.kind == "filed"), None)
    if index is None:
        return
    filed: Step = (("events", index, "on"), "提出", record.events[index].on)
    steps: list[Step] = [_met(n, contact) for n, contact in enumerate(record.contacts)]
    steps += [(("supervision", n, "on"), "督办", s.on) for n, s in enumerate(record.supervision)]
    opinions: list[Step] = [
        (("handlers", n, "opinion_on"), "协办意见", handler.opinion_on)
        for n, handler in enumerate(record.handlers)
        if handler.opinion_on
    ]
    if record.complex and record.complex.decided_on:
        steps.append((("complex", "decided_on"), "复杂事项确定", record.complex.decided_on))
    if record.key:
        steps.append((("key", "decided_on"), "重点督办确定", record.key.decided_on))
    for step in steps:
        yield from in_order(entry, [filed, step])
    assigned = next((n for n, event in enumerate(record.events) if event.kind == "assigned"), None)
    given: Step = filed
    if assigned is not None:
        given = ("events", assigned, "on"), "交办", record.events[assigned].on
    for step in opinions:
        yield from in_order(entry, [given, step])


def _kept(entry: Entry) -> Iterator[Fault]:
    """A commitment is made in a reply, so it is due and done afterwards."""
    record: Suggestion = entry.record
    for index, promise in enumerate(record.commitments):
        for key, name in (("due_on", "承诺期限"), ("done_on", "承诺完成")):
            on = getattr(promise, key)
            if on and record.replies:
                step: Step = (("commitments", index, key), name, on)
                yield from in_order(entry, [_replied(0, record.replies[0]), step])
