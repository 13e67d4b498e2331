"""The whole of validation: shape first, then every rule between records, then words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..load.source import Source
from ..problems import Fault, Problem
from ..settings import Settings
from . import dates, handling, identity, markup, references
from .catalogue import Catalogue
from .shape import shape
from .wording import worded


@dataclass(frozen=True, slots=True)
class Validated:
    """What validation gives: typed records, and the problems that were met on the way."""

    settings: Settings | None
    catalogue: Catalogue
    problems: tuple[Problem, ...]


def validate(sources: Sequence[Source], faults: Sequence[Fault]) -> Validated:
    """Judge every source and every relation between them.

    Args:
        sources: What was read; those with faults only contribute their faults.
        faults: Faults of files that could not become a source.

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
        *markup.check(catalogue),
    ]
    problems = sorted({worded(fault) for fault in found})
    return Validated(settings, catalogue, tuple(problems))
