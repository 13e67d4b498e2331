"""Charts: counts laid out once, so that a picture and its table show the same numbers.

Geometry is in whole thousandths of the picture's width or height. Templates draw it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..records.percent import percent
from .views import Link, Segment

FULL = 1000


@dataclass(frozen=True, slots=True)
class Bar:
    """A row of stacked parts; a bar's whole length shows its total beside the longest bar's."""

    name: Link | str
    total: int
    parts: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Bars:
    """Stacked bars under one another.

    Attributes:
        title: What the picture shows.
        head: What a row stands for: 承办单位, 会议.
        unit: What is counted: 件.
        kinds: Name and tone of each part, in the order of every bar's parts.
    """

    title: str
    head: str
    unit: str
    kinds: tuple[tuple[str, str], ...]
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """A value of a line. `height` is from the ground up; None where there is no value."""

    name: str
    value: str
    told: str
    x: int
    height: int | None


@dataclass(frozen=True, slots=True)
class Line:
    """A rate from year to year.

    Attributes:
        title: What the line shows.
        path: The drawn line, as SVG path data, its ground at y = 1000.
    """

    title: str
    head: str
    points: tuple[Point, ...]
    path: str


@dataclass(frozen=True, slots=True)
class FunnelStep:
    """A step of a funnel: how many are left, and which share of the step before."""

    name: str
    count: int
    share: str
    width: int


@dataclass(frozen=True, slots=True)
class Funnel:
    """Steps that each keep a part of the one before."""

    title: str
    unit: str
    steps: tuple[FunnelStep, ...]


Row = tuple[Link | str, Sequence[int]]


def bars(
    title: str, head: str, unit: str, kinds: Sequence[tuple[str, str]], rows: Iterable[Row]
) -> Bars:
    """Lay out stacked bars.

    Args:
        title: What the picture shows.
        head: What a row stands for.
        unit: What is counted.
        kinds: Name and tone of each part.
        rows: A name and a count for each kind.
    """
    rows = list(rows)
    longest = max((sum(counts) for _, counts in rows), default=0)
    return Bars(
        title, head, unit, tuple(kinds), tuple(_bar(name, c, kinds, longest) for name, c in rows)
    )


def _bar(
    name: Link | str, counts: Sequence[int], kinds: Sequence[tuple[str, str]], longest: int
) -> Bar:
    total = sum(counts)
    parts: list[Segment] = []
    done = start = 0
    for (label, tone), count in zip(kinds, counts, strict=True):
        done += count
        end = done * FULL // longest if longest else 0
        shown = percent(count, total, 1) or ""
        parts.append(Segment(label, tone, count, shown, start, end - start))
        start = end
    return Bar(name, total, tuple(parts))


def rate_line(title: str, head: str, rows: Sequence[tuple[str, int, int]], places: int) -> Line:
    """Lay out a rate over the years.

    Args:
        title: What the line shows.
        head: What a point stands for.
        rows: Name, part and whole of each point, oldest first. A whole of 0 leaves a gap; a part
            above its whole is told in words and not drawn: it is no share of anything.
        places: Decimal places of the percentages.
    """
    points: list[Point] = []
    path: list[str] = []
    drawing = False
    for index, (name, part, whole) in enumerate(rows):
        x = (2 * index + 1) * FULL // (2 * len(rows))
        shown = percent(part, whole, places)
        height = part * FULL // whole if shown and part <= whole else None
        points.append(Point(name, f"{shown}%" if shown else "—", f"{part} ÷ {whole}", x, height))
        if height is not None:
            path.append(f"{'L' if drawing else 'M'}{x} {FULL - height}")
        drawing = height is not None
    return Line(title, head, tuple(points), " ".join(path))


def funnel(title: str, unit: str, steps: Sequence[tuple[str, int]], places: int) -> Funnel:
    """Lay out a funnel from its widest step to its narrowest."""
    first = steps[0][1] if steps else 0
    rows: list[FunnelStep] = []
    before = 0
    for name, count in steps:
        share = percent(count, before, places) if before else None
        width = min(FULL, count * FULL // first) if first else 0
        rows.append(FunnelStep(name, count, f"{share}%" if share else "", width))
        before = count
    return Funnel(title, unit, tuple(rows))
