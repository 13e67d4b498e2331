"""Record text: a suggestion's tree as the file an editor would have written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .template import scalar

Tree = dict[str, Any]


def record_text(tree: Tree) -> str:
    """Return a suggestion's file: the tree as front matter, its body below."""
    lines = [line for key, value in tree.items() if key != "body" for line in _lines(key, value)]
    body = tree.get("body", "")
    fenced = "".join(f"{line}\n" for line in ["---", *lines, "---"])
    return f"{fenced}\n{body}\n" if body else fenced


def _lines(key: str, value: Any, indent: str = "") -> Iterator[str]:
    if isinstance(value, str):
        yield from _text(f"{indent}{key}:", value, indent)
    elif isinstance(value, Mapping) and _is_flat(value):
        yield f"{indent}{key}: {_flow(value)}"
    elif isinstance(value, Mapping):
        yield f"{indent}{key}:"
        for name, inner in value.items():
            yield from _lines(name, inner, f"{indent}  ")
    elif all(isinstance(item, str) for item in value):
        yield f"{indent}{key}: {_flow(value)}"
    else:
        yield f"{indent}{key}:"
        for item in value:
            yield from _item(item, indent)


def _item(item: Mapping[str, Any], indent: str) -> Iterator[str]:
    if _is_flat(item):
        yield f"{indent}  - {_flow(item)}"
        return
    first = True
    for name, inner in item.items():
        for line in _lines(name, inner, f"{indent}    "):
            yield f"{indent}  - {line.lstrip()}" if first else line
            first = False


def _is_flat(value: Mapping[str, Any]) -> bool:
    """Tell whether a group is short enough in kind to stand on one line."""
    return (
        all(
            (isinstance(inner, str) and "\n" not in inner)
            or (isinstance(inner, list) and all(isinstance(item, str) for item in inner))
            for inner in value.values()
        )
        and not {"text", "points"} & value.keys()
    )


def _flow(value: Any) -> str:
    if isinstance(value, str):
        return _scalar(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{name}: {_flow(inner)}" for name, inner in value.items()) + "}"
    return "[" + ", ".join(_flow(inner) for inner in value) + "]"


def _text(head: str, value: str, indent: str) -> Iterator[str]:
    if "\n" not in value:
        yield f"{head} {_scalar(value)}"
        return
    lines = value.removesuffix("\n").split("\n")
    if lines[0].startswith((" ", "\t")) or any(line != line.rstrip() for line in lines):
        yield f"{head} {_scalar(value)}"
        return
    yield f"{head} |"
    yield from (f"{indent}  {line}" if line else "" for line in lines)


def _scalar(value: str) -> str:
    if "\n" in value or "\t" in value:
        escaped = value.replace("\\", "\\\\").replace('"', '\\"')
        return '"' + escaped.replace("\n", "\\n").replace("\t", "\\t") + '"'
    return scalar(value)
