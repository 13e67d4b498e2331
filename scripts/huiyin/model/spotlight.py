"""Spotlight of the week: whose story stands on the front page, by a rule and not by anyone's taste.

Each week takes a story whose deputies have not been there for the weeks the settings name, those
first who were there longest ago or never. The rule is played from the first story on, so that a
week's choice follows from the records and the day alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256

from ..records.news import News
from .site_model import SiteModel

_DAYS = 7
_A_DAY = timedelta(days=1)
_NEVER = -1


@dataclass(frozen=True, slots=True)
class Story:
    """A story that may stand on the front page.

    Attributes:
        deputies: Whom it tells of, one at least.
        published_on: It may stand there from the next Monday on.
    """

    id: str
    deputies: tuple[str, ...]
    published_on: date


@dataclass(frozen=True, slots=True)
class Seat:
    """A time in office; `ended_on` is the first day out of it."""

    deputy: str
    elected_on: date
    ended_on: date

    def holds(self, day: date) -> bool:
        """Tell whether the deputy is in office on a day."""
        return self.elected_on <= day < self.ended_on


def spotlight_of_the_week(model: SiteModel) -> News | None:
    """Return the story of the week the site is built in.

    Returns:
        None when every deputy with a story was there too lately, or has left office.
    """
    stories = [
        Story(article.id, article.deputies, article.published_at.date())
        for article in model.news.values()
        if model.columns[article.column].kind == "spotlight" and article.deputies
    ]
    terms = {term.id: term for congress in model.congresses for term in congress.terms}
    told = dict.fromkeys(id_ for story in stories for id_ in story.deputies)
    seats = [
        Seat(id_, mandate.elected_on, mandate.ended_on or terms[mandate.term].to + _A_DAY)
        for id_ in told
        if id_ in model.deputies
        for mandate in model.deputies[id_].mandates
        if mandate.status != "suspended"
    ]
    chosen = chosen_story(stories, seats, model.today, model.settings.ours.spotlight_weeks)
    return model.news[chosen.id] if chosen else None


def chosen_story(
    stories: Sequence[Story], seats: Sequence[Seat], today: date, weeks: int
) -> Story | None:
    """Return the story of the week of a day.

    Args:
        stories: All that are public, in any order.
        seats: Who is in office when.
        today: Any day of the week asked for.
        weeks: In so many weeks running, no deputy is there twice.
    """
    if not stories:
        return None
    week = _monday(min(story.published_on for story in stories))
    shown: dict[str, int] = {}  # deputy or story → the number of the week it was there last
    number, chosen = 0, None
    while week <= today:
        last = min(week + timedelta(days=_DAYS - 1), today)
        day: date | None = week
        while day:  # who leaves office in the middle of a week makes room for another
            in_office = {seat.deputy for seat in seats if seat.holds(day)}
            free = [
                story
                for story in stories
                if story.published_on < week
                and in_office.issuperset(story.deputies)
                and all(number - shown.get(deputy, -weeks) >= weeks for deputy in story.deputies)
            ]
            chosen = min(free, key=lambda story: _turn(story, week, shown), default=None)
            if chosen:
                shown.update(dict.fromkeys((chosen.id, *chosen.deputies), number))
            day = _first_day_out(chosen, seats, day, last) if chosen else None
        number, week = number + 1, week + timedelta(days=_DAYS)
    return chosen


def _first_day_out(story: Story, seats: Sequence[Seat], after: date, until: date) -> date | None:
    """Return the first day on which not all whom a story tells of are in office, if it comes."""
    ours = [seat for seat in seats if seat.deputy in story.deputies]
    for days in range(1, (until - after).days + 1):
        day = after + timedelta(days=days)
        if not {seat.deputy for seat in ours if seat.holds(day)}.issuperset(story.deputies):
            return day
    return None


def _turn(story: Story, week: date, shown: Mapping[str, int]) -> tuple[int, int, bytes]:
    """Return when it is a story's turn: deputies longest away, then stories, then by lot."""
    lately = max(shown.get(deputy, _NEVER) for deputy in story.deputies)
    lot = sha256(f"{week.isoformat()} {story.id}".encode()).digest()
    return lately, shown.get(story.id, _NEVER), lot


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
