"""Split a Markdown file into its front matter and its body."""

from __future__ import annotations

FENCE = "---"


def split(text: str) -> tuple[str, str, int] | None:
    """Split a text at its two fences.

    Returns:
        The YAML between the fences, on the lines it has in the file; the body; and the 0-based
        line at which the body's first words stand. None when the fences are missing.
    """
    lines = text.split("\n")
    if lines[0].rstrip() != FENCE:
        return None
    end = next((n for n, line in enumerate(lines) if n and line.rstrip() == FENCE), None)
    if end is None:
        return None
    filled = (n for n, line in enumerate(lines) if n > end and line.strip())
    body_from = next(filled, end + 1)
    return "\n".join(["", *lines[1:end], ""]), "\n".join(lines[body_from:]).strip(), body_from
