"""What a citizen does: from the home page to a deputy, a station, an answer, and by search."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from search_reader import Index, search_part
from small_site import tree

Serve = Callable[[Path], str]


@pytest.fixture(params=["scripts", "no scripts"])
def visitor(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """A window with JavaScript, and one without."""
    context = browser.new_context(java_script_enabled=request.param == "scripts", locale="zh-CN")
    yield context.new_page()
    context.close()


def test_from_the_home_page_to_a_deputy_and_what_became_of_her_suggestion(
    visitor: Page, serve: Serve, sample: Path
) -> None:
    visitor.goto(serve(sample))
    visitor.get_by_role("link", name="东湖区代表团").click()
    visitor.get_by_role("link", name="李华", exact=True).click()
    name = visitor.get_by_role("heading", level=1).inner_text()
    visitor.get_by_role("link", name="关于在老旧小区加装电梯和休息座椅的建议").first.click()

    assert (name, visitor.get_by_role("heading", level=1).inner_text()) == (
        "李华",
        "关于在老旧小区加装电梯和休息座椅的建议",
    )


def test_from_a_village_name_to_the_next_reception_in_three_clicks(
    visitor: Page, serve: Serve, sample: Path
) -> None:
    visitor.goto(serve(sample))
    visitor.get_by_role("link", name="联络站", exact=True).click()
    visitor.get_by_role("link", name="石门村", exact=True).click()

    assert re.search(r"\d+月\d+日", visitor.locator(".reception-row__when").first.inner_text())


def test_the_search_page_without_scripts_says_why_and_where_else_to_look(
    browser: Browser, serve: Serve, sample: Path
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{serve(sample)}search/?q=饮水")
    text = page.locator("main").inner_text()
    context.close()

    assert ("您的浏览器没有打开它" in text, "建议办理" in text) == (True, True)


def test_the_box_in_the_header_finds_a_phrase(page: Page, serve: Serve, sample: Path) -> None:
    page.goto(serve(sample))
    page.get_by_role("searchbox").first.fill("农村饮水安全")
    page.keyboard.press("Enter")
    page.wait_for_selector(".search-result")
    page.get_by_role("link", name="关于加强农村饮水安全保障的建议").first.click()
    page.wait_for_url("**/suggestions/t8-s3/0017/")

    assert page.get_by_role("heading", level=1).inner_text() == "关于加强农村饮水安全保障的建议"


def test_two_neighbouring_characters_of_any_title_or_body_find_their_page(
    page: Page, serve: Serve, sample: Path
) -> None:
    """Every page's in Python; every eighth page's in the browser, which reads the same files."""
    base = serve(sample)
    index = Index(search_part(tree(sample)))
    wanted = [
        (fragment, number, sheet.url)
        for number, sheet in enumerate(index.sheets())
        for text in (sheet.title, sheet.body)
        if (fragment := _fragment(text, number))
    ]
    missing = [
        fragment for fragment, number, _ in wanted if number not in index.candidates(fragment)
    ]
    page.goto(f"{base}search/")
    missing += page.evaluate(
        """async ([root, wanted]) => {
            const { openSearch } = (await import(`${root}assets/js/search.js`)).client;
            const search = await openSearch(root);
            const answers = await Promise.all(wanted.map(async ([fragment, , url]) => {
                const { pages } = await search.ask(fragment);
                const found = await search.shelf.sheets(pages);
                return found.some((sheet) => sheet.url === url) ? "" : fragment;
            }));
            return answers.filter(Boolean);
        }""",
        [base, wanted[::8]],
    )

    assert (len(wanted) > 400, missing) == (True, [])


def _fragment(text: str, number: int) -> str:
    """Two neighbouring Chinese characters from somewhere in a text."""
    found = re.findall(r"(?=([\u4e00-\u9fff]{2}))", text)
    return str(found[number * 7 % len(found)]) if found else ""


def test_the_elder_view_is_remembered_from_page_to_page(
    page: Page, serve: Serve, sample: Path
) -> None:
    page.goto(serve(sample))
    page.get_by_role("button", name="适老版", exact=True).click()
    page.get_by_role("link", name="代表", exact=True).click()
    page.get_by_role("button", name="标准版").wait_for()
    size = page.evaluate("getComputedStyle(document.documentElement).fontSize")

    assert size == "24px"
