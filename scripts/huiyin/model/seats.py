"""Seats: who holds which, looked up once for the whole site."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from types import MappingProxyType

from ..records.deputy import Deputy, Mandate
from ..records.registers import Term


@dataclass(frozen=True, slots=True)
class Seats:
    """Who holds which seat on the day the site is built for.

    Attributes:
        mandates: Deputy id → the seat in the current term of this congress, for those who have one.
        active: Who holds that seat now, in order of pinyin.
        serving: Ids of those who hold a seat of any level now.
        delegations: Unit id → its active deputies, in order of pinyin.
        namesakes: Name → everybody who bears it, in order of pinyin.
    """

    mandates: Mapping[str, Mandate]
    active: tuple[Deputy, ...]
    serving: frozenset[str]
    delegations: Mapping[str, tuple[str, ...]]
    namesakes: Mapping[str, tuple[Deputy, ...]]


def seats(deputies: Iterable[Deputy], term: Term, running: Set[str], units: Iterable[str]) -> Seats:
    """Look up every seat.

    Args:
        deputies: All public deputies, in order of pinyin.
        term: The current term of this congress.
        running: Ids of the terms that run, of every congress.
        units: Ids of the electing units, in the order readers see them.
    """
    deputies = tuple(deputies)
    mandates = {d.id: mandate for d in deputies if (mandate := _mandate(d, term))}
    active = tuple(d for d in deputies if d.id in mandates and is_active(mandates[d.id]))
    namesakes: dict[str, list[Deputy]] = defaultdict(list)
    for deputy in deputies:
        namesakes[deputy.name].append(deputy)
    of_unit: dict[str, list[str]] = defaultdict(list)
    for deputy in active:
        mandate = mandates[deputy.id]
        of_unit[mandate.electing_unit or mandate.constituency or ""].append(deputy.id)
    return Seats(
        mandates=MappingProxyType(mandates),
        active=active,
        serving=frozenset(deputy.id for deputy in deputies if is_serving(deputy, running)),
        delegations=MappingProxyType({id_: tuple(of_unit[id_]) for id_ in units if id_ in of_unit}),
        namesakes=MappingProxyType({name: tuple(own) for name, own in namesakes.items()}),
    )


def is_active(mandate: Mandate) -> bool:
    """Tell whether a seat is held now: neither suspended nor ended."""
    return mandate.status == "active"


def is_serving(deputy: Deputy, running: Set[str]) -> bool:
    """Tell whether a deputy holds a seat in one of the terms that run."""
    return any(is_active(mandate) and mandate.term in running for mandate in deputy.mandates)


def _mandate(deputy: Deputy, term: Term) -> Mandate | None:
    held = [mandate for mandate in deputy.mandates if mandate.term == term.id]
    return held[-1] if held else None
