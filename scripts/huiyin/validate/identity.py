"""Identity: an id is unique, and a file is named after it."""

from __future__ import annotations

from collections.abc import Iterator

from ..problems import Fault
from .catalogue import Catalogue, Entry, id_by_place

FILED_KINDS = ("deputy", "station", "group", "suggestion", "news", "research")


def check(catalogue: Catalogue) -> Iterator[Fault]:
    """Yield a fault for each id that is taken, and each file that is misnamed or misplaced."""
    first: dict[str, Entry] = {}
    for entry in catalogue.entries:
        known = first.setdefault(entry.id, entry)
        if known is not entry and (known.kind == entry.kind or _both_filed(known, entry)):
            where = known.fault("id-taken", ("id",))
            yield entry.fault("id-taken", ("id",), id=entry.id, other=f"{where.file}:{where.line}")
        if entry.kind in FILED_KINDS:
            yield from _named_after_its_id(entry)
    yield from _folders(catalogue)


def _both_filed(one: Entry, other: Entry) -> bool:
    return one.kind in FILED_KINDS and other.kind in FILED_KINDS


def _named_after_its_id(entry: Entry) -> Iterator[Fault]:
    expected = id_by_place(entry.source)
    if entry.id != expected:
        yield entry.fault("id-not-file-name", ("id",), id=entry.id, expected=expected)


def _folders(catalogue: Catalogue) -> Iterator[Fault]:
    for entry in catalogue.of("suggestion"):
        record, folder, stem = entry.record, entry.source.folder, entry.source.stem
        if record.session != folder:
            yield entry.fault("wrong-folder", ("session",), value=record.session, expected=folder)
        if record.is_stub:
            continue
        prefix = "r" if record.filed_in == "recess" else ""
        if stem != f"{prefix}{record.number:04d}":
            expected = f"{prefix}{record.number:04d}.md"
            yield entry.fault(
                "number-not-file-name", ("number",), file=f"{stem}.md", expected=expected
            )
    for entry in catalogue.of("news"):
        year = str(entry.record.published_at.year)
        if entry.source.folder != year:
            yield entry.fault(
                "wrong-folder", ("published_at",), value=year, expected=entry.source.folder
            )
