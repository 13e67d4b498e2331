"""Markup: bodies are Markdown without HTML, and their links lead somewhere safe."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..problems import Fault
from .catalogue import Catalogue, Entry

_HTML = re.compile(r"<(?:[a-zA-Z!/?])")
_LINK = re.compile(r"\]\(\s*<?([^)\s>]*)")
_SAFE = re.compile(r"(?:https?://|mailto:|tel:|/(?!/)|#|[a-z0-9-]+(?:/|\.md\b))", re.IGNORECASE)
_HEADING = re.compile(r"#(?!#)\s")


def check(catalogue: Catalogue) -> Iterator[Fault]:
    """Yield a fault for each piece of HTML, unsafe link and too-large heading in a body."""
    for entry in catalogue.entries:
        if body := getattr(entry.record, "body", ""):
            yield from _body(entry, body)


def _body(entry: Entry, body: str) -> Iterator[Fault]:
    source = entry.source
    for number, line in enumerate(body.split("\n"), start=source.body_from):
        if match := _HTML.search(line):
            yield source.fault_at("html-in-markdown", number, match.start())
        for match in _LINK.finditer(line):
            if not _SAFE.match(match[1]):
                yield source.fault_at("unsafe-link", number, match.start(1), value=match[1][:60])
        if _HEADING.match(line):
            yield source.fault_at("heading-too-large", number, 0)
