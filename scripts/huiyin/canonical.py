"""Canonical form: keys in the order of the model, no stray blanks, values as they were written.

In every group, keys move with all that stands below them and the comments above them; in braces,
with their value. What cannot be moved without changing a value stays as it is.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile
from pathlib import Path

from pydantic import BaseModel

from .load import front_matter, strict_yaml
from .load.source import Source
from .load.strict_yaml import Loc, Tree
from .validate.anatomy import keys_of, model_at
from .validate.catalogue import MODELS

# From a bracket or quote to where it ends; what is nested is jumped over as a whole.
_PIECE = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'[^']*'|[{\[\]}]")


def canonical(source: Source) -> str:
    """Return a record's text in canonical form; a broken file's text as it is."""
    if source.faults or source.kind not in MODELS:
        return source.text
    if not source.path.endswith(".md"):
        return _yaml(source.text, source.kind)
    lines = source.text.split("\n")
    end = next(n for n, line in enumerate(lines) if n and line.rstrip() == front_matter.FENCE)
    fenced = _yaml("\n".join(lines[1:end]) + "\n", source.kind)
    body = "\n".join(lines[end + 1 :]).strip("\n")
    return f"---\n{fenced}---\n" + (f"\n{body}\n" if body.strip() else "")


def changed(root: Path, sources: Sequence[Source]) -> Iterator[tuple[Path, str, str]]:
    """Yield path, present and canonical text of each record that is not in canonical form."""
    for source in sources:
        if source.faults or source.kind not in MODELS:
            continue
        path = root / source.path
        present, wanted = path.read_bytes().decode(), canonical(source)
        if present != wanted and _same(root, source, wanted):
            yield path, present, wanted


def difference(name: str, present: str, wanted: str) -> str:
    """Return what would change, as a unified diff."""
    lines = difflib.unified_diff(
        _visible(present), _visible(wanted), name, f"{name}（规范写法）", lineterm=""
    )
    return "\n".join(lines)


def _visible(text: str) -> list[str]:
    """Return the lines, with what only a machine sees written out."""
    lines = re.split(r"(?<=\n)", text.replace("\ufeff", "\\ufeff").replace("\r", "\\r"))
    return [line.removesuffix("\n") if line.endswith("\n") else f"{line}（缺少换行）"
            for line in lines if line]  # fmt: skip


def _same(root: Path, source: Source, wanted: str) -> bool:
    """Tell whether the canonical text says what the present one says."""
    text = wanted
    if source.path.endswith(".md"):
        parts = front_matter.split(wanted)
        if parts is None or parts[1] != source.body:
            return False
        text = parts[0]
    return bool(strict_yaml.parse(text).tree == source.data)


def _yaml(text: str, kind: str) -> str:
    """Return YAML with the keys of every group in order, or only tidied where they cannot move."""
    before = strict_yaml.parse(text).tree
    model = MODELS[kind]
    ordered = [_tidy(_ordered(text, model))] if any(_unordered(before, model)) else []
    for attempt in (*ordered, _tidy(text)):
        if attempt == text or strict_yaml.parse(attempt).tree == before:
            return attempt
    return text


def _tidy(text: str) -> str:
    """Take away blanks at line ends and blank lines at both edges."""
    return "\n".join(line.rstrip(" \t") for line in text.split("\n")).strip("\n") + "\n"


def _unordered(
    tree: Tree, model: type[BaseModel], loc: Loc = ()
) -> Iterator[tuple[Loc, dict[str, int]]]:
    """Yield each group of keys that is not in its order: where it is, and the rank of each key."""
    if isinstance(tree, dict):
        if owner := model_at(model, loc) if loc else model:
            order = list(keys_of(owner))
            rank = {key: order.index(key) if key in order else len(order) for key in tree}
            if list(rank.values()) != sorted(rank.values()):
                yield loc, rank
        for key, value in tree.items():
            yield from _unordered(value, model, (*loc, key))
    elif isinstance(tree, list):
        for index, value in enumerate(tree):
            yield from _unordered(value, model, (*loc, index))


def _ordered(text: str, model: type[BaseModel]) -> str:
    """Bring one group after the other into its order, as far as each can be."""
    stuck: set[Loc] = set()
    while True:
        parsed = strict_yaml.parse(text, marks=True)
        waiting = ((loc, rank) for loc, rank in _unordered(parsed.tree, model) if loc not in stuck)
        loc, rank = next(waiting, ((), {}))
        if not rank:
            return text
        marks = {key: parsed.keys[*loc, key] for key in rank}
        attempt = _moved(text, marks, rank)
        if attempt == text or strict_yaml.parse(attempt).tree != parsed.tree:
            stuck.add(loc)
        else:
            text = attempt


def _moved(text: str, marks: dict[str, tuple[int, int]], rank: dict[str, int]) -> str:
    """Return a text with one group in its order; as it is, where the keys stand otherwise."""
    lines = text.rstrip("\n").split("\n")
    rows, columns = ({mark[n] for mark in marks.values()} for n in (0, 1))
    if len(rows) == 1:
        row = rows.pop()
        lines[row] = _in_braces(lines[row], {key: mark[1] for key, mark in marks.items()}, rank)
    elif len(columns) == 1 and len(rows) == len(marks):
        lines = _in_blocks(
            lines, {mark[0]: key for key, mark in marks.items()}, columns.pop(), rank
        )
    return "\n".join(lines) + "\n"


def _in_braces(line: str, starts: dict[str, int], rank: dict[str, int]) -> str:
    """Return a line with the keys of one `{…}` in order."""
    first, last = min(starts.values()), max(starts.values())
    end, depth = last, 0
    for piece in _PIECE.finditer(line, last):
        depth += (piece[0] in "{[") - (piece[0] in "]}")
        if depth < 0:
            end = piece.start()
            break
    cuts = [*sorted(starts.values()), end]
    pieces = {start: line[start:stop].strip(" ,") for start, stop in pairwise(cuts)}
    keys = sorted(starts, key=lambda key: rank[key])
    return line[:first] + ", ".join(pieces[starts[key]] for key in keys) + line[end:]


def _in_blocks(
    lines: list[str], starts: dict[int, str], column: int, rank: dict[str, int]
) -> list[str]:
    """Return lines with the blocks of one group in order. Its first line may begin with a dash."""
    first = min(starts)
    lead = lines[first][:column]
    lines = [*lines[:first], " " * column + lines[first][column:], *lines[first + 1 :]]
    end = next((n for n in range(max(starts) + 1, len(lines))
                if lines[n].strip() and _indent(lines[n]) < column), len(lines))  # fmt: skip
    while not lines[end - 1].strip():
        end -= 1
    cuts = [first]
    for start in sorted(starts)[1:]:
        while not lines[start - 1].strip() or _is_comment(lines[start - 1], column):
            start -= 1
        cuts.append(start)
    blocks = [lines[start:stop] for start, stop in pairwise([*cuts, end])]
    keys = [starts[start] for start in sorted(starts)]
    order = sorted(range(len(keys)), key=lambda n: rank[keys[n]])
    moved = [line for n in order for line in blocks[n]]
    if "-" in lead:  # comments above what is now the first key come to stand above the dash
        above = list(takewhile(lambda line: not line.strip() or _is_comment(line, column), moved))
        key = len(above)
        notes = [line[column - _indent(lead) :] if line.strip() else line for line in above]
        moved = [*notes, lead + moved[key][column:], *moved[key + 1 :]]
    return [*lines[:first], *moved, *lines[end:]]


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _is_comment(line: str, column: int) -> bool:
    return _indent(line) == column and line[column:].startswith("#")
