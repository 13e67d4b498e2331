"""Both tokenisers follow one case table and agree on every character."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiyin.search.tokenize import folded, pieces, query_parts, simplified, terms

CASES = json.loads(Path(__file__).with_name("token_cases.json").read_text("utf-8"))
SCRIPTS = Path(__file__).parents[2] / "theme/assets/js/search"


@pytest.fixture
def in_browser(page, serve, tmp_path):
    """A function that gives a value to a JavaScript function beside tokenize.js's exports."""
    (tmp_path / "index.html").write_text("<!doctype html>", "utf-8")
    (tmp_path / "tokenize.js").write_bytes((SCRIPTS / "tokenize.js").read_bytes())
    page.goto(serve(tmp_path))

    couples = [traditional + simple for traditional, simple in simplified().items()]
    learning = "async (couples) => (await import('./tokenize.js')).learn(couples)"
    page.evaluate(learning, couples)

    def run(function: str, value: object) -> Any:
        # As JSON text both ways: the browser's protocol would mend lone surrogates.
        return json.loads(
            page.evaluate(
                f"""async (value) => {{
                    const tokenize = await import("./tokenize.js");
                    return JSON.stringify(({function})(JSON.parse(value), tokenize));
                }}""",
                json.dumps(value),
            )
        )

    return run


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_the_index_is_cut_as_the_table_says(case):
    assert terms(case["text"]) == case["terms"]


def test_the_query_is_cut_as_the_table_says(in_browser):
    cut = in_browser("(texts, {terms}) => texts.map(terms)", [case["text"] for case in CASES])

    assert dict(zip(names(), cut, strict=True)) == {case["name"]: case["terms"] for case in CASES}


def test_each_case_has_a_name_of_its_own():
    assert len(set(names())) == len(CASES) >= 45


def test_the_two_tokenisers_agree_on_every_character(in_browser):
    ours = ("|".join(terms(f"x{char}中{char}y")) for char in every_character())
    differing = """([ranges, ours], {terms}) => {
        const lines = ours.split("\\n");
        const differing = [];
        let at = 0;
        for (const [first, end] of ranges) {
            for (let code = first; code < end; code++, at++) {
                const char = String.fromCodePoint(code);
                const line = terms(`x${char}中${char}y`).join("|");
                if (line !== lines[at]) differing.push([code, line, lines[at]]);
            }
        }
        return [at, differing];
    }"""

    every = in_browser(differing, [[[some.start, some.stop] for some in EVERY], "\n".join(ours)])
    assert every == [sum(map(len, EVERY)), []]


def test_the_two_tokenisers_agree_on_random_text(in_browser):
    dice = random.Random(20250301)
    texts = [random_text(dice) for _ in range(2000)]

    assert differences(in_browser, texts) == []


def test_the_two_tokenisers_cut_queries_into_the_same_parts(in_browser):
    dice = random.Random(20250302)
    texts = [random_text(dice) for _ in range(500)]
    function = """(texts, {queryParts}) => texts.map((text) =>
        queryParts(text).map(({sign, required}) => [sign, required]))"""
    ours = [[[sign, held] for sign, held in query_parts(text)] for text in texts]

    assert in_browser(function, texts) == ours


def test_a_place_in_the_key_leads_back_to_the_text(in_browser):
    function = """(text, {keyWithPlaces, key}) => {
        const {key: found, starts, ends} = keyWithPlaces(text);
        if (found !== key(text)) throw new Error("two keys for one text");
        return [...found].map((unit, at) => [unit, text.slice(starts[at], ends[at])]);
    }"""

    assert in_browser(function, "阿\u200b依·古，10㎡e\u0301") == [
        ["阿", "阿\u200b"],
        ["依", "依"],
        ["古", "古"],
        [" ", "1"],
        ["1", "1"],
        ["0", "0"],
        ["m", "㎡"],
        ["2", "㎡"],
        ["e", "e\u0301"],
    ]


@pytest.mark.parametrize(
    ("query", "parts"),
    [
        ("饮水安全", [("+", ["饮水", "水安", "安全"])]),
        ("饮水 安全", [("+", ["饮水"]), ("+", ["安全"])]),
        ("饮水\u3000安全\n", [("+", ["饮水"]), ("+", ["安全"])]),
        ("饮水，安全", [("+", ["饮水", "安全"])]),
        ("2025年 水", [("+", ["·20", "·02", "·25", "·5年"]), ("+", ["·水"])]),
        ("阿依·古丽", [("+", ["阿依", "依古", "古丽"])]),
        ("~ + 水", [("+", ["·水"])]),
        ("饮水 -农村", [("+", ["饮水"]), ("-", ["农村"])]),
        ("饮水 －农村", [("+", ["饮水"]), ("-", ["农村"])]),
        ("t8-s3", [("+", ["·t8", "·s3"])]),
        ("“饮水 安全”", [('"', ["饮水", "安全"])]),
        ('-"饮水 安全"电梯', [("-", ["饮水", "安全"]), ("+", ["电梯"])]),
        ('"饮水', [("+", ["饮水"])]),
        ("- -- \"\" ''", []),
        ("", []),
    ],
)
def test_blanks_part_a_query_quotes_bind_and_a_minus_excludes(query, parts):
    assert query_parts(query) == parts


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("饮水", ["·饮", "·水"]),
        ("25年度", ["·2", "·5", "·年", "·度", "·25", "·5年"]),
        ("水，a", ["·水", "·a"]),
        ("古·丽", ["·古", "·丽"]),
    ],
)
def test_pieces_are_characters_and_pairs_that_are_not_both_chinese(query_pieces, text, found):
    assert pieces(text) == query_pieces(text) == found


@pytest.fixture
def query_pieces(in_browser):
    return lambda text: in_browser("(text, {pieces}) => pieces(text)", text)


def test_traditional_characters_are_simplified_ones(in_browser):
    text = "農村飲水安全與「電梯」"
    function = "(text, {terms}) => terms(text)"

    assert terms(text) == terms("农村饮水安全与「电梯」") == in_browser(function, text)


def test_no_simplified_character_is_a_traditional_one():
    assert set(simplified()) & set(simplified().values()) == set()


def test_folding_twice_is_folding_once():
    texts = every_character()

    assert [text for text in texts if folded(folded(text)) != folded(text)] == []


@given(st.text())
def test_no_text_makes_the_tokeniser_throw(text):
    parts = query_parts(text)

    assert all(held and all(held_term for held_term in held) for _, held in parts)
    assert set(terms(text)).isdisjoint(pieces(text))


def names() -> list[str]:
    return [case["name"] for case in CASES]


def differences(in_browser, texts: list[str]) -> list[tuple[str, list[str], list[str]]]:
    cut = in_browser("(texts, {terms}) => texts.map(terms)", texts)
    ours = [terms(text) for text in texts]
    triples = zip(map(ascii, texts), ours, cut, strict=True)
    return [(text, python, browser) for text, python, browser in triples if python != browser]


# Every character below plane 4, tags and selectors; the planes between are empty.
EVERY = (range(0x34000), range(0xE0000, 0xE0200))


def every_character() -> list[str]:
    return [chr(code) for some in EVERY for code in some]


PALETTES = (
    range(0x20, 0x7F),
    range(0x4E00, 0x4E80),
    range(0xA0, 0x370),
    range(0x1E00, 0x3400),
    range(0xF900, 0x10000),
    range(0xD800, 0xE000),
    range(0x1D400, 0x1F300),
    range(0x20000, 0x20010),
    range(0x110000),
    [0xB7, 0x2022, 0x200B, 0x200D, 0x301, 0xFE0F, 0x3000, 0x20],
)


def random_text(dice: random.Random) -> str:
    text = "".join(chr(dice.choice(dice.choice(PALETTES))) for _ in range(dice.randint(0, 30)))
    # JavaScript sees two surrogates side by side as one character; so does Python after this.
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
