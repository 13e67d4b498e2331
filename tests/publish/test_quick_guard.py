"""What the guard's quick look over many files passes, its thorough look at each passes too."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiyin.publish.canaries import Canary
from huiyin.publish.dress import lines_run_together, run_together, undressed
from huiyin.publish.leaks import Guard
from huiyin.validate.private_numbers import Declared

RECORD: Any = SimpleNamespace(path="content/news/a.md", text="", data={})
SECRETS = ("欧阳霁月", "ferry-at-night", "老渡口的夜航船")
GUARD = Guard(
    Declared(frozenset({"09991234501"}), frozenset({"example.gov.cn"})),
    lambda: tuple(Canary(text.encode(), RECORD, ("name",), text, "没有公布") for text in SECRETS),
    paths=("/srv/huiyin",),
    hosts=("renda.example.com",),
)
PIECES = (
    *SECRETS, "欧阳", "霁月", "老渡口的", "夜航船", "ferry-", "at-night", "/srv/", "huiyin",
    "138", "0013", "8000", "0999-1234501", "2025-03-01", "１３８", "一三八", "电话", "8234567",
    "<b>", "</b>", '<a href="x">', "<p>", "<b中>", ' d="', '"', '"@', "@", "a [at] ",
    "b.example.org", "&#49;", "&amp;",
    "%31", "\\u0031", " ", "\u3000", "\u200b", "\xa0", "年", "，", "-", "x",
    "@renda.example.com\r", "\r", "<", ">",
)  # fmt: skip
lines = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)
# Files that share lines, in another order each.
files = st.lists(st.lists(st.sampled_from(PIECES), max_size=3).map("".join), min_size=1).flatmap(
    lambda pool: st.lists(st.lists(st.sampled_from(pool), max_size=5).map("\n".join), max_size=3)
)


@given(lines, st.sampled_from(["a.html", "a.json", "a.csv", "a.ics", "a.bin"]))
def test_what_a_thorough_look_finds_in_a_line_the_quick_one_suspects(line: str, path: str) -> None:
    thorough = [*GUARD._leaks_in(path, line, has_numbers=not path.endswith(".bin"))]

    assert not thorough or GUARD.leaks({path: line.encode()}) != []


@given(files, st.sampled_from([".html", ".json", ".bin"]))
def test_what_a_thorough_look_finds_over_lines_of_files_the_quick_one_suspects(
    texts: list[str], suffix: str
) -> None:
    thorough = [leak for text in texts for leak in GUARD._canaries_in("", undressed(text).encode())]
    named = {f"{number}{suffix}": text.encode() for number, text in enumerate(texts)}

    assert not thorough or GUARD.leaks(named) != []


@pytest.mark.parametrize(
    ("former", "page"),
    [
        pytest.param(["<p>欧阳</p>", "<p>到任</p>"], ["<p>欧阳</p>", "<p>霁月</p>"], id="first"),
        pytest.param(["<p>到任</p>", "<p>霁月</p>"], ["<p>欧阳</p>", "<p>霁月</p>"], id="second"),
        pytest.param(
            ["老渡口的", "", "船", "<p>", "夜航", "到了"],
            ["老渡口的", "<p>", "夜航", "", "船"],
            id="all",
        ),
        pytest.param(["欧阳<b", "b>到任"], ["欧阳<b", "class>霁月"], id="a tag over lines"),
        pytest.param(["ferry-<b>at-night", "x"], ["ferry-<b>at-night", "。"], id="a whole word"),
    ],
)
def test_private_words_over_lines_are_found_though_an_earlier_file_has_some_of_the_lines(
    former: list[str], page: list[str]
) -> None:
    files = {"a.html": "\n".join(former).encode(), "b.html": "\n".join(page).encode()}

    assert {leak.path for leak in GUARD.leaks(files)} == {"b.html"}


@given(lines)
def test_a_text_run_together_is_its_words_without_tags_and_blanks(text: str) -> None:
    bare = re.sub(rb"<[/a-zA-Z][^<>\xe4-\xe9]*>", b"", text.encode())

    assert run_together(text.encode()).decode() == "".join(bare.decode().split())


@given(lines, lines)
def test_lines_run_together_are_each_run_together(first: str, second: str) -> None:
    whole = f"{first}\n{second}".encode()

    assert lines_run_together(whole).split(b"\n") == [
        run_together(line) for line in whole.split(b"\n")
    ]
