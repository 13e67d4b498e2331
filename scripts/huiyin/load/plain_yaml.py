"""Plain YAML: a short road for records in the form that `make format` writes.

Most records are simple: keys, lists, one-line values, small `{…}` and `[…]`. Those are read here,
five times as fast as through a full parser. Whatever is not clearly of that kind is left to
`strict_yaml`, which alone refuses and explains. A property test holds the two roads together: the
same tree, or no answer here.
"""

from __future__ import annotations

import re
from functools import lru_cache
from sys import intern
from typing import Any

LONGEST = 20_000  # characters; shorter texts cannot break a limit of the strict reader
SHORT = 16  # characters; days, ids and the words of a list stand in many records, and are kept once
DEEPEST = 8

Tree = Any

# Every line: its indent; then nothing, or a dash or none and a key with its value, or other text.
_LINES = re.compile(
    r"^( *)(?:(- )?(?:(\w[\w-]{0,60}):(?: (?! )(.+))?|(?! )(.+)))?$",
    re.MULTILINE,
)
_FIRST = r"[^ \-?:,\[\]{}#&*!|>'\"%@`=]"
_MARKS = frozenset(" -?:,[]{}#&*!|>'\"%@`=")  # what no plain value begins with
_QUOTED = re.compile(r'"[^"\\]*"|\'[^\']*\'')
# Inside brackets; a colon belongs to the text when a letter or digit follows (14:30).
_IN_FLOW = rf"(?:{_FIRST}(?:[^ ,\[\]{{}}:#?\"']|:(?=[0-9A-Za-z])| (?![ #]))*(?<! ))"
_ITEM = rf"(?:{_QUOTED.pattern}|{_IN_FLOW})"
_LIST = re.compile(rf"\[{_ITEM}(?:, {_ITEM})*\]")
_ITEMS = re.compile(_ITEM)
_PAIR = rf"(\w[\w-]{{0,60}}): ({_ITEM}|\[[^\[\]{{}}]*\])"
_GROUP = re.compile(rf"\{{{_PAIR}(?:, {_PAIR})*\}}")
_PAIRS = re.compile(rf"{_PAIR}(?:, |\}}$)")


class _NotPlainError(Exception):
    """Raised inside this module: the text needs the full parser."""


def parse(text: str) -> dict[str, Tree] | None:
    r"""Parse a mapping of plain YAML.

    Args:
        text: The document, without refused characters, with `\n` line ends.

    Returns:
        What `strict_yaml.parse` would give as the tree of a text without troubles; None when the
        text is anything else, or cannot be told quickly. Equal groups of several trees may be one
        object, so a tree is never changed.
    """
    if len(text) > LONGEST or "\t" in text or "\\" in text:
        return None
    try:
        return _Reader(text).document()
    except _NotPlainError:
        return None


class _Reader:
    def __init__(self, text: str) -> None:
        found = _LINES.findall(text)
        if len(found) != text.count("\n") + 1:
            raise _NotPlainError
        # A line that says something: number, indent, dash, key, value, other text.
        lines = [
            (number, len(spaces), dash, key, value, rest)
            for number, (spaces, dash, key, value, rest) in enumerate(found)
            if key or (rest and (dash or rest[0] != "#"))
        ]
        lines.append((len(found), -1, "", "", "", ""))
        self._text = text
        self._lines = iter(lines)
        self._line = next(self._lines)

    def document(self) -> dict[str, Tree]:
        _, indent, dash, *_ = self._line
        if indent != 0 or dash:
            raise _NotPlainError
        tree = self._mapping(0, 1)
        if self._line[1] >= 0:
            raise _NotPlainError
        return tree

    def _mapping(self, indent: int, depth: int) -> dict[str, Tree]:
        """Read keys and their values; the first key may stand behind a dash."""
        tree: dict[str, Tree] = {}
        _, _, _, key, value, _ = self._line
        while True:
            if not key or key in tree:
                raise _NotPlainError
            if value:
                tree[intern(key)] = self._scalar(value, indent)
            else:
                self._line = next(self._lines)
                tree[intern(key)] = self._block(indent, depth)
            _, here, dash, key, value, _ = self._line
            if here != indent or dash:
                return tree

    def _block(self, indent: int, depth: int) -> Tree:
        """Read what stands below a key whose own line is empty."""
        _, below, dash, *_ = self._line
        if depth > DEEPEST:
            raise _NotPlainError
        if dash and below >= indent:
            return self._list(below, depth + 1)
        if below <= indent:
            return ""
        return self._mapping(below, depth + 1)

    def _list(self, indent: int, depth: int) -> list[Tree]:
        items: list[Tree] = []
        _, here, dash, key, _, rest = self._line
        while here == indent and dash:
            if key:
                items.append(self._mapping(indent + 2, depth + 1))
            else:
                items.append(self._scalar(rest, indent))
            _, here, dash, key, _, rest = self._line
        return items

    def _scalar(self, text: str, indent: int) -> Tree:
        """Read a value that stands on one line, and go to the next line."""
        if text == "|":
            return self._literal(indent + 2)
        self._line = following = next(self._lines)
        first = text[0]
        if first not in _MARKS:
            if ": " in text or " #" in text or text[-1] in ": " or following[1] > indent:
                raise _NotPlainError
            return intern(text) if len(text) <= SHORT else text
        if first == "{":
            return _group(text)
        if first == "[":
            return _list(text)
        if _QUOTED.fullmatch(text) is None:
            raise _NotPlainError
        return _bare(text)

    def _literal(self, indent: int) -> str:
        """Read a text of several lines, each of them indented as far as said."""
        lines, at = self._text.split("\n"), self._line[0] + 1
        taken: list[str] = []
        margin = " " * indent
        while at < len(lines) and (not lines[at] or lines[at].startswith(margin)):
            taken.append(lines[at][indent:])
            at += 1
        text = "\n".join(taken).rstrip("\n")
        blank = any(line.isspace() for line in taken)
        if not taken or not taken[0] or taken[0][0] == " " or blank:
            raise _NotPlainError
        while self._line[0] < at:
            self._line = next(self._lines)
        unended = at == len(lines) and taken[-1]
        if self._line[1] >= indent or unended:
            raise _NotPlainError
        return f"{text}\n"


@lru_cache(maxsize=20_000)
def _group(text: str) -> dict[str, Tree]:
    if _GROUP.fullmatch(text) is None:
        raise _NotPlainError
    pairs = _PAIRS.findall(text)
    tree = {intern(key): _list(value) if value[0] == "[" else _bare(value) for key, value in pairs}
    if len(tree) != len(pairs):
        raise _NotPlainError
    return tree


def _list(text: str) -> list[Tree]:
    if _LIST.fullmatch(text) is None:
        raise _NotPlainError
    return [_bare(item) for item in _ITEMS.findall(text)]


def _bare(item: str) -> str:
    bare = item[1:-1] if item[0] in "\"'" else item
    return intern(bare) if len(bare) <= SHORT else bare
