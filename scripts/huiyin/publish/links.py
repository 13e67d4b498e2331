"""Links: what a file leads to, which places it has, and which file a link means."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

LINKING = ("href", "src", "action", "poster", "data")
_LINK = re.compile(
    rb"=\"(?:(?<=(?<![^\s\"/])href=\")|(?<=(?<![^\s\"/])src=\")|(?<=(?<![^\s\"/])data=\")"
    rb"|(?<=(?<![^\s\"/])action=\")|(?<=(?<![^\s\"/])poster=\"))([^\"<]*)\""
)
_SRCSET = re.compile(rb"=\"(?<=(?<![^\s\"/])srcset=\")([^\"<]*)\"")
_ID = re.compile(rb"=\"(?<=(?<![^\s\"/])id=\")([^\"<]*)\"")
_LIKELY = re.compile(
    rb"=(?:(?<=href=)|(?<=src=)|(?<=srcset=)|(?<=action=)|(?<=poster=)|(?<=data=)|(?<=id=)"
    rb"|(?<=\s=)|(?<![^\n]=))"
)
_CSS_URL = re.compile(rb"url\(\s*[\"']?([^\"')]+)")
_ICS_FOLD = re.compile(rb"\r?\n[ \t]")
_SOME_TEXT = re.compile(rb"<main(?=[\s>])(?:[^<>]*>\s*<)*[^<>]*>\s*[^\s<]")
_TEMPLATE_TEXT = re.compile(r"\{\{.{0,80}?\}\}|\{%.{0,80}?%\}|\{#.{0,80}?#\}")
_TEMPLATE_MARK = re.compile(rb"\{[{%#]")


@dataclass(frozen=True, slots=True)
class Found:
    """What one file leads to, and the names of its places."""

    links: tuple[str, ...] = ()
    ids: frozenset[str] = frozenset()


class LinkReader:
    """Finds the links of files. A line that stands on many pages is read once.

    Our templates write attributes in one form only, so they can be told without taking a page
    apart. A page with a line in any other form is taken apart.
    """

    def __init__(self, site_url: str) -> None:
        """Take the site's own address, with a closing slash; empty when nobody knows it."""
        self._own = site_url.encode()
        own = re.escape(self._own)
        self._own_address = re.compile(own + rb"[^\s\"'<>\\)\]\x80-\xff]*")
        self._own_content = re.compile(rb'[\s"]content="(' + own + rb'[^"]*)"')
        self._lines: dict[bytes, Found | None] = {}

    def of_page(self, content: bytes) -> Found:
        """Return what an HTML page leads to."""
        links: list[str] = []
        ids: set[str] = set()
        known = self._lines
        for line in content.split(b"\n"):
            if line not in known:
                known[line] = self._in_line(line)
            found = known[line]
            if found is None:
                return self.taken_apart(content)
            if found is not _NOTHING:
                links += found.links
                ids |= found.ids
        return Found(tuple(dict.fromkeys(links)), frozenset(ids))

    def taken_apart(self, content: bytes) -> Found:
        """Return what an HTML page leads to, as a browser understands it."""
        tree = LexborHTMLParser(content)
        nodes = tree.css("[href], [src], [srcset], [action], [poster], [data], [id], meta[content]")
        links: dict[str, None] = {}
        ids: set[str] = set()
        for node in nodes:
            links.update(dict.fromkeys(self._links_of(node)))
            ids.update(filter(None, [node.attributes.get("id")]))
        return Found(tuple(links), frozenset(ids))

    def of_file(self, suffix: str, content: bytes) -> Found:
        """Return what a file of another kind leads to: its whole addresses of this site."""
        if suffix == ".css":
            return Found(tuple(_text(url) for url in _CSS_URL.findall(content)))
        if not self._own or self._own not in content:
            return _NOTHING
        whole = _ICS_FOLD.sub(b"", content) if suffix == ".ics" else content
        return Found(tuple(sorted({_text(url) for url in self._own_address.findall(whole)})))

    def _in_line(self, line: bytes) -> Found | None:
        """Return what a line leads to; None when it is not written as our templates write."""
        likely = _LIKELY.findall(line.lower())
        own = self._own_content.findall(line) if self._own and self._own in line else ()
        if not likely and not own:
            return _NOTHING
        links, sets, ids = _LINK.findall(line), _SRCSET.findall(line), _ID.findall(line)
        if len(likely) != len(links) + len(sets) + len(ids):
            return None
        told = [unescape(_text(value)) for value in (*links, *own) if value]
        told += (address for value in sets for address in _in_srcset(unescape(_text(value))))
        return Found(tuple(told), frozenset(unescape(_text(value)) for value in ids if value))

    def _links_of(self, node: LexborNode) -> Iterator[str]:
        held = node.attributes
        yield from filter(None, (held.get(name) for name in LINKING))
        yield from _in_srcset(held.get("srcset") or "")
        content = held.get("content") or ""
        if self._own and content.startswith(self._own.decode()):
            yield content


class Targets:
    """Which file a link means. Links up to the site's root mean the same on all pages."""

    def __init__(self, site_url: str) -> None:
        """Take the site's own address, with a closing slash; empty when nobody knows it."""
        self._site_url = site_url
        self._known: dict[tuple[str, str], tuple[str | None, str]] = {}

    def is_own(self, link: str) -> bool:
        """Tell whether a link gives the site's whole address."""
        return bool(self._site_url) and link.startswith(self._site_url)

    def of(self, path: str, links: Iterable[str]) -> Iterator[tuple[str, str | None, str]]:
        """Yield each link of a file, the file it means, and the place in that.

        A link that leaves the site means None.
        """
        above = [folder := posixpath.dirname(path)]
        while folder:
            above.append(folder := posixpath.dirname(folder))
        for link in links:
            if self.is_own(link):
                key = ("", _from_folder(link[len(self._site_url) :]))
            elif link.startswith("../"):
                ups = min(link.count("../"), len(above) - 1)
                key = (above[ups], _from_folder(link[3 * ups :]))
                if not link.startswith("../" * ups):
                    key = (above[0], link)
            else:
                key = (above[0], link)
            if key not in self._known:
                self._known[key] = _target(*key)
            target, anchor = self._known[key]
            yield link, (path if target == "" else target), anchor


def has_text(content: bytes) -> bool:
    """Tell whether a page has a word in its main part, or in its body where it has none."""
    if _SOME_TEXT.search(content):
        return True
    tree = LexborHTMLParser(content)
    main = tree.css_first("main") or tree.body
    return main is not None and bool(main.text(strip=True))


def template_texts(content: bytes) -> list[str]:
    """Return what looks like a template's text that was never filled in."""
    if not _TEMPLATE_MARK.search(content):
        return []
    tree = LexborHTMLParser(content)
    return _TEMPLATE_TEXT.findall(tree.text() if tree.body else "")


def _target(folder: str, link: str) -> tuple[str | None, str]:
    """Return the file a link means, seen from a folder; an empty one is the page itself."""
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return None, ""
    if not parts.path:
        return "", unquote(parts.fragment)
    joined = posixpath.normpath(posixpath.join(folder, unquote(parts.path)))
    if parts.path.endswith("/") or joined == ".":
        joined = posixpath.normpath(posixpath.join(joined, "index.html"))
    return joined, unquote(parts.fragment)


def _from_folder(link: str) -> str:
    """Return what is left of a link so that it starts in a folder, not on a page."""
    return link if link and link[0] not in "?#" else f"./{link}"


def _in_srcset(value: str) -> Iterator[str]:
    return (part.split()[0] for part in value.split(",") if part.strip())


def _text(value: bytes) -> str:
    return value.decode("utf-8", "replace")


_NOTHING = Found()
