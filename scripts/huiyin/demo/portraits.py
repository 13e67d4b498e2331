"""Portraits of people who do not exist: flat drawings for the sample congress.

    python -m huiyin.demo.portraits FOLDER ID:SEX[:OLD] …

The same id always gives the same drawing. No photo of anybody was used.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

from PIL import Image, ImageDraw

WIDTH, HEIGHT, FINE = 480, 640, 3  # drawn three times as large, then made smaller: smooth edges
GROUNDS = ("#e9e2d6", "#dfe6e2", "#dde3ea", "#ece3d4", "#e5dfe8", "#e0e5e7")
SKINS = ("#f0cdb0", "#e8bf9d", "#dcae8a", "#d3a27c")
HAIRS = ("#1f1b1a", "#2c2421", "#35302d")
GREYS = ("#8b8783", "#a5a19c", "#5e5a57")
CLOTHES = ("#2f4f7c", "#2d5a4a", "#5b4636", "#4a4e57", "#7a2f2b", "#5d4170", "#3f5560")
SHIRTS = ("#f7f4ee", "#eef1f5", "#f3ece4")
INK = "#2a2422"


def drawn(id_: str, sex: str, *, old: bool) -> Image.Image:
    """Return a portrait of 480×640 pixels."""
    dice = random.Random(id_)  # noqa: S311  nothing secret
    image = Image.new("RGB", (WIDTH * FINE, HEIGHT * FINE), dice.choice(GROUNDS))
    pen = _Pen(ImageDraw.Draw(image))
    skin, clothes = dice.choice(SKINS), dice.choice(CLOTHES)
    hair = dice.choice(GREYS if old else HAIRS)
    woman = sex == "女"
    broad = dice.randint(-8, 8) - (6 if woman else 0)
    style = dice.choice(("long", "bob", "bun")) if woman else "short"
    if length := {"long": 470, "bob": 372}.get(style):
        pen.round((134, 140, 346, length), 96, hair)
    pen.round((60 - broad, 462, 420 + broad, 760), 130, clothes)
    pen.shape([(200, 455), (280, 455), (300, 490), (240, 560), (180, 490)], dice.choice(SHIRTS))
    pen.round((203, 380, 277, 500), 36, _darker(skin))
    if not woman or dice.random() < 0.5:
        pen.shape([(180, 480), (240, 640), (120, 640)], _darker(clothes))
        pen.shape([(300, 480), (240, 640), (360, 640)], _darker(clothes))
    pen.oval((150, 272, 176, 332), _darker(skin))
    pen.oval((304, 272, 330, 332), _darker(skin))
    pen.round((160 - broad // 2, 170, 320 + broad // 2, 424), 80, skin)
    _hair(pen, dice, hair, style, broad)
    _face(pen, dice, old=old)
    return image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS).quantize(
        64, dither=Image.Dither.NONE
    )


def _hair(pen: _Pen, dice: random.Random, hair: str, style: str, broad: int) -> None:
    left, right = 150 - broad // 2, 330 + broad // 2
    pen.pie((left, 132, right, 330), 180, 360, hair)
    parting = dice.randint(195, 285)
    if style != "short":
        pen.shape([(left, 228), (parting, 176), (left + 20, 300)], hair)
        pen.shape([(right, 228), (parting, 176), (right - 20, 300)], hair)
        if style == "bun":
            pen.oval((200, 92, 280, 168), hair)
    else:
        pen.shape([(left, 228), (parting, 190), (left + 12, 268)], hair)
        pen.shape([(right, 228), (parting, 190), (right - 12, 268)], hair)


def _face(pen: _Pen, dice: random.Random, *, old: bool) -> None:
    for middle in (206, 274):
        pen.oval((middle - 7, 288, middle + 7, 303), INK)
        pen.line([(middle - 18, 268), (middle + 16, 266)], INK, 5)
    pen.line([(240, 300), (233, 338), (246, 340)], "#b98d6e", 4)
    smile = dice.randint(6, 16)
    pen.arc((212, 350 - smile, 268, 372 + smile), 25, 155, "#9c4f46", 5)
    if old or dice.random() < 0.3:
        for middle in (206, 274):
            pen.ring((middle - 26, 274, middle + 26, 318), "#3a3633", 4)
        pen.line([(232, 292), (248, 292)], "#3a3633", 4)


class _Pen:
    """Draws in the small picture's units."""

    def __init__(self, draw: ImageDraw.ImageDraw) -> None:
        self._draw = draw

    def oval(self, box: tuple[int, ...], fill: str) -> None:
        self._draw.ellipse(_times(box), fill)

    def ring(self, box: tuple[int, ...], ink: str, width: int) -> None:
        self._draw.ellipse(_times(box), outline=ink, width=width * FINE)

    def round(self, box: tuple[int, ...], radius: int, fill: str) -> None:
        self._draw.rounded_rectangle(_times(box), radius * FINE, fill)

    def pie(self, box: tuple[int, ...], start: int, end: int, fill: str) -> None:
        self._draw.pieslice(_times(box), start, end, fill)

    def arc(self, box: tuple[int, ...], start: int, end: int, ink: str, width: int) -> None:
        self._draw.arc(_times(box), start, end, ink, width * FINE)

    def shape(self, points: list[tuple[int, int]], fill: str) -> None:
        self._draw.polygon([(x * FINE, y * FINE) for x, y in points], fill)

    def line(self, points: list[tuple[int, int]], ink: str, width: int) -> None:
        self._draw.line([(x * FINE, y * FINE) for x, y in points], ink, width * FINE, "curve")


def _times(box: tuple[int, ...]) -> tuple[int, int, int, int]:
    left, top, right, bottom = (edge * FINE for edge in box)
    return left, top, right, bottom


def _darker(colour: str) -> str:
    parts = (int(colour[at : at + 2], 16) * 22 // 25 for at in (1, 3, 5))
    return "#" + "".join(f"{part:02x}" for part in parts)


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for person in sys.argv[2:]:
        name, sex, *rest = person.split(":")
        drawn(name, sex, old=bool(rest)).save(folder / f"{name}.png", optimize=True)
