"""The HTML of every page: without an error, with sound references, readable without scripts."""

from __future__ import annotations

import posixpath
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from justhtml import JustHTML
from selectolax.lexbor import LexborHTMLParser

REFERRING = ("for", "aria-labelledby", "aria-describedby", "aria-controls")
# A page at an address that was left leads on or says that it is gone; nobody links to it.
LEFT_ADDRESS = "meta[http-equiv=refresh], meta[name=robots][content=noindex]"
SITE_MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture(scope="module")
def sources(sample: Path) -> dict[str, str]:
    """Every page of the sample: path → HTML."""
    return {
        path.relative_to(sample).as_posix(): path.read_text("utf-8")
        for path in sorted(sample.rglob("*.html"))
    }


@pytest.fixture(scope="module")
def pages(sources: dict[str, str]) -> dict[str, LexborHTMLParser]:
    return {path: LexborHTMLParser(html) for path, html in sources.items()}


def test_no_page_has_an_error_of_syntax(sources: dict[str, str]) -> None:
    faults = [
        (path, error.line, error.column, error.code)
        for path, html in sources.items()
        for error in JustHTML(html, collect_errors=True, sanitize=False).errors
    ]

    assert faults == []


def test_ids_are_unique_and_references_lead_somewhere(pages: dict[str, LexborHTMLParser]) -> None:
    faults = []
    for path, page in pages.items():
        ids = Counter(node.attributes["id"] for node in page.css("[id]"))
        named = {
            id_
            for attribute in REFERRING
            for node in page.css(f"[{attribute}]")
            for id_ in (node.attributes[attribute] or "").split()
        }
        faults += [(path, "twice", id_) for id_, count in ids.items() if count > 1]
        faults += [(path, "missing", id_) for id_ in named - ids.keys()]

    assert faults == []


def test_headings_have_no_gap_and_one_top(pages: dict[str, LexborHTMLParser]) -> None:
    faults = []
    for path, page in pages.items():
        levels = [int(node.tag[1]) for node in page.css("h1, h2, h3, h4, h5, h6")]
        gaps = [(a, b) for a, b in zip([0, *levels], levels, strict=False) if b > a + 1]
        if gaps or levels.count(1) != 1:
            faults.append((path, levels))

    assert faults == []


def test_every_image_says_its_size_and_what_it_shows(pages: dict[str, LexborHTMLParser]) -> None:
    faults = [
        (path, image.html)
        for path, page in pages.items()
        for image in page.css("img")
        if not {"alt", "width", "height"} <= image.attributes.keys()
    ]

    assert faults == []


def test_no_page_carries_a_style_or_a_script_of_its_own(
    pages: dict[str, LexborHTMLParser],
) -> None:
    data = "application/ld+json"
    faults = [
        (path, node.html)
        for path, page in pages.items()
        for node in page.css("style, script:not([src]), [style]")
        if node.attributes.get("type") != data
    ]
    handlers = [
        (path, name)
        for path, page in pages.items()
        for node in page.css("body *")
        for name in node.attributes
        if name.startswith("on")
    ]

    assert (faults, handlers) == ([], [])


def test_every_page_can_be_reached_from_home_by_links_alone(
    sample: Path, pages: dict[str, LexborHTMLParser]
) -> None:
    site_map = ElementTree.fromstring((sample / "sitemap.xml").read_bytes())
    listed = {
        f"{urlsplit(loc.text or '').path.lstrip('/')}index.html"
        for loc in site_map.iter(f"{SITE_MAP}loc")
    }
    waiting, reached = ["index.html"], set()
    while waiting:
        path = waiting.pop()
        if path in reached or path not in pages:
            continue
        reached.add(path)
        for link in pages[path].css("body a[href]"):
            target = urlsplit(link.attributes["href"] or "")
            if not target.scheme and not target.netloc and target.path:
                joined = posixpath.normpath(posixpath.join(posixpath.dirname(path), target.path))
                waiting.append(posixpath.join(joined, "index.html").removeprefix("./"))

    left = {path for path, page in pages.items() if page.css_first(LEFT_ADDRESS)}

    assert (listed - reached, pages.keys() - reached - left) == (
        set(),
        {"404.html", "offline.html"},
    )
