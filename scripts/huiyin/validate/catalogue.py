"""All typed records by kind and id, each with the way back to its place in a file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel

from ..load.source import Source
from ..load.strict_yaml import Loc
from ..problems import Fault
from ..records import activity, deputy, group, news, page, registers, research, station, suggestion

MODELS: dict[str, type[BaseModel]] = {
    "deputy": deputy.Deputy,
    "station": station.Station,
    "group": group.Group,
    "activity": activity.Activity,
    "suggestion": suggestion.Suggestion,
    "news": news.News,
    "research": research.Research,
    "page": page.Page,
    "register:congresses": registers.CongressRegister,
    "register:sessions": registers.SessionRegister,
    "register:bodies": registers.BodyRegister,
    "register:divisions": registers.DivisionRegister,
    "register:units": registers.UnitRegister,
    "register:topics": registers.TopicRegister,
    "register:columns": registers.ColumnRegister,
    "register:outcome-schemes": registers.SchemeRegister,
    "register:holidays": registers.HolidayRegister,
    "register:checklists": registers.ChecklistRegister,
    "register:station-names": registers.StationNameRegister,
    "register:different-people": registers.DifferentPeopleRegister,
    "register:phones": registers.PhoneRegister,
    "register:phrasing": registers.PhrasingRegister,
    "register:redirects": registers.RedirectRegister,
}
HOLIDAYS = "register:holidays"
STATION_NAMES = "register:station-names"
DIFFERENT = "register:different-people"
PHONES = "register:phones"
PHRASING = "register:phrasing"
REDIRECTS = "register:redirects"
STUB = "sgx-"
ANY = "*"  # claimed by a register that cannot be read: whatever is named may be in it
# What a register's list holds, as a kind that other records can name.
LISTED = {
    "register:congresses": ("congresses", "congress"),
    "register:sessions": ("sessions", "session"),
    "register:bodies": ("bodies", "body"),
    "register:divisions": ("divisions", "division"),
    "register:units": ("units", "unit"),
    "register:topics": ("topics", "topic"),
    "register:columns": ("columns", "column"),
    "register:outcome-schemes": ("schemes", "outcome-scheme"),
    "register:checklists": ("checklists", "checklist"),
}
# What a register's list holds that nobody names.
ROWS = {
    HOLIDAYS: ("years", "holiday-year"),
    DIFFERENT: ("different", "different-people"),
    REDIRECTS: ("redirects", "redirect"),
    STATION_NAMES: ("families", "station-family"),
}
# What is looked into as a whole.
WHOLE = frozenset({PHONES, PHRASING})
# Where the records of each kind are written.
HOMES = {
    "deputy": "content/deputies/",
    "station": "content/stations/",
    "group": "content/groups/",
    "activity": "content/activities/",
    "suggestion": "content/reports/suggestions/",
    "news": "content/news/",
    "research": "content/reports/research/",
    "term": "content/registers/congresses.yml",
    **{kind: f"content/registers/{source.removeprefix('register:')}.yml"
       for source, (_, kind) in LISTED.items()},
}  # fmt: skip


def id_by_place(source: Source) -> str:
    """Return the id a file's place gives its record; a stub's name tells nothing but itself."""
    if source.kind == "suggestion" and not source.stem.startswith(STUB):
        return f"{source.folder}-{source.stem}"
    return source.stem


@dataclass(frozen=True, slots=True)
class Entry:
    """A record, or one entry of a register, and where it stands."""

    kind: str
    id: str
    record: Any
    source: Source
    loc: Loc = ()

    def fault(self, code: str, loc: Loc = (), **facts: str) -> Fault:
        """Return a fault at a value inside this entry."""
        return self.source.fault(code, (*self.loc, *loc), **facts)

    def key_fault(self, code: str, loc: Loc, **facts: str) -> Fault:
        """Return a fault at the key of a value inside this entry."""
        return self.source.key_fault(code, (*self.loc, *loc), **facts)

    @property
    def name(self) -> str:
        """Return what people call it."""
        return getattr(self.record, "name", None) or getattr(self.record, "title", None) or self.id


@dataclass(frozen=True, slots=True)
class Broken:
    """A record without its shape: what it should be, and where its values are refused."""

    model: type[BaseModel]
    source: Source
    refused: frozenset[Loc]


@dataclass(slots=True)
class Catalogue:
    """Every record that has its shape, and the ids claimed by those that have not.

    A file claims the id of its place even when the record inside is broken or misnamed, so that
    one mistake is not told again by all who name it. Rows are entries that have no id.
    """

    entries: list[Entry] = field(default_factory=list)
    broken: list[Broken] = field(default_factory=list)
    by_kind: dict[str, dict[str, Entry]] = field(default_factory=lambda: defaultdict(dict))
    claimed: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    rows: dict[str, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    whole: dict[str, Any] = field(default_factory=dict)
    pages: dict[str, page.Page] = field(default_factory=dict)

    def add(self, entry: Entry) -> None:
        """Take in an entry. The first of two with one id stays findable."""
        self.entries.append(entry)
        self.by_kind[entry.kind].setdefault(entry.id, entry)

    @property
    def holiday_years(self) -> list[registers.HolidayYear]:
        """Return the tables of holidays, a year each."""
        return [entry.record for entry in self.rows["holiday-year"]]

    @property
    def redirects(self) -> dict[str, str]:
        """Return old address → new address, the last of a chain; an empty one for what is gone."""
        moved = {row.record.from_: row.record.to or "" for row in self.rows["redirect"]}
        return {old: _end_of_chain(moved, new) for old, new in moved.items()}

    def get(self, kind: str, id_: str | None) -> Any:
        """Return the record of a kind with an id, None when there is none."""
        entry = self.by_kind[kind].get(id_) if id_ else None
        return entry.record if entry else None

    def of(self, kind: str) -> Iterator[Entry]:
        """Yield the entries of one kind in the order of their files."""
        return (entry for entry in self.entries if entry.kind == kind)

    def records(self, kind: str) -> list[Any]:
        """Return the records of one kind in the order of their files."""
        return [entry.record for entry in self.of(kind)]


def _end_of_chain(moved: Mapping[str, str], address: str) -> str:
    seen: set[str] = set()
    while address in moved and address not in seen:
        seen.add(address)
        address = moved[address]
    return address
