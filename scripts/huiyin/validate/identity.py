"""Identity: an id is unique, and a file is named after it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ..problems import Fault
from ..records.common import SLUG
from ..records.labels import FILED_IN
from .catalogue import STUB, Catalogue, Entry, id_by_place

# Addresses of lists, not records.
RESERVED = {"former", "delegation", "page", "index", "readme", "place", "kind", "next", "network",
            "closed", "week"}  # fmt: skip
# What Windows takes for a device, whatever its ending: an editor there could not open the file.
DEVICES = {
    "con",
    "prn",
    "aux",
    "nul",
    *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)),
}
_COMMENT = re.compile(r"(?:^|\s)#")
HOME_PAGE = "content/index.md"
_FILED_BY_YEAR = {"news": "published_at", "activity": "held_on"}
FILED_KINDS = ("deputy", "station", "group", "activity", "suggestion", "news", "research")


def check(catalogue: Catalogue) -> Iterator[Fault]:
    """Yield a fault for each id that is taken, and each file that is misnamed or misplaced."""
    first: dict[tuple[str, str], Entry] = {}
    for entry in catalogue.entries:
        filed = entry.kind in FILED_KINDS
        if filed and not _named_after_its_id(entry):
            yield _misnamed(entry)
            continue
        if filed and entry.id in RESERVED:
            yield entry.fault("reserved-id", ("id",), id=entry.id)
        if filed and entry.id in DEVICES:
            yield entry.fault("device-name", ("id",), id=entry.id)
        known = first.setdefault(("filed" if filed else entry.kind, entry.id), entry)
        if known is not entry:
            where = known.fault("id-taken", ("id",))
            yield entry.fault("id-taken", ("id",), id=entry.id, other=f"{where.file}:{where.line}")
    yield from _folders(catalogue)
    for path in catalogue.pages:
        name = path.rsplit("/", 1)[-1].removesuffix(".md")
        if not re.fullmatch(SLUG, name) or (name in RESERVED and path != HOME_PAGE):
            yield Fault("page-name", path)
    if HOME_PAGE not in catalogue.pages and HOME_PAGE not in catalogue.claimed["page"]:
        yield Fault("no-home-page", HOME_PAGE)


def _named_after_its_id(entry: Entry) -> bool:
    """Tell whether id and file agree. A suggestion in a wrong folder is told by `_folders`."""
    expected = {id_by_place(entry.source)}
    if entry.kind == "suggestion" and not entry.record.is_stub:
        expected.add(f"{entry.record.session}-{entry.source.stem}")
    return entry.id in expected


def _misnamed(entry: Entry) -> Fault:
    expected = id_by_place(entry.source)
    facts = {"id": entry.id, "expected": expected if re.fullmatch(SLUG, expected) else ""}
    return entry.fault("id-not-file-name", ("id",), **facts)


def _veiled(entry: Entry) -> Iterator[Fault]:
    """Yield what a suggestion that is not public tells by its name or in a comment."""
    source = entry.source
    if not source.stem.startswith(STUB):
        yield entry.fault("stub-tells-its-number", ("id",), folder=source.folder)
    for number, line in enumerate(source.text.split("\n")):
        if match := _COMMENT.search(line):
            fault = source.fault_at("comment-in-stub", number, match.end() - 1)
            yield replace(fault, excerpt=line[: match.end()])  # the log of a check is public, too


def _folders(catalogue: Catalogue) -> Iterator[Fault]:
    for entry in catalogue.of("suggestion"):
        record, folder, stem = entry.record, entry.source.folder, entry.source.stem
        if record.session != folder and catalogue.get("session", record.session):
            yield entry.fault("wrong-folder", ("session",), value=record.session, expected=folder)
        if record.is_stub:
            yield from _veiled(entry)
            continue
        recess = record.filed_in == "recess"
        expected = f"{'r' * recess}{record.number:04d}"
        if stem != expected:
            agrees = stem.removeprefix("r") == expected.removeprefix("r")
            what = FILED_IN[record.filed_in] if agrees else str(record.number)
            yield entry.fault(
                "number-not-file-name",
                ("filed_in" if agrees else "number",),
                what=what,
                file=f"{stem}.md",
                expected=f"{expected}.md",
            )
    for kind, key in _FILED_BY_YEAR.items():
        for entry in catalogue.of(kind):
            year, folder = str(getattr(entry.record, key).year), entry.source.folder
            if folder != year:
                yield entry.fault("wrong-folder", (key,), value=year, expected=folder)
