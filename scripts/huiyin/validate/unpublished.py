"""Unpublished: a reply reaches the public within the days the rules allow (答复后公开)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..problems import Fault
from ..records.workdays import WorkCalendar
from ..settings import Settings
from .catalogue import Catalogue


def check(catalogue: Catalogue, settings: Settings | None, today: date) -> Iterator[Fault]:
    """Yield a warning for each replied suggestion that readers still cannot see.

    One that was taken back (`withdrawn`) is not waited for.
    """
    if settings is None:
        return
    calendar = WorkCalendar.from_registers(catalogue.holiday_years)
    workdays = settings.ours.deadlines.publish_workdays
    for entry in catalogue.of("suggestion"):
        record = entry.record
        if not record.replies or record.is_public(today) or record.status == "withdrawn":
            continue
        index = len(record.replies) - 1
        replied = record.replies[index].on
        last = calendar.after_workdays(replied, workdays).on
        if last < today:
            facts = {"on": str(replied), "count": str(workdays), "last": str(last)}
            yield entry.fault("reply-unpublished", ("replies", index, "on"), **facts)
