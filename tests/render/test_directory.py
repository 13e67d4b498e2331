"""A citizen finds her deputy: on paper, by keyboard, without scripts, in few steps."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from small_site import SmallSite

NAMESAKE = """\
id: deputy-0009
status: published
name: 李华
sex: 男
ethnicity: 汉族
employer: 东镇中学
post: 教师
mandates:
  - {term: t1, constituency: unit-east, elected_on: 2023-12-20}
"""


def test_pages_of_namesakes_have_titles_of_their_own(site: SmallSite) -> None:
    site.write("deputies/deputy-0009.yml", NAMESAKE)
    site.build()
    pages = [site.out / f"deputies/{id_}/index.html" for id_ in ("deputy-0001", "deputy-0009")]
    titles = [page.read_text("utf-8").partition("<title>")[2].partition("<")[0] for page in pages]

    assert titles == ["李华（女，东镇卫生院） - 小城人大", "李华（男，东镇中学） - 小城人大"]


def test_a_deputy_of_another_congress_is_no_former_deputy(site: SmallSite) -> None:
    site.build()

    assert (site.out / "deputies/former").exists() is False


def test_in_three_steps_from_the_home_page_to_a_reception_by_keyboard_without_scripts(
    sample: Path, browser: Browser, serve: Callable[[Path], str]
) -> None:
    context = browser.new_context(java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    page.goto(serve(sample))
    for name in ("全部代表", "按村和社区", "湖滨社区"):
        link = page.get_by_role("main").get_by_role("link", name=name).first
        link.focus()
        page.keyboard.press("Enter")
        page.wait_for_load_state()
    told = page.locator(".names__part", has_text="湖滨社区").first.inner_text()
    context.close()

    assert ("下次接待：3月10日 星期二" in told, "李华" in told) == (True, True)


def test_the_index_of_names_narrows_as_one_types_and_can_be_shared(
    sample: Path, page: Page, serve: Callable[[Path], str]
) -> None:
    address = f"{serve(sample)}deputies/by/name/"
    page.goto(address)
    page.get_by_label("姓名、拼音或单位").fill("wangm")
    expect(page.get_by_role("status")).to_have_text("找到 2 名")
    shared = page.url
    page.goto(shared)

    assert (shared, page.locator(".names__person:visible").all_inner_texts()) == (
        f"{address}?q=wangm",
        ["王敏\n（女，南浦区第三中学）", "王敏\n（男，北岭县林场）"],
    )


@pytest.fixture
def sheet(sample: Path, page: Page, serve: Callable[[Path], str]) -> bytes:
    """The card for the notice board, as a printer gets it."""
    page.goto(f"{serve(sample)}deputies/deputy-0001/card/")
    return page.pdf(prefer_css_page_size=True)


def test_the_card_for_the_notice_board_is_one_sheet(sheet: bytes) -> None:
    assert sheet.count(b"/Type /Page\n") == 1


def test_the_code_on_the_card_is_read_from_a_screen(
    sample: Path, page: Page, serve: Callable[[Path], str]
) -> None:
    page.goto(f"{serve(sample)}deputies/deputy-0001/card/")
    shot = page.locator(".sheet__code img").screenshot()

    assert [code.text for code in zxingcpp.read_barcodes(Image.open(io.BytesIO(shot)))] == [
        "https://renda.example.com/deputies/deputy-0001/"
    ]
