"""Names: persons who do not exist, some of them by the same name."""

from __future__ import annotations

from collections.abc import Iterator

from .dice import Dice
from .phrases import sections

_NAMESAKE_EVERY = 29


def person_names(dice: Dice) -> Iterator[str]:
    """Yield names for ever; now and then one that was given before."""
    parts = sections("names.txt")
    surnames = list(parts["surnames"][0])
    double = parts["double"][0].split(" ")
    given = list(dict.fromkeys(parts["given"][0]))
    known: list[str] = []
    while True:
        if len(known) % _NAMESAKE_EVERY == _NAMESAKE_EVERY - 1:
            name = dice.one(known)
        else:
            surname = dice.one(double) if dice.chance(2) else _common_first(dice, surnames)
            name = surname + "".join(dice.some(given, 1 if dice.chance(9) else 2))
        known.append(name)
        yield name


def _common_first(dice: Dice, surnames: list[str]) -> str:
    """Return a surname; the common ones stand first in the list and come more often."""
    return dice.one(surnames[:30]) if dice.chance(50) else dice.one(surnames)
