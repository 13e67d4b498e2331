"""Links: what a file leads to, which places it has, and which file a link means."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from html import unescape
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

NOT_FOUND = "404.html"
LINKING = ("href", "src", "action", "poster", "data")
# An attribute as our templates write it, and its value: what it leads to, a set of such, a name.
_ATTRIBUTE = re.compile(
    rb"=\"(?:(?:(?<=(?<![^\s\"/])href=\")|(?<=(?<![^\s\"/])src=\")|(?<=(?<![^\s\"/])data=\")"
    rb"|(?<=(?<![^\s\"/])action=\")|(?<=(?<![^\s\"/])poster=\"))([^\"<\n]*)\""
    rb"|(?<=(?<![^\s\"/])srcset=\")([^\"<\n]*)\"|(?<=(?<![^\s\"/])id=\")([^\"<\n]*)\")"
)
# What else may be one.
_LIKELY = re.compile(
    rb"=(?:(?<=href=)|(?<=src=)|(?<=srcset=)|(?<=action=)|(?<=poster=)|(?<=data=)|(?<=id=)"
    rb"|(?<=\s=)|(?<![^\n]=))"
)
_CSS_URL = re.compile(rb"url\(\s*[\"']?([^\"')]+)")
_ICS_FOLD = re.compile(rb"\r?\n[ \t]")
_SOME_TEXT = re.compile(rb"<main(?=[\s>])(?:[^<>]*>\s*<)*[^<>]*>\s*[^\s<]")
_TEMPLATE_TEXT = re.compile(r"\{\{.{0,80}?\}\}|\{%.{0,80}?%\}|\{#.{0,80}?#\}")
_TEMPLATE_MARK = re.compile(rb"\{[{%#]")
# A path that means what it says: nothing in it is escaped, leads up, or is no path at all.
_NAME = r"[A-Za-z0-9_-][A-Za-z0-9._-]*"
_PLAIN_PATH = re.compile(rf"{_NAME}(?:/{_NAME})*/?")

_MOST = 6000  # lines or links that are remembered; with more it is begun anew


@dataclass(frozen=True, slots=True)
class Found:
    """What one file leads to, and the names of its places."""

    links: Set[str] = frozenset()
    ids: Set[str] = frozenset()


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
        of_meta = rb'content="(?<=[\s"]content=")(%b[^"\n]*)"(?:content=")?' % own
        self._own_content = re.compile(of_meta)
        self._known: dict[bytes, Found | None] = {}  # lines of several pages
        self._plain: set[bytes] = set()  # those of them that lead nowhere
        self._met: set[bytes] = set()  # lines of one page

    def of_page(self, content: bytes, split: Iterable[bytes] | None = None) -> Found:
        """Return what an HTML page leads to.

        Args:
            content: The page.
            split: Its lines, where somebody has them already.
        """
        for held in (self._known, self._plain, self._met):
            if len(held) > _MOST:
                held.clear()
        lines = set(content.split(b"\n") if split is None else split) - self._plain
        shared = lines & self._known.keys()
        others = lines - shared
        for line in others & self._met:
            shared.add(line)
            self._known[line] = found = self._in_lines(line)
            if found is _NOTHING:
                self._plain.add(line)
        own = others - shared
        self._met |= own
        founds = [self._in_lines(b"\n".join(own)), *(self._known[line] for line in shared)]
        links: set[str] = set()
        ids: set[str] = set()
        for found in founds:
            if found is None:
                whole = self.taken_apart(content)
                return Found(frozenset(whole.links), whole.ids)
            links |= found.links
            ids |= found.ids
        return Found(links, ids)

    def taken_apart(self, content: bytes) -> Found:
        """Return what an HTML page leads to, as a browser understands it, in the page's order."""
        tree = LexborHTMLParser(content)
        nodes = tree.css("[href], [src], [srcset], [action], [poster], [data], [id], meta[content]")
        links: dict[str, None] = {}
        ids: set[str] = set()
        for node in nodes:
            links.update(dict.fromkeys(self._links_of(node)))
            ids.update(filter(None, [node.attributes.get("id")]))
        return Found(links.keys(), ids)

    def of_file(self, suffix: str, content: bytes) -> Found:
        """Return what a file of another kind leads to: its whole addresses of this site."""
        if suffix == ".css":
            return Found(frozenset(map(_text, _CSS_URL.findall(content))))
        if not self._own or self._own not in content:
            return _NOTHING
        whole = _ICS_FOLD.sub(b"", content) if suffix == ".ics" else content
        return Found(frozenset(map(_text, self._own_address.findall(whole))))

    def _in_lines(self, lines: bytes) -> Found | None:
        """Return what lines lead to; None when they are not written as our templates write."""
        likely = _LIKELY.findall(lines.lower())
        own = self._own_content.findall(lines) if self._own and self._own in lines else ()
        if not likely and not own:
            return _NOTHING
        found = _ATTRIBUTE.findall(lines)
        if len(likely) != len(found):
            return None
        links = {link for link, _, _ in found}.union(own)
        told = {unescape(_text(link)) for link in links if link}
        for _, value, _ in found:
            told.update(_in_srcset(unescape(_text(value))) if value else ())
        return Found(told, {unescape(_text(name)) for _, _, name in found if name})

    def _links_of(self, node: LexborNode) -> Iterator[str]:
        held = node.attributes
        yield from filter(None, (held.get(name) for name in LINKING))
        yield from _in_srcset(held.get("srcset") or "")
        content = held.get("content") or ""
        if self._own and content.startswith(self._own.decode()):
            yield content


class Targets:
    """Which place of the site a link means: `deputies/index.html`, `index.html#top`.

    Links up to the site's root mean the same on all pages of a depth.
    """

    def __init__(self, site_url: str) -> None:
        """Take the site's own address, with a closing slash; empty when nobody knows it."""
        self._site_url = site_url
        self._known: defaultdict[int, dict[str, str]] = defaultdict(dict)

    def of(self, path: str, links: Set[str]) -> set[str]:
        """Return the places that the links of a file mean; links that leave the site mean none."""
        known = self._known[path.count("/")]
        if len(known) > _MOST:
            known.clear()
        shared = links & known.keys()
        found = {known[link] for link in shared}
        found.update(self.meant(path, link) for link in links - shared)
        found.discard("")
        return found

    def meant(self, path: str, link: str) -> str:
        """Return the place that one link of a file means; empty when it leaves the site."""
        if path == NOT_FOUND and not self.is_own(link):
            return ""  # the links of an error page start at the site's root, wherever that is
        depth = path.count("/")
        if self.is_own(link):
            place = _place("", _from_folder(link[len(self._site_url) :]))
        elif depth and link.startswith("../" * depth):
            place = _place("", _from_folder(link[3 * depth :]))
        else:
            place = _place(posixpath.dirname(path), link)
            return f"{path}{place}" if place.startswith("#") else place
        self._known[depth][link] = place
        return place

    def is_own(self, link: str) -> bool:
        """Tell whether a link gives the site's whole address."""
        return bool(self._site_url) and link.startswith(self._site_url)


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


def _place(folder: str, link: str) -> str:
    """Return the place a link means, seen from a folder; without a file, one of the page itself."""
    if not folder and _PLAIN_PATH.fullmatch(link):
        return f"{link}index.html" if link.endswith("/") else link
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return ""
    anchor = f"#{unquote(parts.fragment)}" if parts.fragment else ""
    if not parts.path:
        return anchor
    joined = posixpath.normpath(posixpath.join(folder, unquote(parts.path)))
    if parts.path.endswith("/") or joined == ".":
        joined = posixpath.normpath(posixpath.join(joined, "index.html"))
    joined = joined.replace("#", "%23")
    return f"{joined}{anchor}" if joined.endswith(".html") else joined


def _from_folder(link: str) -> str:
    """Return what is left of a link so that it starts in a folder, not on a page."""
    return link if link and link[0] not in "?#" else f"./{link}"


def _in_srcset(value: str) -> Iterator[str]:
    return (part.split()[0] for part in value.split(",") if part.strip())


def _text(value: bytes) -> str:
    return value.decode("utf-8", "replace")


_NOTHING = Found()
