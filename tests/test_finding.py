"""Finding: what stands somewhere in a text is found there, wherever it begins."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiyin.finding import Finder, Place, Shape

_LETTERS = st.lists(st.sampled_from(["a", "b", "代", "\n", "\xa0"]), max_size=12).map(
    lambda letters: "".join(letters).encode()
)
_TEXTS = st.lists(_LETTERS.filter(len), max_size=6)


def _places(texts: list[bytes], text: bytes) -> list[Place]:
    return [
        Place(start, start + len(one), number)
        for start in range(len(text))
        for number, one in enumerate(texts)
        if text.startswith(one, start)
    ]


@given(_TEXTS, _LETTERS)
def test_every_place_of_every_text_is_found(texts: list[bytes], text: bytes) -> None:
    assert Finder(texts).places_in(text) == sorted(_places(texts, text))


@given(_TEXTS, _LETTERS)
def test_which_texts_there_are_is_told_by_one_that_looks_once_and_by_one_that_does_not(
    texts: list[bytes], text: bytes
) -> None:
    every, once = Finder(texts), Finder(texts, once=True)
    there = {place.number for place in _places(texts, text)}

    assert (every.numbers_in(text), once.numbers_in(text), every.has_any(text)) == (
        there,
        there,
        bool(there),
    )


@given(st.text("12-x\n").map(str.encode))
def test_a_shape_is_found_on_the_lines_where_an_expression_finds_it(text: bytes) -> None:
    shape, expression = Shape(b"1-*2"), re.compile(b"1-*2")
    lines = [line for line in text.split(b"\n") if expression.search(line)]

    assert (shape.is_in(text), shape.lines_in(text)) == (bool(lines), lines)


def test_a_text_with_a_zero_byte_is_refused_and_not_cut_off() -> None:
    with pytest.raises(ValueError, match="zero byte"):
        Finder([b"a\0b"])


def test_two_threads_look_with_the_same_finder() -> None:
    finder, text = Finder([b"ab"]), b"ab" * 100_000

    with ThreadPoolExecutor(4) as threads:
        found = [*threads.map(lambda _: len(finder.places_in(text)), range(8))]

    assert found == [100_000] * 8
