"""Turns: each step of a suggestion's way may follow the one before it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ..problems import Fault
from ..records import labels
from ..records.lifecycle import ENDED, NEXT, ORDER, START, Step, after, steps
from ..records.suggestion import Suggestion
from ..settings import Settings
from . import guards
from .catalogue import Catalogue, Entry

# Where each kind of step stands in a record, and the key that names it.
_PLACES = {
    "replied": ("replies", "round"),
    "evaluated": ("surveys", "kind"),
    "lookback": ("lookbacks", "finding"),
}
Loc = tuple[int | str, ...]


def check(catalogue: Catalogue, settings: Settings | None) -> Iterator[Fault]:
    """Yield the first step of each suggestion that may not stand where it does.

    Where all steps are in their turn, yield what the guards of single steps say.
    """
    local = guards.Local.of(catalogue, settings.ours) if settings else None
    for entry in catalogue.of("suggestion"):
        if _told_elsewhere(entry.record):
            continue
        walk = steps(entry.record)
        wrong = _out_of_turn(entry, walk)
        if wrong:
            yield wrong
        else:
            yield from guards.check(catalogue, entry, walk, local)


def place_of(step: Step) -> Loc:
    """Return where a step stands in its record."""
    part, key = _PLACES.get(step.kind, ("events", "kind"))
    return (part, step.index, key)


def _told_elsewhere(record: Suggestion) -> bool:
    """Tell whether dates or rounds are out of order, so that turns would be told wrongly."""
    days = [event.on for event in record.events]
    replied = [reply.on for reply in record.replies]
    rounds = {reply.round: reply.on for reply in record.replies}
    assigned = next((event.on for event in record.events if event.kind == "assigned"), None)
    return (
        record.filed_on is None
        or any(later < earlier for earlier, later in pairwise(days))
        or any(later < earlier for earlier, later in pairwise(replied))
        or (assigned is not None and any(on < assigned for on in replied[:1]))
        or list(rounds) != list(range(1, len(record.replies) + 1))
        or any(rounds.get(survey.round, survey.on) > survey.on for survey in record.surveys)
        or any(survey.round not in rounds for survey in record.surveys)
        or any(on > lookback.on for on in replied[:1] for lookback in record.lookbacks)
    )


def _out_of_turn(entry: Entry, walk: tuple[Step, ...]) -> Fault | None:
    now = START
    for index, step in enumerate(walk):
        if step.kind not in NEXT[now]:
            code = _code(now, step.kind, walk[:index])
            facts = {"kind": labels.EVENT_KIND[step.kind], "end": labels.STATE.get(now, "")}
            facts["end"] = labels.EVENT_KIND.get(now, "")
            facts["before"] = labels.EVENT_KIND[walk[index - 1].kind] if index else ""
            allowed = (kind for kind in ORDER if kind in NEXT[now])
            facts["allowed"] = "、".join(labels.EVENT_KIND[kind] for kind in allowed)
            return entry.fault(code, place_of(step), **facts)
        now = after(now, step.kind)
    return None


def _code(now: str, kind: str, before: tuple[Step, ...]) -> str:
    """Return the code that names best why a step may not come next."""
    kinds = {step.kind for step in before}
    if now in ENDED:
        return "merged-with-reply" if now == "merged" and kind == "replied" else "after-the-end"
    if kind == "merged" and "replied" in kinds:
        return "merged-with-reply"
    if kind in ("closed", "archived", "tracking", "lookback") and "replied" not in kinds:
        return "closed-without-reply"
    if kind == "replied" and "replied" in kinds:
        return "reply-without-rehandling"
    if kind == "extended" and "extended" in kinds:
        return "extended-twice"
    return "step-out-of-turn"
