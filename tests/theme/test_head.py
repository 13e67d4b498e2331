"""What pages tell machines about themselves: page tags, linked data, shared links."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import urljoin

import pytest
from PIL import Image
from selectolax.lexbor import LexborHTMLParser

from small_site import SmallSite

SITE = {"SiteName", "SiteDomain", "SiteIDCode"}
COLUMN = {"ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"}
CONTENT = {"ArticleTitle", "PubDate", "ContentSource", "Url"}
KNOWN = {"Keywords", "Author", "Description", "Image"}
TAGS = SITE | COLUMN | CONTENT | KNOWN


@pytest.fixture(scope="module")
def pages(sample: Path) -> dict[str, LexborHTMLParser]:
    """Every page of the sample, by its address."""
    return {
        path.relative_to(sample).as_posix().removesuffix("index.html"): LexborHTMLParser(
            path.read_bytes()
        )
        for path in sorted(sample.rglob("*.html"))
    }


def tags(page: LexborHTMLParser) -> list[tuple[str, str]]:
    named = [
        (meta.attributes["name"], meta.attributes["content"]) for meta in page.css("meta[name]")
    ]
    return [(name, content) for name, content in named if name in TAGS]


def things(page: LexborHTMLParser) -> list[dict[str, object]]:
    return [
        thing
        for script in page.css('script[type="application/ld+json"]')
        for thing in json.loads(script.text())["@graph"]
    ]


def test_all_fifteen_page_tags_are_known() -> None:
    assert len(TAGS) == 15


def test_no_page_tag_is_empty_or_given_twice(pages: dict[str, LexborHTMLParser]) -> None:
    faults = [
        (url, given)
        for url, page in pages.items()
        for given in [tags(page)]
        if len(dict(given)) != len(given) or not all(v.strip() and v != "null" for _, v in given)
    ]

    assert faults == []


def test_each_level_has_its_page_tags(pages: dict[str, LexborHTMLParser]) -> None:
    def names(url: str) -> set[str]:
        return {name for name, _ in tags(pages[url])}

    site = SITE - {"SiteIDCode"}  # a congress need not have one
    wanted = {
        "": site,
        "404.html": site,
        "news/": site | COLUMN,
        "deputies/": site | COLUMN,
        "suggestions/t8-s3/": site | COLUMN,
        "suggestions/t8-s3/0017/": site | COLUMN | CONTENT | {"Description"},
        "news/2026/a-lake-regulation-has-its-first-reading/": site
        | COLUMN
        | CONTENT
        | {"Description", "Keywords", "Author"},
    }

    assert {url: names(url) - {"Image"} for url in wanted} == wanted


def test_page_tags_say_what_the_page_says(pages: dict[str, LexborHTMLParser]) -> None:
    given = dict(tags(pages["news/2026/a-lake-regulation-has-its-first-reading/"]))

    assert {key: given[key] for key in ("ColumnName", "ArticleTitle", "PubDate", "Author")} == {
        "ColumnName": "要闻",
        "ArticleTitle": "东湖保护条例草案首次提请审议",
        "PubDate": "2026-02-26 18:20",
        "Author": "严若水",
    }


def test_a_site_with_a_code_of_its_own_names_it_on_every_page(site: SmallSite) -> None:
    site.replace(
        "site_config.yml", "    footer:\n", "    footer:\n      site_id_code: '1234567890'\n"
    )
    pages = [LexborHTMLParser(path.read_bytes()) for path in site.build().rglob("*.html")]

    assert {dict(tags(page))["SiteIDCode"] for page in pages} == {"1234567890"}


def test_linked_data_can_be_read_back(pages: dict[str, LexborHTMLParser]) -> None:
    kinds = {
        "": {"GovernmentOrganization", "WebSite"},
        "news/2026/a-lake-regulation-has-its-first-reading/": {"NewsArticle", "BreadcrumbList"},
        "disclosure/t8-s3/": {"Dataset", "BreadcrumbList"},
        "calendar/": {"Event", "BreadcrumbList"},
        "stations/station-qinghe/": {"Event", "BreadcrumbList"},
    }
    found = {url: {thing["@type"] for thing in things(page)} for url, page in pages.items()}

    assert {url: kinds[url] <= found[url] for url in kinds} == dict.fromkeys(kinds, True)


def test_breadcrumbs_for_machines_are_those_for_people(pages: dict[str, LexborHTMLParser]) -> None:
    differing = []
    for url, page in pages.items():
        seen = [node.text(strip=True) for node in page.css(".breadcrumbs li")]
        told = [
            step["name"]
            for thing in things(page)
            if thing["@type"] == "BreadcrumbList"
            for step in thing["itemListElement"]
        ]
        if seen != told:
            differing.append(url)

    assert differing == ["404.html"] or differing == []


def test_a_sign_of_markup_cannot_leave_the_linked_data(site: SmallSite) -> None:
    title = '1 < 2 & "井"'
    site.replace("news/2025/well-mended.md", "title: 村口的井修好了", f"title: '{title}'")
    page = LexborHTMLParser((site.build() / "news/2025/well-mended/index.html").read_bytes())
    [script] = page.css('script[type="application/ld+json"]')

    assert ("<" in script.text(), things(page)[0]["headline"]) == (False, title)


def test_every_page_has_one_address_of_its_own(pages: dict[str, LexborHTMLParser]) -> None:
    address = "https://renda.example.com/"
    named = {
        url: [link.attributes["href"] for link in page.css('link[rel="canonical"]')]
        for url, page in pages.items()
    }

    wanted = {url: [address + url] for url in pages}
    wanted |= {"404.html": [], "reports/suggestions/": [f"{address}suggestions/"]}  # one moved
    assert named == wanted


def test_what_the_head_points_at_is_there(sample: Path, pages: dict[str, LexborHTMLParser]) -> None:
    address = "https://renda.example.com/"
    missing = {
        (url, target)
        for url, page in pages.items()
        for node in page.css("head link[href], head meta[property='og:image']")
        for target in [node.attributes.get("href") or node.attributes["content"]]
        for full in [urljoin(address + url, target)]
        for path in [sample / full.removeprefix(address)]
        if url != "404.html" and not (path if path.suffix else path / "index.html").is_file()
    }

    assert missing == set()


def test_the_manifest_names_icons_of_the_size_they_have(sample: Path) -> None:
    manifest = json.loads((sample / "manifest.webmanifest").read_text("utf-8"))
    sizes = {}
    for icon in manifest["icons"]:
        with Image.open(sample / icon["src"]) as image:
            sizes[icon["src"]] = ("x".join(map(str, image.size)), icon["sizes"])

    assert [said for said, is_so in sizes.values() if said != is_so] == []


def test_robots_are_shown_the_way(sample: Path) -> None:
    assert (sample / "robots.txt").read_text("utf-8").splitlines() == [
        "User-agent: *",
        "Disallow:",
        "Sitemap: https://renda.example.com/sitemap.xml",
    ]
