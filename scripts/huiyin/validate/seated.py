"""Seated: on which days a mandate or a role is held."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ..records.deputy import Mandate, Role
from ..records.registers import Term


def is_seated(mandates: Iterable[Mandate], on: date) -> bool:
    """Tell whether one of a person's mandates is held on a day, its last day included."""
    return any(mandate.elected_on <= on <= (mandate.ended_on or date.max) for mandate in mandates)


def last_day(mandate: Mandate, term: Term | None, role: Role | None = None) -> date:
    """Return the last day on which a mandate, or a role of it, is held."""
    ends = (role and role.to, mandate.ended_on, term and term.to)
    return min((end for end in ends if end), default=date.max)
