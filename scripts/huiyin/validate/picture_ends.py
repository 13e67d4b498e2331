"""Picture ends: where a JPEG, PNG or WebP is over, and how large it says it is.

What stands behind the end may be another file, a script for example. No decoder tells.
"""

from __future__ import annotations

import re

_PNG = b"\x89PNG\r\n\x1a\n"
# Inside a JPEG's pixels 0xFF is followed by 0, by a restart mark, or by more 0xFF.
_MARK = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_SCAN, _END = 0xDA, 0xD9


def size_told(raw: bytes) -> tuple[int, int] | None:
    """Return width and height from the head of a PNG or WebP, before any decoder makes room."""
    if raw.startswith(_PNG) and len(raw) >= 24:
        return _big(raw[16:20]), _big(raw[20:24])
    if raw[:4] != b"RIFF" or raw[8:12] != b"WEBP" or len(raw) < 30:
        return None
    kind, head = raw[12:16], raw[20:30]
    if kind == b"VP8X":
        return _little(head[4:7]) + 1, _little(head[7:10]) + 1
    if kind == b"VP8L":
        bits = _little(head[1:5])
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    return _little(head[6:8]) & 0x3FFF, _little(head[8:10]) & 0x3FFF


def end_of(raw: bytes, format_: str) -> int | None:
    """Return how many bytes the picture has; None when it is broken off before its end."""
    if format_ == "PNG":
        return _end_of_png(raw)
    return _end_of_jpeg(raw) if format_ == "JPEG" else _end_of_webp(raw)


def _end_of_png(raw: bytes) -> int | None:
    at = len(_PNG)
    while at + 12 <= len(raw):
        kind = raw[at + 4 : at + 8]
        at += 12 + _big(raw[at : at + 4])
        if kind == b"IEND":
            return at
    return None


def _end_of_webp(raw: bytes) -> int | None:
    size = _little(raw[4:8])
    return 8 + size + size % 2


def _end_of_jpeg(raw: bytes) -> int | None:
    at = 2
    while at + 4 <= len(raw) or raw[at : at + 2] == b"\xff\xd9":
        if raw[at] != 0xFF:
            return None
        mark = raw[at + 1]
        if mark == _END:
            return at + 2
        if mark == 0xFF:
            at += 1
            continue
        at += 2 + _big(raw[at + 2 : at + 4])
        if mark == _SCAN:
            found = _MARK.search(raw, at)
            if not found:
                return None
            at = found.start()
    return None


def _big(raw: bytes) -> int:
    return int.from_bytes(raw, "big")


def _little(raw: bytes) -> int:
    return int.from_bytes(raw, "little")
