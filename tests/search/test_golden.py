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
    const { openSearch } = (await import("../assets/js/search.js")).client;
    const search = await openSearch("../");
    const answers = queries.map(async (query) => {
        const answer = await search.ask(query);
        const [sheet] = await search.read(answer, answer.pages.values(), 1);
        return [query, answer.partial || !sheet ? null : sheet.url];
    });
    return Object.fromEntries(await Promise.all(answers));
}"""

# Asks the open page for one payload after the other as if the reader walked through her history.
WALK = """async ([payloads, names]) => {
    const status = document.querySelector("[data-search-status]");
    const seen = [];
    for (const payload of payloads) {
        const asked = new URLSearchParams(names.map((name) => [name, payload]));
        status.textContent = "";
        history.pushState(null, "", `?${asked}#${encodeURIComponent(payload)}`);
        dispatchEvent(new PopStateEvent("popstate"));
        while (["", "正在查找…"].includes(status.textContent)) {
            await new Promise((resolve) => setTimeout(resolve, 5));
        }
        seen.push((COUNT)());
    }
    return seen;
}"""
COUNT = """() => {
    const names = {};
    for (const { localName } of document.querySelectorAll("body *:not(.search-page *)")) {
        names[localName] = (names[localName] ?? 0) + 1;
    }
    const inside = [...document.querySelectorAll(".search-page *")]
        .map(({ localName }) => localName);
    const injected = document.querySelectorAll(".injected, [onerror], [onload]").length;
    return [names, [...new Set(inside)].sort(), injected];
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
    sheets = index.sheets()
    dice = random.Random(28)
    wanted = []
    while len(wanted) < 60:
        sheet = dice.choice(sheets)
        text = dice.choice((sheet.title, sheet.body)) or sheet.title
        start = dice.randrange(max(1, len(text) - 8))
        fragment = text[start : start + dice.randint(2, 8)]
        if len(fragment) > 1 and all("\u4e00" <= char <= "\u9fff" for char in fragment):
            holders = [one.url for one in sheets if any(fragment in text for text in one[:3])]
            wanted.append([fragment, holders])
    page.goto(serve(sample) + "search/")
    wrong = page.evaluate(
        """async (wanted) => {
            const { openSearch } = (await import("../assets/js/search.js")).client;
            const search = await openSearch("../");
            const answers = wanted.map(async ([fragment, holders]) => {
                const answer = await search.ask(fragment);
                const urls = (await search.read(answer, answer.pages.values(), 999))
                    .map(({ url }) => url);
                const missed = holders.filter((url) => !urls.includes(url));
                return answer.partial || missed.length ? [fragment, missed] : null;
            });
            return (await Promise.all(answers)).filter(Boolean);
        }""",
        wanted,
    )

    assert wrong == []


def test_no_payload_in_query_filters_or_fragment_becomes_an_element(page, serve, sample):
    base = serve(sample) + "search/"
    names = ("q", "kind", "year", "topic", "outcome")
    opened = []
    page.on("dialog", lambda dialog: (opened.append(dialog.message), dialog.dismiss()))
    page.goto(base + "?q=" + quote("饮水"))
    page.locator(".search-result").first.wait_for()
    outside, inside, _ = page.evaluate(COUNT)
    seen = []
    for payload in (*PAYLOADS[:3], MARK):  # as a link from elsewhere brings them
        asked = "&".join(f"{name}={quote(payload)}" for name in names)
        page.goto(f"{base}?{asked}#{quote(payload)}")
        page.locator("[data-search-status]:not(:empty)").wait_for(state="attached")
        page.wait_for_function(
            "document.querySelector('[data-search-status]').textContent !== '正在查找…'"
        )
        seen.append(page.evaluate(COUNT))
    seen += page.evaluate(WALK.replace("COUNT", COUNT), [PAYLOADS, names])

    assert (opened, len(seen)) == ([], len(PAYLOADS) + 4)
    assert [after for after, _, _ in seen if after != outside] == []
    assert {name for _, names, _ in seen for name in names} <= set(inside)
    assert sum(injected for _, _, injected in seen) == 0
