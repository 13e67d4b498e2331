"""The text a reader sees on each page of a built site of ours, as Markdown for the peers."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser, LexborNode

_UNSEEN = {"script", "style", "template", "svg", "noscript", "input", "select", "datalist"}
_LEVELS = {f"h{level}": "#" * level for level in range(1, 7)}
_BLOCKS = {
    *_LEVELS, "address", "article", "aside", "blockquote", "caption", "dd", "details", "div", "dl",
    "dt", "figcaption", "figure", "footer", "form", "header", "hr", "li", "main", "nav", "ol", "p",
    "pre", "section", "summary", "table", "tbody", "tfoot", "thead", "tr", "ul",
}  # fmt: skip
_CELLS = {"td", "th", "br", "button", "label"}
_FURNITURE = "page__more"  # the legend and links that close a page: our templates', not its text
_SPECIAL = re.compile(r"([\\`*_\[\]{}#])")
_AT_START = re.compile(r"^([+\-]|\d+[.)])")


@dataclass(frozen=True, slots=True)
class Block:
    """A run of text and the mark before it in Markdown: `##` of a heading, `-` of an item."""

    mark: str
    text: str


@dataclass(frozen=True, slots=True)
class SeenPage:
    """A page as its reader sees it.

    Attributes:
        url: From the site's root, ending with a slash; the home page's is empty.
        is_record: It shows a record, so that search should find it; lists do not.
    """

    url: str
    title: str
    is_record: bool
    blocks: tuple[Block, ...]

    @property
    def characters(self) -> str:
        """Return every character of the text, blanks aside."""
        return "".join("".join(block.text.split()) for block in self.blocks)


def pages_of(site: Path) -> Iterator[SeenPage]:
    """Read the pages of a built site of ours, in the order of their addresses."""
    for path in sorted(site.rglob("index.html")):
        url = path.parent.relative_to(site).as_posix()
        url = "" if url == "." else f"{url}/"
        blocks = blocks_of(path.read_text("utf-8"))
        title = next((block.text for block in blocks if block.mark == "#"), url or "首页")
        yield SeenPage(url, title, (path.parent / "index.json").exists(), blocks)


def blocks_of(html: str) -> tuple[Block, ...]:
    """Return the text of a page's `main` in reading order, what is never shown left out."""
    main = LexborHTMLParser(html).css_first("main")
    if main is None:
        return ()
    for furniture in main.css(f".{_FURNITURE}"):
        furniture.decompose()
    found: list[tuple[str, list[str]]] = [("", [])]
    _collect(main, "", found)
    told = ((mark, " ".join("".join(parts).split())) for mark, parts in found)
    return tuple(Block(mark, text) for mark, text in told if text)


def characters_of(html: str) -> str:
    """Return every character of a page's `main`, blanks aside."""
    return "".join("".join(block.text.split()) for block in blocks_of(html))


def _collect(node: LexborNode, mark: str, found: list[tuple[str, list[str]]]) -> None:
    child = node.child
    while child is not None:
        tag = child.tag
        if tag == "-text":
            found[-1][1].append(child.text_content or "")
        elif tag not in _UNSEEN and tag is not None and not tag.startswith("-"):
            is_block = tag in _BLOCKS
            inner = _LEVELS.get(tag) or ("-" if tag == "li" else mark)
            if is_block:
                found.append((inner, []))
            elif tag in _CELLS:
                found[-1][1].append(" ")
            _collect(child, inner, found)
            if is_block:
                found.append((mark, []))
        child = child.next


def markdown_of(blocks: Sequence[Block]) -> str:
    """Write blocks as Markdown that every dialect reads as the same text."""
    parts: list[str] = []
    before = ""
    for block in blocks:
        both_items = block.mark == before == "-"
        parts.append("" if not parts else "\n" if both_items else "\n\n")
        parts.append(f"{block.mark} {escaped(block.text)}".lstrip())
        before = block.mark
    return "".join(parts) + "\n"


def escaped(text: str) -> str:
    """Return a line whose every character is text: no emphasis, no link, no list, no HTML."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    text = _SPECIAL.sub(r"\\\1", text)
    return _AT_START.sub(lambda start: f"{start[0][:-1]}\\{start[0][-1]}", text)


def write_markdown(page: SeenPage, folder: Path, home: str, keys: dict[str, str]) -> Path:
    """Write a page into a peer's content folder: `suggestions/t8-s3/0017/` as `…/0017.md`.

    Args:
        page: What to write.
        folder: The peer's content folder.
        home: What the peer calls the file of the home page.
        keys: More front matter, for this page.
    """
    path = folder / (f"{page.url.rstrip('/')}.md" if page.url else home)
    path.parent.mkdir(parents=True, exist_ok=True)
    front = {"title": page.title, **({"record": "yes"} if page.is_record else {}), **keys}
    lines = "".join(f"{key}: {_scalar(value)}\n" for key, value in front.items())
    path.write_text(f"---\n{lines}---\n\n{markdown_of(page.blocks)}", "utf-8")
    return path


def _scalar(value: str) -> str:
    return value if re.fullmatch(r"[\w/.\-]+", value) else json.dumps(value, ensure_ascii=False)
