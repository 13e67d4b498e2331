"""Dates: in order, and inside the term, session or life they belong to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from ..problems import Fault
from ..records import labels
from ..records.registers import Session, Term
from .catalogue import Catalogue, Entry

Step = tuple[tuple[int | str, ...], str, date]  # where, what people call it, when


def check(catalogue: Catalogue) -> Iterator[Fault]:
    """Yield a fault for each date that comes before what it must follow."""
    for entry in catalogue.of("term"):
        yield from in_order(entry, _spans(entry.record, "from", "to"))
    for entry in catalogue.of("session"):
        yield from _session(catalogue, entry)
    for entry in catalogue.of("deputy"):
        yield from _deputy(catalogue, entry)
    for entry in catalogue.of("station"):
        yield from in_order(entry, _spans(entry.record, "opened_on", "closed_on"))
    for entry in catalogue.of("suggestion"):
        yield from _suggestion(catalogue, entry)


NAMES = {
    "from": "开始", "to": "结束", "opened_on": "启用", "closed_on": "撤销", "elected_on": "当选",
    "ended_on": "终止", "on": "授权", "withdrawn_on": "撤回",
}  # fmt: skip


def _spans(record: object, *keys: str, at: tuple[int | str, ...] = ()) -> list[Step]:
    values = ((key, getattr(record, "from_" if key == "from" else key)) for key in keys)
    return [((*at, key), NAMES[key], value) for key, value in values if value]


def in_order(entry: Entry, steps: list[Step]) -> Iterator[Fault]:
    """Yield a fault for each step that is earlier than the step before it."""
    for (_, before, earlier), (loc, name, on) in pairwise(steps):
        if on < earlier:
            yield entry.fault(
                "dates-out-of-order",
                loc,
                name=name,
                on=str(on),
                before=before,
                earlier=str(earlier),
            )


def _session(catalogue: Catalogue, entry: Entry) -> Iterator[Fault]:
    session: Session = entry.record
    steps: list[Step] = [(("opened_on",), "开幕", session.opened_on),
                         (("closed_on",), "闭幕", session.closed_on)]  # fmt: skip
    yield from in_order(entry, steps)
    term: Term | None = catalogue.get("term", session.term)
    for loc, name, on in steps:
        if term and not term.from_ <= on <= term.to:
            yield entry.fault("outside-term", loc, name=name, on=str(on), **_term_facts(term))


def _deputy(catalogue: Catalogue, entry: Entry) -> Iterator[Fault]:
    for index, consent in enumerate(entry.record.consents):
        yield from in_order(entry, _spans(consent, "on", "withdrawn_on", at=("consents", index)))
    for index, mandate in enumerate(entry.record.mandates):
        at = ("mandates", index)
        yield from in_order(entry, _spans(mandate, "elected_on", "ended_on", at=at))
        for number, role in enumerate(mandate.roles):
            spans = _spans(role, "from", "to", at=(*at, "roles", number))
            yield from in_order(entry, spans)
        term: Term | None = catalogue.get("term", mandate.term)
        if term and not _near_term(mandate.elected_on, term):
            yield entry.fault(
                "outside-term",
                (*at, "elected_on"),
                name="当选",
                on=str(mandate.elected_on),
                **_term_facts(term),
            )


def _near_term(elected_on: date, term: Term) -> bool:
    """Deputies are elected in the months before their term begins, or by by-election within it."""
    return (term.from_ - elected_on).days <= 180 and elected_on <= term.to


def _term_facts(term: Term) -> dict[str, str]:
    return {"from": str(term.from_), "to": str(term.to)}


def _suggestion(catalogue: Catalogue, entry: Entry) -> Iterator[Fault]:
    record = entry.record
    events: list[Step] = [(("events", index, "on"), labels.EVENT_KIND[event.kind], event.on)
                          for index, event in enumerate(record.events)]  # fmt: skip
    yield from in_order(entry, events)
    replies: list[Step] = [(("replies", index, "on"), f"第{reply.round}轮答复", reply.on)
                           for index, reply in enumerate(record.replies)]  # fmt: skip
    assigned = [step for step, event in zip(events, record.events, strict=True)
                if event.kind == "assigned"]  # fmt: skip
    yield from in_order(entry, [*assigned[:1], *replies])
    answered = dict(enumerate(replies, start=1))
    answered |= {reply.round: step for reply, step in zip(record.replies, replies, strict=True)}
    for index, survey in enumerate(record.surveys):
        if survey.round not in answered:
            yield entry.fault(
                "survey-without-reply", ("surveys", index, "round"), round=str(survey.round)
            )
        else:
            step: Step = (("surveys", index, "on"), "满意度测评", survey.on)
            yield from in_order(entry, [answered[survey.round], step])
    for index, lookback in enumerate(record.lookbacks):
        step = (("lookbacks", index, "on"), "回头看", lookback.on)
        yield from in_order(entry, [*replies[:1], step])
    yield from _filed_in_session(catalogue, entry, events)


def _filed_in_session(catalogue: Catalogue, entry: Entry, events: list[Step]) -> Iterator[Fault]:
    session: Session | None = catalogue.get("session", entry.record.session)
    filed = [step for step, event in zip(events, entry.record.events, strict=True)
             if event.kind == "filed"]  # fmt: skip
    if not session or not filed:
        return
    if session.closed_on < session.opened_on or session.id != entry.source.folder:
        return  # told already
    loc, _, on = filed[0]
    if entry.record.filed_in == "session" and not session.opened_on <= on <= session.closed_on:
        yield entry.fault(
            "filed-outside-session",
            loc,
            on=str(on),
            **{"from": str(session.opened_on), "to": str(session.closed_on)},
        )
    if entry.record.filed_in == "recess" and on <= session.closed_on:
        yield entry.fault("filed-inside-session", loc, on=str(on), closed=str(session.closed_on))
