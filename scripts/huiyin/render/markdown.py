"""Bodies: Markdown → clean HTML. What the allow-list does not name does not get through."""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape

import nh3
from markdown import Markdown
from markupsafe import Markup

from . import plain_bodies

TAGS = {
    "p", "br", "hr", "h2", "h3", "h4", "h5", "h6", "strong", "em", "blockquote", "ul", "ol", "li",
    "dl", "dt", "dd", "table", "thead", "tbody", "tr", "th", "td", "a", "code", "pre", "sub", "sup",
}  # fmt: skip
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}, "h2": {"id"}, "h3": {"id"}, "h4": {"id"}}
SCHEMES = {"http", "https", "mailto", "tel"}

_HEADING = re.compile(r"(</?h)([2-5])(?=[ >])")
_BARE_TAG = re.compile(rf"</?(?:{'|'.join(sorted(TAGS))})>")
_SCROLLING = (
    r'<section class="table-scroll" tabindex="0" aria-label="表格">'
    r"<table>\1</table></section>"
)
_TABLE = re.compile(r"<table>(.*?)</table>", re.DOTALL)


@lru_cache(maxsize=1)
def _converter() -> Markdown:
    return Markdown(extensions=["tables", "sane_lists"], output_format="html")


def to_html(text: str, heading_shift: int = 0) -> Markup:
    """Convert a body to HTML that is safe to print.

    Args:
        text: Markdown; its headings start at the second level.
        heading_shift: How many levels deeper its headings stand on the page.
    """
    plain = plain_bodies.html_of(text, heading_shift)
    if plain is not None:
        return Markup(plain)  # noqa: S704  it holds letters and our own tags, see there
    return converted(text, heading_shift)


def converted(text: str, heading_shift: int = 0) -> Markup:
    """Convert a body by the long road, as `to_html` does."""
    return clean(_converter().reset().convert(text), heading_shift)


def clean(html: str, heading_shift: int = 0) -> Markup:
    """Keep only the tags, attributes and link schemes of the allow-list."""
    safe = nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=None)
    if heading_shift:
        safe = _HEADING.sub(lambda match: f"{match[1]}{int(match[2]) + heading_shift}", safe)
    safe = _TABLE.sub(_SCROLLING, safe)
    return Markup(safe)  # noqa: S704  the one place where text is declared safe


def to_text(html: str) -> str:
    """Return the words of a piece of HTML as `clean` gives it, blanks folded."""
    apart = html.replace("><", "> <")
    words = _BARE_TAG.sub("", apart)
    if "<" in words:  # tags with attributes
        words = nh3.clean(apart, tags=set())
    return " ".join(unescape(words).split())
