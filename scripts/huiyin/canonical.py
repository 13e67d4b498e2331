"""Canonical form: keys in the order of the model, no stray blanks, values as they were written.

Only whole blocks of lines move, each with the comments above it. What this cannot do without
changing a value stays as it is.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from .load import front_matter, strict_yaml
from .load.source import Source
from .validate.anatomy import keys_of
from .validate.catalogue import MODELS


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
    """Return YAML with its top-level keys in order, or only tidied where they cannot move."""
    before = strict_yaml.parse(text).tree
    keys = list(keys_of(MODELS[kind]))
    rank = {key: number for number, key in enumerate(keys)}
    ranks = [rank.get(key, len(keys)) for key in before]
    attempts = [_tidy(_ordered(text, rank))] if ranks != sorted(ranks) else []
    for attempt in (*attempts, _tidy(text)):
        if attempt == text or strict_yaml.parse(attempt).tree == before:
            return attempt
    return text


def _tidy(text: str) -> str:
    """Take away blanks at line ends and blank lines at both edges."""
    return "\n".join(line.rstrip(" \t") for line in text.split("\n")).strip("\n") + "\n"


def _ordered(text: str, rank: Mapping[str, int]) -> str:
    lines = text.rstrip("\n").split("\n")
    marks = strict_yaml.parse(text, marks=True).keys
    starts = {line: str(loc[0]) for loc, (line, column) in marks.items() if len(loc) == 1
              and column == 0}  # fmt: skip
    if len(starts) < sum(len(loc) == 1 for loc in marks):
        return text  # keys inside braces on one line
    head, blocks = _blocks(lines, starts)
    blocks.sort(key=lambda block: rank.get(block[0], len(rank)))
    return "\n".join([*head, *(line for _, block in blocks for line in block)]) + "\n"


def _blocks(
    lines: Sequence[str], starts: dict[int, str]
) -> tuple[list[str], list[tuple[str, list[str]]]]:
    """Cut lines into what stands above all keys, and a block for each key with its comments."""
    cuts: list[tuple[int, str]] = []
    first = min(starts, default=len(lines))
    for start in sorted(starts):
        cut = start
        while start != first and (not lines[cut - 1].strip() or lines[cut - 1].startswith("#")):
            cut -= 1
        cuts.append((cut, starts[start]))
    ends = [cut for cut, _ in cuts[1:]] + [len(lines)]
    blocks = [(key, list(lines[cut:end])) for (cut, key), end in zip(cuts, ends, strict=True)]
    return list(lines[:first]), blocks
