"""Markup: bodies are Markdown without HTML, and their links lead somewhere safe."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..load.source import Source
from ..problems import Fault
from .catalogue import Catalogue

_HTML = re.compile(r"<(?:[a-zA-Z!/?])")
_LINK = re.compile(r"\]\(\s*<?([^)\s>]*)")
_SAFE = re.compile(r"(?:https?://|mailto:|tel:|/(?!/)|#|[a-z0-9-]+(?:/|\.md\b))", re.IGNORECASE)
# Python-Markdown takes both `#word` and a line underscored with `=` for a first-level heading.
_HEADING = re.compile(r"#(?!#)|=+ *$")


def check(catalogue: Catalogue) -> Iterator[Fault]:
    """Yield a fault for each piece of HTML, unsafe link and too-large heading in a body."""
    for entry in catalogue.entries:
        if getattr(entry.record, "body", ""):
            yield from _body(entry.source)


def _body(source: Source) -> Iterator[Fault]:
    lines = source.text.split("\n")
    for number, line in enumerate(lines[source.body_from :], start=source.body_from):
        if match := _HTML.search(line):
            yield source.fault_at("html-in-markdown", number, match.start())
        for match in _LINK.finditer(line):
            if not _SAFE.match(match[1]):
                yield source.fault_at("unsafe-link", number, match.start(1), value=match[1])
        if _HEADING.match(line):
            yield source.fault_at("heading-too-large", number, 0)
