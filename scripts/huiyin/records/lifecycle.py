"""Life cycle: a suggestion's state is what its dated facts add up to. Nobody types it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from .suggestion import Suggestion

# The order of steps that fall on one day.
ORDER = (
    "lead", "filed", "accepted", "not_accepted", "merged", "withdrawn", "rehandling", "assigned",
    "returned", "handling", "extended", "replied", "evaluated", "closed", "tracking", "lookback",
    "archived",
)  # fmt: skip
_RANK = {kind: rank for rank, kind in enumerate(ORDER)}
ENDED = frozenset({"not_accepted", "merged", "withdrawn"})
SETTLED = frozenset({"closed", "tracking", "lookback", "archived"})
START = ""
# From each state, the steps that may come next.
NEXT: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        state: frozenset(steps.split())
        for state, steps in {
            START: "lead filed",
            "lead": "filed",
            "filed": "accepted not_accepted withdrawn merged assigned",
            "accepted": "assigned not_accepted withdrawn merged",
            "assigned": "returned handling extended replied withdrawn merged",
            "returned": "assigned not_accepted withdrawn merged",
            "handling": "extended replied withdrawn merged",
            "extended": "replied withdrawn",
            "replied": "evaluated closed withdrawn",
            "evaluated": "evaluated rehandling closed withdrawn",
            "rehandling": "assigned handling replied withdrawn",
            "closed": "evaluated tracking lookback rehandling archived",
            "tracking": "evaluated lookback rehandling archived",
            "lookback": "evaluated lookback tracking rehandling archived",
            "archived": "evaluated lookback rehandling",
            "not_accepted": "",
            "withdrawn": "",
            "merged": "",
        }.items()
    }
)


@dataclass(frozen=True, slots=True)
class Step:
    """One dated fact on the way.

    Attributes:
        on: The day.
        kind: A key of `ORDER`.
        index: Its place in the record's list of that kind.
    """

    on: date
    kind: str
    index: int


def steps(record: Suggestion) -> tuple[Step, ...]:
    """Return every dated fact of a suggestion in order: events, replies, surveys, look-backs.

    Events of one day keep the order of the record; replies, surveys and look-backs of that day
    are put among them by `ORDER`. What belongs to a later round comes after the re-handling.
    """
    return tuple(step for _, step in sorted(_keyed(record), key=lambda pair: pair[0]))


_Key = tuple[date, int, int, int, int]  # day, times sent back, rank, place among events, index


def _keyed(record: Suggestion) -> Iterator[tuple[_Key, Step]]:
    sent_back: list[date] = []
    day, turn, rank = date.min, 0, 0
    for index, event in enumerate(record.events):
        if event.kind == "rehandling":
            sent_back.append(event.on)
        if (event.on, len(sent_back)) != (day, turn):
            day, turn, rank = event.on, len(sent_back), 0
        rank = max(rank, _RANK[event.kind])
        yield (day, turn, rank, index, index), Step(event.on, event.kind, index)
    for index, reply in enumerate(record.replies):
        key = (reply.on, reply.round - 1, _RANK["replied"], len(record.events), index)
        yield key, Step(reply.on, "replied", index)
    for index, survey in enumerate(record.surveys):
        key = (survey.on, survey.round - 1, _RANK["evaluated"], len(record.events), index)
        yield key, Step(survey.on, "evaluated", index)
    for index, lookback in enumerate(record.lookbacks):
        turn = sum(on < lookback.on for on in sent_back)
        key = (lookback.on, turn, _RANK["lookback"], len(record.events), index)
        yield key, Step(lookback.on, "lookback", index)


def state(walk: tuple[Step, ...]) -> str:
    """Fold the steps into a state."""
    now = "filed"
    for step in walk:
        now = after(now, step.kind)
    return now


def after(now: str, kind: str) -> str:
    """Return the state after a step.

    A survey leaves settled what is settled; a look-back leaves it tracked or archived.
    """
    if kind == "evaluated" and now in SETTLED:
        return now
    if kind == "lookback" and now in ("tracking", "archived"):
        return now
    return kind


def until(record: Suggestion, day: date) -> Suggestion:
    """Return a suggestion as it stood at the end of a day, without what came later."""
    kept = {
        name: tuple(fact for fact in getattr(record, name) if fact.on <= day)
        for name in ("events", "contacts", "replies", "surveys", "supervision", "lookbacks")
    }
    return record.model_copy(update=kept)


def assigned_on(record: Suggestion, restart: str = "all_changed") -> date | None:
    """Return the assignment that counts for the first reply.

    Args:
        record: A suggestion.
        restart: Whether an assignment after a return starts the clock anew: `always`, `never`, or
            `all_changed`, only when no body of the one before is among those of the new one.
            Bodies that are not written are taken for others.
    """
    first_reply = record.replies[0].on if record.replies else date.max
    found: date | None = None
    bodies: frozenset[str] = frozenset()
    for event in record.events:
        if event.kind == "rehandling" or (
            event.kind == "assigned" and found and event.on > first_reply
        ):
            break
        if event.kind == "assigned":
            others = not bodies & set(event.to)
            if found is None or restart == "always" or (restart == "all_changed" and others):
                found = event.on
            bodies = frozenset(event.to)
    return found
