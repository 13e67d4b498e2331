"""Percentages and quotients, exact: integers in, decimal text out, never a float."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ratio:
    """A part of a whole. Both stand beside every rate that is shown.

    Attributes:
        part: Numerator, ≥ 0.
        whole: Denominator, ≥ 0.
    """

    part: int
    whole: int

    def percent(self, places: int) -> str | None:
        """Return the rate in percent, rounded half up; None when there is nothing to divide by."""
        return percent(self.part, self.whole, places)


def quotient(dividend: int, divisor: int, places: int) -> str | None:
    """Return dividend / divisor as decimal text, rounded half up; None for a divisor of 0.

    Args:
        dividend: ≥ 0.
        divisor: ≥ 0.
        places: Decimal places, ≥ 0; trailing zeros stay.
    """
    if divisor == 0:
        return None
    rounded = (2 * dividend * 10**places + divisor) // (2 * divisor)
    return _decimal(rounded, places)


def percent(part: int, whole: int, places: int) -> str | None:
    """Return 100 × part / whole, rounded half up; None when there is nothing to divide by."""
    return quotient(100 * part, whole, places)


def partition(parts: list[int], places: int, method: str = "half_up") -> list[str]:
    """Return the percentages of parts that make up a whole.

    Args:
        parts: Counts, ≥ 0.
        places: Decimal places.
        method: `half_up` rounds each by itself; `largest_remainder` makes them sum to 100.
    """
    if method == "largest_remainder":
        return largest_remainder(parts, places)
    whole = sum(parts)
    return [percent(part, whole, places) or _decimal(0, places) for part in parts]


def sums_to_a_hundred(shares: list[str]) -> bool:
    """Tell whether percentages of one partition sum to 100. If not, a page says why."""
    places = max((len(share.partition(".")[2]) for share in shares), default=0)
    whole: int = 100 * 10**places
    return sum(int(share.replace(".", "")) for share in shares) == whole


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
