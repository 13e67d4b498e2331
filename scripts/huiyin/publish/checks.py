"""Checks of a staged tree, before it is served: complete, whole, readable, and every link leads on.

Each file is read once, by one of several workers. A fault names the record and line it came from,
where there is one.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from posixpath import splitext

from ..workers import chunks, mapped
from .formats import Readers
from .leaks import Guard, Leak, LeakError
from .links import Found, LinkReader, Targets, has_text, template_texts
from .manifest import Mark, mark_of, paths_below
from .origins import Origins
from .pictures import PICTURES

NOT_FOUND = "404.html"
# The most bytes a file of a kind may have; what is larger would not open on a phone.
BUDGETS = {".html": 1_000_000, ".css": 200_000, ".js": 300_000, ".svg": 300_000}
PICTURE_BUDGET = 1_500_000
LARGEST = 25_000_000  # what the usual hosts of static sites take
_STRETCH = 256  # files that a worker reads in one go
_MOST_LEAKS = 200  # lines of a message


class StagedTreeError(RuntimeError):
    """The staged tree is not what it should be; nothing was published."""


@dataclass(frozen=True, slots=True)
class Expected:
    """What a tree is compared with.

    Attributes:
        planned: Every file there should be.
        site_url: Where the site will be, with a closing slash; empty when nobody knows.
        origins: The way from a file back to its record.
        guard: What must not be in the output; None looks for nothing.
    """

    planned: Iterable[str]
    site_url: str = ""
    origins: Origins = field(default_factory=Origins)
    guard: Guard | None = None


def check(folder: Path, expected: Expected, jobs: int = 1) -> dict[str, Mark]:
    """Compare a staged tree with its plan, read every file, and follow every internal link.

    Returns:
        Hash and size of every file, by path.

    Raises:
        StagedTreeError: Something is not as it should be. The message lists everything.
        LeakError: Something private is in the tree. The message lists everything.
    """
    written = paths_below(folder)
    reader = _Reader(folder, expected, frozenset(written))
    kinds = sorted(written, key=lambda path: (splitext(path)[1], path))
    readings = mapped(reader.reading, chunks(kinds, _STRETCH), jobs)
    if leaks := dict.fromkeys(str(leak) for reading in readings for leak in reading.leaks):
        raise LeakError(_shortened(list(leaks)))
    planned = set(expected.planned)
    faults = [f"计划了却没有生成：{path}" for path in sorted(planned - set(written))]
    faults += [f"生成了却没有计划：{path}" for path in written if path not in planned]
    faults += _Telling(folder, expected.origins).faults(readings)
    if faults:
        raise StagedTreeError("\n".join(dict.fromkeys(faults)))
    return {path: mark for reading in readings for path, mark in reading.marks.items()}


@dataclass(slots=True)
class _Link:
    """A link that leads to no file, or to a place in another file."""

    path: str
    link: str
    target: str
    anchor: str = ""


@dataclass(slots=True)
class _Reading:
    """What reading some files found out.

    Attributes:
        marks: Hash and size of each.
        ids: The names of the places on each page.
        faults: Path and fault, the fault with a gap for where it came from.
        dead: Links that lead nowhere.
        places: Links to places in other files, of which this reading knows nothing.
        leaks: What is private.
    """

    marks: dict[str, Mark] = field(default_factory=dict)
    ids: dict[str, frozenset[str]] = field(default_factory=dict)
    faults: list[tuple[str, str]] = field(default_factory=list)
    dead: list[_Link] = field(default_factory=list)
    places: list[_Link] = field(default_factory=list)
    leaks: list[Leak] = field(default_factory=list)


class _Reader:
    """Reads stretches of files; what it knows of the tree, its workers inherit."""

    def __init__(self, folder: Path, expected: Expected, written: frozenset[str]) -> None:
        self._folder = folder
        self._expected = expected
        self._written = written
        self._readers = Readers()

    def reading(self, paths: Sequence[str]) -> _Reading:
        """Read some files, each once."""
        files = {path: self._content(path) for path in paths}
        links, targets = LinkReader(self._expected.site_url), Targets(self._expected.site_url)
        reading = _Reading({path: mark_of(content) for path, content in files.items()})
        for path, content in files.items():
            reading.faults += ((path, fault) for fault in self._faults(path, content))
            if path.endswith(".html"):
                found = links.of_page(content)
                reading.ids[path] = found.ids
            else:
                found = links.of_file(splitext(path)[1], content)
            self._follow(reading, targets, path, found)
        if guard := self._expected.guard:
            reading.leaks = guard.leaks(files)
        return reading

    def _content(self, path: str) -> bytes:
        with open(f"{self._folder}/{path}", "rb") as file:  # noqa: PTH123  a path is slow to make
            return file.read()

    def _faults(self, path: str, content: bytes) -> Iterator[str]:
        if not content:
            yield f"空文件：{path}"
            return
        suffix = splitext(path)[1]
        budget = PICTURE_BUDGET if suffix in PICTURES else BUDGETS.get(suffix, LARGEST)
        if len(content) > budget:
            yield f"文件太大：{path} 有 {len(content):,} 字节，最多 {budget:,} 字节。"
        if suffix != ".html":
            if error := self._readers.fault_of(suffix, content):
                yield f"读不出来：{path}（{error}）{{}}"
            return
        if not has_text(content):
            yield f"没有正文的页面：{path}{{}}"
        for words in template_texts(content):
            if not self._expected.origins.says(words):
                yield f"没有换成内容的模板文字：{path} 里的 {words}"

    def _follow(self, reading: _Reading, targets: Targets, path: str, found: Found) -> None:
        for link, target, anchor in targets.of(path, found.links):
            if target is None or (path == NOT_FOUND and not targets.is_own(link)):
                continue  # the links of an error page start at the site's root, wherever that is
            if target not in self._written:
                reading.dead.append(_Link(path, link, target))
            elif anchor and target.endswith(".html"):
                if target not in reading.ids:
                    reading.places.append(_Link(path, link, target, anchor))
                elif anchor not in reading.ids[target]:
                    reading.dead.append(_Link(path, link, target, anchor))


class _Telling:
    """Says what is wrong, and where it came from."""

    def __init__(self, folder: Path, origins: Origins) -> None:
        self._folder = folder
        self._origins = origins

    def faults(self, readings: Sequence[_Reading]) -> Iterator[str]:
        for path, fault in sorted((f for r in readings for f in r.faults), key=lambda f: f[0]):
            yield fault.replace("{}", self._told(path)) if fault.endswith("{}") else fault
        ids = {path: names for reading in readings for path, names in reading.ids.items()}
        dead = [link for reading in readings for link in reading.dead]
        dead += (link for r in readings for link in r.places if link.anchor not in ids[link.target])
        for link in sorted(dead, key=lambda link: link.path):
            if link.anchor:
                yield f"找不到的位置：{link.link}{self._told(link.path, f'#{link.anchor}')}"
            else:
                yield f"打不开的链接：{link.link}{self._told(link.path, link.target)}"

    def _told(self, path: str, target: str = "") -> str:
        """Return where a fault came from: the page a reader sees, and the editor's line."""
        url = target.removesuffix("index.html")
        words = (f"/{url}", url.rstrip("/"), posixpath.basename(url.rstrip("/"))) if target else ()
        place = self._origins.place(path, self._folder, *words)
        page = path.removesuffix("index.html") or "首页"
        return f"（在 {page}，来自 {place}）" if place else f"（在 {page}）"


def _shortened(lines: list[str]) -> str:
    more = len(lines) - _MOST_LEAKS
    return "\n".join([*lines[:_MOST_LEAKS], *([f"另有 {more} 处泄漏。"] if more > 0 else [])])
