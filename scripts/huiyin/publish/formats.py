"""Formats: whether what reads JSON, XML, tables and calendars could read ours."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping
from xml.etree import ElementTree

import orjson
from icalendar import Calendar

_PART = re.compile(rb"BEGIN:(VEVENT|VTIMEZONE)\r\n.*?END:\1\r\n", re.DOTALL)
_FOLD = re.compile(rb"\r\n[ \t]")
_NO_FIGURES = bytes.maketrans(b"123456789", b"0" * 9)
_WORDS = re.compile(rb"(\n(?:NAME|X-WR-CALNAME|DESCRIPTION|LOCATION|SUMMARY|UID|URL):)[^\r\n]*")


class Readers:
    """Reads files as their readers would. Of events that differ in words and days, one is read."""

    def __init__(self) -> None:
        """Begin with nothing read."""
        self._shapes: set[bytes] = set()

    def fault_of(self, suffix: str, content: bytes) -> str | None:
        """Return why a file cannot be read; None when it can, or nothing is known of its kind."""
        shapes: set[bytes] = set()
        if suffix == ".ics":
            content, shapes = self._unread(content)
            if not shapes:
                return None
        try:
            _READERS.get(suffix, _read_nothing)(content)
        except (ValueError, SyntaxError, csv.Error) as error:
            return str(error)
        self._shapes |= shapes
        return None

    def _unread(self, calendar: bytes) -> tuple[bytes, set[bytes]]:
        """Return a calendar without the parts whose like was read, and the shapes of what is new.

        What stands around the parts counts as one.
        """
        shapes = {_shape(_PART.sub(b"", calendar))} - self._shapes

        def only_new(part: re.Match[bytes]) -> bytes:
            shape = _shape(part[0])
            if shape in self._shapes or shape in shapes:
                return b""
            shapes.add(shape)
            return part[0]

        return _PART.sub(only_new, calendar), shapes


def _shape(part: bytes) -> bytes:
    """Return a part of a calendar without its words and figures."""
    return _WORDS.sub(rb"\1", _FOLD.sub(b"", part)).translate(_NO_FIGURES)


def _read_calendar(content: bytes) -> None:
    Calendar.from_ical(content)


def _read_table(content: bytes) -> None:
    widths = {len(row) for row in _rows(content)}
    if len(widths) > 1:
        raise ValueError("各行的列数不一样")


def _rows(content: bytes) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(content.decode("utf-8-sig")), strict=True)


def _read_xml(content: bytes) -> None:
    ElementTree.fromstring(content)  # noqa: S314  our own file, and a broken one is what we ask


def _read_json(content: bytes) -> None:
    orjson.loads(content)


def _read_nothing(_content: bytes) -> None:
    return


_READERS: Mapping[str, Callable[[bytes], None]] = {
    ".json": _read_json,
    ".webmanifest": _read_json,
    ".xml": _read_xml,
    ".svg": _read_xml,
    ".ics": _read_calendar,
    ".csv": _read_table,
}
