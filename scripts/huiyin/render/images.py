"""Images: from an original to the few small files that a page shows, pixels and nothing else.

The bytes depend on the original, the size and the encoder alone: AVIF is written by one thread,
since its bytes change with their number.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from io import BytesIO
from typing import Any

from PIL import Image as Pixels
from PIL import ImageCms, ImageOps

from ..model.pictures import FORMATS, Picture
from ..model.site_model import SiteModel
from ..records.common import Image
from . import views
from .page import Drawn

# Ending → how Pillow writes it; a change here gives every file a new name.
ENCODERS: Mapping[str, Mapping[str, Any]] = {
    "avif": {"format": "AVIF", "quality": 52, "speed": 8, "max_threads": 1},
    "webp": {"format": "WEBP", "quality": 78, "method": 2},
    "jpg": {"format": "JPEG", "quality": 82, "optimize": True, "progressive": True},
}
TYPES = {"avif": "image/avif", "webp": "image/webp"}
PAPER = (253, 252, 250)  # what lies under a transparent picture
FACE = (0.5, 0.35)  # where to cut: in portraits, heads are above the middle
SRGB = ImageCms.createProfile("sRGB")


@dataclass(frozen=True, slots=True)
class Shape:
    """How a kind of picture is cut.

    Attributes:
        widths: What pages ask for, in pixels, ascending; a picture is never enlarged.
        plain: The width of the file for browsers that know neither WebP nor AVIF.
        ratio: Width to height; None keeps the picture's own.
    """

    widths: tuple[int, ...]
    plain: int
    ratio: tuple[int, int] | None = None


PORTRAIT = Shape((160, 320), 320, (3, 4))
PHOTO = Shape((400, 800, 1200), 800)


def shown(model: SiteModel, image: Image | None, shape: Shape) -> views.Picture | None:
    """Return what a page needs to show a picture, None when there is none to show."""
    picture = model.pictures.get(image.file) if image else None
    if image is None or picture is None:
        return None
    sizes = _sizes(picture, shape)
    width, height = _plain(picture, shape)
    return views.Picture(
        alt=image.alt,
        credit=image.credit or "",
        url=_url(picture, (width, height), "jpg"),
        width=width,
        height=height,
        sources=tuple(
            views.Source(type_, tuple((_url(picture, size, ending), size[0]) for size in sizes))
            for ending, type_ in TYPES.items()
        ),
    )


def as_data(picture: views.Picture | None) -> dict[str, Any] | None:
    """Return a picture for a record's JSON: where it is on the site, never where it came from."""
    if picture is None:
        return None
    return {"url": picture.url, "alt": picture.alt, "credit": picture.credit}


def plan(model: SiteModel) -> Iterator[Drawn]:
    """Yield every file of every picture that public records show."""
    portraits = [deputy.portrait for deputy in model.deputies.values()]
    photos = [station.photo for station in model.stations.values()]
    photos += [station.map for station in model.stations.values()]
    photos += [article.cover for article in model.news.values()]
    yield from _files(model, portraits, PORTRAIT)
    yield from _files(model, photos, PHOTO)


def _files(model: SiteModel, images: list[Image | None], shape: Shape) -> Iterator[Drawn]:
    for file in dict.fromkeys(image.file for image in images if image):
        picture = model.pictures.get(file)
        if picture is None:
            continue
        wanted = [(size, ending) for size in _sizes(picture, shape) for ending in TYPES]
        for size, ending in [*wanted, (_plain(picture, shape), "jpg")]:
            url = _url(picture, size, ending)
            yield Drawn(url, url, partial(_rendered, picture, size, ending))


def rendition(original: bytes, size: tuple[int, int], ending: str) -> bytes:
    """Return a picture in one size and format, upright, in sRGB, without metadata.

    Args:
        original: A JPEG, PNG or WebP file that passed validation.
        size: Width and height in pixels; what does not fit the ratio is cut off.
        ending: `avif`, `webp` or `jpg`.
    """
    with Pixels.open(BytesIO(original), formats=FORMATS) as image:
        upright = ImageOps.exif_transpose(image)
    flat = on_paper(upright)
    fitted = ImageOps.fit(flat, size, Pixels.Resampling.LANCZOS, centering=FACE)
    # A new image, since encoders write what they find in an image's info.
    bare = Pixels.frombytes("RGB", fitted.size, fitted.tobytes())
    out = BytesIO()
    bare.save(out, **ENCODERS[ending])
    return out.getvalue()


def on_paper(image: Pixels.Image) -> Pixels.Image:
    """Return a picture without transparency, in sRGB."""
    profile = image.info.get("icc_profile")
    clear = image.convert("RGBA")
    flat = Pixels.new("RGBA", clear.size, (*PAPER, 255))
    flat.alpha_composite(clear)
    rgb = flat.convert("RGB")
    if not profile or image.mode not in ("RGB", "RGBA"):
        return rgb
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        turned = ImageCms.profileToProfile(rgb, source, SRGB)
    except ImageCms.PyCMSError:  # a broken profile says nothing about the colours
        return rgb
    return turned or rgb


def _rendered(picture: Picture, size: tuple[int, int], ending: str) -> bytes:
    return rendition(picture.path.read_bytes(), size, ending)


def _sizes(picture: Picture, shape: Shape) -> tuple[tuple[int, int], ...]:
    """Return the sizes to make: those asked for that are smaller, and the largest there can be."""
    largest = min(_whole(picture, shape)[0], shape.widths[-1])
    widths = [*(width for width in shape.widths if width < largest), largest]
    return tuple(_scaled(picture, shape, width) for width in widths)


def _plain(picture: Picture, shape: Shape) -> tuple[int, int]:
    return _scaled(picture, shape, min(_whole(picture, shape)[0], shape.plain))


def _whole(picture: Picture, shape: Shape) -> tuple[int, int]:
    """Return the largest part of a picture that has the shape's ratio."""
    width, height = picture.width_px, picture.height_px
    if shape.ratio is None:
        return width, height
    across, down = shape.ratio
    return min(width, height * across // down) or 1, min(height, width * down // across) or 1


def _scaled(picture: Picture, shape: Shape, width: int) -> tuple[int, int]:
    across, down = shape.ratio or (picture.width_px, picture.height_px)
    return width, max(1, (2 * width * down + across) // (2 * across))


def _url(picture: Picture, size: tuple[int, int], ending: str) -> str:
    recipe = f"{picture.digest} {size} {ending} {ENCODERS[ending]} {FACE}"
    name = sha256(recipe.encode()).hexdigest()[:12]
    return f"media/{name}-{size[0]}.{ending}"
