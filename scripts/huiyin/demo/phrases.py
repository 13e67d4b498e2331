"""Phrases: sentences with open places, filled by dice.

`{v}` is a place to fill, `{3-9}` a number, `{今年/去年}` one of several, and they may nest.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path

from .dice import Dice

WORDS = Path(__file__).parent / "words"
Slots = Mapping[str, str]
Filler = Callable[[Dice, Slots], str]

_RANGE = re.compile(r"(\d+)-(\d+)")
_BRACES = re.compile(r"[{}]")


def fill(dice: Dice, pattern: str, slots: Slots) -> str:
    """Fill a pattern.

    Raises:
        KeyError: The pattern names a slot that is not given.
    """
    return "".join(part if isinstance(part, str) else part(dice, slots) for part in _parts(pattern))


@cache
def sections(name: str) -> dict[str, tuple[str, ...]]:
    """Read a file of `words/`: lines under `[headings]`."""
    found: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in (WORDS / name).read_text("utf-8").splitlines():
        if line.startswith("["):
            lines = found.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("#"):
            lines.append(line)
    return {heading: tuple(lines) for heading, lines in found.items()}


class Voice:
    """One record's voice: its dice and slots, and no sentence twice."""

    def __init__(self, dice: Dice, slots: Slots) -> None:
        self.dice = dice
        self.slots = dict(slots)
        self._said: set[str] = set()

    def say(self, pattern: str, **more: str) -> str:
        """Fill one pattern."""
        return fill(self.dice, pattern, {**self.slots, **more} if more else self.slots)

    def pick(self, patterns: Sequence[str], **more: str) -> str:
        """Fill one of the patterns, one not used before where possible."""
        fresh = [pattern for pattern in patterns if pattern not in self._said]
        pattern = self.dice.one(fresh or patterns)
        self._said.add(pattern)
        return self.say(pattern, **more)


@cache
def _parts(pattern: str) -> tuple[str | Filler, ...]:
    parts: list[str | Filler] = []
    at = 0
    while (opened := pattern.find("{", at)) >= 0:
        closed = _closing(pattern, opened)
        parts += [pattern[at:opened], _filler(pattern[opened + 1 : closed])]
        at = closed + 1
    return (*parts, pattern[at:])


def _filler(inside: str) -> Filler:
    choices = _split(inside)
    if len(choices) > 1:
        return lambda dice, slots: fill(dice, dice.one(choices), slots)
    if match := _RANGE.fullmatch(inside):
        low, high = int(match[1]), int(match[2])
        return lambda dice, _: str(_round(dice.between(low, high), high))
    if re.fullmatch(r"[\d.]+-[\d.]+", inside):
        low, high = (round(float(end) * 10) for end in inside.split("-"))
        return lambda dice, _: f"{dice.between(low, high) / 10:.1f}"
    return lambda _, slots: slots[inside]


def _round(number: int, high: int) -> int:
    """Say large numbers as people do."""
    step = 100 if high >= 1000 else 10 if high >= 300 else 1
    return max(step, number // step * step)


def _closing(pattern: str, opened: int) -> int:
    depth = 0
    for match in _BRACES.finditer(pattern, opened):
        depth += 1 if match[0] == "{" else -1
        if depth == 0:
            return match.start()
    raise ValueError(f"no closing brace: {pattern}")


def _split(inside: str) -> tuple[str, ...]:
    """Split at the slashes that stand in no inner brace."""
    choices, depth = [""], 0
    for character in inside:
        depth += (character == "{") - (character == "}")
        if character == "/" and depth == 0:
            choices.append("")
        else:
            choices[-1] += character
    return tuple(choices)
