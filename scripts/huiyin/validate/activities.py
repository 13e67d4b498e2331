"""Activities: held by somebody, with deputies who were deputies, and told after they happened."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..problems import Fault
from ..records.activity import Activity
from .catalogue import Catalogue, Entry
from .dates import in_order
from .seated import is_seated

# What can only be counted or written once it has happened.
_RESULTS = {"audience": "参加群众人次", "opinions": "收集意见件数", "items": "议定事项数"}


def check(catalogue: Catalogue) -> Iterator[Fault]:
    """Yield a fault for each activity without an organiser, or that ends before it begins."""
    for entry in catalogue.of("activity"):
        record: Activity = entry.record
        if not (record.organisers or record.groups or record.station):
            yield entry.fault("no-organiser")
        if record.until:
            until = (("until",), "结束", record.until)
            yield from in_order(entry, [(("held_on",), "开始", record.held_on), until])


def check_on(catalogue: Catalogue, today: date) -> Iterator[Fault]:
    """Yield a fault for each activity that names nobody afterwards, or tells results before.

    Who has left the congress since is not shown as coming; nobody needs to edit what lies ahead.
    """
    for entry in catalogue.of("activity"):
        record: Activity = entry.record
        if not record.is_public(today):
            continue
        if record.held_on > today:
            for key, name in _RESULTS.items():
                if getattr(record, key) is not None:
                    yield entry.key_fault("not-yet-held", (key,), name=name, on=str(record.held_on))
        else:
            if not record.deputies and not record.audience:
                yield entry.fault("nobody-took-part")
            yield from _participants(catalogue, entry)


def _participants(catalogue: Catalogue, entry: Entry) -> Iterator[Fault]:
    record: Activity = entry.record
    for index, id_ in enumerate(record.deputies):
        deputy = catalogue.get("deputy", id_)
        if deputy and not is_seated(deputy.mandates, record.held_on):
            facts = {"name": deputy.name, "on": str(record.held_on)}
            yield entry.fault("not-deputy-then", ("deputies", index), **facts)
