"""Handling: who proposed, who handles, and whether the outcome fits the session's scheme."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..problems import Fault
from ..records.deputy import Mandate
from ..records.suggestion import Suggestion
from .catalogue import Catalogue, Entry


def check(catalogue: Catalogue) -> Iterator[Fault]:
    """Yield what does not fit together in suggestions, stations and groups."""
    for entry in catalogue.of("suggestion"):
        yield from _filed_first(entry)
        if not entry.record.is_stub:
            yield from _handlers(entry)
        yield from _rounds(entry)
        yield from _outcomes(catalogue, entry)
        yield from _surveyed(entry)
        yield from _proposers(catalogue, entry)
    for entry in catalogue.of("group"):
        convenor = catalogue.get("deputy", entry.record.convenor)
        if convenor and convenor.id not in entry.record.members:
            yield entry.fault("convenor-not-member", ("convenor",), name=convenor.name)
    yield from _checklists(catalogue)
    yield from _mandates(catalogue)


def _filed_first(entry: Entry) -> Iterator[Fault]:
    """A suggestion begins with its filing, or with the lead (线索) it grew from."""
    events = entry.record.events
    begun = [event.kind for event in events[:2]]
    if begun[:1] == ["filed"] or begun == ["lead", "filed"]:
        return
    if begun == ["lead"] and entry.record.status == "draft":
        return
    yield entry.fault("not-filed", ("events", 0) if events else ("events",))


def _handlers(entry: Entry) -> Iterator[Fault]:
    """One lead with any number assisting, or two and more handling separately."""
    record: Suggestion = entry.record
    roles = [handler.role for handler in record.handlers]
    assigned = any(event.kind == "assigned" for event in record.events)
    merged = record.merged_into is not None
    if assigned and not roles and not merged:
        first = next(n for n, event in enumerate(record.events) if event.kind == "assigned")
        yield entry.fault("no-handler", ("events", first))
    yield from _given(entry)
    bodies = [handler.body for handler in record.handlers]
    twice = [index for index, body in enumerate(bodies) if body in bodies[:index]]
    for index in twice:
        yield entry.fault("handler-twice", ("handlers", index, "body"), id=bodies[index])
    if not roles or twice:
        return
    leads, separate = roles.count("lead"), roles.count("separate")
    if not (leads == 1 and not separate) and not (not leads and separate == len(roles) >= 2):
        yield entry.fault(
            "lead-or-separate", ("handlers",), leads=str(leads), separate=str(separate)
        )


def _given(entry: Entry) -> Iterator[Fault]:
    """Who was given it last handles it, and none of them allows itself more time."""
    record: Suggestion = entry.record
    bodies = {handler.body for handler in record.handlers}
    last = max((n for n, event in enumerate(record.events) if event.kind == "assigned"), default=-1)
    for index, event in enumerate(record.events):
        if event.kind == "extended" and event.by in bodies:
            yield entry.fault("extended-by-handler", ("events", index, "by"), id=event.by)
        for number, id_ in enumerate(event.to if index == last and bodies else ()):
            if id_ not in bodies:
                yield entry.fault("assigned-to-others", ("events", index, "to", number), id=id_)


def _rounds(entry: Entry) -> Iterator[Fault]:
    for index, reply in enumerate(entry.record.replies):
        if reply.round != index + 1:
            yield entry.fault(
                "round-out-of-order",
                ("replies", index, "round"),
                value=str(reply.round),
                expected=str(index + 1),
            )


def _outcomes(catalogue: Catalogue, entry: Entry) -> Iterator[Fault]:
    session = catalogue.get("session", entry.record.session)
    scheme = catalogue.get("outcome-scheme", session.outcome_scheme) if session else None
    if not scheme:
        return
    allowed = {c.key: c.wording for c in scheme.classes}
    for index, reply in enumerate(entry.record.replies):
        if reply.outcome not in allowed:
            shown = "、".join(f"{key}（{wording}）" for key, wording in allowed.items())
            yield entry.fault(
                "unknown-outcome",
                ("replies", index, "outcome"),
                value=reply.outcome,
                scheme=scheme.name,
                allowed=shown,
            )


def _surveyed(entry: Entry) -> Iterator[Fault]:
    """A survey counts deputies: as many as proposed."""
    proposers = len(entry.record.proposers)
    for index, survey in enumerate(entry.record.surveys):
        counted = (
            survey.satisfied + survey.basically_satisfied + survey.dissatisfied + survey.no_feedback
        )
        if proposers and counted != proposers:
            yield entry.fault(
                "survey-sum", ("surveys", index), counted=str(counted), proposers=str(proposers)
            )


def _proposers(catalogue: Catalogue, entry: Entry) -> Iterator[Fault]:
    """Only deputies whose mandate held on that day can propose, and each of them once."""
    record: Suggestion = entry.record
    filed_on = record.filed_on or (record.events[0].on if record.events else None)
    for index, id_ in enumerate(record.proposers):
        deputy = catalogue.get("deputy", id_)
        if id_ in record.proposers[:index]:
            yield entry.fault("proposer-twice", ("proposers", index), id=id_)
        if not deputy or not filed_on:
            continue
        held = any(_held(mandate, filed_on) for mandate in deputy.mandates)
        if not held:
            yield entry.fault(
                "no-mandate-then", ("proposers", index), name=deputy.name, on=str(filed_on)
            )


def _held(mandate: Mandate, on: date) -> bool:
    """Tell whether a mandate held on a day. One that ends before it begins is told elsewhere."""
    ended_on = mandate.ended_on
    wrong = ended_on is not None and ended_on < mandate.elected_on
    return mandate.elected_on <= on and (ended_on is None or wrong or on <= ended_on)


def _checklists(catalogue: Catalogue) -> Iterator[Fault]:
    for entry in (*catalogue.of("station"), *catalogue.of("group")):
        for id_, marks in entry.record.checklists.items():
            checklist = catalogue.get("checklist", id_)
            for item in marks:
                if checklist and item not in checklist.items:
                    yield entry.key_fault(
                        "unknown-item",
                        ("checklists", id_, item),
                        item=item,
                        name=checklist.name,
                        allowed="、".join(checklist.items),
                    )


def _mandates(catalogue: Catalogue) -> Iterator[Fault]:
    """Townships and counties elect directly, in constituencies; the levels above indirectly."""
    levels = {term.id: congress.level for congress in catalogue.records("congress")
              for term in congress.terms}  # fmt: skip
    for entry in catalogue.of("deputy"):
        for index, mandate in enumerate(entry.record.mandates):
            level = levels.get(mandate.term)
            if level is None:
                continue
            direct = level in ("4", "5")
            key = "electing_unit" if mandate.electing_unit else "constituency"
            if direct != (key == "constituency"):
                wanted = "constituency" if direct else "electing_unit"
                yield entry.key_fault(
                    "wrong-election", ("mandates", index, key), key=key, expected=wanted
                )
                continue
            unit = catalogue.get("unit", getattr(mandate, key))
            if unit and unit.kind != key:
                facts = {"name": unit.name, "kind": unit.kind, "key": key}
                yield entry.fault("wrong-unit", ("mandates", index, key), **facts)
