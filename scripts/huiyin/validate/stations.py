"""Stations: their life, their receptions, and a ledger that adds up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from ..problems import Fault
from ..records.station import MonthlyReport, Station
from ..settings import Settings
from .catalogue import Catalogue, Entry
from .dates import in_order

Loc = tuple[int | str, ...]


def check(catalogue: Catalogue, settings: Settings | None) -> Iterator[Fault]:
    """Yield a fault for each reception, count, rating and name that does not fit its station."""
    families = {entry.record.kind: entry.record for entry in catalogue.rows["station-family"]}
    for entry in catalogue.of("station"):
        yield from _receptions(entry)
        yield from _arrangements(entry, settings.ours.notice_days if settings else 0)
        yield from _years(entry)
        yield from _ledger(entry)
        family = families.get(entry.record.kind)
        if family and not any(word in entry.record.name for word in family.words):
            facts = {"kind": family.name, "words": "“" + "”“".join(family.words) + "”"}
            yield entry.fault("name-unlike-kind", ("name",), **facts)


def check_on(catalogue: Catalogue, today: date) -> Iterator[Fault]:
    """Yield a fault for each report of a month that is not over."""
    this_month = f"{today:%Y-%m}"
    for entry in catalogue.of("station"):
        for index, report in enumerate(entry.record.months):
            if report.month >= this_month:
                yield entry.fault("month-not-over", ("months", index, "month"), month=report.month)


def _receptions(entry: Entry) -> Iterator[Fault]:
    record: Station = entry.record
    for index, on in enumerate(record.reception.dates if record.reception else ()):
        step = (("reception", "dates", index), "接待", on)
        yield from in_order(entry, [(("opened_on",), "启用", record.opened_on), step])


def _arrangements(entry: Entry, notice_days: int) -> Iterator[Fault]:
    """A change is of a day the rule gives, and is announced some days before."""
    rule = entry.record.reception
    for index, settled in enumerate(rule.arrangements if rule else ()):
        at: Loc = ("reception", "arrangements", index)
        if not rule.falls_on(settled.on):
            yield entry.fault("not-a-reception-day", (*at, "on"), on=str(settled.on))
        elif settled.announced_on:
            first = min(settled.on, settled.moved_to or settled.on)
            days = (first - settled.announced_on).days
            if days < notice_days:
                facts = {"announced": str(settled.announced_on), "needed": str(notice_days)}
                yield entry.fault("short-notice", (*at, "announced_on"), on=str(settled.on),
                                  days=str(max(days, 0)), **facts)  # fmt: skip


def _years(entry: Entry) -> Iterator[Fault]:
    record: Station = entry.record
    opened = record.opened_on.year
    years: list[tuple[Loc, int]] = []
    for key in ("years", "ratings", "honours"):
        rows = enumerate(getattr(record, key))
        years += [((key, index, "year"), row.year) for index, row in rows]
    months = enumerate(record.months)
    years += [(("months", index, "month"), int(report.month[:4])) for index, report in months]
    for loc, year in years:
        if year < opened:
            facts = {"year": str(year), "opened": str(record.opened_on)}
            yield entry.fault("before-opening", loc, **facts)
    reported = {int(report.month[:4]) for report in record.months}
    for index, row in enumerate(record.years):
        if row.year in reported:
            yield entry.fault("year-counted-twice", ("years", index, "year"), year=str(row.year))


def _ledger(entry: Entry) -> Iterator[Fault]:
    """Each month adds up, begins with what the month before left, and none is left out.

    Source:
        上月结转 + 本月收集 = 当场解决 + 办结 + 不属于受理范围 + 结转下月.
    """
    rows = sorted(enumerate(entry.record.months), key=lambda pair: pair[1].month)
    for index, report in rows:
        at: Loc = ("months", index)
        settled = report.resolved_on_site + report.resolved + report.declined + report.carried_over
        if report.opening + report.opinions != settled:
            facts = {"opening": str(report.opening), "opinions": str(report.opinions),
                     "settled": str(settled)}  # fmt: skip
            yield entry.fault("ledger-does-not-add-up", at, month=report.month, **facts)
        elif report.resolved_on_site > report.opinions:
            facts = {"resolved": str(report.resolved_on_site), "collected": str(report.opinions)}
            loc = (*at, "resolved_on_site")
            yield entry.fault("more-resolved-than-collected", loc, month=report.month, **facts)
    for (_, before), (index, report) in pairwise(rows):
        yield from _follows(entry, before, ("months", index), report)


def _follows(
    entry: Entry, before: MonthlyReport, at: Loc, report: MonthlyReport
) -> Iterator[Fault]:
    if _number(report.month) > _number(before.month) + 1:
        facts = {"before": before.month, "month": report.month}
        yield entry.fault("month-left-out", (*at, "month"), **facts)
    elif report.month != before.month and report.opening != before.carried_over:
        facts = {"opening": str(report.opening), "carried": str(before.carried_over)}
        yield entry.fault("ledger-not-carried-over", (*at, "opening"), month=report.month,
                          before=before.month, **facts)  # fmt: skip


def _number(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:])
