"""In office: who heads a station or group, or receives people there, still is a deputy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from ..problems import Fault
from .catalogue import Catalogue, Entry
from .seated import is_seated

Loc = tuple[int | str, ...]


def check(catalogue: Catalogue, today: date) -> Iterator[Fault]:
    """Yield a fault for each post at an open station or group that its holder cannot have."""
    unread = catalogue.claimed["deputy"] - catalogue.by_kind["deputy"].keys()
    attached = Counter(
        record.station
        for record in catalogue.records("deputy")
        if record.station and is_seated(record.mandates, today)
    )
    for entry in catalogue.of("station"):
        record = entry.record
        if not record.is_public(today) or (record.closed_on and record.closed_on <= today):
            continue
        posts = list(_posts(entry))
        yield from _left(catalogue, entry, posts, today)
        yield from _attached_elsewhere(catalogue, entry, posts, today)
        rule = record.reception
        if rule and not rule.receivers and not attached[record.id] and not unread:
            yield entry.key_fault("station-without-deputies", ("reception",), id=record.id)
    for entry in catalogue.of("group"):
        if entry.record.is_public(today):
            posts = [(("convenor",), "组长", entry.record.convenor)]
            yield from _left(catalogue, entry, posts, today)


def _posts(entry: Entry) -> Iterator[tuple[Loc, str, str]]:
    if entry.record.head:
        yield ("head",), "站长", entry.record.head
    if entry.record.reception:
        for index, id_ in enumerate(entry.record.reception.receivers):
            yield ("reception", "receivers", index), "接待代表", id_


def _left(
    catalogue: Catalogue, entry: Entry, posts: list[tuple[Loc, str, str]], today: date
) -> Iterator[Fault]:
    for loc, post, id_ in posts:
        deputy = catalogue.get("deputy", id_)
        if deputy and not is_seated(deputy.mandates, today):
            yield entry.fault("no-longer-deputy", loc, name=deputy.name, post=post, on=str(today))


def _attached_elsewhere(
    catalogue: Catalogue, entry: Entry, posts: list[tuple[Loc, str, str]], today: date
) -> Iterator[Fault]:
    for loc, post, id_ in posts:
        deputy = catalogue.get("deputy", id_)
        if not deputy or deputy.station == entry.id or not is_seated(deputy.mandates, today):
            continue
        if not deputy.station or catalogue.get("station", deputy.station):  # else told already
            facts = {"name": deputy.name, "post": post, "deputy": id_, "id": entry.id}
            yield entry.fault("not-attached", loc, **facts)
