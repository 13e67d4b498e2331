"""Articles: a spotlight tells of a deputy, a summary tells more than the title."""

from __future__ import annotations

from collections.abc import Iterator

from ..problems import Fault
from ..records.news import News
from .catalogue import Catalogue, Entry


def check(catalogue: Catalogue) -> Iterator[Fault]:
    """Yield what is missing or out of order in news and research reports."""
    for entry in catalogue.of("news"):
        yield from _summary(entry)
        yield from _article(catalogue, entry)
    for entry in catalogue.of("research"):
        yield from _summary(entry)


def _summary(entry: Entry) -> Iterator[Fault]:
    if entry.record.summary.rstrip("。") == entry.record.title:
        yield entry.fault("summary-is-title", ("summary",))


def _article(catalogue: Catalogue, entry: Entry) -> Iterator[Fault]:
    record: News = entry.record
    column = catalogue.get("column", record.column)
    if column and column.kind == "spotlight" and not record.deputies:
        yield entry.fault("spotlight-without-deputy", ("column",), name=column.name)
    if record.source.url and not record.source.original_title:
        yield entry.fault("reprint-without-title", ("source", "url"))
    if record.correction and record.correction.at < record.published_at:
        shown = {"on": f"{record.correction.at:%Y-%m-%d %H:%M}",
                 "earlier": f"{record.published_at:%Y-%m-%d %H:%M}"}  # fmt: skip
        yield entry.fault(
            "dates-out-of-order", ("correction", "at"), name="更正", before="发布", **shown
        )
