"""Narrowing a list: instantly where scripts run, by pages where they do not."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page

Serve = Callable[[Path], str]


def test_a_choice_narrows_the_list_and_stands_in_the_address(
    page: Page, serve: Serve, sample: Path
) -> None:
    page.goto(f"{serve(sample)}suggestions/t8-s3/")
    page.get_by_role("combobox", name="分类").select_option("education")
    page.get_by_role("status").get_by_text("找到").wait_for()
    page.get_by_role("combobox", name="办理结果").select_option("resolved")
    page.wait_for_url("**/?outcome=resolved&topic=education")
    page.get_by_role("status").get_by_text("找到 4 件").wait_for()
    shared = page.url
    page.goto("about:blank")
    page.goto(shared)
    page.get_by_role("status").get_by_text("找到 4 件").wait_for()
    rows = page.locator(".filter-results .suggestion-row")
    told = (rows.count(), rows.first.inner_text().split())
    rows.first.get_by_role("link").click()
    page.wait_for_url("**/suggestions/t8-s3/0001/")

    assert told == (
        4,
        [
            "第0001号",
            "教育",
            "关于白石乡住校生周五坐车回家的建议",
            "向云霞等3名代表提出，市教育局承办",
            "●",
            "已解决（A类）",
        ],
    )


def test_clearing_brings_the_whole_list_back(page: Page, serve: Serve, sample: Path) -> None:
    page.goto(f"{serve(sample)}suggestions/?deputy=李华")
    page.get_by_role("status").get_by_text("找到").wait_for()
    page.get_by_role("button", name="清除筛选").press("Enter")
    page.get_by_role("heading", name="示例市第八届人民代表大会第三次会议").wait_for()

    assert "?" not in page.url


def test_without_scripts_each_outcome_and_state_has_a_page(
    browser: Browser, serve: Serve, sample: Path
) -> None:
    context = browser.new_context(java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    page.goto(f"{serve(sample)}suggestions/t8-s3/")
    form = page.locator(".filter").is_visible()
    page.get_by_role("link", name=re.compile("待以后解决 3")).click()
    words = page.locator("main").inner_text()
    count = page.locator(".suggestion-row").count()
    context.close()

    assert (form, "八届三次会议建议：待以后解决" in words, count) == (False, True, 3)
