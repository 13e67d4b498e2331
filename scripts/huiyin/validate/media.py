"""Media: a picture is what its name says, whole, small enough, and tells no place."""

from __future__ import annotations

import io
import os
import re
import unicodedata
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path

from PIL import Image

from ..load.source import Source
from ..problems import Fault
from . import picture_ends

MAX_BYTES = 10 * 1024 * 1024
MAX_PIXELS = 40_000_000
MAX_PIXELS_OF_WEBP = 12_000_000  # its decoder holds a picture four times over
_ENDINGS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}
_NAME = re.compile(r"[a-z0-9][a-z0-9-]*(/[a-z0-9][a-z0-9-]*)*\.(jpg|png|webp)")
_GPS_IFD = 0x8825
_GPS_IN_XMP = re.compile(rb"exif:GPS(?:Latitude|Longitude)")


def check(sources: Sequence[Source], root: Path) -> Iterator[Fault]:
    """Yield a fault for each picture that cannot be published as it is.

    Args:
        sources: Every file of the site.
        root: The site's root folder.
    """
    alike: dict[str, str] = {}
    for source in sources:
        if source.kind != "media" or source.faults:
            continue
        name = source.path.removeprefix("content/media/")
        if not _NAME.fullmatch(name):
            yield Fault("picture-name", source.path, facts={"name": name})
        same = unicodedata.normalize("NFKC", name).casefold()
        if (other := alike.setdefault(same, name)) != name:
            yield Fault("names-alike", source.path, facts={"other": other})
        for code, facts in _wrong_with(root / source.path):
            yield Fault(code, source.path, facts=facts)


def _wrong_with(path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    try:
        raw = _bytes(path)
    except OSError:
        yield "unreadable", {}
        return
    if len(raw) > MAX_BYTES:
        yield "picture-too-heavy", {"limit": f"{MAX_BYTES // 1024 // 1024} MB"}
        return
    size = picture_ends.size_told(raw)
    limit = MAX_PIXELS_OF_WEBP if raw[8:12] == b"WEBP" else MAX_PIXELS
    if size and size[0] * size[1] > limit:
        yield "picture-too-large", _size_told(str(size[0]), str(size[1]), limit)
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield from wrong_inside(raw, path.suffix[1:])


def _size_told(width: str, height: str, limit: int) -> dict[str, str]:
    return {"width": width, "height": height, "limit": f"{limit // 10_000} 万"}


def _bytes(path: Path) -> bytes:
    """Return a file's bytes, one more than allowed at most."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    with os.fdopen(descriptor, "rb") as file:
        return file.read(MAX_BYTES + 1)


def wrong_inside(raw: bytes, ending: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield code and facts of what is wrong with a picture's bytes under a file ending."""
    try:
        image = Image.open(io.BytesIO(raw), formats=list(_ENDINGS))
    except Image.DecompressionBombError:
        yield "picture-too-large", _size_told("", "", MAX_PIXELS)
        return
    except Exception:  # noqa: BLE001  decoders raise whatever they like at a hostile file
        yield "not-a-picture", {}
        return
    with image:
        if image.width * image.height > MAX_PIXELS:
            yield "picture-too-large", _size_told(str(image.width), str(image.height), MAX_PIXELS)
            return
        # A photo with a depth map or a preview behind it calls itself MPO.
        format_ = "JPEG" if image.format == "MPO" else image.format or ""
        if _ENDINGS[format_] != ending:
            yield "wrong-picture-ending", {"ending": ending, "real": _ENDINGS[format_]}
        if format_ != "JPEG" and getattr(image, "n_frames", 1) > 1:
            yield "animated-picture", {}
            return
        end = picture_ends.end_of(raw, format_)
        if end is not None and end < len(raw):
            yield "picture-with-a-tail", {"bytes": str(len(raw) - end)}
        yield from _wrong_with_pixels(image, raw)


def _wrong_with_pixels(image: Image.Image, raw: bytes) -> Iterator[tuple[str, dict[str, str]]]:
    mode = image.mode
    try:
        image.draft(mode, (max(1, image.width // 8), max(1, image.height // 8)))
        image.load()
        located = bool(image.getexif().get_ifd(_GPS_IFD)) or bool(_GPS_IN_XMP.search(raw))
    except Exception:  # noqa: BLE001  decoders raise whatever they like at a hostile file
        yield "broken-picture", {}
        return
    if mode == "CMYK":
        yield "cmyk-picture", {}
    if located:
        yield "picture-tells-place", {}
