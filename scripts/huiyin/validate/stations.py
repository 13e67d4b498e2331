"""Stations: nothing is received, counted or rated before the station was there."""

from __future__ import annotations

from collections.abc import Iterator

from ..problems import Fault
from ..records.station import Station
from .catalogue import Catalogue, Entry
from .dates import in_order


def check(catalogue: Catalogue) -> Iterator[Fault]:
    """Yield a fault for each reception, count and rating outside a station's life."""
    for entry in catalogue.of("station"):
        yield from _receptions(entry)
        yield from _years(entry)


def _receptions(entry: Entry) -> Iterator[Fault]:
    record: Station = entry.record
    for index, on in enumerate(record.reception.dates if record.reception else ()):
        step = (("reception", "dates", index), "接待", on)
        yield from in_order(entry, [(("opened_on",), "启用", record.opened_on), step])


def _years(entry: Entry) -> Iterator[Fault]:
    record: Station = entry.record
    opened = record.opened_on.year
    years = [(("years", n, "year"), row.year) for n, row in enumerate(record.years)]
    years += [(("ratings", n, "year"), row.year) for n, row in enumerate(record.ratings)]
    years += [(("honours", n, "year"), row.year) for n, row in enumerate(record.honours)]
    for loc, year in years:
        if year < opened:
            facts = {"year": str(year), "opened": str(record.opened_on)}
            yield entry.fault("before-opening", loc, **facts)
