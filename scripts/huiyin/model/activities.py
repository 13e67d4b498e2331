"""Activities: which lie ahead and which are done, and what a year of them adds up to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

from ..records.activity import Activity


def newest_first(activities: Iterable[Activity]) -> list[Activity]:
    """Return activities in the order readers see them: the last held first, then by id."""
    return sorted(activities, key=lambda a: (-a.held_on.toordinal(), a.time or "", a.id))


def coming(activities: Iterable[Activity], today: date) -> tuple[Activity, ...]:
    """Return those that are not over, the next one first."""
    ahead = (activity for activity in activities if activity.last_day >= today)
    return tuple(sorted(ahead, key=lambda a: (a.held_on, a.time or "", a.id)))


def count_by_kind(activities: Iterable[Activity], today: date) -> Mapping[str, int]:
    """Return how many activities of each kind were held by a day, the most frequent kind first."""
    counted = Counter(activity.kind for activity in activities if activity.held_on <= today)
    return dict(sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])))
