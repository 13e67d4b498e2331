"""Stations: places of every kind where deputies receive people, by every rule."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count, islice
from typing import Any

from .dice import Dice
from .issues import all_issues
from .names import person_names
from .phrases import Voice, sections
from .places import CITY, Country, Place

_SPECIAL = (("home", "示例市人大代表之家"), ("online", "示例市网上人大代表联络站"),
            ("judicial", "驻市中级人民法院人大代表联络站"),
            ("professional", "教育专业代表工作站"),
            ("park", "新程产业园人大代表联络站"))  # fmt: skip
_TIMES = ("09:00-11:30", "09:30-11:30", "14:30-17:00", "15:00-17:00", "18:30-20:30")
_HAVES = ("有场地", "有人员", "有制度", "有活动", "有经费", "有设备")


@dataclass(frozen=True, slots=True)
class Post:
    """A station, as the other records need to know one."""

    id: str
    number: int
    name: str
    kind: str
    place: Place
    division: str
    parent: str | None
    phone: str


def stations_for(seed: int, country: Country, station_count: int) -> tuple[Post, ...]:
    """Make up the stations: special ones, then each county's, town's and village's."""
    posts: list[Post] = []
    by_division: dict[str, str] = {}
    plans = islice(_plans(seed, country), station_count)
    for number, (kind, name, place, division, above) in enumerate(plans, start=1):
        id_ = f"station-{number:04d}"
        parent = next((by_division[d] for d in above if d in by_division), None)
        posts.append(Post(id_, number, name, kind, place, division, parent, _phone(number)))
        by_division.setdefault(division, id_)
    return tuple(posts)


def _phone(number: int) -> str:
    """Return a made-up office telephone. No exchange has a line for each of many stations."""
    return f"0999-{1_200_000 + number % 2000}"


def _plans(seed: int, country: Country) -> Iterator[tuple[str, str, Place, str, tuple[str, ...]]]:
    """Yield kind, name, place, division, and the divisions a station above it may have."""
    places = Dice(seed, "stations").shuffled(country.places)
    for (kind, name), place in zip(_SPECIAL, places, strict=False):
        yield kind, name, place, CITY if kind == "home" else place.county_id, (CITY,)
    seen: set[str] = set()
    for place in places:
        if place.county_id not in seen:
            seen.add(place.county_id)
            name = f"{place.county}人大代表中心联络站"
            yield "centre", name, place, place.county_id, (CITY,)
        if place.town_id not in seen:
            seen.add(place.town_id)
            higher = (place.county_id, CITY)
            yield "town", f"{place.town}人大代表联络站", place, place.town_id, higher
        highest = (place.town_id, place.county_id, CITY)
        yield "village", f"{place.village}人大代表联络站", place, place.village_id, highest
    for round_ in count(1):
        for place in places:
            near = (place.village_id, place.town_id)
            name = f"{place.village}第{round_}代表联系点"
            yield "contact_point", name, place, place.village_id, near


def station_record(seed: int, post: Post, receivers: Sequence[str]) -> dict[str, Any]:
    """Return a station's record.

    Args:
        seed: The demo's seed.
        post: Which station.
        receivers: Ids of the deputies who receive people there.
    """
    dice = Dice(seed, post.id)
    words = sections("stations.txt")
    keyword = dice.one(all_issues()).keywords[0]
    voice = Voice(dice, {**post.place.slots(dice), "k": keyword})
    opened_on = dice.workday(date(2016, 3, 1), date(2024, 6, 30))
    years = range(max(2023, opened_on.year + 1), 2026)
    services = [voice.say(words["services"][0]) for _ in range(dice.between(1, 3))]
    return {
        "id": post.id,
        "status": "published",
        "name": post.name,
        "kind": post.kind,
        "division": post.division,
        "parent": post.parent,
        "address": voice.pick(words["addresses"]),
        "directions": voice.pick(words["directions"]),
        "opened_on": opened_on,
        "head": receivers[0] if receivers else None,
        "liaison": {"name": next(person_names(dice)), "phone": post.phone},
        "reception": _reception(voice, post, receivers) if receivers else None,
        "intro": "\n\n".join(voice.pick(words["intros"]) for _ in range(2)),
        "checklists": {"six-haves": {item: dice.chance(93) for item in _HAVES}},
        "services": list(dict.fromkeys(services)),
        "ratings": [{"year": year, "stars": dice.between(2, 5), "level": "市人大常委会"}
                    for year in years if dice.chance(60)],
        "honours": [{"year": 2025, "title": voice.say(words["honours"][0])}]
        if dice.chance(15) else [],
        "legislative_point": True if dice.chance(10) else None,
        "years": [_year(dice, year) for year in years],
    }  # fmt: skip


def _reception(voice: Voice, post: Post, receivers: Sequence[str]) -> dict[str, Any]:
    """Return a rule; the three kinds of rule come in turn."""
    dice = voice.dice
    rule: dict[str, Any]
    if post.number % 3 == 0:
        days = (dice.workday(date(2026, m, 3), date(2026, m, 27)) for m in range(3, 7))
        rule = {"dates": list(days)}
    elif post.number % 3 == 1:
        rule = {"monthly_day": dice.between(1, 28)}
    else:
        weekday = dice.one(("mon", "tue", "wed", "thu", "fri", "sat"))
        rule = {"nth_weekday": f"{dice.between(1, 4)}-{weekday}"}
    return {
        **rule,
        "time": dice.one(_TIMES),
        "roll": "none" if dice.chance(20) else "next_workday",
        "receivers": list(receivers),
        "note": voice.say(sections("stations.txt")["notes"][0]) if dice.chance(40) else None,
    }


def _year(dice: Dice, year: int) -> dict[str, Any]:
    receptions = dice.between(9, 24)
    opinions = receptions * dice.between(3, 8)
    return {
        "year": year,
        "receptions": receptions,
        "deputy_visits": receptions * dice.between(2, 4),
        "people_received": opinions + dice.between(5, 60),
        "opinions": opinions,
        "resolved": opinions * dice.between(35, 85) // 100,
    }
