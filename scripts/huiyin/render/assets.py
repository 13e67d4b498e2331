"""Assets: the theme's style sheets, each one file named by what it holds.

Every page loads the site's sheet. A page whose template has a sheet of its own name beside it
(`pages/search.html` and `assets/css/pages/search.css`) loads that one too, so that no reader pays
for a page she does not see. Such a sheet may import a component that only some kinds of page use:
`@import "../components/charts.css";`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

_IMPORT = re.compile(r'@import "([^"]+)" layer\(([a-z.]+)\);\n?')
_SHARED = re.compile(r'@import "([^"]+)";\n?')
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_BLANKS = re.compile(r"\s+")
_AROUND = re.compile(r"\s*([{};,>])\s*")
ENTRY = "assets/css/site.css"
OF_PAGES = "assets/css/pages"


@dataclass(frozen=True, slots=True)
class StyleSheets:
    """The style sheets of a theme.

    Attributes:
        site: Address of the sheet every page loads.
        of_templates: Template name → address of the sheet its pages load too.
        files: Address → bytes, of every sheet.
    """

    site: str
    of_templates: Mapping[str, str]
    files: Mapping[str, bytes]


def style_sheets(theme: Path) -> StyleSheets:
    """Read the theme's style sheets.

    `site.css` names the layers in order and imports their files; each import is replaced by the
    file inside its layer, so that a phone on a slow line asks once.
    """
    entry = theme / ENTRY

    def inlined(match: re.Match[str]) -> str:
        text = (entry.parent / match[1]).read_text("utf-8")
        return f"@layer {match[2]} {{\n{text}}}\n"

    files = {}

    def kept(name: str, css: str) -> str:
        content = _tightened(css).encode()
        address = f"assets/{name}.{sha256(content).hexdigest()[:10]}.css"
        files[address] = content
        return address

    site = kept("site", _IMPORT.sub(inlined, entry.read_text("utf-8")))
    of_templates = {
        f"pages/{path.stem}.html": kept(
            path.stem, f"@layer components {{\n{_with_shared(path)}}}\n"
        )
        for path in sorted((theme / OF_PAGES).glob("*.css"))
    }
    return StyleSheets(site, of_templates, files)


def version(theme: Path) -> str:
    """Return the fingerprint of all that a theme gives to browsers: styles, scripts, pictures."""
    digest = sha256()
    for path in sorted((theme / "assets").rglob("*")):
        if path.is_file():
            digest.update(f"{path.relative_to(theme).as_posix()}\0".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _with_shared(sheet: Path) -> str:
    """Return a page's sheet with the components it imports in their places."""
    return _SHARED.sub(
        lambda match: (sheet.parent / match[1]).read_text("utf-8"), sheet.read_text("utf-8")
    )


def _tightened(css: str) -> str:
    """Drop comments and needless blanks. Strings in our sheets hold neither."""
    text = _BLANKS.sub(" ", _COMMENT.sub("", css))
    return _AROUND.sub(r"\1", text).replace(";}", "}").strip() + "\n"
