"""Percentages from counts, exact: integers in, decimal text out, never a float."""

from __future__ import annotations


def percent(part: int, whole: int, places: int) -> str | None:
    """Return 100 × part / whole, rounded half up; None when there is nothing to divide by.

    Args:
        part: Numerator, ≥ 0.
        whole: Denominator, ≥ 0.
        places: Decimal places, ≥ 0; trailing zeros stay.
    """
    if whole == 0:
        return None
    scale = 10**places
    rounded = (2 * part * 100 * scale + whole) // (2 * whole)
    return _decimal(rounded, places)


def largest_remainder(parts: list[int], places: int) -> list[str]:
    """Return the parts' percentages so that they sum to exactly 100.

    Ties go to the earlier part. An empty whole gives all zeros.
    """
    whole, scale = sum(parts), 10**places
    if whole == 0:
        return [_decimal(0, places) for _ in parts]
    floors = [part * 100 * scale // whole for part in parts]
    remainders = [part * 100 * scale % whole for part in parts]
    missing = 100 * scale - sum(floors)
    for index in sorted(range(len(parts)), key=lambda i: (-remainders[i], i))[:missing]:
        floors[index] += 1
    return [_decimal(value, places) for value in floors]


def _decimal(value: int, places: int) -> str:
    if places == 0:
        return str(value)
    whole, rest = divmod(value, 10**places)
    return f"{whole}.{rest:0{places}d}"
