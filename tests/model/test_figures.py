"""Figures: exact percentages, Chinese numerals and pinyin, and the arithmetic others got wrong."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiyin.model.numerals import chinese_numeral
from huiyin.model.pinyin import pinyin_of
from huiyin.records.percent import (
    largest_remainder,
    partition,
    percent,
    quotient,
    sums_to_a_hundred,
)


@pytest.mark.parametrize(
    ("part", "whole", "places", "shown"),
    [
        (358, 549, 2, "65.21"),  # F1: an article printed 65.22, which no rule gives
        (127, 136, 1, "93.4"),  # F4
        (136, 254, 1, "53.5"),  # F5
        (136, 398, 2, "34.17"),  # F9
        (284, 351, 1, "80.9"),  # F11
        (116, 284, 1, "40.8"),
        (1462, 1209, 1, "120.9"),  # two bases: more than all, and never drawn
        (150, 327, 2, "45.87"),  # F14
        (18, 327, 2, "5.50"),
        (323, 323, 0, "100"),  # F16: all of them satisfied; one who is not breaks it
        (322, 323, 2, "99.69"),
        (95, 1023, 2, "9.29"),  # F20, a funnel
        (4, 95, 2, "4.21"),
        (4, 1023, 2, "0.39"),
        (207, 3840, 2, "5.39"),  # F24
        (22, 31, 2, "70.97"),  # F25
        (86, 93, 2, "92.47"),  # F33
        (7, 93, 2, "7.53"),
        (3096, 4287, 2, "72.22"),  # F37
        (442, 2977, 2, "14.85"),  # F38
        (790, 2977, 2, "26.54"),
        (497, 2977, 2, "16.69"),
        (5572, 9160, 2, "60.83"),  # F39
        (1, 8, 2, "12.50"),
        (1, 8, 0, "13"),  # half up
        (0, 7, 1, "0.0"),
    ],
)
def test_a_percentage_is_rounded_half_up_from_counts(
    part: int, whole: int, places: int, shown: str
) -> None:
    assert percent(part, whole, places) == shown


@pytest.mark.parametrize(
    ("counts", "places", "shown"),
    [
        ((43, 13, 1), 1, ["75.4", "22.8", "1.8"]),  # F34, a scheme of three classes
        ((64, 38, 21, 5), 1, ["50.0", "29.7", "16.4", "3.9"]),  # F35
        ((86, 7), 2, ["92.47", "7.53"]),  # F33
        ((536 + 2560, 775, 416), 2, ["72.22", "18.08", "9.70"]),  # F37
        # F36: the trailing zero stays
        ((48, 29, 21, 38, 15, 12, 5), 1, ["28.6", "17.3", "12.5", "22.6", "8.9", "7.1", "3.0"]),
        ((25, 26, 13, 19, 4, 6), 1, ["26.9", "28.0", "14.0", "20.4", "4.3", "6.5"]),  # F32
        ((54, 33, 2, 4), 2, ["58.06", "35.48", "2.15", "4.30"]),  # F31, sums to 99.99
    ],
)
def test_a_partition_is_rounded_part_by_part(
    counts: tuple[int, ...], places: int, shown: list[str]
) -> None:
    assert partition(list(counts), places) == shown


def test_a_page_knows_when_its_percentages_do_not_sum_to_a_hundred() -> None:
    counts = [54, 33, 2, 4]

    assert [
        sums_to_a_hundred(partition(counts, 2, method))
        for method in ("half_up", "largest_remainder")
    ] == [False, True]


@pytest.mark.parametrize(
    ("dividend", "divisor", "places", "shown"),
    [
        (837, 64, 2, "13.08"),  # F8: deputies per station
        (12000, 136, 2, "88.24"),  # F10: 万元 per project
        (59, 4, 2, "14.75"),
        (59, 3, 2, "19.67"),  # F29
        (10_000_000, 94_000, 1, "106.4"),  # F21
        (127, 136, 3, "0.934"),  # F4
        (1, 0, 1, None),
    ],
)
def test_a_quotient_is_exact(dividend: int, divisor: int, places: int, shown: str | None) -> None:
    assert quotient(dividend, divisor, places) == shown


def test_nothing_divided_by_nothing_has_no_percentage() -> None:
    assert percent(0, 0, 1) is None


def test_the_largest_remainder_makes_a_partition_sum_to_a_hundred() -> None:
    half_up = [percent(count, 93, 2) for count in (54, 33, 2, 4)]

    assert (half_up, largest_remainder([54, 33, 2, 4], 2)) == (
        ["58.06", "35.48", "2.15", "4.30"],  # F31: sums to 99.99
        ["58.07", "35.48", "2.15", "4.30"],
    )


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=12).filter(any), st.integers(0, 2))
def test_largest_remainders_always_sum_to_a_hundred(parts: list[int], places: int) -> None:
    scaled = [int(text.replace(".", "")) for text in largest_remainder(parts, places)]

    assert sum(scaled) == 100 * 10**places


@pytest.mark.parametrize(
    ("number", "written"),
    [(1, "一"), (8, "八"), (10, "十"), (14, "十四"), (20, "二十"), (35, "三十五"), (99, "九十九")],
)
def test_terms_and_sessions_are_counted_in_chinese(number: int, written: str) -> None:
    assert chinese_numeral(number) == written


@pytest.mark.parametrize(
    ("name", "syllables"),
    [
        ("曾广林", "zeng guang lin"),
        ("任泽宇", "ren ze yu"),
        ("单田芳", "shan tian fang"),
        ("区小明", "ou xiao ming"),
        ("欧阳志明", "ou yang zhi ming"),
        ("覃秋月", "qin qiu yue"),
        ("李华", "li hua"),
    ],
)
def test_a_surname_is_read_as_a_surname(name: str, syllables: str) -> None:
    assert " ".join(pinyin_of(name)) == syllables
