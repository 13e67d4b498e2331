"""Places: a city with as many counties, towns, villages and roads as its records need."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .dice import Dice
from .phrases import sections

CITY = "shili"
_MOST_VILLAGES = 1300  # a register holds at most 20,000 YAML events


@dataclass(frozen=True, slots=True)
class Place:
    """A village or community, with all that it belongs to."""

    village_id: str
    village: str
    town_id: str
    town: str
    county_id: str
    county: str
    roads: tuple[str, ...]

    @property
    def is_urban(self) -> bool:
        """Tell whether it lies in a district, not in a county."""
        return self.county.endswith("区")

    def slots(self, dice: Dice) -> dict[str, str]:
        """Return the words that sentences call it by."""
        return {"v": self.village, "t": self.town, "c": self.county, "r": dice.one(self.roads)}


@dataclass(frozen=True, slots=True)
class Country:
    """All places, in order."""

    places: tuple[Place, ...]
    urban: tuple[Place, ...]
    rural: tuple[Place, ...]

    def of_scope(self, scope: str) -> tuple[Place, ...]:
        """Return the places an issue can happen in: 城, 乡 or 任 (any)."""
        return {"城": self.urban, "乡": self.rural}.get(scope, self.places)

    def counties(self) -> dict[str, str]:
        """Return county ids and names."""
        return {place.county_id: place.county for place in self.places}

    def divisions(self) -> list[dict[str, Any]]:
        """Return the register of divisions."""
        rows: dict[str, dict[str, Any]] = {CITY: _row(CITY, "示例市", "city", None)}
        for p in self.places:
            rows.setdefault(p.county_id, _row(p.county_id, p.county, "county", CITY))
        for p in self.places:
            rows.setdefault(p.town_id, _row(p.town_id, p.town, "town", p.county_id))
        for p in self.places:
            rows[p.village_id] = _row(p.village_id, p.village, "village", p.town_id)
        return list(rows.values())

    def units(self) -> list[dict[str, Any]]:
        """Return the register of electing units: the congresses of the counties."""
        return [
            {"id": unit_of(id_), "name": f"{name}人民代表大会", "kind": "electing_unit",
             "delegation": f"{name}代表团", "division": id_}
            for id_, name in self.counties().items()
        ]  # fmt: skip


def unit_of(county_id: str) -> str:
    """Return the id of a county's electing unit."""
    return f"unit-{county_id}"


def country_for(seed: int, record_count: int) -> Country:
    """Lay out a city wide enough for a number of records."""
    dice = Dice(seed, "places")
    villages = min(_MOST_VILLAGES, max(36, record_count // 12))
    names = sections("places.txt")["counties"][0].split(" ")
    counties = min(len(names), max(4, villages // 50))
    towns = min(12, max(3, villages // counties // 4))
    each = max(2, villages // (counties * towns))
    fresh = _names(dice)
    places = tuple(
        place
        for number, county in enumerate(names[:counties], start=1)
        for place in _county(dice, fresh, (f"county-{number:02d}", county), towns, each)
    )
    return Country(
        places,
        tuple(place for place in places if place.is_urban),
        tuple(place for place in places if not place.is_urban),
    )


def _county(
    dice: Dice, fresh: Iterator[str], county: tuple[str, str], towns: int, villages: int
) -> Iterator[Place]:
    urban = county[1].endswith("区")
    for town_number in range(1, towns + 1):
        kind = "街道" if urban else dice.one("镇镇乡")
        town = f"{next(fresh)}{kind}"
        town_id = f"town-{county[0][-2:]}{town_number:02d}"
        roads = tuple(next(fresh) + dice.one(("路", "路", "街", "巷", "大道")) for _ in range(5))
        for number in range(1, villages + 1):
            village = next(fresh) + ("社区" if urban or number == villages > 2 else "村")
            yield Place(
                f"village-{town_id[5:]}{number:02d}", village, town_id, town, *county, roads
            )


def _names(dice: Dice) -> Iterator[str]:
    """Yield place names that never repeat."""
    parts = sections("places.txt")
    heads, tails = parts["heads"][0], parts["tails"][0]
    used: set[str] = set()
    while True:
        head, tail = dice.one(heads), dice.one(tails)
        if head != tail and head + tail not in used:
            used.add(head + tail)
            yield head + tail


def _row(id_: str, name: str, kind: str, parent: str | None) -> dict[str, Any]:
    return {"id": id_, "name": name, "kind": kind, "parent": parent}
