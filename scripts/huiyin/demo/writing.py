"""Writing: records as YAML text that any strict reader takes as it was meant.

A general YAML dumper takes minutes for a hundred thousand records; ours knows only what records
hold: text, numbers, dates, yes and no, lists and mappings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

# Text that stays one plain scalar in block and in flow: it starts with a letter or digit.
_PLAIN = re.compile(r"[0-9A-Za-z\u3400-\u9fff“《][^\x00-\x1f:#,\[\]{}\"'&*!|>%@`]*(?<! )")
_PLAIN_WITH_COLONS = re.compile(r"[0-9A-Za-z][0-9A-Za-z:/.+-]*(?: [0-9:]+)?(?<!:)")


class Writer:
    """Writes files below a root, and counts them."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._folders: set[Path] = set()
        self.count = 0

    def text(self, path: str, text: str) -> None:
        """Write one file as it is."""
        file = self._root / path
        if file.parent not in self._folders:
            file.parent.mkdir(parents=True, exist_ok=True)
            self._folders.add(file.parent)
        file.write_bytes(text.encode())
        self.count += 1

    def record(self, path: str, tree: Mapping[str, Any], body: str | None = None) -> None:
        """Write a record: YAML alone, or as front matter above a body."""
        yaml = yaml_of(tree)
        self.text(path, yaml if body is None else f"---\n{yaml}---\n\n{body}".rstrip("\n") + "\n")


def yaml_of(tree: Mapping[str, Any]) -> str:
    """Return a mapping as YAML; what is None or empty is left out."""
    return "".join(f"{line}\n" if line else "\n" for line in _mapping(tree, ""))


def _mapping(tree: Mapping[str, Any], indent: str) -> Iterator[str]:
    for key, value in tree.items():
        if value is None or value in ([], {}, ""):
            continue
        if isinstance(value, str) and "\n" in value:
            yield f"{indent}{key}: |"
            yield from (f"{indent}  {line}" if line else "" for line in value.split("\n"))
        elif _is_flat(value):
            yield f"{indent}{key}: {_flow(value)}"
        elif isinstance(value, Mapping):
            yield f"{indent}{key}:"
            yield from _mapping(value, indent + "  ")
        else:
            yield f"{indent}{key}:"
            yield from _items(value, indent + "  ")


def _items(values: list[Any], indent: str) -> Iterator[str]:
    for value in values:
        if _is_shallow(value):
            yield f"{indent}- {_flow(value)}"
        else:
            first, *others = _mapping(value, indent + "  ")
            yield f"{indent}- {first.lstrip()}"
            yield from others


def _is_flat(value: Any) -> bool:
    """Tell whether a value stands well on its key's line."""
    if isinstance(value, list):
        return all(_is_scalar(item) for item in value)
    return _is_scalar(value) or (isinstance(value, Mapping) and _is_shallow(value))


def _is_shallow(value: Any) -> bool:
    if isinstance(value, Mapping):
        return all(_is_scalar(v) or (isinstance(v, list) and _is_flat(v)) for v in value.values())
    return _is_scalar(value)


def _is_scalar(value: Any) -> bool:
    return not isinstance(value, Mapping | list) and not (isinstance(value, str) and "\n" in value)


def _flow(value: Any) -> str:
    if isinstance(value, Mapping):
        pairs = (f"{k}: {_flow(v)}" for k, v in value.items() if v is not None and v != [])
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    return _scalar(value)


def _scalar(value: bool | int | date | str) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date | int):
        return str(value)
    if _PLAIN.fullmatch(value) or _PLAIN_WITH_COLONS.fullmatch(value):
        return str(value)
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
