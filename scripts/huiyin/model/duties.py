"""Duties: what a deputy did, gathered from the records that tell of it and never typed twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from .site_model import SiteModel


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing done on a day.

    Attributes:
        kind: `activity`, `led`, `joined` (a suggestion), `research` or `pledge`.
        id: Of the record that tells of it; empty for a pledge, which has none of its own.
        text: Its title.
    """

    on: date
    kind: str
    id: str
    text: str


def duties(model: SiteModel, deputy_id: str) -> tuple[Duty, ...]:
    """Return what a deputy has done up to the day of the build, the newest first."""
    done = (duty for duty in _duties(model, deputy_id) if duty.on <= model.today)
    return tuple(
        sorted(done, key=lambda duty: (-duty.on.toordinal(), duty.kind, duty.id, duty.text))
    )


def by_year(done: tuple[Duty, ...]) -> Mapping[int, tuple[Duty, ...]]:
    """Return duties by year, in the order given."""
    return {year: tuple(held) for year, held in groupby(done, key=lambda duty: duty.on.year)}


def _duties(model: SiteModel, deputy_id: str) -> Iterator[Duty]:
    links = model.links
    for id_ in links.activities_of_deputy.get(deputy_id, ()):
        activity = model.activities[id_]
        yield Duty(activity.held_on, "activity", id_, activity.title)
    led = set(links.cases_led_by_deputy.get(deputy_id, ()))
    for id_ in links.cases_of_deputy.get(deputy_id, ()):
        case = model.cases[id_]
        kind = "led" if id_ in led else "joined"
        yield Duty(case.filed_on, kind, id_, case.record.title or "")
    for id_ in links.research_of_deputy.get(deputy_id, ()):
        report = model.research[id_]
        yield Duty(report.published_on, "research", id_, report.title)
    for pledge in model.deputies[deputy_id].pledges:
        if pledge.done_on:
            yield Duty(pledge.done_on, "pledge", "", pledge.text)
