"""What a reader finds on the pages of a small site that holds every kind of record."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from huiyin.render.paging import pages
from small_site import SmallSite, tree

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> SmallSite:
    site = SmallSite.copied("full", tmp_path_factory.mktemp("full"))
    site.build()
    return site


def test_the_addresses_are_those_we_promised(full: SmallSite) -> None:
    assert [path for path in tree(full.out) if path.endswith((".html", ".xml"))] == [
        "404.html",
        "bodies/finance-bureau/index.html",
        "bodies/index.html",
        "bodies/water-bureau/index.html",
        "calendar/2025-07/index.html",
        "calendar/2025-08/index.html",
        "calendar/2025-09/index.html",
        "calendar/index.html",
        "calendar/week/index.html",
        "commitments/index.html",
        "commitments/kept/index.html",
        "committees/index.html",
        "data/index.html",
        "deputies/by/body/index.html",
        "deputies/by/group/index.html",
        "deputies/by/name/index.html",
        "deputies/by/station/index.html",
        "deputies/delegation/unit-east/index.html",
        "deputies/deputy-0001/card/index.html",
        "deputies/deputy-0001/feed.xml",
        "deputies/deputy-0001/index.html",
        "deputies/deputy-0002/card/index.html",
        "deputies/deputy-0002/feed.xml",
        "deputies/deputy-0002/index.html",
        "deputies/deputy-0003/card/index.html",
        "deputies/deputy-0003/feed.xml",
        "deputies/deputy-0003/index.html",
        "deputies/deputy-0004/feed.xml",
        "deputies/deputy-0004/index.html",
        "deputies/former/index.html",
        "deputies/index.html",
        "disclosure/t1-s1/index.html",
        "feed.xml",
        "groups/group-water/index.html",
        "groups/index.html",
        "index.html",
        "news/2025/the-woman-at-the-well/index.html",
        "news/2025/well-mended/index.html",
        "news/index.html",
        "news/news/feed.xml",
        "news/news/index.html",
        "offline.html",
        "overdue/index.html",
        "pages/contact/index.html",
        "reports/index.html",
        "reports/wells/index.html",
        "search/index.html",
        "sitemap/index.html",
        "sitemap.xml",
        "spotlight/index.html",
        "spotlight/spotlight/feed.xml",
        "spotlight/spotlight/index.html",
        "spotlight/year/2025/index.html",
        "stations/closed/index.html",
        "stations/index.html",
        "stations/kind/town/index.html",
        "stations/network/index.html",
        "stations/next/index.html",
        "stations/place/xiaocheng/index.html",
        "stations/station-east/feed.xml",
        "stations/station-east/index.html",
        "stations/station-east/poster/index.html",
        "stations/station-west/index.html",
        "suggestions/index.html",
        "suggestions/t1-s1/0001/index.html",
        "suggestions/t1-s1/0002/index.html",
        "suggestions/t1-s1/0003/index.html",
        "suggestions/t1-s1/index.html",
        "suggestions/t1-s1/outcome/in_progress/index.html",
        "suggestions/t1-s1/outcome/resolved/index.html",
        "suggestions/t1-s1/r0001/index.html",
        "suggestions/t1-s1/state/assigned/index.html",
        "suggestions/t1-s1/state/evaluated/index.html",
        "suggestions/t1-s1/state/merged/index.html",
        "topics/index.html",
        "topics/water/index.html",
    ]


def test_each_record_page_has_its_data_beside_it(full: SmallSite) -> None:
    found = tree(full.out)
    records = [path for path in found if path.count("/") >= 2 and path.endswith("index.json")]
    data = json.loads(found["suggestions/t1-s1/r0001/index.json"])

    assert (len(records), {key: data[key] for key in ("id", "state", "due_on", "is_overdue")}) == (
        15,
        {"id": "t1-s1-r0001", "state": "assigned", "due_on": "2025-06-10", "is_overdue": True},
    )


def test_nothing_that_is_not_public_is_in_any_file(full: SmallSite) -> None:
    secrets = (
        "canary-draft", "canary-future", "canary-withdrawn", "sgx-0a1b2c3d", "1980-05",
        "deputy-0005", "next-week",
    )  # fmt: skip
    leaks = [
        (secret, path)
        for path, content in tree(full.out).items()
        for secret in secrets
        if secret.encode() in content or secret in path
    ]

    assert leaks == []


def test_template_words_in_content_are_printed_as_they_are(full: SmallSite) -> None:
    assert "她说：“{{ 7*7 }} 瓶水也背得动。”" in full.words("news/2025/the-woman-at-the-well")


def test_links_in_a_body_work_from_where_the_page_lies(full: SmallSite) -> None:
    html = (full.out / "news/2025/the-woman-at-the-well/index.html").read_text("utf-8")

    assert '<a href="../../../suggestions/t1-s1/0001/">建议</a>' in html


def test_signs_of_markup_in_a_record_are_printed_as_they_are(site: SmallSite) -> None:
    site.replace("deputies/deputy-0001.yml", "post: 护士", "post: '3 < 5 & \" onclick=\"x()'")
    site.build()
    html = (site.out / "deputies/deputy-0001/index.html").read_text("utf-8")

    assert (
        re.search(r'[^\\]" onclick=', html) is not None,  # in JSON, the quote is escaped
        '3 < 5 & " onclick="x()' in site.words("deputies/deputy-0001"),
    ) == (
        False,
        True,
    )


def test_both_replies_of_a_rehandled_suggestion_stand_on_its_page(full: SmallSite) -> None:
    words = full.words("suggestions/t1-s1/0002")

    assert [text in words for text in ("第一轮答复", "留作参考。", "第二轮答复", "已经动工。")] == [
        True
    ] * 4


def test_a_due_date_tells_how_it_was_counted(full: SmallSite) -> None:
    counted = "2025年3月10日交办，当天不算，满 3 个月是2025年6月10日。"

    assert f"答复期限是交办之日起 3 个月。{counted}" in full.words("suggestions/t1-s1/r0001")


def test_deputies_of_the_same_name_are_told_apart(full: SmallSite) -> None:
    words = full.words("deputies")

    assert ("李华 （女，东镇卫生院）" in words, "李华 （男，县图书馆）" in words) == (True, True)


def test_a_former_deputy_leaves_the_lists_and_keeps_the_page(full: SmallSite) -> None:
    assert [
        "欧阳志明" in full.words(url)
        for url in ("deputies", "stations/station-east", "deputies/former", "deputies/deputy-0004")
    ] == [False, False, True, True]


def test_the_feed_and_the_site_map_are_dated_by_records(full: SmallSite) -> None:
    feed = ElementTree.fromstring((full.out / "feed.xml").read_bytes())
    entries = [
        (entry.findtext(f"{ATOM}title"), entry.findtext(f"{ATOM}updated"))
        for entry in feed.findall(f"{ATOM}entry")
    ]
    site_map = (full.out / "sitemap.xml").read_text("utf-8")

    assert (entries, "2025-07-01" in site_map, "2025-06-01" in site_map) == (
        [
            ("井边的护士", "2025-05-03T10:00:00+08:00"),
            ("村口的井修好了", "2025-04-21T09:30:00+08:00"),
            ("村级水井调查", "2024-12-01T00:00:00+08:00"),
        ],
        False,
        True,
    )


def test_the_tree_holds_no_source_file(full: SmallSite) -> None:
    assert {Path(path).suffix for path in tree(full.out)} == {
        ".html", ".json", ".csv", ".xml", ".css", ".js", ".svg", ".png", ".ico", ".txt",
        ".webmanifest", ".bin", ".ics",
    }  # fmt: skip


def test_pages_of_a_long_list_have_addresses_of_their_own() -> None:
    assert [(url, list(shown), paging.count) for url, shown, paging in pages("abcde", 2, "x/")] == [
        ("x/", ["a", "b"], 3),
        ("x/page/2/", ["c", "d"], 3),
        ("x/page/3/", ["e"], 3),
    ]
