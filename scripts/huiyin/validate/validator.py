"""The whole of validation: shape first, then every rule between records, then words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from .. import workers
from ..load.source import Source
from ..problems import Fault, Problem
from ..progress import Tell, silent
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
    groups,
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
    unpublished,
)
from .catalogue import Catalogue
from .shape import shape
from .wording import worded

Check = Callable[[], Iterable[Fault]]
MOST_ALIKE = 50  # problems of one kind in one file
MANY = 1000  # from here on, a second process is worth its beginning


@dataclass(frozen=True, slots=True)
class Validated:
    """What validation gives: typed records, and the problems that were met on the way."""

    sources: tuple[Source, ...]
    settings: Settings | None
    catalogue: Catalogue
    problems: tuple[Problem, ...]


def validate(
    read: Iterable[Source],
    faults: Sequence[Fault],
    root: Path,
    jobs: int = 1,
    tell: Tell = silent,
) -> Validated:
    """Judge every source and every relation between them.

    Args:
        read: What was read, or is being read; sources with faults only contribute their faults.
        faults: Faults of files that could not become a source.
        root: The site's root folder, in which the pictures lie.
        jobs: How many processes judge; the result is the same.
        tell: Is told how far judging has come.

    Returns:
        The typed records that have their shape, and all problems sorted by file and line.
    """
    sources: list[Source] = []
    settings, catalogue, shape_faults = shape(_kept(read, sources))
    found = [*faults, *shape_faults]
    return judge_shaped(tuple(sources), settings, catalogue, found, root, jobs, tell)


def _kept(read: Iterable[Source], sources: list[Source]) -> Iterator[Source]:
    """Pass sources on while others are being read, and keep them."""
    for source in read:
        sources.append(source)
        yield source


def judge_shaped(
    sources: tuple[Source, ...],
    settings: Settings | None,
    catalogue: Catalogue,
    faults: Sequence[Fault],
    root: Path,
    jobs: int = 1,
    tell: Tell = silent,
) -> Validated:
    """Judge every relation between records that have their shape; add the faults found so far."""
    checks: tuple[Check, ...] = (
        lambda: references.check(catalogue, settings, sources),
        lambda: privacy.check(catalogue, sources),
        lambda: phrasing.check(catalogue, sources),
        lambda: markup.check(sources),
        lambda: handling.check(catalogue),
        lambda: text_forms.check(sources),
        lambda: dates.check(catalogue),
        lambda: course.check(catalogue, settings),
        lambda: turns.check(catalogue, settings),
        lambda: promises.check(catalogue, settings, sources),
        lambda: quoted.check(catalogue),
        lambda: identity.check(catalogue),
        lambda: people.check(catalogue),
        lambda: lists.check(catalogue),
        lambda: articles.check(catalogue),
        lambda: chains.check(catalogue),
        lambda: stations.check(catalogue, settings),
        lambda: groups.check(catalogue),
        lambda: activities.check(catalogue),
        lambda: calendars.check(catalogue),
        lambda: reviews.check(catalogue, settings),
        lambda: addresses.check(catalogue),
        lambda: media.check(sources, root),
    )
    judged = _found(checks, jobs if len(sources) >= MANY else 1, tell)
    return Validated(sources, settings, catalogue, problems_of([*faults, *judged]))


def problems_of(faults: Sequence[Fault]) -> tuple[Problem, ...]:
    """Put faults in words, sorted by file and line, without repeating what is private."""
    return _worded(privacy.veiled(list(faults)))


def validate_on(validated: Validated, today: date, jobs: int = 1) -> Validated:
    """Add the problems that only show on a given day."""
    sources, catalogue = validated.sources, validated.catalogue
    checks: tuple[Check, ...] = (
        lambda: references.check_on(catalogue, today),
        lambda: plausible.check(catalogue, today),
        lambda: links.check(catalogue, sources, today),
        lambda: as_of.check(catalogue, sources, today),
        lambda: in_office.check(catalogue, today),
        lambda: activities.check_on(catalogue, today),
        lambda: groups.check_on(catalogue, validated.settings, today),
        lambda: stations.check_on(catalogue, today),
        lambda: unpublished.check(catalogue, validated.settings, today),
        lambda: seats.check(catalogue, today),
    )
    return with_faults(validated, _found(checks, jobs if len(sources) >= MANY else 1))


def _found(checks: Sequence[Check], jobs: int, tell: Tell = silent) -> list[Fault]:
    parts = workers.mapped(
        lambda check: list(check()),
        checks,
        jobs,
        lambda done: tell("检查", done, len(checks)),
    )
    return [fault for part in parts for fault in part]


def with_faults(validated: Validated, faults: Iterable[Fault]) -> Validated:
    """Add what later stages found."""
    found = {*validated.problems, *_worded(faults)}
    return replace(validated, problems=tuple(sorted(found)))


def _worded(faults: Iterable[Fault]) -> tuple[Problem, ...]:
    problems = sorted({worded(fault) for fault in faults})
    alike = Counter((problem.file, problem.code) for problem in problems)
    shown: Counter[tuple[str, str]] = Counter()
    told: list[Problem] = []
    for problem in problems:
        kind = (problem.file, problem.code)
        shown[kind] += 1
        if shown[kind] <= MOST_ALIKE:
            told.append(problem)
        if shown[kind] == MOST_ALIKE < alike[kind]:
            told.append(worded(Fault("more-of-the-same", problem.file, facts={"of": problem.code})))
    return tuple(sorted(told))
