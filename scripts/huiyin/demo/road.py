"""Road: the dated steps of one suggestion, of every kind, cut off at today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from .calendar import TODAY
from .dice import Dice

_USUAL = "accepted assigned handling replied evaluated closed"
ROADS = {
    "closed": _USUAL,
    "archived": f"{_USUAL} archived",
    "tracking": f"{_USUAL} tracking",
    "lookback": f"{_USUAL} lookback",
    "not-kept": f"{_USUAL} lookback rehandling replied evaluated closed",
    "together": _USUAL,
    "complex": _USUAL,
    "extended": "accepted assigned handling extended replied evaluated closed",
    "rehandled": f"{_USUAL.removesuffix(' closed')} rehandling replied evaluated closed",
    "reassigned": f"accepted assigned returned {_USUAL.removeprefix('accepted ')}",
    "merged": "accepted merged",
    "withdrawn": "accepted withdrawn",
    "not-accepted": "not_accepted",
    "at-filed": "",
    "at-accepted": "accepted",
    "at-assigned": "accepted assigned",
    "at-returned": "accepted assigned returned",
    "at-handling": "accepted assigned handling",
    "at-extended": "accepted assigned handling extended",
    "at-replied": "accepted assigned handling replied",
    "at-evaluated": "accepted assigned handling replied evaluated",
    "at-rehandling": "accepted assigned handling replied evaluated rehandling",
}
# How many of each kind are in a deck: of sessions that are long over, and of the newest one.
PAST = {"closed": 14, "archived": 8, "tracking": 4, "lookback": 5, "together": 1, "complex": 2,
        "extended": 2, "rehandled": 3, "not-kept": 1, "reassigned": 1, "merged": 2, "withdrawn": 1,
        "not-accepted": 1, "at-handling": 1, "at-rehandling": 1, "at-replied": 1,
        "at-evaluated": 1}  # fmt: skip
NEWEST = {"closed": 11, "complex": 2, "quick-closed": 3, "quick-at-replied": 2, "at-filed": 1,
          "at-accepted": 2, "at-assigned": 2, "at-returned": 1, "quick-at-extended": 1,
          "quick-at-evaluated": 1, "merged": 1, "withdrawn": 1, "not-accepted": 1}  # fmt: skip
# Roads on which the first reply was not good enough.
UNHAPPY = ("rehandled", "at-rehandling")
# What a road leads to, where not any outcome will do.
LEADS_TO = {"tracking": ("in_progress", "planned"), "lookback": ("resolved",),
            "not-kept": ("resolved",)}  # fmt: skip
_GAPS = {
    "accepted": (3, 8), "assigned": (6, 14), "handling": (3, 10), "replied": (40, 74),
    "evaluated": (8, 30), "closed": (2, 12), "tracking": (0, 0), "archived": (90, 200),
    "lookback": (90, 220), "extended": (40, 60), "rehandling": (3, 10), "returned": (3, 8),
    "merged": (2, 6), "withdrawn": (3, 20), "not_accepted": (3, 8),
}  # fmt: skip
_QUICK = {"accepted": (2, 3), "assigned": (5, 7), "handling": (1, 3), "replied": (5, 10),
          "extended": (6, 12), "evaluated": (2, 4), "closed": (1, 3)}  # fmt: skip
_REPLY_AFTER = {
    "complex": (110, 150),
    "extended": (40, 90),
    "rehandled": (12, 27),
    "not-kept": (12, 27),
}


@dataclass(frozen=True, slots=True)
class Road:
    """What has happened to a suggestion until today, in order."""

    kind: str
    steps: tuple[tuple[date, str], ...]

    def days(self, *kinds: str) -> list[date]:
        """Return the days of some kinds of steps."""
        return [on for on, kind in self.steps if kind in kinds]


def travel(dice: Dice, card: str, filed_on: date) -> Road:
    """Walk a road from the day of filing, for a card of a deck."""
    quick = card.startswith("quick-")
    kind = card.removeprefix("quick-")
    steps = [(filed_on, "filed")]
    late = dice.between(15, 45) if dice.chance(6) else 0
    for name in ROADS[kind].split():
        low, high = (_QUICK if quick else _GAPS)[name]
        if name == "replied":
            again = any(earlier == "replied" for _, earlier in steps)
            if again or kind in ("complex", "extended"):
                low, high = _REPLY_AFTER[kind]
            low, high = low + late, high + late
        on = _working(steps[-1][0] + timedelta(days=dice.between(low, high)))
        if on > TODAY:
            break
        steps.append((on, name))
    return Road(kind, tuple(steps))


def _working(on: date) -> date:
    """Move a Saturday or Sunday to Monday."""
    return on + timedelta(days=max(0, 7 - on.weekday()) if on.weekday() > 4 else 0)
