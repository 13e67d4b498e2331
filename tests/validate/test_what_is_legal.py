"""What looks odd and is right passes without a word."""

from __future__ import annotations

from datetime import date

import pytest

from huiyin.validate.addresses import what_is_wrong
from huiyin.validate.private_numbers import Declared
from huiyin.validate.seams import private_across
from small_site import SmallSite

NAMESAKE = """\
id: deputy-0003
status: published
name: 李华
sex: {sex}
ethnicity: 汉族
{birth}employer: 东镇中学
post: 教师
mandates:
  - {{term: t1, constituency: unit-east, elected_on: 2023-12-20}}
"""
HEAD = (
    "elected_on: 2023-12-20\n    roles:\n      - {{body: standing-committee, title: 主任, {when}}}"
)
ENDED = "elected_on: 2023-12-20\n    status: ended\n    ended_on: 2025-03-01"


def test_a_man_and_a_woman_may_share_a_name(site: SmallSite) -> None:
    site.write("deputies/deputy-0003.yml", NAMESAKE.format(sex="男", birth=""))

    assert site.problems() == []


def test_namesakes_may_be_born_in_different_months(site: SmallSite) -> None:
    born = "birth_month: 1980-05\n"
    site.write("deputies/deputy-0003.yml", NAMESAKE.format(sex="女", birth=born))
    site.replace("deputies/deputy-0001.yml", "sex: 女\n", "sex: 女\nbirth_month: 1979-05\n")

    assert site.problems() == []


def test_namesakes_who_were_looked_up_are_different_people(site: SmallSite) -> None:
    site.write("deputies/deputy-0003.yml", NAMESAKE.format(sex="女", birth=""))
    site.write(
        "registers/different-people.yml",
        "different:\n  - {ids: [deputy-0001, deputy-0003], checked_on: 2025-01-03}\n",
    )

    assert site.problems() == []


def test_the_register_of_namesakes_names_only_deputies_that_exist(site: SmallSite) -> None:
    site.write(
        "registers/different-people.yml",
        "different:\n  - {ids: [deputy-0001, deputy-0009], checked_on: 2025-01-03}\n",
    )

    assert site.problems() == ["content/registers/different-people.yml:2:25 unknown-reference"]


def test_a_deputy_may_come_back_in_a_by_election(site: SmallSite) -> None:
    back = f"{ENDED}\n  - {{term: t1, constituency: unit-east, elected_on: 2025-05-06}}"
    site.replace("deputies/deputy-0002.yml", "elected_on: 2023-12-20", back)

    assert site.problems() == []


def test_a_new_head_follows_on_the_day_the_old_one_leaves(site: SmallSite) -> None:
    for number, when in ((1, "from: 2024-01-08, to: 2025-01-10"), (2, "from: 2025-01-10")):
        head = HEAD.format(when=when)
        site.replace(f"deputies/deputy-000{number}.yml", "elected_on: 2023-12-20", head)

    assert site.problems() == []


def test_a_vacancy_fills_the_seats_up(site: SmallSite) -> None:
    vacancy = "quota: 3, vacancies: [{unit: unit-east, since: 2025-03-01, until: 2025-12-31}]"
    site.replace("registers/congresses.yml", "quota: 3", vacancy)

    assert site.problems() == []


def test_a_holiday_may_begin_in_the_december_before(site: SmallSite) -> None:
    site.replace(
        "registers/holidays.yml",
        "      2025-01-01: 元旦",
        "      2024-12-31: 元旦\n      2025-01-01: 元旦",
    )

    assert site.problems() == []


def test_a_station_may_solve_more_than_it_heard_of_in_a_year(site: SmallSite) -> None:
    counts = "receptions: 9, deputy_visits: 9, people_received: 9, opinions: 5, resolved: 7"
    year = f"years:\n  - {{year: 2024, {counts}}}\nreception:"
    site.replace("stations/station-east.yml", "reception:", year)

    assert site.problems() == []


def test_a_meeting_during_handling_may_come_after_a_reply_that_was_not_enough(
    site: SmallSite,
) -> None:
    file = "reports/suggestions/t1-s1/0001.md"
    site.replace(file, "satisfied: 2", "satisfied: 1, dissatisfied: 1")
    site.replace(
        file,
        "contacts:\n",
        "  - {on: 2025-06-15, kind: rehandling, note: 一名代表不满意}\ncontacts:\n",
    )
    site.replace(file, "replies:\n", "  - {phase: during, on: 2025-06-20, way: 座谈}\nreplies:\n")

    assert site.problems() == []


def test_an_article_of_tomorrow_waits(site: SmallSite) -> None:
    site.replace("news/2025/well-mended.md", "2025-04-21 09:30", "2025-07-02 09:30")

    assert (site.problems(), list(site.model().news)) == ([], [])
    assert list(site.model(date(2025, 7, 2)).news) == ["well-mended"]


@pytest.mark.parametrize(
    ("url", "wrong"),
    [
        ("https://www.gov.cn/zhengce/2024-11/12/content_6986382.htm", ""),
        ("http://news.example.com:8080/?next=a@b", ""),
        ("https://人大.example.cn/", ""),
        ("http://127.0.0.1/", "number"),
        ("http://127.1/", "number"),
        ("http://0x7f.0x0.0x0.0x1/", "number"),
        ("http://１２７.０.０.１/", "number"),
        ("http://[::ffff:10.0.0.1]/", "number"),
        ("http://a.localhost/", "inside"),
        ("http://localhost.localdomain./", "inside"),
        ("https://me@example.com/", "password"),
        ("https://example.com\\@evil.example/", "password"),
        ("http://example.com:99999/", "broken"),
    ],
)
def test_an_address_names_a_public_host(url: str, wrong: str) -> None:
    assert what_is_wrong(url) == wrong


# Figures on neighbouring lines, in neighbouring cells and items: no number in two pieces.
FIGURES = {
    "a line that ends with a figure": "这一年办理建议138\n20250312批复一件。",
    "a year on the next line": "满意的有138\n2025 1300件。",
    "figures by year": "2023 138\n2024 1456\n2025 1500",
    "two lines with units": "办理建议138件\n00138000是批号。",
    "figures that part elsewhere": "两笔账13800\n138000分开记。",
    "a table": "年份 | 件数\n--- | ---\n2023 | 138\n20241234 | 156",
    "neighbouring cells": "| 批次 | 编号 |\n| --- | --- |\n| 138 | 00138000 |",
    "a list": "- 138\n- 00138000",
    "a list in order": "1. 138\n2. 00138000",
    "a list of stars": "* 138\n* 00138000",
    "two paragraphs": "138\n\n00138000",
    "a heading": "## 138\n00138000",
    "emphasis": "**2025**年，**138**件，~~1480~~万元",
    "links to pages": "[1](/news/)[2](/news/)[3](/news/)",
    "days": "从2025-03-01\n2025-04-01起",
}


@pytest.mark.parametrize("what", FIGURES)
def test_figures_beside_each_other_are_no_number(what: str) -> None:
    assert private_across(FIGURES[what], Declared()) == []


def test_figures_in_a_value_of_several_lines_are_no_number(site: SmallSite) -> None:
    bio = "bio: >\n  满意的有138\n  20250312批，\n  换管138\n  1300米。\n"
    site.replace("deputies/deputy-0001.yml", "post: 护士\n", f"post: 护士\n{bio}")

    assert site.problems() == []
