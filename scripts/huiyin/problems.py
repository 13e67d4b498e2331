"""Problems are data: what is wrong, where, and what to write instead.

A `Problem` is what an editor can mend. An exception means that we made the mistake.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from unicodedata import east_asian_width


class Severity(StrEnum):
    """An error stops the build; a warning is shown and counted."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake in one place.

    Attributes:
        file: Path from the site's root, with forward slashes.
        line: 1-based line; 0 when the whole file is meant.
        column: 1-based column in characters (not bytes, not screen cells).
        code: Stable name in kebab case; it never changes once released.
        severity: Whether the problem stops the build.
        message: What is wrong, in the editor's language.
        hint: What to write instead, in the editor's language.
        excerpt: The editor's own line, empty when there is none to show.
    """

    file: str
    line: int
    column: int
    code: str
    severity: Severity
    message: str
    hint: str
    excerpt: str = ""


def errors(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems that stop a build, in the order given."""
    return [problem for problem in problems if problem.severity is Severity.ERROR]


def as_text(problems: Sequence[Problem]) -> str:
    """Return the three-line form an editor reads in a terminal."""
    return "\n\n".join(_block(problem) for problem in problems)


def as_json(problems: Sequence[Problem]) -> str:
    """Return a JSON list of objects, without the excerpts."""
    rows = [{k: v for k, v in asdict(p).items() if k != "excerpt"} for p in problems]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def as_github(problems: Sequence[Problem]) -> str:
    """Return workflow commands that GitHub shows beside the changed line."""
    return "\n".join(_annotation(problem) for problem in problems)


FORMATS = {"text": as_text, "json": as_json, "github": as_github}


def _block(problem: Problem) -> str:
    place = f"{problem.file}:{problem.line}:{problem.column}" if problem.line else problem.file
    kind = "" if problem.severity is Severity.ERROR else f"（{_SEVERITY_WORD[problem.severity]}）"
    head = f"{place}  {problem.code}{kind}"
    if not problem.excerpt:
        return f"{head}\n    {problem.message}\n    {problem.hint}"
    line, caret_at = _shortened(problem.excerpt, problem.column)
    return f"{head}\n    {line}\n    {' ' * caret_at}^ {problem.message}\n    {problem.hint}"


_SEVERITY_WORD = {Severity.WARNING: "提醒"}
_WIDEST_EXCERPT = 96


def _shortened(line: str, column: int) -> tuple[str, int]:
    """Return the stretch of a line around a column, and the caret's offset in screen cells."""
    indent = len(line) - len(line.lstrip())
    line = line[indent:]
    at = min(max(0, column - 1 - indent), len(line))
    start = max(0, at - _WIDEST_EXCERPT // 2) if len(line) > _WIDEST_EXCERPT else 0
    shown = line[start : start + _WIDEST_EXCERPT].replace("\t", " ")
    before = shown[: at - start]
    if start:
        shown, before = "…" + shown, "…" + before
    visible = "".join(
        char if char.isprintable() or char == "\u3000" else "\ufffd" for char in shown
    )
    return visible, _cells(before)


def _is_visible(char: str) -> bool:
    return char.isprintable() or char == "\u3000"  # the wide blank shows as what it is


def _cells(text: str) -> int:
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


def _annotation(problem: Problem) -> str:
    level = "error" if problem.severity is Severity.ERROR else "warning"
    where = f"file={problem.file},line={max(problem.line, 1)},col={max(problem.column, 1)}"
    text = f"{problem.message} {problem.hint}".replace("%", "%25").replace("\n", "%0A")
    return f"::{level} {where},title={problem.code}::{text}"


@dataclass(frozen=True, slots=True)
class Fault:
    """What a check found, before it is put into words.

    Attributes:
        code: The problem's code.
        file: Path from the site's root.
        line: 1-based line; 0 when the whole file is meant.
        column: 1-based column in characters.
        facts: What the words need: the value found, the values allowed, the other place.
        excerpt: The editor's own line.
    """

    code: str
    file: str
    line: int = 0
    column: int = 0
    facts: Mapping[str, str] = field(default_factory=dict)
    excerpt: str = ""
