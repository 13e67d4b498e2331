"""Social cards: the picture that goes with a link to a deputy's page, 1200×630 pixels.

Drawn with a bundled font, so that every machine draws the same. A line with a character that the
font does not have is left out: no name is better than a name with a hole in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, partial
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from PIL import Image as Pixels
from PIL import ImageDraw, ImageFont, ImageOps

from ..model.pictures import FORMATS, Picture
from ..model.site_model import SiteModel
from ..records.deputy import Deputy
from . import cards, images
from .page import Drawn

FONT = Path(__file__).with_name("fonts") / "noto-sans-cjk-sc-bold.woff2"
SIZE = (1200, 630)
EDGE = 84
FRAME = (EDGE, 84, EDGE + 312, 84 + 416)  # of the portrait
PAPER, INK, MUTED, RED, RULE = "#fdfcfa", "#1c1b1a", "#57534e", "#a8151c", "#d9d4cc"
NAME, LINE, FOOT = 108, 38, 34
DESIGN = 1  # counts changes of the design, so that a new one gets new addresses
Lines = tuple[str, ...]


def card_url(model: SiteModel, deputy: Deputy) -> str:
    """Return the address of a deputy's card, empty when the site draws none."""
    if not model.settings.ours.social_cards or not model.is_serving(deputy):
        return ""
    picture = model.pictures.get(deputy.portrait.file) if deputy.portrait else None
    said = f"{DESIGN} {_lines(model, deputy)} {picture and picture.digest}"
    return f"media/{sha256(said.encode()).hexdigest()[:12]}-card.jpg"


def plan(model: SiteModel) -> Iterator[Drawn]:
    """Yield a card for every deputy in office."""
    for deputy in model.deputies.values():
        if url := card_url(model, deputy):
            picture = model.pictures.get(deputy.portrait.file) if deputy.portrait else None
            yield Drawn(url, url, partial(card, _lines(model, deputy), picture))


def _lines(model: SiteModel, deputy: Deputy) -> Lines:
    """Return the name, what a reader should know of the deputy, and last the site's words."""
    entry = cards.deputy_card(model, deputy.id)
    office = f"{model.congress.name}代表"
    place = " · ".join(part for part in (entry.delegation, entry.title) if part)
    foot = f"{model.settings.site_name}　{model.settings.ours.motto}"
    return deputy.name, office, place, deputy.employer, deputy.post, foot


def card(lines: Lines, portrait: Picture | None) -> bytes:
    """Draw a card.

    Args:
        lines: The name, the lines below it, and last the foot.
        portrait: The deputy's picture, None for none.

    Returns:
        A JPEG file.
    """
    name, *told, foot = lines
    image = Pixels.new("RGB", SIZE, PAPER)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, SIZE[0], 14), RED)
    left = EDGE
    if portrait:
        image.paste(_portrait(portrait), FRAME[:2])
        left = FRAME[2] + 64
    top = FRAME[1] - 10
    if name and can_draw(name):
        size = NAME if len(name) <= 4 else NAME * 4 // len(name) + 8
        pen.text((left, top), name, INK, _font(size))
        top += NAME + 62
    for number, line in enumerate(part for part in told if part and can_draw(part)):
        fitting = _fitted(line, LINE, SIZE[0] - EDGE - left)
        pen.text((left, top), fitting, INK if number == 0 else MUTED, _font(LINE))
        top += LINE + 24
    pen.line((EDGE, 540, SIZE[0] - EDGE, 540), RULE, 2)
    if can_draw(foot):
        pen.text((EDGE, 560), foot, RED, _font(FOOT))
    out = BytesIO()
    image.save(out, "JPEG", quality=86, subsampling=0, optimize=True)
    return out.getvalue()


def can_draw(text: str) -> bool:
    """Tell whether the bundled font has every character of a text."""
    return all(_has(character) for character in text)


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONT), size, layout_engine=ImageFont.Layout.BASIC)


@cache
def _has(character: str) -> bool:
    font = _font(LINE)
    return character.isspace() or bytes(font.getmask(character)) != bytes(font.getmask("\uffff"))


def _fitted(text: str, size: int, width: int) -> str:
    """Return as much of a text as fits, with an ellipsis where it was cut."""
    font = _font(size)
    if font.getlength(text) <= width:
        return text
    while text and font.getlength(f"{text}…") > width:
        text = text[:-1]
    return f"{text}…"


def _portrait(picture: Picture) -> Pixels.Image:
    size = (FRAME[2] - FRAME[0], FRAME[3] - FRAME[1])
    with Pixels.open(BytesIO(picture.path.read_bytes()), formats=FORMATS) as image:
        upright = ImageOps.exif_transpose(image)
    return ImageOps.fit(
        images.on_paper(upright), size, Pixels.Resampling.LANCZOS, centering=images.FACE
    )
