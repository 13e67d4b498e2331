"""Chinese numerals and dates as official documents write them."""

from __future__ import annotations

from datetime import date

_DIGITS = "零一二三四五六七八九"
_WEEKDAYS = "一二三四五六日"


def chinese_numeral(number: int) -> str:
    """Write 1–99 in Chinese numerals: 3 → 三, 14 → 十四, 20 → 二十.

    Raises:
        ValueError: The number is outside 1–99.
    """
    if not 1 <= number <= 99:
        raise ValueError(f"terms and sessions are numbered 1–99, not {number}")
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else _DIGITS[tens] + "十"
    return head + (_DIGITS[ones] if ones else "")


def chinese_date(on: date) -> str:
    """Write a date as readers expect it: 2025年3月1日, without zero padding."""
    return f"{on.year}年{on.month}月{on.day}日"


def chinese_weekday(on: date) -> str:
    """Write the day of the week: 星期一 … 星期日."""
    return f"星期{_WEEKDAYS[on.weekday()]}"
