"""What a link means is the same whether it is told at a glance or taken apart."""

from __future__ import annotations

import posixpath
from urllib.parse import unquote, urljoin, urlsplit

from hypothesis import given
from hypothesis import strategies as st

from huiyin.publish.links import Targets

SITE = "https://renda.example.com/"
PIECES = (
    "deputies", "li-1", "a.csv", "x.html", "index.html", "mailto", ".", "..", "..a", ".b",
    "/", "//", "/", "#", "?", ":", "%2F", "%2e", "%", "电", " ", "\t", "_", "~", "\\",
)  # fmt: skip
links = st.lists(st.sampled_from(PIECES), max_size=8).map("".join)


def _taken_apart(link: str) -> str:
    """Return the place that a link seen from the site's root means, told the long way."""
    parts = urlsplit(link if link and link[0] not in "?#" else f"./{link}")
    if parts.scheme or parts.netloc:
        return ""
    anchor = f"#{unquote(parts.fragment)}" if parts.fragment else ""
    if not parts.path:
        return anchor
    joined = posixpath.normpath(unquote(parts.path))
    if parts.path.endswith("/") or joined == ".":
        joined = posixpath.normpath(posixpath.join(joined, "index.html"))
    joined = joined.replace("#", "%23")
    return f"{joined}{anchor}" if joined.endswith(".html") else joined


@given(links)
def test_a_link_from_the_root_means_the_same_at_a_glance(link: str) -> None:
    told = [Targets(SITE).meant("a/b/index.html", link) for link in (SITE + link, f"../../{link}")]

    assert told == [_taken_apart(link)] * 2


@given(st.lists(st.sampled_from(("deputies", "li-1", "a.csv", "x.html", "_")), min_size=1))
def test_a_link_means_what_a_browser_would_open(names: list[str]) -> None:
    for link in ("/".join(names), "/".join(names) + "/"):
        opened = urljoin(f"{SITE}a/b/", f"../../{link}").removeprefix(SITE)
        opened += "index.html" if opened.endswith("/") else ""

        assert Targets(SITE).meant("a/b/index.html", f"../../{link}") == opened
