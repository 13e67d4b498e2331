"""Closing a station is one line: what lies ahead goes, what is past stays."""

from __future__ import annotations

from datetime import date

import pytest

from small_site import SmallSite, tree

ACTIVITY = """\
id: talk-in-the-east
status: published
title: 东镇议事
kind: council
held_on: 2025-04-10
place: 东镇
station: station-east
deputies: [deputy-0001]
summary: 渠尾谁先用水。
"""


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> tuple[SmallSite, dict[str, bytes]]:
    site = SmallSite.copied("full", tmp_path_factory.mktemp("closed"))
    site.write("activities/2025/talk-in-the-east.yml", ACTIVITY)
    before = tree(site.build())
    site.replace("stations/station-east.yml", "opened_on: 2024-02-01",
                 "opened_on: 2024-02-01\nclosed_on: 2025-07-01")  # fmt: skip
    site.build()
    return site, before


def test_lists_receptions_calendar_and_poster_go(
    closed: tuple[SmallSite, dict[str, bytes]],
) -> None:
    site, before = closed
    after = tree(site.out)
    gone = {path for path in before.keys() - after.keys() if not path.startswith("assets/")}
    name = "东镇联络站".encode()
    pages = {path: content for path, content in after.items() if path.endswith((".html", ".ics"))}
    named = sorted(path for path, content in pages.items() if name in content)

    assert {
        "calendar/2025-07/index.html",
        "stations/kind/town/index.html",
        "stations/place/xiaocheng/index.html",
        "stations/station-east/calendar.ics",
        "stations/station-east/poster/index.html",
        "stations/station-east/qr.svg",
    } <= gone
    assert [path for path in named if path.startswith(("calendar", "stations/index", "stations/n"))
            or path == "index.html"] == []  # fmt: skip


def test_its_page_its_feed_and_what_was_done_there_stay(
    closed: tuple[SmallSite, dict[str, bytes]],
) -> None:
    site, _ = closed
    words = site.words("stations/station-east")
    found = tree(site.out)

    assert ("已经撤销" in words, "东镇议事" in words, "每月10日" in words) == (True, True, False)
    assert {"stations/station-east/feed.xml", "activities/2025/talk-in-the-east/index.html"} <= set(
        found
    )
    assert "东镇联络站" in site.words("activities/2025/talk-in-the-east")
    assert "东镇联络站" in site.words("stations/closed")


def test_a_station_that_closes_next_month_receives_until_then(site: SmallSite) -> None:
    site.replace("stations/station-east.yml", "opened_on: 2024-02-01",
                 "opened_on: 2024-02-01\nclosed_on: 2025-08-11")  # fmt: skip

    assert [str(day.day.on) for day in site.model(date(2025, 7, 1)).receptions] == ["2025-07-10"]
