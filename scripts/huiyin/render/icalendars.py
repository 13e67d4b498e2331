"""Calendars to subscribe to (iCalendar): of the whole site, of a station, of a deputy.

Stamps come from records, never from the clock, so a calendar changes only when its dates do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, partial
from urllib.parse import urlsplit

from icalendar import Calendar, Event, Timezone, TimezoneStandard

from .. import fingerprints
from ..model.activities import coming
from ..model.receptions import ReceptionDay
from ..model.site_model import SiteModel
from ..records import labels, urls
from ..records.activity import Activity
from .page import Alternate, Drawn

TYPE = "text/calendar"
ZONE = "Asia/Shanghai"
ALL = "calendar.ics"
_END = b"END:VCALENDAR\r\n"


@dataclass(frozen=True, slots=True)
class Entries:
    """Events ready to be put into calendars, each made once.

    Attributes:
        all: Receptions in order of day, then activities in order of day.
        of_station: Station id → its events.
        of_deputy: Deputy id → the events the deputy takes part in.
    """

    all: tuple[bytes, ...]
    of_station: Mapping[str, tuple[bytes, ...]]
    of_deputy: Mapping[str, tuple[bytes, ...]]


def plan(model: SiteModel) -> Iterator[Drawn]:
    """Yield a calendar for the site, and for each station and deputy with dates ahead."""
    entries = _entries(model)
    name = model.congress.short_name
    yield _drawn(ALL, f"{name}代表接待和活动", entries.all)
    for id_, events in entries.of_station.items():
        station = model.stations[id_]
        yield _drawn(f"{urls.station_url(id_)}{ALL}", station.name, events)
    for id_, events in entries.of_deputy.items():
        title = f"{name}代表{model.deputies[id_].name}的接待和活动"
        yield _drawn(f"{urls.deputy_url(id_)}{ALL}", title, events)


def _drawn(url: str, title: str, events: tuple[bytes, ...]) -> Drawn:
    key = fingerprints.of_bytes(title.encode(), *events)
    return Drawn(url, f"calendar {key}", partial(_calendar, title, events))


def of_all(model: SiteModel) -> Alternate:
    """Return the whole calendar, as a page tells of it."""
    return Alternate(TYPE, f"{model.congress.short_name}代表接待和活动", ALL)


def of_station(model: SiteModel, id_: str) -> tuple[Alternate, ...]:
    """Return a station's calendar, none when it has no date ahead."""
    ahead = coming(_activities(model, model.links.activities_of_station.get(id_, ())), model.today)
    if not ahead and id_ not in model.receptions_of_station:
        return ()
    name = f"{model.stations[id_].name}接待日历"
    return (Alternate(TYPE, name, f"{urls.station_url(id_)}{ALL}"),)


def of_deputy(model: SiteModel, id_: str) -> tuple[Alternate, ...]:
    """Return a deputy's calendar, none when the deputy has no date ahead."""
    deputy = model.deputies[id_]
    if not model.is_serving(deputy):
        return ()
    ahead = coming(_activities(model, model.links.activities_of_deputy.get(id_, ())), model.today)
    if not ahead and id_ not in model.receptions_of_deputy:
        return ()
    return (Alternate(TYPE, f"{deputy.name}的接待和活动", f"{urls.deputy_url(id_)}{ALL}"),)


def _activities(model: SiteModel, ids: Iterable[str]) -> list[Activity]:
    return [model.activities[id_] for id_ in ids]


def _entries(model: SiteModel) -> Entries:
    active = {deputy.id for deputy in model.deputies.values() if model.is_serving(deputy)}
    everything: list[bytes] = []
    of_station: dict[str, list[bytes]] = {}
    of_deputy: dict[str, list[bytes]] = {}
    days = (*model.receptions, *model.called_off)
    for day in sorted(days, key=lambda day: (day.day.on, day.time, day.station)):
        people = [id_ for id_ in day.receivers if id_ in active]
        event = _reception(model, day, people)
        everything.append(event)
        of_station.setdefault(day.station, []).append(event)
        for id_ in people if not day.is_off or day.is_named else ():
            of_deputy.setdefault(id_, []).append(event)
    for activity in coming(model.activities.values(), model.today):
        people = [id_ for id_ in activity.deputies if id_ in active]
        event = _activity(model, activity, people)
        everything.append(event)
        if activity.station:
            of_station.setdefault(activity.station, []).append(event)
        for id_ in people:
            of_deputy.setdefault(id_, []).append(event)
    return Entries(
        tuple(everything),
        {id_: tuple(events) for id_, events in of_station.items()},
        {id_: tuple(events) for id_, events in of_deputy.items()},
    )


def _reception(model: SiteModel, day: ReceptionDay, people: Iterable[str]) -> bytes:
    """Return a reception. Its identity is the day of the rule, so that a moved one stays itself.

    The day stands before the station: behind a station's number it would read like a phone's.
    """
    station = model.stations[day.station]
    names = "、".join(model.deputies[id_].name for id_ in people)
    told = [f"接待代表：{names}" if names else "", _moved(day), station.directions or ""]
    event = Event()
    event.add("uid", _uid(model, f"reception-{day.day.raw.isoformat()}-{day.station}"))
    first, last = day.time.split("-")
    _add_times(event, _at(day.day.on, first), _at(day.day.on, last))
    event.add("summary", f"{'（取消）' * day.is_off}代表接待日：{station.name}")
    event.add("location", station.address)
    event.add("description", "\n".join(filter(None, told)))
    event.add("categories", ["代表接待"])
    event.add("status", _status(is_off=day.is_off, provisional=day.day.provisional))
    return _finished(model, event, urls.station_url(day.station),
                     station.updated_on or station.opened_on)  # fmt: skip


def _moved(day: ReceptionDay) -> str:
    if day.is_off:
        return f"这一次取消：{day.reason}"
    if day.reason and day.day.on != day.day.raw:
        return f"原定{day.day.raw.month}月{day.day.raw.day}日，改期：{day.reason}"
    if day.day.on == day.day.raw:
        return ""
    return f"原定{day.day.raw.month}月{day.day.raw.day}日，逢{'、'.join(day.day.reasons)}顺延"


def _status(*, is_off: bool, provisional: bool) -> str:
    if is_off:
        return "CANCELLED"
    return "TENTATIVE" if provisional else "CONFIRMED"


def _activity(model: SiteModel, activity: Activity, people: Iterable[str]) -> bytes:
    names = "、".join(model.deputies[id_].name for id_ in people)
    told = [activity.summary, f"参加代表：{names}" if names else "",
            "欢迎群众参加，不用报名。" if activity.open_to_all else ""]  # fmt: skip
    event = Event()
    event.add("uid", _uid(model, f"activity-{activity.id}"))
    if activity.time and activity.last_day == activity.held_on:
        first, last = activity.time.split("-")
        _add_times(event, _at(activity.held_on, first), _at(activity.held_on, last))
    else:
        event.add("dtstart", activity.held_on)
        event.add("dtend", activity.last_day + timedelta(days=1))
    event.add("summary", activity.title)
    event.add("location", activity.place)
    event.add("description", "\n".join(filter(None, told)))
    event.add("categories", [labels.ACTIVITY_KIND[activity.kind]])
    event.add("status", "CONFIRMED")
    return _finished(model, event, urls.activity_url(activity),
                     activity.updated_on or activity.held_on)  # fmt: skip


def _uid(model: SiteModel, name: str) -> str:
    host = urlsplit(model.settings.site_url or "").hostname or f"{model.congress.id}.invalid"
    return f"{name}@{host}"


def _at(on: date, clock: str) -> datetime:
    hour, minute = clock.split(":")
    return datetime.combine(on, time(int(hour), int(minute)))


def _add_times(event: Event, first: datetime, last: datetime) -> None:
    for key, moment in (("dtstart", first), ("dtend", last)):
        event.add(key, moment, parameters={"TZID": ZONE})


def _finished(model: SiteModel, event: Event, url: str, changed_on: date) -> bytes:
    stamp = datetime.combine(changed_on, time(), tzinfo=UTC)
    event.add("dtstamp", stamp)
    event.add("last-modified", stamp)
    if model.settings.site_url:
        event.add("url", f"{model.settings.site_url}{url}")
    return bytes(event.to_ical())


def _calendar(title: str, events: Iterable[bytes]) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//Huiyin//Huiyin//ZH")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", title)
    calendar.add("x-wr-calname", title)
    calendar.add("x-wr-timezone", ZONE)
    calendar.add("refresh-interval", timedelta(days=1), parameters={"VALUE": "DURATION"})
    head = bytes(calendar.to_ical())
    return b"".join((head.removesuffix(_END), _zone(), *events, _END))


@cache
def _zone() -> bytes:
    """Return the one zone of the country. The machine's own table may say more, or less."""
    zone, standard = Timezone(), TimezoneStandard()
    zone.add("tzid", ZONE)
    standard.add("dtstart", datetime(1991, 9, 15))  # noqa: DTZ001  local time, by its definition
    standard.add("tzoffsetfrom", timedelta(hours=8))
    standard.add("tzoffsetto", timedelta(hours=8))
    standard.add("tzname", "CST")
    zone.add_component(standard)
    return bytes(zone.to_ical())
