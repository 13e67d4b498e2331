"""Landscapes of places that do not exist: flat drawings, covers for the sample's news.

    python -m huiyin.demo.landscapes FOLDER

No photo of any place was used.
"""

from __future__ import annotations

import math
import random
import sys
from collections.abc import Callable
from pathlib import Path

from PIL import Image, ImageDraw

WIDTH, HEIGHT, FINE = 1200, 675, 2
Pen = ImageDraw.ImageDraw


def _hill(pen: Pen, dice: random.Random, base: int, height: int, colour: str) -> None:
    phases = [(dice.uniform(0, 6), dice.uniform(0.6, 2.2), height / n) for n in (1, 2, 4)]
    line = [
        (
            x * FINE,
            (base - sum(h * math.sin(x / WIDTH * 6.28 * f + p) for p, f, h in phases)) * FINE,
        )
        for x in range(0, WIDTH + 1, 8)
    ]
    pen.polygon([*line, (WIDTH * FINE, HEIGHT * FINE), (0, HEIGHT * FINE)], colour)


def _box(pen: Pen, left: int, top: int, right: int, bottom: int, colour: str) -> None:
    pen.rectangle((left * FINE, top * FINE, right * FINE, bottom * FINE), colour)


def _oval(pen: Pen, x: int, y: int, wide: int, high: int, colour: str) -> None:
    pen.ellipse(
        ((x - wide) * FINE, (y - high) * FINE, (x + wide) * FINE, (y + high) * FINE), colour
    )


def _tree(pen: Pen, x: int, y: int, size: int, colour: str) -> None:
    _box(pen, x - size // 10, y - size, x + size // 10, y, "#5b4636")
    for turn in (-1, 0, 1):
        lift = size * (13 if turn == 0 else 10) // 10
        _oval(pen, x + turn * size // 3, y - lift, size // 2, size // 2, colour)


def lake(pen: Pen, dice: random.Random) -> None:
    """A path around a lake, with a bench."""
    _hill(pen, dice, 300, 40, "#b9c7c4")
    _hill(pen, dice, 340, 24, "#93aaa3")
    _box(pen, 0, 360, WIDTH, 560, "#a9c4d0")
    for _ in range(26):
        x, y = dice.randint(0, WIDTH), dice.randint(380, 540)
        _box(pen, x, y, x + dice.randint(40, 140), y + 2, "#c3d7df")
    _hill(pen, dice, 560, 10, "#7d9a78")
    pen.polygon(
        [(0, 1350), (0, 1290), (1500, 1150), (2400, 1170), (2400, 1215), (1500, 1200)], "#e6dccb"
    )
    for x in (90, 240, 1010, 1120):
        _tree(pen, x, 590, 90, "#4f7a55")
    _box(pen, 560, 545, 700, 555, "#7a4a2f")
    _box(pen, 560, 510, 700, 520, "#7a4a2f")
    for x in (575, 680):
        _box(pen, x, 510, x + 8, 585, "#4a3527")


def terraces(pen: Pen, dice: random.Random) -> None:
    """Tea terraces below a ridge."""
    _hill(pen, dice, 240, 60, "#c2cdd2")
    _hill(pen, dice, 300, 50, "#9fb3ab")
    greens = ("#7f9f78", "#6d9068", "#5c8159", "#4e744f", "#426747")
    for number, colour in enumerate(greens):
        _hill(pen, dice, 370 + number * 66, 18, colour)
    for _ in range(9):
        x, y = dice.randint(40, 1160), dice.randint(420, 650)
        _oval(pen, x, y, 9, 9, "#e8d9b8")
        _box(pen, x - 7, y + 8, x + 7, y + 34, dice.choice(("#7a2f2b", "#2f4f7c", "#5d4170")))


def ferry(pen: Pen, dice: random.Random) -> None:
    """A ferry that waits at its bank."""
    _hill(pen, dice, 290, 30, "#b7c0bd")
    _box(pen, 0, 330, WIDTH, HEIGHT, "#9db8c4")
    for _ in range(40):
        x, y = dice.randint(0, WIDTH), dice.randint(350, 660)
        _box(pen, x, y, x + dice.randint(60, 200), y + 3, "#b4cad4")
    pen.polygon([(760, 960), (1880, 960), (1760, 1090), (880, 1090)], "#7a2f2b")
    _box(pen, 500, 400, 820, 480, "#f3ece1")
    for x in range(530, 800, 70):
        _box(pen, x, 420, x + 40, 455, "#5d7f92")
    _box(pen, 470, 388, 850, 402, "#3f4f57")
    pen.polygon([(0, 1350), (0, 1010), (330, 1090), (520, 1350)], "#8a9a72")


def street(pen: Pen, dice: random.Random) -> None:
    """An old street with a new lift tower."""
    x = 0
    while x < WIDTH:
        wide, top = dice.randint(120, 200), dice.randint(150, 280)
        _box(
            pen,
            x,
            top,
            x + wide - 6,
            560,
            dice.choice(("#e4d5bf", "#d9cbb8", "#cfd4d2", "#e0c9b6")),
        )
        for row in range(top + 30, 520, 64):
            for column in range(x + 18, x + wide - 40, 46):
                _box(
                    pen,
                    column,
                    row,
                    column + 26,
                    row + 36,
                    dice.choice(("#6f8893", "#5e7682", "#f0dfae")),
                )
        x += wide
    _box(pen, 520, 120, 600, 560, "#8fb0bd")
    for y in range(140, 560, 40):
        _box(pen, 520, y, 600, y + 3, "#5b7783")
    _box(pen, 0, 560, WIDTH, HEIGHT, "#b9b4aa")
    for tree in (60, 330, 760, 1100):
        _tree(pen, tree, 600, 80, "#5c8159")


def stall(pen: Pen, dice: random.Random) -> None:
    """A market before dawn."""
    _box(pen, 0, 0, WIDTH, HEIGHT, "#3b4352")
    _box(pen, 0, 470, WIDTH, HEIGHT, "#5a5550")
    for number, x in enumerate(range(40, 1200, 290)):
        _oval(pen, x + 115, 210, 26, 26, "#f6e2a4")
        _box(pen, x, 260, x + 230, 300, ("#a8151c", "#8a5300", "#2d5a4a", "#7a2f2b")[number % 4])
        _box(pen, x + 10, 300, x + 18, 520, "#c9bda9")
        _box(pen, x + 212, 300, x + 220, 520, "#c9bda9")
        _box(pen, x + 10, 430, x + 220, 520, "#8f7355")
        for _ in range(14):
            colour = dice.choice(("#d98b3a", "#8fae57", "#c8483c", "#e5cf74"))
            _oval(pen, x + dice.randint(30, 200), dice.randint(408, 430), 14, 12, colour)


DRAWINGS: dict[str, tuple[Callable[[Pen, random.Random], None], str]] = {
    "lake-walk": (lake, "#e8ecea"),
    "tea-terraces": (terraces, "#e9edf0"),
    "ferry-bank": (ferry, "#efe9df"),
    "old-street": (street, "#e6ebee"),
    "dawn-market": (stall, "#3b4352"),
}


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name, (draw, sky) in DRAWINGS.items():
        image = Image.new("RGB", (WIDTH * FINE, HEIGHT * FINE), sky)
        draw(ImageDraw.Draw(image), random.Random(name))  # noqa: S311  nothing secret
        small = image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
        small.quantize(48, dither=Image.Dither.NONE).save(folder / f"{name}.png", optimize=True)
