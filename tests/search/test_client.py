"""Readers find what they look for, in a real browser on a real small site."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import pytest

from huiyin.search.index import SearchDocument, search_files

SCRIPTS = Path(__file__).parents[2] / "theme/assets/js/search"

SEARCH_PAGE = """<!doctype html>
<html lang="zh-CN">
<meta charset="utf-8">
<title>搜索</title>
<div data-module="search-page" data-root="../">
  <form method="get" role="search"><input type="search" name="q" aria-label="搜索"></form>
  <p data-search-status role="status" aria-live="polite"></p>
  <ul data-search-kinds></ul>
  <ol data-search-results></ol>
</div>
<script type="module">
  import { start } from "../assets/js/search/results.js";
  document.querySelectorAll("[data-module=search-page]").forEach(start);
</script>
</html>
"""

WATER = SearchDocument(
    url="suggestions/t8-s3/0017/",
    kind="suggestion",
    title="关于加强农村饮水安全保障的建议",
    date="2025-01-15",
    names="第0017号 示水函〔2025〕12号 李华 lihua",
    body="东湖街道有三个村的自来水管道已经老化。\n夏天常常停水，村民要到山脚下挑水。建议更换管道，让群众喝上放心水。",
)
LIFT = SearchDocument(
    url="suggestions/t8-s3/0021/",
    kind="suggestion",
    title="关于老旧小区加装电梯的建议",
    date="2025-01-16",
    names="第0021号 王敏 wangmin",
    body="小区里老人多，上下楼不方便。安全有保障，饮用不成问题。𠮷先生说，盼着电梯早一点装好。",
)
RECEPTION = SearchDocument(
    url="news/2025/reception/",
    kind="news",
    title="代表进站听民声",
    date="2025-03-10",
    names="东湖街道代表之家",
    body="东湖街道的代表在联络站接待群众，说到了饮水，也说到了校门口堵车。",
)
DEPUTY = SearchDocument(
    url="deputies/deputy-0009/",
    kind="deputy",
    title="阿依·古丽",
    date="",
    names="阿依·古丽 ayiguli aygl",
    body="第八届市人大代表，东湖选区。GDP统计工作者。",
)
STORY = SearchDocument(
    url="news/2024/ayi/",
    kind="news",
    title="阿依·古丽和她的联络站",
    date="2024-05-01",
    names="",
    body="阿依·古丽是东湖选区的代表。阿依·古丽每月接待两次。",
)
CORPUS = (WATER, LIFT, RECEPTION, DEPUTY, STORY)

HOSTILE = (
    "~",
    "a:b",
    "+",
    "-",
    "foo^",
    "foo^x",
    "title:",
    "nosuchfield:水",
    "*",
    "**",
    "水*",
    "*水*",
    "foo~2",
    "foo~",
    "+水 -电",
    "\\",
    '"',
    "'\"><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<b>饮水</b>",
    "javascript:alert(1)",
    "{{7*7}}",
    "%E0%A4%A",
    "&amp;lt;",
    "constructor",
    "__proto__",
    "hasOwnProperty toString",
    "😀",
    "👩‍👩‍👧",
    "\ud800",
    "水\udc00水",
    "\u0000",
    "\u202e水",
    "水" * 3400,
    "a b c d e f g h i j k l m n o p q r s t u v w x y z " * 200,
    "   ",
    "",
)


@pytest.fixture
def site(tmp_path):
    """A function that writes a small site with these documents and returns its folder."""

    def write(*documents: SearchDocument) -> Path:
        contents = search_files(documents)
        contents["search/index.html"] = SEARCH_PAGE.encode()
        for script in SCRIPTS.glob("*.js"):
            contents[f"assets/js/search/{script.name}"] = script.read_bytes()
        for path, content in contents.items():
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_bytes(content)
        return tmp_path

    return write


@pytest.fixture
def search_page(site, serve, page):
    """The search page of the small corpus, open and still empty."""
    page.goto(serve(site(*CORPUS)) + "search/")
    return page


@pytest.fixture
def answer(search_page):
    """A function from a query to what client.js answers."""

    def ask(query: str):
        return search_page.evaluate(
            """async (query) => {
                const { openIndex } = await import("../assets/js/search/client.js");
                return (await openIndex("../")).search(query);
            }""",
            query,
        )

    return ask


def test_a_query_finds_the_pages_that_hold_its_words(answer):
    wanted = {
        "来水": [WATER],
        "水安全": [WATER],
        "挑": [WATER],
        "0017": [WATER],
        "17": [WATER],
        "示水函〔2025〕12号": [WATER],
        "示水函 12": [WATER],
        "李华": [WATER],
        "lihua": [WATER],
        "LiHu": [WATER],
        "停水，村民": [WATER],
        "饮水 联络站": [RECEPTION],
        "𠮷先": [LIFT],
        "𠮷": [LIFT],
        "gdp统": [DEPUTY],
        "ＧＤＰ": [DEPUTY],
        "P统": [DEPUTY],
        "8届": [],
        "农村 王敏": [],
    }
    found = {query: answer(query) for query in wanted}

    assert {query: [] if given["partial"] else urls(given) for query, given in found.items()} == {
        query: [document.url for document in documents] for query, documents in wanted.items()
    }


def test_a_phrase_is_not_found_in_scattered_pairs(answer):
    # Others hold 饮水 or 安全, but not side by side.
    assert urls(answer("饮水安全")) == [WATER.url]


def test_the_page_of_that_very_name_comes_first(answer):
    assert urls(answer("阿依·古丽")) == [DEPUTY.url, STORY.url]


def test_a_name_without_its_dot_is_the_same_name(answer):
    assert urls(answer("阿依古丽")) == urls(answer("阿依•古丽")) == [DEPUTY.url, STORY.url]


def test_equals_stand_newest_first(site, serve, page):
    dated = [
        SearchDocument(f"news/{year}/a/", "news", "接待日", f"{year}-01-01", "", "")
        for year in (2023, 2025, 2024)
    ]
    page.goto(serve(site(*dated)) + "search/?q=" + quote("接待"))
    page.get_by_text("找到 3 条").wait_for()

    dates = page.locator(".search-result__meta").all_inner_texts()
    assert dates == ["新闻 · 2025年1月1日", "新闻 · 2024年1月1日", "新闻 · 2023年1月1日"]


def test_what_agrees_in_part_is_shown_and_said_to_be_partial(answer):
    given = answer("饮水工程")

    assert (given["partial"], set(urls(given))) == (True, {WATER.url, RECEPTION.url})


def test_nothing_is_found_for_words_that_nobody_wrote(answer):
    assert answer("量子纠缠") == {"total": 0, "partial": False, "results": []}


def test_a_snippet_begins_at_its_sentence_and_marks_the_words(answer):
    [result] = answer("村民要 挑水")["results"]

    assert joined(result["snippet"]) == (
        "夏天常常停水，[村民要]到山脚下[挑水]。建议更换管道，让群众喝上放心水。"
    )


def test_a_mark_covers_what_folding_left_out(answer):
    [first, _] = answer("依古丽")["results"]

    assert joined(first["titleParts"]) == "阿[依·古丽]"


def test_no_query_makes_the_client_throw(search_page):
    answers = search_page.evaluate(
        """async (queries) => {
            const { openIndex } = await import("../assets/js/search/client.js");
            const index = await openIndex("../");
            return JSON.parse(queries).map((query) => Object.keys(index.search(query)).join(" "));
        }""",
        json.dumps([*HOSTILE, None, 7]),
    )

    assert set(answers) == {"total partial results"}


def test_the_index_finds_every_two_adjacent_characters_in_the_browser(search_page):
    missed = search_page.evaluate(
        """async () => {
            const { openIndex } = await import("../assets/js/search/client.js");
            const { terms } = await import("../assets/js/search/tokenize.js");
            const documents = await (await fetch("documents.json")).json();
            const index = await openIndex("../");
            const missed = [];
            for (const { url, title, body } of documents) {
                for (const text of [title, body]) {
                    const chars = [...text];
                    for (let at = 1; at < chars.length; at++) {
                        const pair = chars[at - 1] + chars[at];
                        const answer = index.search(pair);
                        const found = answer.results.some((result) => result.url === url);
                        if (terms(pair).length && (answer.partial || !found)) missed.push(pair);
                    }
                }
            }
            return missed;
        }"""
    )

    assert missed == []


def test_the_index_file_is_a_whole_lunr_index(site, serve, page):
    rare = SearchDocument("pages/rare/", "page", "﨎村的代表𠮷野", "", "", "")
    page.goto(serve(site(*CORPUS, rare)) + "search/")

    ours, theirs = page.evaluate(
        """async () => {
            const { openIndex } = await import("../assets/js/search/client.js");
            const ours = (await openIndex("../")).search("代表").results.map(({ url }) => url);
            const documents = await (await fetch("documents.json")).json();
            const index = lunr.Index.load(await (await fetch("index.json")).json());
            const found = index.query((query) => query.term("代表", { usePipeline: false }));
            return [ours, found.map(({ ref }) => documents[ref].url)];
        }"""
    )
    assert ours == theirs == [RECEPTION.url, rare.url, DEPUTY.url, STORY.url]


def test_numbers_are_found_that_lunrs_own_set_of_terms_confuses(site, serve, page):
    numbers = [f"t{number * 6700417 % 2147483647}" for number in range(500)]
    page.goto(serve(site(SearchDocument("", "page", "", "", " ".join(numbers), ""))) + "search/")

    missed_by_us, missed_by_lunr = page.evaluate(
        """async (numbers) => {
            const { openIndex } = await import("../assets/js/search/client.js");
            const { search } = await openIndex("../");
            lunr.TokenSet._nextId = 1; // as on a page just opened
            const terms = new Set(lunr.TokenSet.fromArray([...numbers].sort()).toArray());
            return [
                numbers.filter((number) => search(number).total !== 1 || search(number).partial),
                numbers.filter((number) => !terms.has(number)),
            ];
        }""",
        numbers,
    )
    assert missed_by_us == []
    assert missed_by_lunr  # once lunr finds them all, our own set of terms may go


def test_the_files_are_loaded_once(search_page):
    loaded = search_page.evaluate(
        """async () => {
            const { openIndex } = await import("../assets/js/search/client.js");
            await Promise.all([openIndex("../"), openIndex("../")]);
            await openIndex("../");
            return performance.getEntriesByType("resource").map(({ name }) => name);
        }"""
    )

    names = [Path(urlsplit(name).path).name for name in loaded]
    assert [names.count(name) for name in ("index.json", "documents.json", "lunr.js")] == [1, 1, 1]


def test_typing_shows_results_with_kind_date_and_marked_words(search_page):
    type_in(search_page, "挑水")
    said(search_page, "找到 1 条与“挑水”有关的内容。")

    assert search_page.locator("[data-search-results]").inner_html() == (
        '<li class="search-result">'
        '<p class="search-result__meta">建议 · 2025年1月15日</p>'
        '<h2 class="search-result__title">'
        '<a href="../suggestions/t8-s3/0017/">关于加强农村饮水安全保障的建议</a></h2>'
        '<p class="search-result__text">夏天常常停水，村民要到山脚下<mark>挑水</mark>。'
        "建议更换管道，让群众喝上放心水。</p></li>"
    )


def test_letters_of_an_input_method_are_not_a_query(search_page):
    keyboard = search_page.context.new_cdp_session(search_page)
    search_page.locator("input").focus()
    keyboard.send(
        "Input.imeSetComposition", {"text": "tiaoshui", "selectionStart": 8, "selectionEnd": 8}
    )
    search_page.wait_for_timeout(500)
    while_composing = (search_page.url, status(search_page))
    keyboard.send("Input.insertText", {"text": "挑水"})
    said(search_page, "找到 1 条与“挑水”有关的内容。")

    assert while_composing == (search_page.url.split("?")[0], "")


def test_the_address_keeps_query_and_kind(search_page):
    type_in(search_page, "饮水")
    said(search_page, "找到 2 条与“饮水”有关的内容。")
    search_page.get_by_role("button", name="新闻 1").click()
    said(search_page, "在“新闻”里找到 1 条与“饮水”有关的内容。")

    assert parse_qs(urlsplit(search_page.url).query) == {"q": ["饮水"], "kind": ["news"]}


def test_an_address_brings_its_results_back(search_page):
    search_page.goto(search_page.url + "?q=" + quote("饮水") + "&kind=news")
    said(search_page, "在“新闻”里找到 1 条与“饮水”有关的内容。")

    assert titles(search_page) == [RECEPTION.title]
    assert search_page.locator("input").input_value() == "饮水"


def test_going_back_brings_the_query_back(search_page):
    search_page.evaluate("history.pushState(null, '', '?q=饮水')")
    search_page.evaluate("history.pushState(null, '', '?q=挑水')")
    search_page.go_back()
    said(search_page, "找到 2 条与“饮水”有关的内容。")

    assert search_page.locator("input").input_value() == "饮水"


def test_kinds_are_counted_and_the_chosen_one_is_pressed(search_page):
    type_in(search_page, "东湖")
    said(search_page, "找到 4 条与“东湖”有关的内容。")
    search_page.get_by_role("button", name="代表 1").click()

    assert search_page.locator("[data-search-kinds]").inner_text().split("\n") == [
        "全部 4",
        "代表 1",
        "建议 1",
        "新闻 2",
    ]
    assert search_page.locator("[aria-pressed=true]").all_inner_texts() == ["代表 1"]
    assert search_page.evaluate("document.activeElement.textContent") == "代表 1"
    assert titles(search_page) == [DEPUTY.title]


def test_a_kind_without_results_says_so_and_can_be_left(search_page):
    search_page.goto(search_page.url + "?kind=station&q=" + quote("饮水"))
    said(search_page, "“联络站”里没有与“饮水”有关的内容，看看别的栏目。")
    search_page.get_by_role("button", name="全部 2").click()

    said(search_page, "找到 2 条与“饮水”有关的内容。")


def test_nothing_found_says_what_to_do(search_page):
    type_in(search_page, "量子纠缠")

    said(search_page, "没有找到“量子纠缠”。换个词试试，或者从下面的栏目里找。")


def test_results_that_agree_in_part_are_announced_as_such(search_page):
    type_in(search_page, "饮水工程")

    said(search_page, "没有完全一样的词句，下面是部分相符的内容。")


def test_emptying_the_box_empties_the_page(search_page):
    type_in(search_page, "饮水")
    said(search_page, "找到 2 条与“饮水”有关的内容。")
    type_in(search_page, "")
    said(search_page, "")

    assert (titles(search_page), urlsplit(search_page.url).query) == ([], "")


def test_twenty_results_are_shown_at_a_time(site, serve, page):
    many = [SearchDocument(f"p/{n}/", "page", f"接待{n}", "", "", "") for n in range(45)]
    page.goto(serve(site(*many)) + "search/?q=" + quote("接待"))
    said(page, "找到 45 条与“接待”有关的内容。")
    page.get_by_role("button", name="再看 20 条").click()
    after_one = (len(titles(page)), page.evaluate("document.activeElement.textContent"))
    page.get_by_role("button", name="再看 5 条").click()

    assert after_one == (40, titles(page)[20])
    assert (len(titles(page)), page.locator(".search-more").is_visible()) == (45, False)


def test_no_query_adds_elements_of_its_own(search_page):
    foreign = search_page.evaluate(
        """async (queries) => {
            const made = "form input p ul ol li h2 a mark button".split(" ");
            const element = document.querySelector("[data-module]");
            const input = element.querySelector("input");
            const foreign = [];
            for (const query of JSON.parse(queries)) {
                input.value = query;
                input.form.requestSubmit();
                await new Promise((resolve) => setTimeout(resolve, 20));
                for (const { localName } of element.querySelectorAll("*")) {
                    if (!made.includes(localName)) foreign.push([query, localName]);
                }
            }
            return foreign;
        }""",
        json.dumps(HOSTILE),
    )

    assert foreign == []


@pytest.mark.page_may_complain
def test_an_index_that_does_not_load_is_said_kindly_and_tried_again(site, serve, page):
    folder = site(*CORPUS)
    index = (folder / "search/index.json").read_bytes()
    (folder / "search/index.json").unlink()
    page.goto(serve(folder) + "search/?q=" + quote("饮水"))
    said(page, "搜索暂时没能打开。请稍后再试，或者从栏目里找。")
    (folder / "search/index.json").write_bytes(index)
    type_in(page, "挑水")

    said(page, "找到 1 条与“挑水”有关的内容。")


def urls(answer) -> list[str]:
    return [result["url"] for result in answer["results"]]


def joined(pieces) -> str:
    return "".join(f"[{piece['text']}]" if piece["mark"] else piece["text"] for piece in pieces)


def type_in(page, query: str) -> None:
    page.locator("input").fill(query)


def status(page) -> str:
    return page.locator("[data-search-status]").inner_text()


def said(page, words: str) -> None:
    """Wait until the status line says exactly this."""
    page.wait_for_function(
        "(words) => document.querySelector('[data-search-status]').textContent === words",
        arg=words,
        timeout=5000,
    )


def titles(page) -> list[str]:
    return page.locator(".search-result__title").all_inner_texts()
