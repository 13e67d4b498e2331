"""Stations in figures: what a year came to, and what all stations add up to, on a stated basis."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..records.station import Station

COUNTS = ("receptions", "deputy_visits", "people_received", "opinions", "resolved")


@dataclass(frozen=True, slots=True)
class YearOfWork:
    """One year at a station, typed from its ledger or counted from its monthly reports.

    Attributes:
        months: The months the reports are of, `2026-01` first; empty when the year was typed.
        resolved: Settled on the spot and settled later. Some were collected in earlier years.
    """

    year: int
    receptions: int
    deputy_visits: int
    people_received: int
    opinions: int
    resolved: int
    months: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Totals:
    """What the stations that reported a year add up to.

    Attributes:
        reported: How many stations are in the sums.
        stations: How many were open in that year.
    """

    year: int
    reported: int
    stations: int
    receptions: int
    deputy_visits: int
    people_received: int
    opinions: int
    resolved: int


def years_of_work(station: Station) -> tuple[YearOfWork, ...]:
    """Return a station's years, the latest first. A year has rows of one kind only."""
    years = [
        YearOfWork(row.year, **{key: getattr(row, key) for key in COUNTS}) for row in station.years
    ]
    by_year: dict[int, list[str]] = {}
    for report in station.months:
        by_year.setdefault(int(report.month[:4]), []).append(report.month)
    for year, months in by_year.items():
        rows = [report for report in station.months if report.month in months]
        sums = {key: sum(getattr(row, key) for row in rows) for key in COUNTS if key != "resolved"}
        settled = sum(row.resolved_on_site + row.resolved for row in rows)
        years.append(YearOfWork(year, **sums, resolved=settled, months=tuple(sorted(months))))
    return tuple(sorted(years, key=lambda row: -row.year))


def totals(stations: Iterable[Station], year: int) -> Totals:
    """Add up one year of all stations; those without a figure are left out and told.

    Args:
        stations: Public ones, closed ones too: what they did in the year stays counted.
        year: A year that is over, so that no station is counted by a part of it.
    """
    there = [s for s in stations if s.opened_on.year <= year
             and (s.closed_on is None or s.closed_on.year >= year)]  # fmt: skip
    rows = [row for s in there for row in years_of_work(s)
            if row.year == year and len(row.months) in (0, 12)]  # fmt: skip
    sums = {key: sum(getattr(row, key) for row in rows) for key in COUNTS}
    return Totals(year, len(rows), len(there), **sums)
