"""Formats: whether what reads JSON, XML, tables and calendars could read ours."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from hashlib import blake2b
from xml.etree import ElementTree

from icalendar import Calendar

_PART = re.compile(rb"BEGIN:(VEVENT|VTIMEZONE)\r\n.*?END:\1\r\n", re.DOTALL)


class Readers:
    """Reads files as their readers would. What stands in many calendars is read once."""

    def __init__(self) -> None:
        """Begin with nothing read."""
        self._parts: set[bytes] = set()

    def fault_of(self, suffix: str, content: bytes) -> str | None:
        """Return why a file cannot be read; None when it can, or nothing is known of its kind."""
        if suffix == ".ics":
            content = _PART.sub(self._only_new, content)
        try:
            _READERS.get(suffix, _read_nothing)(content)
        except (ValueError, SyntaxError, csv.Error) as error:
            return str(error)
        return None

    def _only_new(self, part: re.Match[bytes]) -> bytes:
        mark = blake2b(part[0], digest_size=16).digest()
        if mark in self._parts:
            return b""
        self._parts.add(mark)
        return part[0]


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
    json.loads(content)


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
