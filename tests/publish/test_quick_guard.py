"""What the guard's quick look over many files passes, its thorough look at each passes too."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from huiyin.publish.canaries import Canary
from huiyin.publish.dress import run_together
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


@given(lines, st.sampled_from(["a.html", "a.json", "a.csv", "a.ics", "a.bin"]))
def test_what_a_thorough_look_finds_in_a_line_the_quick_one_suspects(line: str, path: str) -> None:
    thorough = [*GUARD._leaks_in(path, line, has_numbers=not path.endswith(".bin"))]

    assert not thorough or GUARD.leaks({path: line.encode()}) != []


@given(lines)
def test_a_text_run_together_is_its_words_without_tags_and_blanks(text: str) -> None:
    bare = re.sub(rb"<[/a-zA-Z][^<>\xe4-\xe9]*>", b"", text.encode())

    assert run_together(text.encode()).decode() == "".join(bare.decode().split())
