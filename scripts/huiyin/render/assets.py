"""Assets: the theme's style sheets, each one file named by what it holds.

Every page loads the site's sheet. Beside it a page loads one sheet of its template: the components
whose macros the template uses (`macros/portrait.html`, `assets/css/components/portrait.css`), then
the sheet of its own name (`pages/search.html`, `assets/css/pages/search.css`). So no reader pays
for a page she does not see. A component without a macro is imported by the pages that use it:
`@import "../components/strip.css";`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

_IMPORT = re.compile(r'@import "([^"]+)" layer\(([a-z.]+)\);\n?')
_MACROS = re.compile(r'from "(macros/[a-z-]+\.html)" import')
_SHARED = re.compile(r'@import "([^"]+)";\n?')
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_BLANKS = re.compile(r"\s+")
_AROUND = re.compile(r"\s*([{};,>])\s*|(?<=:) ")
ENTRY = "assets/css/site.css"
OF_PAGES = "assets/css/pages"
OF_COMPONENTS = "assets/css/components"
HOME = "home"  # the one page whose template is a layout


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

    files: dict[str, bytes] = {}

    def kept(name: str, css: str) -> str:
        content = _tightened(css).encode()
        address = f"assets/{name}.{sha256(content).hexdigest()[:10]}.css"
        files[address] = content
        return address

    named = entry.read_text("utf-8")
    site = kept("site", _IMPORT.sub(inlined, named))
    of_templates = {}
    for name in _page_names(theme):
        parts = [path for path in _components(theme, name) if path.name not in named]
        parts += [own for own in [theme / OF_PAGES / f"{name}.css"] if own.exists()]
        css = "".join(map(_with_shared, parts))
        if css:
            of_templates[f"pages/{name}.html"] = kept(name, f"@layer components {{\n{css}}}\n")
    return StyleSheets(site, of_templates, files)


def version(theme: Path) -> str:
    """Return the fingerprint of all that a theme gives to browsers: styles, scripts, pictures."""
    digest = sha256()
    for path in sorted((theme / "assets").rglob("*")):
        if path.is_file():
            digest.update(f"{path.relative_to(theme).as_posix()}\0".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _page_names(theme: Path) -> list[str]:
    """Return the names of all page templates and of sheets beside them, sorted."""
    paths = (*theme.glob("pages/*.html"), *(theme / OF_PAGES).glob("*.css"))
    return sorted({HOME, *(path.stem for path in paths)})


def _components(theme: Path, name: str) -> list[Path]:
    """Return the sheets of the components that a template or its macros use, sorted."""
    waiting = [f"layouts/{HOME}.html" if name == HOME else f"pages/{name}.html"]
    used: set[str] = set()
    while waiting:
        template = theme / waiting.pop()
        text = template.read_text("utf-8") if template.exists() else ""
        fresh = set(_MACROS.findall(text)) - used
        used |= fresh
        waiting += fresh
    sheets = (theme / OF_COMPONENTS / f"{Path(macro).stem}.css" for macro in used)
    return sorted(sheet for sheet in sheets if sheet.exists())


def _with_shared(sheet: Path) -> str:
    """Return a page's sheet with the components it imports in their places."""
    return _SHARED.sub(
        lambda match: (sheet.parent / match[1]).read_text("utf-8"), sheet.read_text("utf-8")
    )


def _tightened(css: str) -> str:
    """Drop comments and needless blanks. Strings in our sheets hold neither."""
    text = _BLANKS.sub(" ", _COMMENT.sub("", css))
    return _AROUND.sub(lambda found: found[1] or "", text).replace(";}", "}").strip() + "\n"
