"""The document `docs/benchmarks.md`: each bench writes its own section, between two marks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

DOCUMENT = Path(__file__).parents[1] / "docs" / "benchmarks.md"


def write_section(name: str, text: str, path: Path = DOCUMENT) -> None:
    """Write one section anew and leave the rest of the document as it is."""
    path.write_text(with_section(path.read_text("utf-8"), name, text), "utf-8")


def with_section(document: str, name: str, text: str) -> str:
    """Return a document with the text between `<!-- name:begin -->` and `<!-- name:end -->`.

    Raises:
        ValueError: The document does not have the two marks, each once and in this order.
    """
    begin, end = f"<!-- {name}:begin -->", f"<!-- {name}:end -->"
    if document.count(begin) != 1 or document.count(end) != 1:
        raise ValueError(f"{begin} and {end} must each stand once in the document")
    section = re.compile(f"(?<={re.escape(begin)}\n).*?(?={re.escape(end)})", re.DOTALL)
    written, count = section.subn(lambda _: f"\n{text.strip()}\n\n", document)
    if count != 1:
        raise ValueError(f"{end} must stand on a line of its own after {begin}")
    return written


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a Markdown table: the first column to the left, figures to the right."""
    rule = ["---", *("---:" for _ in head[1:])]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, rule, *rows))
