"""What readers of the sample congress ask, and what must stand first, in Python and Chromium."""

from __future__ import annotations

import json
import random
from pathlib import Path
from urllib.parse import quote

from search_reader import Index, search_part
from small_site import tree

GOLDEN = json.loads(Path(__file__).with_name("golden.json").read_text("utf-8"))
FIRST = {row["query"]: row["first"] for row in GOLDEN}

ASK = """async (queries) => {
    const { openSearch } = await import("../assets/js/search/client.js");
    const search = await openSearch("../");
    const first = {};
    for (const query of queries) {
        const answer = await search.ask(query);
        const [sheet] = await search.read(answer, answer.pages.values(), 1);
        first[query] = answer.partial || !sheet ? null : sheet.url;
    }
    return first;
}"""

MARK = "<b class=injected>x</b>"
PAYLOADS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<iframe srcdoc='<script>parent.alert(1)</script>'></iframe>",
    '"><script>alert(1)</script>',
    "'><img src=x onerror=alert(1)>",
    "</title><script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    "</option></select><img src=x onerror=alert(1)>",
    "javascript:alert(1)",
    "java\tscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "<a href=javascript:alert(1)>饮水</a>",
    "<mark onmouseover=alert(1)>饮水</mark>",
    "<b class=injected>饮水</b>",
    "饮水<img src=x onerror=alert(1)>",
    "“饮水<script>alert(1)</script>”",
    "-<script>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;img src=x onerror=alert(1)&#62;",
    "%3Cscript%3Ealert(1)%3C/script%3E",
    "\\u003cscript\\u003ealert(1)\\u003c/script\\u003e",
    "＜script＞alert(1)＜/script＞",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "${alert(1)}",
    "{{constructor.constructor('alert(1)')()}}",
    "`-alert(1)-`",
    "__proto__",
    "constructor",
    "<math><mtext></p><img src=x onerror=alert(1)>",
    "<details open ontoggle=alert(1)>",
    MARK,
)


def test_each_query_is_asked_once():
    assert len(FIRST) == len(GOLDEN) >= 60


def test_the_index_gives_every_golden_query_its_first_hit(sample):
    index = Index(search_part(tree(sample)))

    assert {query: (index.ask(query).urls or (None,))[0] for query in FIRST} == FIRST


def test_the_browser_gives_every_golden_query_its_first_hit(page, serve, sample):
    page.goto(serve(sample) + "search/")

    assert page.evaluate(ASK, list(FIRST)) == FIRST


def test_the_browser_finds_random_fragments_wherever_they_stand(page, serve, sample):
    index = Index(search_part(tree(sample)))
    cards = index.cards()
    texts = {card[0]: [card[1], *index.words(card)] for card in cards}
    dice = random.Random(28)
    wanted = []
    while len(wanted) < 60:
        card = dice.choice(cards)
        text = dice.choice((card[1], index.words(card)[1])) or card[1]
        start = dice.randrange(max(1, len(text) - 8))
        fragment = text[start : start + dice.randint(2, 8)]
        if len(fragment) > 1 and all("\u4e00" <= char <= "\u9fff" for char in fragment):
            holders = [url for url, held in texts.items() if any(fragment in one for one in held)]
            wanted.append([fragment, holders])
    page.goto(serve(sample) + "search/")
    wrong = page.evaluate(
        """async (wanted) => {
            const { openSearch } = await import("../assets/js/search/client.js");
            const search = await openSearch("../");
            const wrong = [];
            for (const [fragment, holders] of wanted) {
                const answer = await search.ask(fragment);
                const urls = (await search.read(answer, answer.pages.values(), 999))
                    .map(({ url }) => url);
                const missed = holders.filter((url) => !urls.includes(url));
                if (answer.partial || missed.length) wrong.push([fragment, missed]);
            }
            return wrong;
        }""",
        wanted,
    )

    assert wrong == []


def test_no_payload_in_query_filters_or_fragment_becomes_an_element(page, serve, sample):
    base = serve(sample) + "search/"
    opened = []
    page.on("dialog", lambda dialog: (opened.append(dialog.message), dialog.dismiss()))
    page.goto(base + "?q=" + quote("饮水"))
    page.locator(".search-result").first.wait_for()
    count_by_name = """() => {
        const names = {};
        for (const { localName } of document.querySelectorAll("body *:not(.search-page *)")) {
            names[localName] = (names[localName] ?? 0) + 1;
        }
        const inside = [...document.querySelectorAll(".search-page *")]
            .map(({ localName }) => localName);
        const injected = document.querySelectorAll(".injected, [onerror], [onload]").length;
        return [names, [...new Set(inside)].sort(), injected];
    }"""
    outside, inside, _ = page.evaluate(count_by_name)
    seen = []
    for payload in PAYLOADS:
        asked = "&".join(
            f"{name}={quote(payload)}" for name in ("q", "kind", "year", "topic", "outcome")
        )
        page.goto(f"{base}?{asked}#{quote(payload)}")
        page.locator("[data-search-status]:not(:empty)").wait_for(state="attached")
        page.wait_for_function(
            "document.querySelector('[data-search-status]').textContent !== '正在查找…'"
        )
        seen.append(page.evaluate(count_by_name))

    assert opened == []
    assert [after for after, _, _ in seen if after != outside] == []
    assert {name for _, names, _ in seen for name in names} <= set(inside)
    assert sum(injected for _, _, injected in seen) == 0
