"""Large sessions: what would be too large for a phone or a host is cut, and nothing is lost."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from huiyin.records.csv_file import csv_rows
from huiyin.render import disclosure_lists, open_data
from small_site import SmallSite


@pytest.fixture
def full(tmp_path_factory: pytest.TempPathFactory) -> SmallSite:
    return SmallSite.copied("full", tmp_path_factory.mktemp("full"))


def test_a_large_session_is_cut_into_files_that_hold_every_suggestion_once(
    full: SmallSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = full.build() / "suggestions/t1-s1"
    rows = csv_rows((whole / "records.csv").read_bytes())[1:]
    records = json.loads((whole / "records.json").read_bytes())["suggestions"]
    monkeypatch.setattr(open_data, "MOST_TOGETHER", 3)

    cut = full.build() / "suggestions/t1-s1"
    stems = ["records-1", "records-2"]
    sums = (full.out / "data/SHA256SUMS.txt").read_text("utf-8")
    found_rows = [r for s in stems for r in csv_rows((cut / f"{s}.csv").read_bytes())[1:]]
    found = [r for s in stems for r in json.loads((cut / f"{s}.json").read_bytes())["suggestions"]]

    assert (
        [row[0] for row in found_rows] == [row[0] for row in rows],
        found == records,
        sorted(path.name for path in cut.glob("records*")),
        [f"t1-s1/{stem}.csv" in sums for stem in stems],
        "CSV 第 2 份：一届一次会议：建议全文" in full.words("data"),
    ) == (
        True,
        True,
        [f"{stem}.{form}" for stem in stems for form in ("csv", "json")],
        [True, True],
        True,
    )


def test_the_two_files_of_each_part_stand_side_by_side_and_the_parts_below_each_other(
    full: SmallSite, monkeypatch: pytest.MonkeyPatch, page: Page, serve: Callable[[Path], str]
) -> None:
    monkeypatch.setattr(open_data, "MOST_TOGETHER", 1)
    page.set_viewport_size({"width": 768, "height": 900})
    page.goto(f"{serve(full.build())}data/")
    links = page.locator("a[href*='t1-s1/records-']").all()
    boxes = [box for link in links if (box := link.bounding_box())]
    left, right = boxes[::2], boxes[1::2]

    assert (
        len({box["x"] for box in left}),
        len({box["x"] for box in right}),
        [box["y"] for box in left],
        len(left) > 2,
    ) == (1, 1, sorted({box["y"] for box in right}), True)


def test_a_long_list_of_the_disclosure_page_has_pages_of_its_own(
    full: SmallSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disclosure_lists, "MOST", 0)
    out = full.build()
    page = (out / "disclosure/t1-s1/index.html").read_text("utf-8")
    lists = sorted(path.name for path in (out / "disclosure/t1-s1/by").iterdir())

    assert (
        [f'href="../../disclosure/t1-s1/by/{name}/">看全部' in page for name in lists],
        lists,
        " ".join(full.words("disclosure/t1-s1/by/late").split()[:6]),
    ) == (
        [True, True, True],
        ["late", "overdue", "rehandled"],
        "一届一次会议建议：晚于期限才答复 共 1 件，按编号排列。 第0002号 水利",
    )
