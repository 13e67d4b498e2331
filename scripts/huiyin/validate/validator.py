"""The whole of validation: shape first, then every rule between records, then words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from ..load.source import Source
from ..problems import Fault, Problem
from ..settings import Settings
from . import (
    activities,
    addresses,
    articles,
    as_of,
    calendars,
    chains,
    course,
    dates,
    handling,
    identity,
    in_office,
    links,
    lists,
    markup,
    media,
    people,
    phrasing,
    plausible,
    privacy,
    promises,
    quoted,
    references,
    reviews,
    seats,
    stations,
    text_forms,
    turns,
)
from .catalogue import Catalogue
from .shape import shape
from .wording import worded


@dataclass(frozen=True, slots=True)
class Validated:
    """What validation gives: typed records, and the problems that were met on the way."""

    settings: Settings | None
    catalogue: Catalogue
    problems: tuple[Problem, ...]


def validate(sources: Sequence[Source], faults: Sequence[Fault], root: Path) -> Validated:
    """Judge every source and every relation between them.

    Args:
        sources: What was read; those with faults only contribute their faults.
        faults: Faults of files that could not become a source.
        root: The site's root folder, in which the pictures lie.

    Returns:
        The typed records that have their shape, and all problems sorted by file and line.
    """
    settings, catalogue, shape_faults = shape(sources)
    found = [
        *faults,
        *shape_faults,
        *identity.check(catalogue),
        *references.check(catalogue, settings, list(sources)),
        *dates.check(catalogue),
        *handling.check(catalogue),
        *course.check(catalogue, settings),
        *turns.check(catalogue, settings),
        *promises.check(catalogue, settings, list(sources)),
        *quoted.check(catalogue),
        *reviews.check(catalogue, settings),
        *people.check(catalogue),
        *calendars.check(catalogue),
        *chains.check(catalogue),
        *lists.check(catalogue),
        *stations.check(catalogue),
        *activities.check(catalogue),
        *articles.check(catalogue),
        *addresses.check(catalogue),
        *markup.check(sources),
        *privacy.check(catalogue, sources),
        *phrasing.check(catalogue, sources),
        *text_forms.check(sources),
        *media.check(sources, root),
    ]
    return Validated(settings, catalogue, _worded(privacy.veiled(found)))


def validate_on(validated: Validated, sources: Sequence[Source], today: date) -> Validated:
    """Add the problems that only show on a given day."""
    catalogue = validated.catalogue
    found = _worded(
        [
            *as_of.check(catalogue, sources, today),
            *references.check_on(catalogue, today),
            *plausible.check(catalogue, today),
            *seats.check(catalogue, today),
            *in_office.check(catalogue, today),
            *activities.check_on(catalogue, today),
            *links.check(catalogue, sources, today),
        ]
    )
    return replace(validated, problems=tuple(sorted({*validated.problems, *found})))


def with_faults(validated: Validated, faults: Iterable[Fault]) -> Validated:
    """Add what later stages found."""
    found = {*validated.problems, *_worded(faults)}
    return replace(validated, problems=tuple(sorted(found)))


def _worded(faults: Iterable[Fault]) -> tuple[Problem, ...]:
    return tuple(sorted({worded(fault) for fault in faults}))
