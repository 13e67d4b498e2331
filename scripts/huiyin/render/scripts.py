"""Scripts: the search's modules in one file, so that a phone on a slow line asks once.

Modules that import one another would each be asked for when the one before has come. Here each
becomes a function that runs once and returns what it exports, those it imports before it. Only the
few ways of importing and exporting that our modules use are understood; another one is refused.
What others wrote and minified finds `module.exports`, as in the loaders it was made for.
"""

from __future__ import annotations

import re
from pathlib import Path

FOLDER = "assets/js/search"
PARTS = f"{FOLDER}/*.js"
ADDRESS = "assets/js/search.js"
ENTRIES = ("results", "box")
_IMPORT = re.compile(r'^import (\{ .+? \}) from "\./(\w+)\.js";\n', re.MULTILINE)
_FOREIGN = re.compile(r'^import (\w+) from "\./(\w+\.min)\.js";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?function (\w+))", re.MULTILINE)
_OTHER = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)
_COMMENT_LINES = re.compile(r"^[ ]*/\*\*.*?\*/\n", re.DOTALL | re.MULTILINE)
_COMMENT_LINE = re.compile(r"^[ ]*//.*\n", re.MULTILINE)
_INDENT = re.compile(r"^\s+", re.MULTILINE)


class UnknownFormError(ValueError):
    """A module imports or exports in a way of its own."""


def search_script(theme: Path) -> dict[str, bytes]:
    """Return the search's one script by its address.

    It exports each module by name: `(await import("…/search.js")).client.openSearch(root)`.

    Raises:
        UnknownFormError: A module imports or exports otherwise than the rest do.
    """
    folder = theme / FOLDER
    done: dict[str, str] = {}
    for entry in ENTRIES:
        _add(entry, folder, done)
    return {ADDRESS: f"{''.join(done.values())}export {{ {', '.join(done)} }};\n".encode()}


def _add(name: str, folder: Path, done: dict[str, str]) -> None:
    """Add a module, after those that it imports."""
    if name in done:
        return
    text = _COMMENT_LINE.sub("", _COMMENT_LINES.sub("", (folder / f"{name}.js").read_text("utf-8")))
    for match in _IMPORT.finditer(text):
        _add(match[2], folder, done)
    for match in _FOREIGN.finditer(text):
        script = (folder / f"{match[2]}.js").read_text("utf-8")
        inside = f"const exports = {{}}, module = {{ exports }};\n{script}\nreturn module.exports;"
        done[match[1]] = f"const {match[1]} = (() => {{\n{inside}\n}})();\n"
    exported = [match[1] for match in _EXPORT.finditer(text)]
    text = _EXPORT.sub("", _IMPORT.sub(r"const \1 = \2;\n", _FOREIGN.sub("", text)))
    if other := _OTHER.search(text):
        raise UnknownFormError(f"{name}.js: {other[0]}")
    text = _INDENT.sub("", text)
    done[name] = f"const {name} = (() => {{\n{text}return {{ {', '.join(exported)} }};\n}})();\n"
