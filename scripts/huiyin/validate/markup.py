"""Markup: bodies are Markdown without HTML, and their links lead somewhere safe."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator

from ..load.source import Source
from ..problems import Fault

LONGEST_LINE = 5000  # Markdown takes the square of a line's length
DEEPEST = 8
_TOO_DEEP = re.compile(rf"(?: {{4}}){{{DEEPEST + 1},}} *\S| *(?:> *){{{DEEPEST + 1},}}")
_HTML = re.compile(r"<(?:[a-zA-Z!/?])")
# An address counts by how it begins; without a bound, a hostile line would cost its square.
_LINK = re.compile(r"\]\([ ]{0,9}<?([^)\s>]{0,300})")
# What stands behind the address is its title, in quotes; browsers would take blanks out.
_BROKEN = re.compile(r"\]\([ ]{0,9}([^)\s<]{1,300}[ ]{1,9}(?![ \"')])[^)]{0,300})")
_REFERENCE = re.compile(r" {0,3}\[[^\]]+\]:\s*<?([^\s>]+)")
# A back slash is a slash to a browser; what stands before @ is no host but a name.
_SAFE = re.compile(
    r"(?:https?://(?![^/?#]*[@\\])|mailto:|tel:|/(?![/\\])|#|[a-z0-9-]+(?:/|\.md\b))", re.IGNORECASE
)
# A text without any of these has no HTML, picture, link or deep nesting in it.
_MARKS = ("<", "![", "](", "]:", "    " * (DEEPEST + 1))
# Python-Markdown takes both `#word` and a line underscored with `=` for a first-level heading.
_HEADING = re.compile(r"#(?!#)|=+ *$")


def check(sources: Iterable[Source]) -> Iterator[Fault]:
    """Yield a fault for each piece of HTML, picture, unsafe link and too-large heading.

    Texts inside a record (a biography, a reply) are Markdown as bodies are, so whole files are
    looked at. Registers and settings hold no Markdown.
    """
    for source in sources:
        holds_markdown = ":" not in source.kind and source.kind != "settings"
        if not source.faults and holds_markdown and _may_be_wrong(source):
            yield from _file(source)


def _may_be_wrong(source: Source) -> bool:
    """Tell, fast, whether a line of a file may be wrong; most are plain."""
    text, body = source.text, source.body
    return (
        any(mark in text for mark in _MARKS)
        or text.count(">") > DEEPEST
        or (("#" in body or "=" in body) and any(map(_HEADING.match, body.split("\n"))))
        or (len(text) > LONGEST_LINE and max(map(len, text.split("\n"))) > LONGEST_LINE)
    )


def _file(source: Source) -> Iterator[Fault]:
    for number, line in enumerate(source.text.split("\n")):
        is_text = line.startswith(" ") or (bool(source.body) and number >= source.body_from)
        if is_text and len(line) > LONGEST_LINE:
            yield source.fault_at("line-too-long", number, 0, limit=str(LONGEST_LINE))
            continue
        if match := _TOO_DEEP.match(line):
            yield source.fault_at("nested-too-deep", number, match.end() - 1, limit=str(DEEPEST))
        if match := _HTML.search(line):
            yield source.fault_at("html-in-markdown", number, match.start())
        if (picture := line.find("![")) >= 0:
            yield source.fault_at("picture-in-text", number, picture)
        for match in _links(line):
            if match.re is _BROKEN or not _SAFE.match(html.unescape(match[1])):
                yield source.fault_at("unsafe-link", number, match.start(1), value=match[1])
        if source.body and number >= source.body_from and _HEADING.match(line):
            yield source.fault_at("heading-too-large", number, 0)


def _links(line: str) -> Iterator[re.Match[str]]:
    if "](" in line:
        yield from _LINK.finditer(line)
        yield from _BROKEN.finditer(line)
    if "]:" in line and (match := _REFERENCE.match(line)):
        yield match
