"""Cases: a public suggestion before it is written down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from .calendar import Sitting
from .issues import Issue
from .people import Person
from .places import Place
from .road import Road

Tree = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Case:
    """A public suggestion before it is written down.

    Attributes:
        outcome: The canonical outcome of its last reply; empty without a reply.
    """

    id: str
    sitting: Sitting
    issue: Issue
    place: Place
    slots: dict[str, str]
    title: str
    road: Road
    outcome: str
    proposers: tuple[Person, ...]
    merged_into: str | None
    related: str | None

    @property
    def filed_on(self) -> date:
        """Return the day it was filed."""
        return self.road.steps[0][0]

    @property
    def url(self) -> str:
        """Return the address of its page, from the site's root."""
        return f"/suggestions/{self.sitting.id}/{self.id.removeprefix(self.sitting.id + '-')}/"
