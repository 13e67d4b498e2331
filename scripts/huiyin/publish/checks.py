"""Checks of a staged tree: what was planned is there, and nothing else; every link leads on."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit


class StagedTreeError(RuntimeError):
    """The staged tree is not what it should be; nothing was published."""


def check(folder: Path, planned: Iterable[str]) -> None:
    """Compare a staged tree with its plan and follow every internal link.

    Raises:
        StagedTreeError: A planned file is missing or empty, a file is there that nobody planned,
            or a link leads nowhere. The message lists all of them.
    """
    written = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*")
               if path.is_file()}  # fmt: skip
    expected = set(planned)
    faults = [f"planned but not written: {path}" for path in sorted(expected - written.keys())]
    faults += [f"written but not planned: {path}" for path in sorted(written.keys() - expected)]
    faults += [f"empty file: {path}" for path, file in sorted(written.items())
               if file.stat().st_size == 0]  # fmt: skip
    faults += dead_links(written)
    if faults:
        raise StagedTreeError("\n".join(faults))


def dead_links(files: dict[str, Path]) -> Iterator[str]:
    """Yield a line for each link that leads nowhere, to a page or to a place in it."""
    pages = {path: _read(file) for path, file in files.items() if path.endswith(".html")}
    for path, page in sorted(pages.items()):
        if path == "404.html":
            continue  # its links start at the site's root, wherever that is
        for link in page.links:
            target, anchor = _target(path, link)
            if target is None:
                continue
            if target not in files:
                yield f"dead link in {path}: {link}"
            elif anchor and target in pages and anchor not in pages[target].ids:
                yield f"dead anchor in {path}: {link}"


def _target(path: str, link: str) -> tuple[str | None, str]:
    """Return the file a link means, and the place in it; None when it leaves the site."""
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return None, ""
    if not parts.path:
        return path, unquote(parts.fragment)
    joined = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path)))
    if parts.path.endswith("/") or joined == ".":
        joined = posixpath.normpath(posixpath.join(joined, "index.html"))
    return joined, unquote(parts.fragment)


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.links: list[str] = []
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collect what the tag links to and what it is called."""
        for name, value in attrs:
            if value is None:
                continue
            if name == "id":
                self.ids.add(value)
            elif name in ("href", "src", "action"):
                self.links.append(value)


def _read(file: Path) -> _Page:
    page = _Page()
    page.feed(file.read_text("utf-8"))
    page.close()
    return page
