"""People: one record a person, one mandate at a time, one holder of a post that has but one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from ..problems import Fault
from ..records.deputy import Deputy, Mandate
from .catalogue import ANY, DIFFERENT, Catalogue, Entry
from .seated import last_day

# A body has one of these at a time; of all others it may have several.
SINGLE_TITLES = ("主任", "主任委员", "会长", "组长")
_AGE = 18
Held = tuple[date, date, Entry, tuple[int | str, ...]]  # from, to, whose record, where in it


def check(catalogue: Catalogue) -> Iterator[Fault]:
    """Yield a fault for each person, mandate and post that is there twice."""
    yield from _namesakes(catalogue)
    headed: dict[tuple[str, str], list[Held]] = defaultdict(list)
    for entry in catalogue.of("deputy"):
        yield from _one_mandate_a_term(catalogue, entry)
        yield from _roles(catalogue, entry)
        yield from _of_age(entry)
        if entry.record.status == "published":
            for key, held in _held(catalogue, entry):
                if key[1] in SINGLE_TITLES:
                    headed[key].append(held)
    for (body, title), helds in headed.items():
        for before, after in _overlapping(helds):
            if before[2] is not after[2]:  # one person's own overlap is told already
                facts = {"title": title, "body": _name(catalogue, body), "name": before[2].name}
                yield after[2].fault("head-twice", after[3], **facts)


def _namesakes(catalogue: Catalogue) -> Iterator[Fault]:
    """Namesakes of one sex are one person, unless born in other months or said to be different."""
    if ANY in catalogue.claimed[DIFFERENT]:
        return
    known: dict[str, set[str]] = defaultdict(set)
    for row in catalogue.rows["different-people"]:
        for id_ in row.record.ids:
            known[id_].update(row.record.ids)
    alike: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in catalogue.of("deputy"):
        earlier = alike[(entry.record.name, entry.record.sex)]
        other = next((e for e in earlier if e.id not in known[entry.id]
                      and not _born_apart(e.record, entry.record)), None)  # fmt: skip
        if other and other.id != entry.id:
            facts = {"name": entry.name, "sex": entry.record.sex, "id": entry.id}
            yield entry.fault("same-person", ("name",), other=other.id, **facts)
        earlier.append(entry)


def _born_apart(one: Deputy, other: Deputy) -> bool:
    return bool(one.birth_month and other.birth_month and one.birth_month != other.birth_month)


def _one_mandate_a_term(catalogue: Catalogue, entry: Entry) -> Iterator[Fault]:
    """A person may come back in a by-election, but never holds two mandates of one term at once."""
    of_term: dict[str, list[Held]] = defaultdict(list)
    for index, mandate in enumerate(entry.record.mandates):
        term = catalogue.get("term", mandate.term)
        loc = ("mandates", index, "term")
        of_term[mandate.term].append((mandate.elected_on, last_day(mandate, term), entry, loc))
    for term_id, helds in of_term.items():
        for _, after in _overlapping(helds):
            yield entry.fault("mandate-twice", after[3], name=entry.name, term=term_id)


def _of_age(entry: Entry) -> Iterator[Fault]:
    """Who is elected is eighteen (选举法)."""
    born = entry.record.birth_month
    for index, mandate in enumerate(entry.record.mandates if born else ()):
        grown = f"{int(born[:4]) + _AGE}{born[4:]}"
        if f"{mandate.elected_on:%Y-%m}" < grown:
            facts = {"name": entry.name, "on": str(mandate.elected_on), "born": born}
            yield entry.fault("too-young", ("mandates", index, "elected_on"), **facts)


def _roles(catalogue: Catalogue, entry: Entry) -> Iterator[Fault]:
    same: dict[tuple[str, str], list[Held]] = defaultdict(list)
    for key, held in _held(catalogue, entry):
        same[key].append(held)
    for (body, title), helds in same.items():
        for _, after in _overlapping(helds):
            yield entry.fault("role-twice", after[3], title=title, body=_name(catalogue, body))
    for index, mandate in enumerate(entry.record.mandates):
        yield from _roles_inside(catalogue, entry, mandate, ("mandates", index, "roles"))


def _roles_inside(
    catalogue: Catalogue, entry: Entry, mandate: Mandate, at: tuple[int | str, ...]
) -> Iterator[Fault]:
    end = last_day(mandate, catalogue.get("term", mandate.term))
    if end < mandate.elected_on:
        return  # told already
    for index, role in enumerate(mandate.roles):
        for key, name, on in (("from", "任职", role.from_), ("to", "离任", role.to)):
            if on and not mandate.elected_on <= on <= end:
                facts = {"name": name, "on": str(on), "from": str(mandate.elected_on)}
                yield entry.fault("role-outside-mandate", (*at, index, key), to=str(end), **facts)


def _held(catalogue: Catalogue, entry: Entry) -> Iterator[tuple[tuple[str, str], Held]]:
    for index, mandate in enumerate(entry.record.mandates):
        term = catalogue.get("term", mandate.term)
        for number, role in enumerate(mandate.roles):
            loc = ("mandates", index, "roles", number, "title")
            held = (role.from_, last_day(mandate, term, role), entry, loc)
            yield (role.body, role.title), held


def _overlapping(helds: list[Held]) -> Iterator[tuple[Held, Held]]:
    """Yield each pair of neighbours in time of which the second begins before the first ends."""
    for before, after in pairwise(sorted(helds, key=lambda held: held[:2])):
        if after[0] < before[1]:
            yield before, after


def _name(catalogue: Catalogue, body: str) -> str:
    return getattr(catalogue.get("body", body), "name", body)
