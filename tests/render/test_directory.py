"""A citizen finds her deputy: on paper, by keyboard, without scripts, in few steps."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import parse_qsl, urljoin, urlsplit

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, Page, expect
from selectolax.lexbor import LexborHTMLParser, LexborNode

from huiyin.render import directory, index_pages
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


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SmallSite]:
    """A site whose indexes have room for four names of one letter a page."""
    site = SmallSite.copied("minimal", tmp_path_factory.mktemp("crowded"))
    site.replace("registers/congresses.yml", "quota: 3", "quota: 8")
    for number, name in enumerate(("安然", "李明", "李宁", "李平", "李强", "白云"), start=3):
        text = NAMESAKE.replace("deputy-0009", f"deputy-000{number}").replace("李华", name)
        site.write(f"deputies/deputy-000{number}.yml", text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(index_pages, "LINES", 4 + index_pages.HEAD)
        site.build()
        yield site


BY_NAME = "deputies/by/name/"
PAGES = (BY_NAME, f"{BY_NAME}page/2/", f"{BY_NAME}page/3/")


def _read(site: SmallSite, url: str) -> LexborHTMLParser:
    return LexborHTMLParser((site.out / url / "index.html").read_bytes())


def test_a_long_index_goes_on_over_pages_and_names_everybody_once(crowded: SmallSite) -> None:
    told = [
        " ".join(node.text() for node in part.css(".names__head, .names__person > a"))
        for url in PAGES
        for part in (_read(crowded, url).css(".names__part"))
    ]
    pages = [path.parent.name for path in sorted((crowded.out / BY_NAME).rglob("index.html"))]

    assert (told, pages) == (
        ["A 安然", "B 白云", "L 李华 李明 李宁 李平", "L（续） 李强", "Z 曾广林"],
        ["name", "2", "3"],
    )


@pytest.mark.parametrize("url", PAGES)
def test_from_each_page_of_an_index_one_step_leads_to_every_section(
    crowded: SmallSite, url: str
) -> None:
    rows = [
        [(" ".join(link.text().split()), _section_at(crowded, url, link)) for link in row.css("a")]
        for row in _read(crowded, url).css(".index-pages__page")
    ]

    assert rows == [
        [("A", "A"), ("B", "B")],
        [("L", "L")],
        [("L 从李强起", "L（续）"), ("Z", "Z")],
    ]


def _section_at(site: SmallSite, url: str, link: LexborNode) -> str:
    """The title of the section that a link leads to."""
    address = urlsplit(urljoin(f"/{url}", link.attributes["href"] or ""))
    heads = _read(site, address.path.strip("/")).css(f"#{address.fragment}")
    return " ".join(head.text() for head in heads)


def test_an_index_of_many_sections_tells_what_each_page_spans(
    crowded: SmallSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index_pages, "MANY", 4)
    model = crowded.model()
    plan = directory.plan(model, directory.indexes(model))
    second = next(page for page in plan if page.url == PAGES[1]).made()

    assert (
        [(link.title, link.url, page.current) for page in second["guide"] for link in page.links],
        second["with_jumps"],
    ) == (
        [
            ("从 A 到 B", f"{BY_NAME}#here", False),
            ("L", "#here", True),
            ("从 L（续） 到 Z", f"{BY_NAME}page/3/#here", False),
        ],
        True,
    )


def test_who_types_a_name_is_led_to_the_search_where_the_index_has_pages(
    crowded: SmallSite, page: Page, serve: Callable[[Path], str]
) -> None:
    root = serve(crowded.out)
    found = []
    for url in (PAGES[2], "deputies/"):
        page.goto(f"{root}{url}")
        page.get_by_role("main").get_by_label("姓名、拼音或单位").fill("anran")
        page.get_by_role("button", name="找代表").click()
        name = page.get_by_role("main").get_by_role("link", name="安然").first.inner_text()
        found.append((name, parse_qsl(urlsplit(page.url).query)))

    assert found == [("安然", [("kind", "代表"), ("q", "anran")])] * 2


def test_an_old_link_that_asks_a_long_index_for_a_name_is_answered_by_the_search(
    crowded: SmallSite, page: Page, serve: Callable[[Path], str]
) -> None:
    root = serve(crowded.out)
    page.goto(f"{root}deputies/")
    page.goto(f"{root}{BY_NAME}?q=%E5%AE%89%E7%84%B6&sex=")
    name = page.get_by_role("main").get_by_role("link", name="安然").first.inner_text()
    asked = parse_qsl(urlsplit(page.url).query)
    page.go_back()

    assert (name, asked, urlsplit(page.url).path) == (
        "安然",
        [("kind", "代表"), ("q", "安然")],
        "/deputies/",
    )


def test_without_scripts_a_long_index_that_is_asked_for_a_name_is_there_to_be_read(
    crowded: SmallSite, browser: Browser, serve: Callable[[Path], str]
) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(f"{serve(crowded.out)}{BY_NAME}?q=%E5%AE%89%E7%84%B6")
    read = (
        page.get_by_role("link", name="安然").is_visible(),
        page.get_by_role("navigation", name="各页目录").is_visible(),
        page.get_by_label("姓名、拼音或单位").is_visible(),
    )
    page.close()

    assert read == (True, True, False)


def test_the_pages_of_an_index_have_titles_of_their_own(crowded: SmallSite) -> None:
    assert [_read(crowded, url).css_first("title").text() for url in PAGES] == [
        "按姓名 - 小城人大",
        "按姓名（第2页） - 小城人大",
        "按姓名（第3页） - 小城人大",
    ]


def test_an_index_that_fits_on_a_page_shows_no_guide(site: SmallSite) -> None:
    site.build()
    index = _read(site, BY_NAME)

    assert [len(index.css(part)) for part in (".index-pages", ".paging", ".jumps")] == [0, 0, 1]
