"""The cheap look at a text tells what the thorough one tells, whatever the text is made of."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from huiyin.validate import private_numbers as numbers
from huiyin.validate.private_numbers import Declared, is_suspect, is_suspect_raw, private_in

DECLARED = Declared(frozenset({"09991234501", "01065011234"}), frozenset({"example.gov.cn"}))
PIECES = (
    *"0123456789", "13800138000", "0999-1234501", "2025-03-01", "6222021234567890128", "138001",
    *" -.·_()（）\t\n\u3000\xa0—－", *"年一幺三八〇村，", *"１❶①٣𝟏²ⁿ", "\u200b", "\xad",
    *"aAtTxX[]{}【】@＠&#%3\\u", "电话", "热线", "[at]", "( AT\u3000)", "（at）", "\ud800", '"',
    "\U00020000",
)  # fmt: skip
texts = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


def _thoroughly(text: str) -> bool:
    """Look at the whole text, with digits in any dress, for everything."""
    raw = text.encode("utf-8", "replace")
    bare = text.translate(numbers._PLAIN).encode("ascii", "replace")
    runs = ("".join(filter(str.isdigit, run.decode())) for run in numbers._BARE_RUN.findall(bare))
    return (
        any(run not in DECLARED.phones for run in runs)
        or numbers._BARE_RUN_FROM_2.search(bare) is not None
        or any(mark in text for mark in numbers._SURE)
        or numbers._HINTED.search(text) is not None
        or numbers._AT_IN_WORDS.search(raw) is not None
    )


@given(texts)
def test_a_cheap_look_at_a_text_tells_what_a_thorough_one_does(text: str) -> None:
    raw = text.encode("utf-8", "replace")

    assert (is_suspect(text, DECLARED), is_suspect_raw(raw, DECLARED)) == (_thoroughly(text),) * 2


@given(texts)
def test_a_line_that_is_not_suspect_holds_nothing_private(text: str) -> None:
    found = [line for line in text.split("\n") if private_in(line, DECLARED)]

    assert [line for line in found if not is_suspect(line, DECLARED)] == []


@given(st.lists(st.binary(max_size=3) | texts.map(lambda text: text.encode("utf-8", "replace"))))
def test_broken_bytes_are_looked_at_as_what_is_read_of_them(pieces: list[bytes]) -> None:
    raw = b"".join(pieces)

    assert is_suspect_raw(raw, DECLARED) == is_suspect(raw.decode("utf-8", "replace"), DECLARED)
