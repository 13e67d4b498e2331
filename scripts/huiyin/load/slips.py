"""Why a text is no YAML: the slip an editor made, found from where the parser stopped.

The C parser and the pure one stop at different columns and word their errors differently. Both
are led back to the same slip here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple


class Slip(NamedTuple):
    """A cause, empty when it is none we know, and its 0-based line and column."""

    cause: str
    line: int
    column: int


class Stop(NamedTuple):
    """Where a parser stopped: what it was doing since when, and what it found (0-based places)."""

    doing: str
    began: tuple[int, int]
    found: str
    at: tuple[int, int]


_UNREADABLE = (("tab", re.compile(r"\t")), ("mark", re.compile(r"^%", re.MULTILINE)))
_ESCAPE = re.compile(
    r"\\(?:u(?P<half>[dD][89a-fA-F][0-9a-fA-F]{2})"
    r"|U(?P<whole>0000[dD][89a-fA-F][0-9a-fA-F]{2}|(?!000|0010)[0-9a-fA-F]{8}))"
)
_COLONS = (
    ("wide-bracket", re.compile(r" *(?:- +)*[a-z_]\w*: *([｛［])", re.ASCII | re.IGNORECASE)),
    ("tight-dash", re.compile(r" *(-)[{\[a-z\u3400-\u9fff]", re.IGNORECASE)),
    ("wide-colon", re.compile(r" *(?:- +)*[a-z_]\w* *(：)", re.ASCII | re.IGNORECASE)),
    ("tight-colon", re.compile(r" *(?:- +)*[a-z_]\w*(:)[^\s/]", re.ASCII | re.IGNORECASE)),
)


def slip_before_parsing(text: str) -> Slip | None:
    """Find the tabs and directives that one parser would let pass."""
    for cause, pattern in _UNREADABLE:
        if match := pattern.search(text):
            return Slip(cause, *_place(text, match.start()))
    return None


def impossible_escape(text: str) -> tuple[str, int, int] | None:
    """Find an escape that stands for no character, for example half of a surrogate pair."""
    match = _ESCAPE.search(text)
    return (match["half"] or match["whole"], *_place(text, match.start())) if match else None


def slip_behind(stop: Stop, text: str) -> Slip:
    """Name the slip behind a syntax error, and where it was made."""
    doing, began, found, (number, column) = stop
    lines = [*text.split("\n"), ""]
    unfinished = "simple key" in doing
    if slip := _colon_slip(lines, {began[0] if unfinished else number - 1, number}):
        return slip
    if unfinished:
        return Slip("", *began)
    if "quoted scalar" in doing:
        return Slip("escape" if "escape" in found else "quote", *began)
    if doing.endswith((" alias", " anchor", " tag")):
        return Slip("mark", *began)
    if doing == "while scanning a block scalar":
        return Slip("block", *began)
    if doing.startswith("while parsing a flow"):
        return Slip("bracket", *(began if number > began[0] else stop.at))
    line = lines[number]
    cause = _cause_at(line[:column], line[column:], found)
    return Slip(cause, number, len(line) - len(line.lstrip()) if cause == "indent" else column)


def _colon_slip(lines: list[str], numbers: Iterable[int]) -> Slip | None:
    for number in sorted(numbers):
        for cause, pattern in _COLONS:
            if match := pattern.match(lines[number]):
                return Slip(cause, number, match.start(1))
    return None


def _cause_at(before: str, after: str, found: str) -> str:
    if found.startswith("mapping values"):
        return "colon-in-value" if ": " in before else "indent"
    if "sequence entries" in found:
        return "dash-in-line"
    if after[:1] in tuple("[]{},"):
        return "bracket"
    if after[:1] in tuple("@`%?"):
        return "mark"
    if before.rstrip().endswith(('"', "'")):
        return "quote"
    return "" if before.strip(" -") else "indent"


def _place(text: str, at: int) -> tuple[int, int]:
    return text.count("\n", 0, at), at - (text.rfind("\n", 0, at) + 1)
