"""Pictures: which may be shown, and how large each is, so that a page can leave room for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from types import MappingProxyType

from PIL import ExifTags
from PIL import Image as Pixels

from ..records.common import Image

FORMATS = ("JPEG", "PNG", "WEBP")
_LYING = range(5, 9)  # EXIF orientations of a photo that lies on its side


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that may be shown.

    Attributes:
        path: Where the original is on disk.
        digest: SHA-256 of the original's bytes, in hexadecimal.
        width_px, height_px: Its size when it stands upright.
    """

    path: Path
    digest: str
    width_px: int
    height_px: int


def pictures(images: Iterable[Image | None], folder: Path | None) -> Mapping[str, Picture]:
    """Look at the pictures that public records show.

    Args:
        images: What the records say; the same file may be named often.
        folder: `content/media`; without one there are no pictures.

    Returns:
        The path below `content/media` → the picture.
    """
    named = {image.file for image in images if image} if folder else set()
    return MappingProxyType({file: _picture((folder or Path()) / file) for file in sorted(named)})


def _picture(path: Path) -> Picture:
    content = path.read_bytes()
    with Pixels.open(BytesIO(content), formats=FORMATS) as image:
        width, height = image.size
        if image.getexif().get(ExifTags.Base.Orientation) in _LYING:
            width, height = height, width
    return Picture(path, sha256(content).hexdigest(), width, height)
