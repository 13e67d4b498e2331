"""Icons: the site's mark, 回 as two nested squares, in the sizes that devices ask for."""

from __future__ import annotations

from functools import cache
from io import BytesIO

from PIL import Image, ImageDraw

RED, WHITE = (168, 21, 28), (255, 255, 255)
GRID = 32  # the mark is drawn on a grid of 32 units, like assets/icon.svg
FAVICON_PX = (16, 32, 48)
OVERSAMPLING = 2


def mark(size_px: int, *, full_bleed: bool = False) -> Image.Image:
    """Draw the mark.

    Args:
        size_px: Width and height.
        full_bleed: Whether the ground reaches the corners, because the device rounds them itself.
    """
    unit = size_px * OVERSAMPLING / GRID

    def box(start: float, end: float) -> tuple[float, float, float, float]:
        return (start * unit, start * unit, end * unit - 1, end * unit - 1)

    whole = Image.new("RGBA", (size_px * OVERSAMPLING,) * 2, (*RED, 255 if full_bleed else 0))
    pen = ImageDraw.Draw(whole)
    pen.rounded_rectangle(box(0, GRID), 0 if full_bleed else 3 * unit, fill=(*RED, 255))
    for start, end, ink in ((7.75, 24.25, WHITE), (10.25, 21.75, RED), (13, 19, WHITE)):
        pen.rectangle(box(start, end), fill=(*ink, 255))
    return whole.resize((size_px, size_px), Image.Resampling.BOX)


@cache
def icons() -> dict[str, bytes]:
    """Return the icon files: address → bytes."""
    files = {f"assets/icons/icon-{px}.png": _png(mark(px)) for px in (192, 512)}
    files["assets/icons/touch-180.png"] = _png(mark(180, full_bleed=True))
    files["assets/icons/maskable-512.png"] = _png(mark(512, full_bleed=True))
    largest, *smaller = [mark(px) for px in sorted(FAVICON_PX, reverse=True)]
    held = BytesIO()
    largest.save(held, "ICO", sizes=[(px, px) for px in FAVICON_PX], append_images=smaller)
    files["favicon.ico"] = held.getvalue()
    return files


def _png(image: Image.Image) -> bytes:
    held = BytesIO()
    image.convert("P", palette=Image.Palette.ADAPTIVE, colors=32).save(held, "PNG", optimize=True)
    return held.getvalue()
