"""Checks of a staged tree: what was planned is there, and nothing else; every link leads on."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser

LINKING = ("href", "src", "action")


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


@dataclass(frozen=True, slots=True)
class _Page:
    """What a page links to, in order, and the names of its places."""

    links: tuple[str, ...]
    ids: frozenset[str]


def _read(file: Path) -> _Page:
    tree = LexborHTMLParser(file.read_bytes())
    attributes = [node.attributes for node in tree.css("[href], [src], [action], [id]")]
    links = (held.get(name) for held in attributes for name in LINKING)
    ids = (held.get("id") for held in attributes)
    return _Page(tuple(filter(None, links)), frozenset(filter(None, ids)))
