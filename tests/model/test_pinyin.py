"""Pinyin: names are read the same, whoever reads them."""

from __future__ import annotations

import pytest

from huiyin.model import pinyin


def test_names_read_in_a_process_of_its_own_are_read_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    names, place = ("曾广林", "欧阳志明", "单", "长安"), "长兴街道"
    here = [*map(pinyin.pinyin_of, names), pinyin.reading_of(place)]
    monkeypatch.setattr(pinyin, "_known", {})
    monkeypatch.setattr(pinyin, "MANY", 1)

    pinyin.begin_to_read(names, [place])()
    monkeypatch.delattr(pinyin, "_read")

    assert [*map(pinyin.pinyin_of, names), pinyin.reading_of(place)] == here
