"""Issues: what people complain about, why it is so, and what can be done."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from .phrases import WORDS

_FIELDS = {">": "titles", ".": "scenes", "?": "causes", "+": "deeds", "-": "limits"}


@dataclass(frozen=True, slots=True)
class Issue:
    """One kind of trouble. All texts are patterns for `phrases.fill`.

    Attributes:
        topic: A topic's id.
        scope: 城 urban, 乡 rural, 任 either.
        bodies: Who handles it, the lead first.
        deeds: What can be asked for, promised or done.
        limits: What stands in the way.
    """

    topic: str
    scope: str
    keywords: tuple[str, ...]
    bodies: tuple[str, ...]
    titles: tuple[str, ...]
    scenes: tuple[str, ...]
    causes: tuple[str, ...]
    deeds: tuple[str, ...]
    limits: tuple[str, ...]


@cache
def all_issues() -> tuple[Issue, ...]:
    """Read every issue of `words/issues/`."""
    return tuple(
        _issue(path.stem, block)
        for path in sorted((WORDS / "issues").glob("*.txt"))
        for block in path.read_text("utf-8").split("\n\n")
    )


def _issue(topic: str, block: str) -> Issue:
    texts: dict[str, list[str]] = {name: [] for name in _FIELDS.values()}
    scope, keywords, bodies = "", [""], [""]
    for line in block.strip().split("\n"):
        mark, text = line[0], line[2:]
        if mark == "=":
            scope, *keywords = text.split(" ")
        elif mark == "@":
            bodies = text.split(" ")
        elif mark != "#":
            texts[_FIELDS[mark]].append(text)
    lists = {name: tuple(lines) for name, lines in texts.items()}
    return Issue(topic, scope, tuple(keywords), tuple(bodies), **lists)
