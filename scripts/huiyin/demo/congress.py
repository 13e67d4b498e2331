"""Congress: a whole made-up site, from its settings to its last article."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from .activities import activity_records
from .calendar import BEGINS_ON, ENDS_ON, TERM
from .cases import Case
from .dice import Dice
from .groups import group_records, research_records
from .news import Newsroom
from .people import Person, deputy_record, people_for
from .places import CITY, Country, country_for
from .stations import Post, station_record, stations_for
from .suggestions import Docket
from .writing import Writer

_PARTS = Path(__file__).parent / "parts"
_MOST_RECEIVERS = 6


@dataclass(frozen=True, slots=True)
class Size:
    """How many records of each kind."""

    deputies: int = 60
    stations: int = 14
    suggestions: int = 90
    news: int = 40

    @property
    def total(self) -> int:
        """Return all of them together."""
        return self.deputies + self.stations + self.suggestions + self.news


def write_demo(root: Path, size: Size, seed: int) -> int:
    """Write a site's settings and content into a folder.

    Args:
        root: An empty folder, or one that is not there yet.
        size: How many records.
        seed: The same seed and size give the same bytes on any machine.

    Returns:
        How many files were written.
    """
    writer = Writer(root)
    country = country_for(seed, size.total)
    people = people_for(seed, country, size.deputies)
    posts = stations_for(seed, country, size.stations)
    _write_fixed(writer)
    _write_registers(writer, country, size)
    _write_phones(writer, posts)
    _write_namesakes(writer, people)
    cases: list[Case] = []
    for filed in Docket(seed, country, people).file_all(size.suggestions):
        writer.record(filed.path, filed.record, filed.body)
        if filed.case:
            cases.append(filed.case)
    _write_people(writer, seed, people, posts, cases)
    groups = list(group_records(seed, country, people, posts))
    for path, record in (*groups, *activity_records(seed, [g for _, g in groups], posts, cases)):
        writer.record(path, record)
    reports = min(60, 3 + size.suggestions // 40) if cases else 0
    for path, report, body in research_records(seed, people, cases, reports):
        writer.record(path, report, body)
    for path, article, body in Newsroom(seed, country, people, posts, cases).write_all(size.news):
        writer.record(path, article, body)
    return writer.count


def _write_fixed(writer: Writer) -> None:
    """Write what is the same in every demo: settings, pages, registers of customs."""
    for file in sorted(_PARTS.rglob("*")):
        if file.is_file():
            writer.text(file.relative_to(_PARTS).as_posix(), file.read_text("utf-8"))


def _write_registers(writer: Writer, country: Country, size: Size) -> None:
    term = {"id": TERM, "number": 8, "from": BEGINS_ON, "to": ENDS_ON, "quota": size.deputies}
    congress = {"id": "shili", "name": "示例市人民代表大会", "short_name": "示例市人大",
                "level": 3, "division": CITY, "terms": [term]}  # fmt: skip
    for name, rows in (
        ("congresses", [congress]),
        ("divisions", country.divisions()),
        ("units", country.units()),
    ):
        writer.record(f"content/registers/{name}.yml", {name: rows})


def _write_namesakes(writer: Writer, people: tuple[Person, ...]) -> None:
    """Say of those who share a name that they are not the same person."""
    alike: dict[tuple[str, str], list[str]] = defaultdict(list)
    for person in people:
        alike[(person.name, person.sex)].append(person.id)
    rows = [{"ids": ids, "checked_on": BEGINS_ON} for ids in alike.values() if len(ids) > 1]
    if rows:
        writer.record("content/registers/different-people.yml", {"different": rows})


def _write_phones(writer: Writer, posts: tuple[Post, ...]) -> None:
    offices = {"0999-12345678": "市人大常委会代表工作委员会"}
    for post in posts:
        offices.setdefault(post.phone, post.name)
    rows = [{"number": number, "office": office} for number, office in offices.items()]
    tree = {"phones": rows, "mail_domains": ["example.gov.cn"]}
    writer.record("content/registers/phones.yml", tree)


def _write_people(
    writer: Writer,
    seed: int,
    people: tuple[Person, ...],
    posts: tuple[Post, ...],
    cases: list[Case],
) -> None:
    """Write deputies and stations, each naming the other."""
    led: dict[str, list[str]] = defaultdict(list)
    for case in cases:
        led[case.proposers[0].id].append(case.id)
    near: dict[str, list[Post]] = defaultdict(list)
    for post in posts:
        near[post.place.county_id].append(post)
    receivers: dict[str, list[str]] = defaultdict(list)
    for person in people:
        dice = Dice(seed, "station of", person.id)
        chosen = None if dice.chance(5) else dice.one(near[person.place.county_id] or posts)
        if chosen and not person.left_on:
            receivers[chosen.id].append(person.id)
        phone = f"{chosen.name} {chosen.phone}" if chosen else None
        record = deputy_record(seed, person, chosen.id if chosen else None, phone, led[person.id])
        writer.record(f"content/deputies/{person.id}.yml", record)
    for post in posts:
        record = station_record(seed, post, receivers[post.id][:_MOST_RECEIVERS])
        writer.record(f"content/stations/{post.id}.yml", record)
