"""Activities: linked both ways, told when they are over, and shown in an order."""

from __future__ import annotations

from datetime import date

import pytest

from huiyin.model.activities import coming, count_by_kind
from small_site import SmallSite

WALK = """\
id: {id}
status: published
title: 沿渠走一遍
kind: {kind}
held_on: {on}
place: 东镇
station: station-east
groups: [group-water]
deputies: [deputy-0001, deputy-0003]
summary: 看看水到了哪里。
suggestions: [t1-s1-0001]
reports: [wells]
news: [well-mended]
"""


@pytest.fixture
def walked(tmp_path) -> SmallSite:  # type: ignore[no-untyped-def]
    site = SmallSite.copied("full", tmp_path / "full")
    for id_, kind, on in (
        ("canal-walk", "inspection", "2025-04-10"),
        ("canal-talk", "forum", "2025-05-10"),
        ("next-walk", "inspection", "2025-07-09"),
    ):
        site.write(f"activities/2025/{id_}.yml", WALK.format(id=id_, kind=kind, on=on))
    return site


def test_an_activity_is_linked_from_all_it_names(walked: SmallSite) -> None:
    links, newest = walked.model().links, ("next-walk", "canal-talk", "canal-walk")

    assert [
        links.activities_of_deputy["deputy-0001"],
        links.activities_of_station["station-east"],
        links.activities_of_group["group-water"],
        links.activities_of_case["t1-s1-0001"],
        links.activities_of_research["wells"],
        links.activities_of_news["well-mended"],
    ] == [newest] * 6


def test_what_lies_ahead_is_apart_from_what_was_held(walked: SmallSite) -> None:
    held, today = walked.model().activities.values(), date(2025, 7, 1)

    assert ([activity.id for activity in coming(held, today)], count_by_kind(held, today)) == (
        ["next-walk"],
        {"forum": 1, "inspection": 1},
    )


def test_a_deputy_who_leaves_stays_on_past_activities_only(walked: SmallSite) -> None:
    walked.replace(
        "deputies/deputy-0003.yml", "elected_on: 2023-12-20",
        "elected_on: 2023-12-20\n    status: ended\n    ended_on: 2025-06-30",
    )  # fmt: skip
    walked.build()

    shown = {id_: "deputies/deputy-0003/" in (
        walked.out / f"activities/2025/{id_}/index.html").read_text("utf-8")
        for id_ in ("canal-walk", "next-walk")}  # fmt: skip

    assert shown == {"canal-walk": True, "next-walk": False}
