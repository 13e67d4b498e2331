"""Directory: the ways by which a citizen finds a deputy."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import groupby

from ..records.deputy import Deputy
from ..records.registers import Congress
from ..records.station import Station
from .pinyin import initial_of, syllables_of
from .site_model import SiteModel

# A surname is sorted by how many strokes it has, then by how they are written: 横竖撇点折.
Strokes = tuple[tuple[int, str], ...]
_ORDER = str.maketrans("hspdz", "12345")


def serving(model: SiteModel) -> tuple[Deputy, ...]:
    """Return who holds a seat of any level now, in order of pinyin."""
    return tuple(deputy for deputy in model.deputies.values() if model.is_serving(deputy))


def by_initial(model: SiteModel) -> Mapping[str, tuple[Deputy, ...]]:
    """Return the deputies by the first letter of the name's pinyin."""
    return _grouped((initial_of(deputy), deputy) for deputy in serving(model))


def by_strokes(model: SiteModel) -> Mapping[int, tuple[Deputy, ...]]:
    """Return the deputies by how many strokes the surname's first character has.

    Returns:
        Stroke count → deputies in the order official rolls use. Empty unless every deputy has a
        key: half an order is none.
    """
    people = serving(model)
    if not all(deputy.strokes for deputy in people):
        return {}
    ordered = sorted(
        people, key=lambda deputy: (stroke_key(deputy), syllables_of(deputy), deputy.id)
    )
    return {count: tuple(own) for count, own in groupby(ordered, lambda d: stroke_key(d)[0][0])}


def stroke_key(deputy: Deputy) -> Strokes:
    """Return how a name sorts by strokes: each character's count, then its strokes in order."""
    return tuple((len(s), s.translate(_ORDER)) for s in (deputy.strokes or "").split(" "))


def by_station(model: SiteModel) -> Mapping[str, tuple[Deputy, ...]]:
    """Return the deputies of each open station that has any."""
    attached = model.links.deputies_of_station
    return {
        id_: tuple(model.deputies[deputy] for deputy in attached[id_])
        for id_, station in model.stations.items()
        if id_ in attached and model.is_open(station)
    }


def by_group(model: SiteModel) -> Mapping[str, tuple[Deputy, ...]]:
    """Return the deputies in office of each group, the convenor first."""
    found: dict[str, tuple[Deputy, ...]] = {}
    for id_, group in model.groups.items():
        members = (model.deputies[m] for m in group.members if m in model.deputies)
        own = [deputy for deputy in members if model.is_serving(deputy)]
        found[id_] = tuple(sorted(own, key=lambda deputy: deputy.id != group.convenor))
    return found


def by_body(model: SiteModel) -> Mapping[str, tuple[tuple[Deputy, str], ...]]:
    """Return who holds a post in each body of the congress now, with the post's title."""
    found: dict[str, list[tuple[Deputy, str]]] = defaultdict(list)
    for deputy in serving(model):
        for mandate in deputy.mandates:
            if mandate.status != "active" or mandate.term not in model.running:
                continue
            for role in mandate.roles:
                if role.from_ <= model.today <= (role.to or model.today):
                    found[role.body].append((deputy, role.title))
    return {id_: tuple(found[id_]) for id_ in model.bodies if id_ in found}


def by_level(model: SiteModel) -> Mapping[str, tuple[Deputy, ...]]:
    """Return who holds a seat at each level, the highest first. One person may be at several."""
    levels = {term.id: congress.level for congress in model.congresses for term in congress.terms}
    return _grouped(
        sorted(
            (
                (levels[mandate.term], deputy)
                for deputy in serving(model)
                for mandate in deputy.mandates
                if mandate.status == "active" and mandate.term in model.running
            ),
            key=lambda pair: pair[0],
        )
    )


def congress_of(model: SiteModel, term_id: str) -> Congress | None:
    """Return the congress that a term belongs to."""
    return next((c for c in model.congresses for t in c.terms if t.id == term_id), None)


def stations_near(model: SiteModel, division_id: str) -> tuple[Station, ...]:
    """Return the open stations that serve a place: its own, else those of the place above it."""
    here: str | None = division_id
    while here:
        if here in model.links.stations_of_division:
            return tuple(model.stations[id_] for id_ in model.links.stations_of_division[here])
        here = model.divisions[here].parent
    return ()


def _grouped(pairs: Iterable[tuple[str, Deputy]]) -> Mapping[str, tuple[Deputy, ...]]:
    table: dict[str, dict[str, Deputy]] = defaultdict(dict)
    for key, deputy in pairs:
        table[key][deputy.id] = deputy
    return {key: tuple(own.values()) for key, own in table.items()}
