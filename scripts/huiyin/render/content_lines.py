"""Content lines: the text of a calendar (iCalendar, RFC 5545), written as the library writes it.

A city's calendars hold some ten thousand lines; the library takes a second for them, this a tenth.
"""

from __future__ import annotations

from collections.abc import Iterable

LIMIT = 75  # octets, from which on a line is folded
_CONTINUES = b"\r\n "


def component(name: str, lines: Iterable[tuple[str, str]]) -> bytes:
    """Return a component without parts.

    Args:
        name: What it is, such as `VEVENT`.
        lines: Names of properties, with their parameters, and values as they are to be written:
            texts through `text`. In the order in which they are to stand.
    """
    written = (("BEGIN", name), *lines, ("END", name))
    return b"".join(_folded(f"{head}:{value}") for head, value in written)


def text(value: str) -> str:
    r"""Return a text with its signs escaped. Any line break becomes `\n`, and so does `\N`."""
    value = value.replace("\\N", "\n").replace("\\", "\\\\").replace(";", "\\;")
    value = value.replace(",", "\\,").replace("\r\n", "\n").replace("\r", "\n")
    return value.replace("\n", "\\n")


def _folded(line: str) -> bytes:
    """Return a line in pieces below the limit; no character and no escaped sign is cut in two."""
    rest, pieces = line.encode(), []
    while len(rest) >= LIMIT:
        end = LIMIT - 1
        while rest[end] & 0b1100_0000 == 0b1000_0000:  # inside a character
            end -= 1
        if rest[end - 1] in b"\\^":
            end -= 1
        pieces.append(rest[:end])
        rest = rest[end:]
    return b"".join((_CONTINUES.join((*pieces, rest)), b"\r\n"))
