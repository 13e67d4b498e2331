"""Readers find what they look for, in a real browser on a real small site."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import pytest

from huiyin.render.scripts import FOLDER, UnknownFormError, search_script
from huiyin.search.index import SearchDocument, search_files
from small_site import THEME

SEARCH_PAGE = """<!doctype html>
<html lang="zh-CN">
<meta charset="utf-8">
<title>搜索</title>
<div data-module="search-page" data-root="../">
  <form method="get" role="search" data-root="../">
    <input type="search" name="q" aria-label="搜索">
  </form>
  <p data-search-status role="status" aria-live="polite"></p>
  <ul data-search-kinds></ul>
  <fieldset data-search-filters>
    <label>年份 <select name="year"></select></label>
    <label>主题 <select name="topic"></select></label>
    <label>办理结果 <select name="outcome"></select></label>
  </fieldset>
  <ol data-search-results></ol>
  <button type="button" data-search-more hidden>再看 10 条</button>
</div>
<script type="module">
  import { box, results } from "../assets/js/search.js";
  document.querySelectorAll("[data-module=search-page]").forEach(results.start);
  document.querySelectorAll("form").forEach(box.start);
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
    topic="农业农村",
    outcome="正在解决",
)
LIFT = SearchDocument(
    url="suggestions/t8-s3/0021/",
    kind="suggestion",
    title="关于老旧小区加装电梯的建议",
    date="2025-01-16",
    names="第0021号 王敏 wangmin",
    body="小区里老人多，上下楼不方便。安全有保障，饮用不成问题。𠮷先生说，盼着电梯早一点装好。",
    topic="城乡建设",
    outcome="已解决",
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
    syllables="a yi gu li",
    place="东湖区代表团",
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
        contents = dict(search_files(documents))
        contents["search/index.html"] = SEARCH_PAGE.encode()
        contents |= {f"{page.url}index.html": b"<!doctype html>" for page in documents}
        contents |= search_script(THEME)
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
                const { openSearch } = (await import("../assets/js/search.js")).client;
                const { marked, snippetOf } = (await import("../assets/js/search.js")).snippet;
                const search = await openSearch("../");
                const answer = await search.ask(query);
                const { partial, needles } = answer;
                const sheets = await search.read(answer, answer.pages.values(), 50);
                const results = sheets.map(({ url, title, body }) => ({
                    url, title: marked(title, needles), snippet: snippetOf(body, needles),
                }));
                return { partial, results };
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
        "饮水 -联络站": [WATER],
        "饮水 －“安全 保障”": [WATER, RECEPTION],
        "“来水管道”": [WATER],
        "“饮水工程”": [],
        "農村飲水": [WATER],
        "年1月": [],
        "ayg": [DEPUTY],
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
    assert answer("量子纠缠") == {"partial": False, "results": []}


def test_a_snippet_begins_at_its_sentence_and_marks_the_words(answer):
    [result] = answer("村民要 挑水")["results"]

    assert joined(result["snippet"]) == (
        "夏天常常停水，[村民要]到山脚下[挑水]。建议更换管道，让群众喝上放心水。"
    )


def test_a_mark_covers_what_folding_left_out(answer):
    [first, _] = answer("依古丽")["results"]

    assert joined(first["title"]) == "阿[依·古丽]"


def test_no_query_makes_the_client_throw(search_page):
    answers = search_page.evaluate(
        """async (queries) => {
            const { openSearch } = (await import("../assets/js/search.js")).client;
            const search = await openSearch("../");
            const answers = [];
            for (const query of JSON.parse(queries)) {
                const answer = await search.ask(query);
                await search.read(answer, answer.pages.values(), 5);
                answers.push(Object.keys(answer).sort().join(" "));
            }
            return answers;
        }""",
        json.dumps([*HOSTILE, None, 7]),
    )

    assert set(answers) == {"checked incomplete needles pages partial parts"}


def test_every_two_adjacent_characters_are_found_in_the_browser(search_page):
    texts = [[page.url, text] for page in CORPUS for text in (page.title, page.names, page.body)]
    missed = search_page.evaluate(
        """async (texts) => {
            const { openSearch } = (await import("../assets/js/search.js")).client;
            const { terms } = (await import("../assets/js/search.js")).tokenize;
            const search = await openSearch("../");
            const missed = [];
            for (const [url, text] of texts) {
                const chars = [...text];
                for (let at = 1; at < chars.length; at++) {
                    const pair = chars[at - 1] + chars[at];
                    if (!terms(pair).length || /^[-－]|["“”]/.test(pair)) continue;
                    const answer = await search.ask(pair);
                    const sheets = await search.read(answer, answer.pages.values(), 50);
                    const found = sheets.some((sheet) => sheet.url === url);
                    if (answer.partial || !found) missed.push(pair);
                }
            }
            return missed;
        }""",
        texts,
    )

    assert missed == []


def test_numbers_are_found_that_lunrs_own_set_of_terms_confuses(site, serve, page):
    """olivernn/lunr.js#503: a node's name joins characters and numbers without a separator."""
    numbers = [f"t{number * 6700417 % 2147483647}" for number in range(30)]
    documents = [SearchDocument(f"{n}/", "page", "", "", n, "") for n in numbers]
    page.goto(serve(site(*documents)) + "search/")

    missed = page.evaluate(
        """async (numbers) => {
            const { openSearch } = (await import("../assets/js/search.js")).client;
            const search = await openSearch("../");
            const missed = [];
            for (const number of numbers) {
                const answer = await search.ask(number);
                const holders = numbers.filter((other) => other.includes(number));
                const isWhole = answer.pages.length === holders.length && !answer.partial;
                if (!isWhole) missed.push(number);
            }
            return missed;
        }""",
        numbers,
    )
    assert missed == []


def test_the_script_of_the_search_is_small():
    [script] = search_script(THEME).values()
    lunr = (THEME / "assets/js/search/lunr.min.js").read_bytes()

    assert len(gzip.compress(script, 9)) - len(gzip.compress(lunr, 9)) <= 12 * 1024


def test_a_module_that_imports_in_a_way_of_its_own_is_refused(tmp_path):
    folder = tmp_path / FOLDER
    folder.mkdir(parents=True)
    (folder / "results.js").write_text('import * as all from "./box.js";\n', "utf-8")

    with pytest.raises(UnknownFormError, match="import"):
        search_script(tmp_path)


def test_a_file_is_loaded_once(search_page):
    loaded = search_page.evaluate(
        """async () => {
            const { openSearch } = (await import("../assets/js/search.js")).client;
            const [one, two] = await Promise.all([openSearch("../"), openSearch("../")]);
            await Promise.all([one.ask("饮水"), two.ask("饮水"), one.ask("饮水安全")]);
            return performance.getEntriesByType("resource").map(({ name }) => name);
        }"""
    )

    files = [name for name in loaded if "/search/" in name]
    assert len(files) == len(set(files))


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
    search_page.get_by_label("年份").select_option("2025")
    said(search_page, "在“新闻、2025”里找到 1 条与“饮水”有关的内容。")

    assert parse_qs(urlsplit(search_page.url).query) == {
        "q": ["饮水"],
        "kind": ["新闻"],
        "year": ["2025"],
    }


def test_an_address_brings_its_results_back(search_page):
    search_page.goto(search_page.url + "?q=" + quote("饮水") + "&kind=" + quote("新闻"))
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
    said(search_page, "在“代表”里找到 1 条与“东湖”有关的内容。")

    assert search_page.locator("[data-search-kinds]").inner_text().split("\n") == [
        "全部 4",
        "代表 1",
        "建议 1",
        "新闻 2",
    ]
    assert search_page.locator("[aria-pressed=true]").all_inner_texts() == ["代表 1"]
    assert search_page.evaluate("document.activeElement.textContent") == "代表 1"
    assert titles(search_page) == [DEPUTY.title]


def test_a_narrowing_without_results_says_so_and_can_be_left(search_page):
    search_page.goto(search_page.url + "?q=" + quote("饮水") + "&outcome=" + quote("办好了"))
    said(search_page, "“办好了”里没有与“饮水”有关的内容，放宽条件看看。")
    search_page.get_by_label("办理结果").select_option("正在解决")

    said(search_page, "在“正在解决”里找到 1 条与“饮水”有关的内容。")


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


def test_ten_results_are_shown_at_a_time(site, serve, page):
    many = [SearchDocument(f"p/{n}/", "page", f"接待{n}", "", "", "") for n in range(25)]
    page.goto(serve(site(*many)) + "search/?q=" + quote("接待"))
    said(page, "找到 25 条与“接待”有关的内容。")
    page.get_by_role("button", name="再看 10 条").click()
    page.locator(".search-result").nth(19).wait_for()
    after_one = (len(titles(page)), page.evaluate("document.activeElement.textContent"))
    page.get_by_role("button", name="再看 10 条").click()
    page.locator(".search-result").nth(24).wait_for()

    assert after_one == (20, titles(page)[10])
    assert (len(titles(page)), page.locator("[data-search-more]").is_visible()) == (25, False)


def test_facets_are_counted_given_the_others(search_page):
    type_in(search_page, "东湖")
    said(search_page, "找到 4 条与“东湖”有关的内容。")
    search_page.get_by_label("年份").select_option("2025")
    said(search_page, "在“2025”里找到 2 条与“东湖”有关的内容。")

    assert search_page.locator("[data-search-kinds]").inner_text().split("\n") == [
        "全部 2",
        "建议 1",
        "新闻 1",
    ]
    assert search_page.locator("option").all_inner_texts() == [
        *("不限", "2025（2）", "2024（1）"),
        *("不限", "农业农村（1）"),
        *("不限", "正在解决（1）"),
    ]


def test_arrow_keys_walk_through_the_results_and_back(search_page):
    type_in(search_page, "饮水")
    said(search_page, "找到 2 条与“饮水”有关的内容。")
    focused = []
    for pressed in ("ArrowDown", "ArrowDown", "ArrowDown", "ArrowUp", "ArrowUp"):
        search_page.keyboard.press(pressed)
        focused.append(search_page.evaluate("document.activeElement.textContent"))

    assert focused == [WATER.title, RECEPTION.title, RECEPTION.title, WATER.title, ""]


@pytest.mark.parametrize("typed", ["ayg", "ayig", "Ayi gu"])
def test_deputies_are_offered_by_pinyin_and_initials(search_page, typed):
    search_page.locator("input").press_sequentially(typed)
    option = search_page.get_by_role("option", name="阿依·古丽 a yi gu li 东湖区代表团")
    option.wait_for()
    search_page.keyboard.press("ArrowDown")
    expanded = search_page.locator("input").get_attribute("aria-expanded")
    search_page.keyboard.press("Enter")
    search_page.wait_for_url(f"**/{DEPUTY.url}")

    assert expanded == "true"


def test_an_offer_goes_away_with_escape_and_leaves_the_words(search_page):
    search_page.locator("input").press_sequentially("ay")
    offers = search_page.get_by_role("listbox", name="可能要找的代表")
    offers.wait_for()
    search_page.keyboard.press("Escape")

    assert (offers.count(), input_value(search_page)) == (0, "ay")


def test_an_older_query_never_overwrites_a_newer_one(search_page):
    """What the older query waits for arrives after the newer one's answer."""
    type_in(search_page, "挑水")
    said(search_page, "找到 1 条与“挑水”有关的内容。")
    late = []

    def hold_back(route):
        late.append(route)

    search_page.route("**/search/t*/**", hold_back)
    type_in(search_page, "代表")
    search_page.wait_for_timeout(300)
    type_in(search_page, "挑水")
    search_page.wait_for_timeout(300)
    for route in late:
        route.continue_()
    search_page.wait_for_timeout(300)

    assert (len(late) > 0, status(search_page), titles(search_page)) == (
        True,
        "找到 1 条与“挑水”有关的内容。",
        [WATER.title],
    )


@pytest.mark.page_may_complain
def test_offline_it_answers_from_what_was_seen_and_says_so(search_page):
    type_in(search_page, "饮水")
    said(search_page, "找到 2 条与“饮水”有关的内容。")
    search_page.context.set_offline(True)
    type_in(search_page, "饮水 联络站")
    search_page.wait_for_function(
        "document.querySelector('[data-search-status]').textContent.includes('网络')"
    )

    assert status(search_page).endswith("网络不通，只列出看过的内容，可能不全。")
    assert RECEPTION.title in titles(search_page)


def test_no_query_adds_elements_of_its_own(search_page):
    foreign = search_page.evaluate(
        """async (queries) => {
            const made = "form input p ul ol li h2 a mark button fieldset label select option"
                .split(" ");
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
    manifest = (folder / "search/manifest.json").read_bytes()
    (folder / "search/manifest.json").unlink()
    page.goto(serve(folder) + "search/?q=" + quote("饮水"))
    said(page, "搜索暂时没能打开。请稍后再试，或者从栏目里找。")
    (folder / "search/manifest.json").write_bytes(manifest)
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


def input_value(page) -> str:
    return page.locator("input").input_value()


def titles(page) -> list[str]:
    return page.locator(".search-result__title").all_inner_texts()
