"""Promises: what counts as solved is proven, what is under way has a day, the lists are ours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..load.source import Source
from ..problems import Fault
from ..records import labels
from ..records.registers import Checklist
from ..records.suggestion import Suggestion
from ..settings import Settings
from .catalogue import Catalogue, Entry
from .dates import Step, in_order

# What people write where there is nothing; it proves nothing.
NOTHING = frozenset({"无", "暂无", "没有", "略", "待补", "待补充", "待定", "/", "-", "—", "——"})
_PHASES = len(labels.CONTACT_PHASE)


def check(
    catalogue: Catalogue, settings: Settings | None, sources: Sequence[Source]
) -> Iterator[Fault]:
    """Yield what is claimed without proof or without a day, and items that are on no list."""
    lists = settings.ours.checklists if settings else None
    followed: Checklist | None = None
    if lists:
        followed = catalogue.get("checklist", lists.supervision)
        meetings: Checklist | None = catalogue.get("checklist", lists.contacts)
        if meetings and len(meetings.items) != _PHASES:
            source = next(source for source in sources if source.kind == "settings")
            facts = {"name": meetings.name, "count": str(len(meetings.items))}
            loc = ("extra", "huiyin", "checklists", "contacts")
            yield source.fault("not-three-meetings", loc, **facts)
    for entry in catalogue.of("suggestion"):
        if entry.record.is_stub:
            continue
        yield from _results(catalogue, entry)
        yield from _commitments(entry)
        yield from _opinions(entry)
        if lists:
            yield from _links(entry, followed)
        yield from _merged_into(catalogue, entry)


def _results(catalogue: Catalogue, entry: Entry) -> Iterator[Fault]:
    record: Suggestion = entry.record
    session = catalogue.get("session", record.session)
    scheme = catalogue.get("outcome-scheme", session.outcome_scheme) if session else None
    if not scheme or not record.replies:
        return
    table = {row.key: row.outcome for row in scheme.classes}
    for index, reply in enumerate(record.replies):
        shown = (*reply.evidence, *(point.evidence for point in reply.points))
        proven = any(evidence and evidence not in NOTHING for evidence in shown)
        if table.get(reply.outcome) == "resolved" and not proven:
            loc = ("replies", index, "outcome")
            yield entry.fault("resolved-without-evidence", loc, value=reply.outcome)
    last = record.replies[-1]
    outcome = table.get(last.outcome)
    if outcome in ("in_progress", "planned") and not record.commitments:
        facts = {"value": last.outcome, "outcome": labels.OUTCOME[outcome]}
        loc = ("replies", len(record.replies) - 1, "outcome")
        yield entry.fault("promise-missing", loc, **facts)


def _commitments(entry: Entry) -> Iterator[Fault]:
    record: Suggestion = entry.record
    asks = {point.ask for reply in record.replies for point in reply.points}
    for index, promise in enumerate(record.commitments):
        at = ("commitments", index)
        if not record.replies:
            yield entry.fault("promise-without-reply", (*at, "text"))
        if promise.done_on and (not promise.evidence or promise.evidence in NOTHING):
            yield entry.fault("kept-without-evidence", (*at, "done_on"))
        if promise.ask and promise.ask not in asks:
            yield entry.fault("unknown-ask", (*at, "ask"))


def _opinions(entry: Entry) -> Iterator[Fault]:
    for index, handler in enumerate(entry.record.handlers):
        if handler.opinion_on and handler.role != "assist":
            role = labels.HANDLER_ROLE[handler.role]
            loc = ("handlers", index, "opinion_on")
            yield entry.fault("opinion-of-no-assistant", loc, role=role)


def _links(entry: Entry, followed: Checklist | None) -> Iterator[Fault]:
    for index, step in enumerate(entry.record.supervision):
        loc = ("supervision", index, "item")
        if step.item and followed is None:
            yield entry.fault("item-without-list", loc, item=step.item)
        elif step.item and followed and step.item not in followed.items:
            facts = {"name": followed.name, "allowed": "、".join(followed.items)}
            yield entry.fault("unknown-item", loc, item=step.item, **facts)


def _merged_into(catalogue: Catalogue, entry: Entry) -> Iterator[Fault]:
    """What another is merged into goes on being handled."""
    into: Suggestion | None = catalogue.get("suggestion", entry.record.merged_into)
    if not into or not into.events:
        return
    end = into.events[-1].kind
    if end in ("not_accepted", "withdrawn"):
        facts = {"id": into.id, "end": labels.EVENT_KIND[end]}
        yield entry.fault("merged-into-ended", ("merged_into",), **facts)
    if into.merged_into and into.merged_into != entry.id:
        facts = {"id": into.id, "into": into.merged_into}
        yield entry.fault("merged-into-merged", ("merged_into",), **facts)
    events = entry.record.events
    merged = next((n for n, event in enumerate(events) if event.kind == "merged"), None)
    if merged is not None and into.filed_on:
        filed: Step = ((), f"并入的 {into.id} 提出", into.filed_on)
        yield from in_order(entry, [filed, (("events", merged, "on"), "并案", events[merged].on)])
