"""Pictures: what they hold beside their pixels. A camera writes down where and when."""

from __future__ import annotations

import struct
from io import BytesIO

from PIL import Image, UnidentifiedImageError

PICTURES = frozenset((".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif"))
_TELLING = frozenset(
    ("exif", "xmp", "comment", "photoshop", "text", "xml:com.adobe.xmp", "raw profile type")
)


def metadata_of(content: bytes) -> list[str]:
    """Return the names of what a picture holds beside its pixels."""
    try:
        with Image.open(BytesIO(content)) as picture:
            named = {str(key).lower() for key in picture.info}
            if picture.format == "PNG":
                named |= _png_texts(content)
            if picture.getexif():
                named.add("exif")
    except (UnidentifiedImageError, OSError, ValueError):
        return ["不是图片"]
    return sorted(named & _TELLING)


def _png_texts(content: bytes) -> set[str]:
    """Return `text` when a PNG has a chunk of words, before or after its pixels."""
    at = 8
    while at + 8 <= len(content):
        length, kind = struct.unpack(">I4s", content[at : at + 8])
        if kind in (b"tEXt", b"zTXt", b"iTXt"):
            return {"text"}
        if kind == b"eXIf":
            return {"exif"}
        at += length + 12
    return set()
