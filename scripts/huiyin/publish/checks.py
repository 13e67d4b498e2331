"""Checks of a staged tree, before it is served: complete, whole, readable, and every link leads on.

Each file is read once. A fault names the record and line it came from, where there is one.
"""

from __future__ import annotations

import csv
import io
import json
import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

from icalendar import Calendar
from selectolax.lexbor import LexborHTMLParser, LexborNode

from .leaks import Guard, LeakError
from .origins import Origins

LINKING = ("href", "src", "action", "poster", "data")
NOT_FOUND = "404.html"
# The most bytes a file of a kind may have; what is larger would not open on a phone.
BUDGETS = {".html": 1_000_000, ".css": 200_000, ".js": 300_000, ".svg": 300_000}
PICTURE_BUDGET = 1_500_000
LARGEST = 25_000_000  # what the usual hosts of static sites take
_PICTURES = frozenset((".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif"))
_CSS_URL = re.compile(r"url\(\s*[\"']?([^\"')]+)")
_ICS_FOLD = re.compile(rb"\r?\n[ \t]")
_TEMPLATE_TEXT = re.compile(r"\{\{.{0,80}?\}\}|\{%.{0,80}?%\}|\{#.{0,80}?#\}")


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


def check(folder: Path, expected: Expected) -> None:
    """Compare a staged tree with its plan, read every file, and follow every internal link.

    Raises:
        StagedTreeError: Something is not as it should be. The message lists everything.
        LeakError: Something private is in the tree. The message lists everything.
    """
    tree = _Tree(folder, expected)
    faults = list(tree.faults())
    if tree.leaks:
        raise LeakError("\n".join(dict.fromkeys(tree.leaks)))
    if faults:
        raise StagedTreeError("\n".join(dict.fromkeys(faults)))


@dataclass(frozen=True, slots=True)
class _Page:
    """What a file links to, in order, and the names of its places."""

    links: tuple[str, ...]
    ids: frozenset[str] = frozenset()


class _Tree:
    """A staged tree while it is being looked at."""

    def __init__(self, folder: Path, expected: Expected) -> None:
        self.folder = folder
        self.expected = expected
        self.origins = expected.origins
        self.leaks: list[str] = []
        self.written = {
            path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
        }
        self._found: dict[str, _Page] = {}
        self._own = expected.site_url.encode()
        self._own_address = re.compile(re.escape(self._own) + rb"[^\s\"'<>\\)\]\x80-\xff]*")

    def faults(self) -> Iterator[str]:
        planned = set(self.expected.planned)
        for path in sorted(planned - self.written):
            yield f"计划了却没有生成：{path}"
        for path in sorted(self.written - planned):
            yield f"生成了却没有计划：{path}"
        for path in sorted(self.written):
            yield from self._faults_of_file(path)
        for path, page in self._found.items():
            yield from self._dead_links(path, page)

    def _faults_of_file(self, path: str) -> Iterator[str]:
        content = (self.folder / path).read_bytes()
        if not content:
            yield f"空文件：{path}"
            return
        suffix = Path(path).suffix
        budget = PICTURE_BUDGET if suffix in _PICTURES else BUDGETS.get(suffix, LARGEST)
        if len(content) > budget:
            yield f"文件太大：{path} 有 {len(content):,} 字节，最多 {budget:,} 字节。"
        if guard := self.expected.guard:
            self.leaks += map(str, guard.leaks(path, content))
        if suffix == ".html":
            yield from self._faults_of_page(path, content)
        elif suffix in _READERS:
            try:
                _READERS[suffix](content)
            except (ValueError, SyntaxError, csv.Error) as error:
                yield f"读不出来：{path}（{error}）{self._told(path)}"
        if suffix == ".css":
            self._found[path] = _Page(tuple(_CSS_URL.findall(content.decode("utf-8", "replace"))))
        elif suffix != ".html" and self._own and self._own in content:
            whole = _ICS_FOLD.sub(b"", content) if suffix == ".ics" else content
            own = {found.decode() for found in self._own_address.findall(whole)}
            self._found[path] = _Page(tuple(sorted(own)))

    def _faults_of_page(self, path: str, content: bytes) -> Iterator[str]:
        tree = LexborHTMLParser(content)
        nodes = tree.css("[href], [src], [srcset], [action], [poster], [id], meta[content]")
        links: list[str] = []
        ids: list[str] = []
        for node in nodes:
            links += self._links_of(node)
            ids += filter(None, [node.attributes.get("id")])
        self._found[path] = _Page(tuple(links), frozenset(ids))
        main = tree.css_first("main") or tree.body
        if main is None or not main.text(strip=True):
            yield f"没有正文的页面：{path}{self._told(path)}"
        if b"{{" in content or b"{%" in content or b"{#" in content:
            for match in _TEMPLATE_TEXT.finditer(tree.text() if tree.body else ""):
                if not self.origins.says(match[0]):
                    yield f"没有换成内容的模板文字：{path} 里的 {match[0]}"

    def _links_of(self, node: LexborNode) -> Iterator[str]:
        held = node.attributes
        yield from filter(None, (held.get(name) for name in LINKING))
        if srcset := held.get("srcset"):
            yield from (part.split()[0] for part in srcset.split(",") if part.strip())
        content = held.get("content") or ""
        if self.expected.site_url and content.startswith(self.expected.site_url):
            yield content

    def _dead_links(self, path: str, page: _Page) -> Iterator[str]:
        for link in page.links:
            target, anchor = self._target(path, link)
            if target is None or (path == NOT_FOUND and not self._is_own(link)):
                continue  # the links of an error page start at the site's root, wherever that is
            if target not in self.written:
                yield f"打不开的链接：{link}{self._told(path, target)}"
            elif anchor and target.endswith(".html") and anchor not in self._ids_of(target):
                yield f"找不到的位置：{link}{self._told(path, f'#{anchor}')}"

    def _ids_of(self, path: str) -> frozenset[str]:
        return self._found[path].ids if path in self._found else frozenset()

    def _is_own(self, link: str) -> bool:
        return bool(self.expected.site_url) and link.startswith(self.expected.site_url)

    def _target(self, path: str, link: str) -> tuple[str | None, str]:
        """Return the file a link means, and the place in it; None when it leaves the site."""
        if self._is_own(link):
            link, path = link[len(self.expected.site_url) :], ""
            link = link or "./"
        parts = urlsplit(link)
        if parts.scheme or parts.netloc:
            return None, ""
        if not parts.path:
            return path, unquote(parts.fragment)
        joined = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path)))
        if parts.path.endswith("/") or joined == ".":
            joined = posixpath.normpath(posixpath.join(joined, "index.html"))
        return joined, unquote(parts.fragment)

    def _told(self, path: str, target: str = "") -> str:
        """Return where a fault came from: the page a reader sees, and the editor's line."""
        url = target.removesuffix("index.html")
        words = (f"/{url}", url.rstrip("/"), posixpath.basename(url.rstrip("/"))) if target else ()
        place = self.origins.place(path, self.folder, *words)
        page = path.removesuffix("index.html") or "首页"
        return f"（在 {page}，来自 {place}）" if place else f"（在 {page}）"


def _read_calendar(content: bytes) -> None:
    Calendar.from_ical(content)


def _read_table(content: bytes) -> None:
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), strict=True))
    if len({len(row) for row in rows}) > 1:
        raise ValueError("各行的列数不一样")


def _read_xml(content: bytes) -> None:
    ElementTree.fromstring(content)  # noqa: S314  our own file, and a broken one is what we ask


def _read_json(content: bytes) -> None:
    json.loads(content)


_READERS: Mapping[str, Callable[[bytes], None]] = {
    ".json": _read_json,
    ".webmanifest": _read_json,
    ".xml": _read_xml,
    ".svg": _read_xml,
    ".ics": _read_calendar,
    ".csv": _read_table,
}
