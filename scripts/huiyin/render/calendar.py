"""The calendar: what lies ahead, a page a month, and the coming seven days by town.

A rule says when deputies will receive people, not that they did: months that are over show only
what was recorded as an activity.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from itertools import groupby
from typing import Any

from ..model.activities import coming
from ..model.numerals import chinese_weekday
from ..model.receptions import ReceptionDay
from ..model.site_model import SiteModel
from ..records import urls
from ..records.activity import Activity
from . import cards, icalendars, linked_data
from .page import HOME, Page
from .paging import pages
from .views import ActivityRow, Day, Link, Paging, ReceptionRow

LIST = Link("日程", "calendar/")
WEEK = Link("未来七天", "calendar/week/")
STATIONS = Link("联络站", "stations/")
EVENTS = 20  # receptions the calendar tells search engines of
SHOWN_AHEAD = 120  # entries; months have the rest
MONTH_PAGE = 100  # entries on one page of a month
_WEEK = timedelta(days=6)


@dataclass(frozen=True, slots=True)
class DayRows:
    """One day of the calendar with all that happens on it."""

    day: Day
    weekday: str
    is_today: bool
    receptions: tuple[ReceptionRow, ...]
    activities: tuple[ActivityRow, ...]


Happening = ReceptionDay | Activity


def plan(model: SiteModel) -> Iterator[Page]:
    """Yield the calendar, its months and its week."""
    ahead = _ahead(model)
    months = _months(model)
    yield Page(
        url=LIST.url,
        template="pages/calendar.html",
        title="接待和活动日程",
        description=f"{model.congress.name}各联络站近三个月的代表接待日和代表活动",
        trail=(HOME, STATIONS),
        section=STATIONS.url,
        alternates=(icalendars.of_all(model),),
        json_ld=tuple(linked_data.reception(model, day) for day in model.receptions[:EVENTS]),
        context=lambda: {
            "months": tuple(
                (_month_name(month), _month_url(month), tuple(_days(model, own)))
                for month, own in groupby(ahead[:SHOWN_AHEAD], key=_month_of)
            ),
            "rest": max(0, len(ahead) - SHOWN_AHEAD),
            "years": _years(months),
            "calendar": icalendars.ALL,
        },
    )
    for index, (month, happenings) in enumerate(months.items()):
        known = list(months)
        before = known[index - 1] if index else None
        after = known[index + 1] if index + 1 < len(known) else None
        yield from _month(model, month, happenings, (before, after))
    yield _week(model)


def _on(happening: Happening) -> date:
    return happening.day.on if isinstance(happening, ReceptionDay) else happening.held_on


def _order(happening: Happening) -> tuple[date, str, str]:
    id_ = happening.station if isinstance(happening, ReceptionDay) else happening.id
    return _on(happening), happening.time or "", id_


def _month_of(happening: Happening) -> str:
    return f"{_on(happening):%Y-%m}"


def _receptions(model: SiteModel) -> tuple[ReceptionDay, ...]:
    """Return those to come; those called off are among them, so that nobody comes in vain."""
    return (*model.receptions, *model.called_off)


def _ahead(model: SiteModel) -> list[Happening]:
    held = [a for a in model.activities.values() if a.held_on >= model.today]
    return sorted((*_receptions(model), *held), key=_order)


def _months(model: SiteModel) -> dict[str, list[Happening]]:
    """Return what happened or will happen by month, the earliest first."""
    everything: list[Happening] = [*_receptions(model), *model.activities.values()]
    everything.sort(key=_order)
    return {month: list(own) for month, own in groupby(everything, key=_month_of)}


def _days(model: SiteModel, happenings: Iterable[Happening]) -> Iterator[DayRows]:
    for on, grouped in groupby(happenings, key=_on):
        own = list(grouped)
        yield DayRows(
            day=Day(on.isoformat(), f"{on.month}月{on.day}日"),
            weekday=chinese_weekday(on),
            is_today=on == model.today,
            receptions=tuple(
                cards.reception_row(model, one) for one in own if isinstance(one, ReceptionDay)
            ),
            activities=tuple(
                cards.activity_row(model, one) for one in own if isinstance(one, Activity)
            ),
        )


def _month_name(month: str) -> str:
    return f"{month[:4]}年{int(month[5:])}月"


def _month_url(month: str) -> str:
    return f"{LIST.url}{month}/"


def _years(months: Iterable[str]) -> tuple[tuple[str, tuple[Link, ...]], ...]:
    """Return links to all months, the latest year first, its months in order."""
    by_year = {year: list(own) for year, own in groupby(months, key=lambda month: month[:4])}
    return tuple(
        (f"{year}年", tuple(Link(f"{int(month[5:])}月", _month_url(month)) for month in own))
        for year, own in reversed(by_year.items())
    )


def _month(
    model: SiteModel,
    month: str,
    happenings: Sequence[Happening],
    around: tuple[str | None, str | None],
) -> Iterator[Page]:
    before, after = (
        Link(_month_name(other), _month_url(other)) if other else None for other in around
    )
    now = f"{model.today:%Y-%m}"

    def context(shown: Sequence[Happening], paging: Paging) -> dict[str, Any]:
        return {
            "days": tuple(_days(model, shown)),
            "before": before,
            "after": after,
            "is_over": month < now,
            "is_now": month == now,
            "paging": paging,
        }

    for url, shown, paging in pages(happenings, MONTH_PAGE, _month_url(month)):
        yield Page(
            url=url,
            template="pages/month.html",
            title=f"{_month_name(month)}的日程",
            description=f"{model.congress.name}{_month_name(month)}的代表接待日和代表活动",
            trail=(HOME, STATIONS, LIST),
            section=STATIONS.url,
            alternates=(icalendars.of_all(model),),
            context=partial(context, shown, paging),
        )


def _week(model: SiteModel) -> Page:
    """Return the coming seven days, town by town: who knows the town's name needs no map."""
    last = model.today + _WEEK
    near: dict[str, list[Happening]] = {}
    for happening in _ahead(model):
        place = _place_of(model, happening)
        if place and _on(happening) <= last:
            near.setdefault(place, []).append(happening)
    for activity in coming(model.activities.values(), model.today):  # begun, but not over
        if activity.held_on < model.today and activity.division:
            near.setdefault(_town(model, activity.division), []).insert(0, activity)
    stations: dict[str, list[str]] = {}
    for station in filter(model.is_open, model.stations.values()):
        stations.setdefault(_town(model, station.division), []).append(station.id)
    places = [id_ for id_ in model.divisions if id_ in near or id_ in stations]
    return Page(
        url=WEEK.url,
        template="pages/week.html",
        title="未来七天，您家附近",
        description=f"{model.congress.name}各乡镇街道未来七天的代表接待日和活动",
        trail=(HOME, STATIONS, LIST),
        section=STATIONS.url,
        alternates=(icalendars.of_all(model),),
        context=lambda: {
            "span": f"{model.today.month}月{model.today.day}日至{last.month}月{last.day}日",
            "counties": tuple(
                (model.divisions[county].name, tuple(_place(model, id_, near, stations)
                                                     for id_ in own))
                for county, own in _by_county(model, places).items()
            ),
        },
    )  # fmt: skip


def _place(
    model: SiteModel,
    id_: str,
    near: dict[str, list[Happening]],
    stations: dict[str, list[str]],
) -> dict[str, Any]:
    """Return a town with its seven days; without a date in them, with its next reception."""
    rows = [cards.next_reception(model, own) for own in stations.get(id_, ())]
    later = sorted((row for row in rows if row), key=lambda row: (row.day.iso, row.time))
    division = model.divisions[id_]
    return {
        "name": division.name if division.kind in ("town", "village") else f"{division.name}本级",
        "anchor": id_,
        "days": tuple(_days(model, near.get(id_, ()))),
        "next": later[0] if later else None,
        "stations": tuple(
            Link(model.stations[own].name, urls.station_url(own)) for own in stations.get(id_, ())
        ),
    }


def _by_county(model: SiteModel, places: Iterable[str]) -> dict[str, list[str]]:
    table: dict[str, list[str]] = {}
    for id_ in places:
        here = model.divisions[id_]
        while here.parent and here.kind in ("town", "village"):
            here = model.divisions[here.parent]
        table.setdefault(here.id, []).append(id_)
    return table


def _place_of(model: SiteModel, happening: Happening) -> str:
    if isinstance(happening, ReceptionDay):
        return _town(model, model.stations[happening.station].division)
    return _town(model, happening.division) if happening.division else ""


def _town(model: SiteModel, division: str) -> str:
    """Return the town a village lies in; a town and what is higher stand for themselves."""
    here = model.divisions[division]
    return here.parent if here.kind == "village" and here.parent else here.id
