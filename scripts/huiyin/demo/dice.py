"""Dice: every choice of the demo, the same on any machine for the same name."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """Choices drawn from a name.

    Only `Random.random` is used: Python promises its sequence for a seed, and for no other method.
    """

    def __init__(self, *name: object) -> None:
        self._random = Random("/".join(map(str, name))).random  # noqa: S311  nothing secret

    def below(self, limit: int) -> int:
        """Return a whole number from 0 up to, not including, a limit."""
        return int(self._random() * limit)

    def between(self, low: int, high: int) -> int:
        """Return a whole number from low to high, both included."""
        return low + self.below(high - low + 1)

    def chance(self, percent: float) -> bool:
        """Return true as often as a percentage says."""
        return self._random() * 100 < percent

    def one(self, items: Sequence[T]) -> T:
        """Return one of the items."""
        return items[self.below(len(items))]

    def some(self, items: Sequence[T], count: int) -> list[T]:
        """Return different items, at most as many as there are, in a drawn order."""
        if count * 4 >= len(items):
            return self.shuffled(items)[:count]
        places: dict[int, None] = {}
        while len(places) < count:
            places[self.below(len(items))] = None
        return [items[place] for place in places]

    def shuffled(self, items: Sequence[T]) -> list[T]:
        """Return all items in a drawn order."""
        pile = list(items)
        for last in range(len(pile) - 1, 0, -1):
            other = self.below(last + 1)
            pile[last], pile[other] = pile[other], pile[last]
        return pile

    def day(self, first: date, last: date) -> date:
        """Return a day from first to last, both included."""
        return first + timedelta(days=self.below((last - first).days + 1))

    def workday(self, first: date, last: date) -> date:
        """Return a day that is no Saturday or Sunday, when there is one."""
        day = self.day(first, last)
        while day.weekday() > 4 and day > first:
            day -= timedelta(days=1)
        return day


class Deck:
    """Cards dealt until none is left, then shuffled again: rare ones come, but stay rare."""

    def __init__(self, dice: Dice, cards: dict[str, int]) -> None:
        self._dice = dice
        self._cards = [card for card, count in cards.items() for _ in range(count)]
        self._left: list[str] = []

    def deal(self) -> str:
        """Return the next card."""
        if not self._left:
            self._left = self._dice.shuffled(self._cards)
        return self._left.pop()
