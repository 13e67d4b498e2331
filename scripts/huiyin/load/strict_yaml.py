"""Strict YAML: plain mappings, lists and text. Nothing is guessed, nothing is shared.

One scan over the parser's events refuses anchors, aliases, tags, depth and repeated keys, and
builds dictionaries, lists and strings. Every scalar stays the text the editor wrote: `no`,
`012` and `2024-02-30` reach the record models unchanged.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from sys import intern
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from .characters import first_refused
from .slips import Slip, Stop, impossible_escape, slip_before_parsing, slip_behind

MAX_DEPTH = 12
MAX_NODES = 20_000
MAX_FIELD_CHARACTERS = 22_000  # 64 kB of Chinese text

FASTEST_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

Event = Any  # PyYAML's C events share no typed base with the pure ones
Loader = Callable[[str], Any]
Loc = tuple[int | str, ...]
Tree = Any  # dict[str, Tree] | list[Tree] | str; recursive aliases cost more than they tell


@dataclass(frozen=True, slots=True)
class Trouble:
    """A fault at a 0-based line and column of the text parsed."""

    code: str
    line: int
    column: int
    facts: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Parsed:
    """What a text held: a tree, its troubles, and on request where each part stands."""

    tree: Tree = None
    troubles: list[Trouble] = field(default_factory=list)
    values: dict[Loc, tuple[int, int]] = field(default_factory=dict)
    keys: dict[Loc, tuple[int, int]] = field(default_factory=dict)


class _ScanError(Exception):
    """Raised inside this module to leave a scan that cannot go on."""

    def __init__(self, trouble: Trouble) -> None:
        self.trouble = trouble


def parse(text: str, loader: Loader = FASTEST_LOADER, *, marks: bool = False) -> Parsed:
    r"""Parse one YAML document into plain dictionaries, lists and strings.

    Args:
        text: The document, already decoded, with `\n` line ends.
        loader: A PyYAML loader class; both the C and the pure one give the same verdicts.
        marks: Also record where each key and value stands (0-based line and column).

    Returns:
        The tree (None when nothing could be built) and every trouble that was met.
    """
    parsed = Parsed()
    try:
        _refuse_what_loaders_differ_on(text)
        parsed.tree = _Builder(loader(text).get_event, parsed, marks=marks).document()
    except _ScanError as stop:
        parsed.troubles.append(stop.trouble)
    except yaml.MarkedYAMLError as error:
        parsed.troubles.append(_syntax(slip_behind(_stop(error), text)))
    except (yaml.YAMLError, RecursionError):
        parsed.troubles.append(_syntax(Slip("", 0, 0)))
    return parsed


def _refuse_what_loaders_differ_on(text: str) -> None:
    if slip := slip_before_parsing(text):
        raise _ScanError(_syntax(slip))
    if escape := impossible_escape(text):
        digits, line, column = escape
        shown = f"U+{digits.upper()}"
        raise _ScanError(Trouble("refused-character", line, column, {"value": shown}))


def _stop(error: yaml.MarkedYAMLError) -> Stop:
    marks = [mark for mark in (error.context_mark, error.problem_mark) if mark]
    places = [(mark.line, mark.column) for mark in marks] or [(0, 0)]
    return Stop(error.context or "", places[0], error.problem or "", places[-1])


def _syntax(slip: Slip) -> Trouble:
    return Trouble("yaml-syntax", slip.line, slip.column, {"cause": slip.cause})


class _Builder:
    """Builds the tree from events. Runs once per scalar of a province, so it is kept lean."""

    def __init__(self, next_event: Callable[[], Event], parsed: Parsed, *, marks: bool) -> None:
        self._next = next_event
        self._parsed = parsed
        self._marks = marks
        self._nodes = 0

    def document(self) -> Tree:
        tree: Tree = None
        seen = 0
        while type(event := self._next()) is not StreamEndEvent:
            if type(event) is DocumentStartEvent:
                seen += 1
                if seen > 1:
                    raise _ScanError(_trouble("second-document", event))
                tree = self._node(self._next(), (), 0)
        return tree

    def _node(self, event: Event, loc: Loc, depth: int) -> Tree:
        kind = type(event)
        if kind is AliasEvent or event.anchor is not None or event.tag is not None:
            raise _ScanError(_not_plain(event))
        self._nodes += 1
        if self._nodes > MAX_NODES:
            raise _ScanError(_trouble("too-many-nodes", event, limit=str(MAX_NODES)))
        if depth > MAX_DEPTH:
            raise _ScanError(_trouble("too-deep", event, limit=str(MAX_DEPTH)))
        if self._marks:
            self._parsed.values[loc] = (event.start_mark.line, event.start_mark.column)
        if kind is ScalarEvent:
            return self._scalar(event)
        if kind is SequenceStartEvent:
            return self._list(loc, depth + 1)
        return self._mapping(loc, depth + 1)

    def _scalar(self, event: ScalarEvent) -> str:
        value: str = event.value
        if len(value) > MAX_FIELD_CHARACTERS:
            self._note("field-too-long", event, limit=str(MAX_FIELD_CHARACTERS))
        if event.style == '"' and (match := first_refused(value)):
            self._note("refused-character", event, value=f"U+{ord(match[0]):04X}")
        return value

    def _list(self, loc: Loc, depth: int) -> list[Tree]:
        items: list[Tree] = []
        while type(event := self._next()) is not SequenceEndEvent:
            items.append(self._node(event, (*loc, len(items)) if self._marks else loc, depth))
        return items

    def _mapping(self, loc: Loc, depth: int) -> dict[str, Tree]:
        tree: dict[str, Tree] = {}
        lines: dict[str, int] = {}
        while type(event := self._next()) is not MappingEndEvent:
            key = self._key(event)
            value = self._node(self._next(), (*loc, key) if self._marks else loc, depth)
            if key in tree:
                self._note("duplicate-key", event, key=key, first=str(lines[key] + 1))
                continue
            mark = event.start_mark
            tree[key], lines[key] = value, mark.line
            if self._marks:
                self._parsed.keys[(*loc, key)] = (mark.line, mark.column)
        return tree

    def _key(self, event: Event) -> str:
        if type(event) is AliasEvent or event.anchor is not None or event.tag is not None:
            raise _ScanError(_not_plain(event))
        if type(event) is not ScalarEvent:
            raise _ScanError(_trouble("key-not-text", event))
        key = self._scalar(event)
        if key == "<<":
            raise _ScanError(_trouble("yaml-alias", event, name="<<"))
        return intern(key)

    def _note(self, code: str, event: Event, **facts: str) -> None:
        self._parsed.troubles.append(_trouble(code, event, **facts))


def _not_plain(event: Event) -> Trouble:
    """Return what is wrong with an alias, an anchor or a tag."""
    if type(event) is AliasEvent:
        return _trouble("yaml-alias", event, name=f"*{event.anchor}")
    if event.anchor is not None:
        return _trouble("yaml-anchor", event, name=str(event.anchor))
    return _trouble("yaml-tag", event, name=_as_written(event.tag))


def _as_written(tag: str) -> str:
    return tag.replace("tag:yaml.org,2002:", "!!")


def _trouble(code: str, event: Event, **facts: str) -> Trouble:
    mark = event.start_mark
    return Trouble(code, mark.line, mark.column, facts)
