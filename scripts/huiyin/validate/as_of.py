"""As of a day: what is only right or wrong on the day the site is built for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from ..load.source import Source
from ..problems import Fault
from .catalogue import ANY, HOLIDAYS, Catalogue


def check(catalogue: Catalogue, sources: Sequence[Source], today: date) -> Iterator[Fault]:
    """Yield a fault for each year that was counted through without its holiday table.

    The notice for a coming year is published in November, so only years up to that of the build
    must be there; dates beyond are shown as provisional.
    """
    present = {table.year for table in catalogue.holiday_years}
    register = next((source for source in sources if source.kind == HOLIDAYS), None)
    if ANY in catalogue.claimed[HOLIDAYS]:
        return
    for year in sorted(_years_counted(catalogue, today) - present):
        if register:
            yield register.fault("no-holiday-table", ("years",), year=str(year))
        else:
            yield Fault("no-holiday-table", "content/registers/holidays.yml",
                        facts={"year": str(year)})  # fmt: skip


def _years_counted(catalogue: Catalogue, today: date) -> set[int]:
    """Return the years in which periods ran or receptions were moved, up to the day.

    An assignment before the first session is a slip, told elsewhere.
    """
    assigned = [
        event.on.year
        for record in catalogue.records("suggestion")
        for event in record.events
        if event.kind == "assigned"
    ]
    sessions = [session.opened_on.year for session in catalogue.records("session")]
    first = max(min(assigned), min(sessions)) if assigned and sessions else today.year + 1
    years = set(range(first, today.year + 1))
    receptions = (station.reception for station in catalogue.records("station"))
    if any(rule and rule.roll == "next_workday" for rule in receptions):
        years.add(today.year)
    return years
