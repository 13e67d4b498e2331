"""Seats: no more deputies than the quota, and vacancies that make up the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from ..problems import Fault
from ..records.registers import Term
from .catalogue import Catalogue, Entry


def check(catalogue: Catalogue, today: date) -> Iterator[Fault]:
    """Yield a fault for each term whose seats do not add up on a day, and each stale vacancy."""
    seated = _seated(catalogue, today)
    unread = catalogue.claimed["deputy"] - catalogue.by_kind["deputy"].keys()
    for entry in catalogue.of("term"):
        term: Term = entry.record
        if not term.from_ <= today <= term.to:
            continue
        yield from _stale(entry, today)
        count, vacant = seated[term.id], sum(v.since <= today for v in term.vacancies)
        facts = {"count": str(count), "quota": str(term.quota)}
        if count > term.quota:
            yield entry.fault("too-many-deputies", ("quota",), **facts)
        elif term.vacancies and count + vacant != term.quota and not unread:
            yield entry.fault("seats-do-not-add-up", ("quota",), vacant=str(vacant), **facts)


def _seated(catalogue: Catalogue, today: date) -> Counter[str]:
    """Count the seats held in each term. A suspended mandate still holds its seat."""
    return Counter(
        mandate.term
        for record in catalogue.records("deputy")
        if record.is_public(today)
        for mandate in record.mandates
        if mandate.elected_on <= today < (mandate.ended_on or date.max)
    )


def _stale(entry: Entry, today: date) -> Iterator[Fault]:
    for index, vacancy in enumerate(entry.record.vacancies):
        if vacancy.until and vacancy.until < today:
            loc = ("vacancies", index, "until")
            yield entry.fault("vacancy-past", loc, until=str(vacancy.until))
