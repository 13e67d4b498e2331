"""Assets: the theme's style sheets as one file, named by what it holds."""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path

_IMPORT = re.compile(r'@import "([^"]+)" layer\(([a-z.]+)\);\n?')
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_BLANKS = re.compile(r"\s+")
_AROUND = re.compile(r"\s*([{};,>])\s*")
ENTRY = "assets/css/site.css"


def style_sheet(theme: Path) -> tuple[str, bytes]:
    """Return the address and the bytes of the one style sheet a page loads.

    `site.css` names the layers in order and imports their files; each import is replaced by the
    file inside its layer, so that a phone on a slow line asks once.
    """
    entry = theme / ENTRY

    def inlined(match: re.Match[str]) -> str:
        text = (entry.parent / match[1]).read_text("utf-8")
        return f"@layer {match[2]} {{\n{text}}}\n"

    css = _tightened(_IMPORT.sub(inlined, entry.read_text("utf-8"))).encode()
    return f"assets/site.{sha256(css).hexdigest()[:10]}.css", css


def _tightened(css: str) -> str:
    """Drop comments and needless blanks. Strings in our sheets hold neither."""
    text = _BLANKS.sub(" ", _COMMENT.sub("", css))
    return _AROUND.sub(r"\1", text).replace(";}", "}").strip() + "\n"
