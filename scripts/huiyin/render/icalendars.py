"""Calendars to subscribe to (iCalendar): of the whole site, of a station, of a deputy.

Stamps come from records, never from the clock, so a calendar changes only when its dates do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from urllib.parse import urlsplit

from .. import fingerprints
from ..model.activities import coming
from ..model.receptions import ReceptionDay
from ..model.site_model import SiteModel
from ..records import labels, urls
from ..records.activity import Activity
from .content_lines import component, text
from .page import Alternate, Drawn
from .remembered import remembered

TYPE = "text/calendar"
ZONE = "Asia/Shanghai"
ALL = "calendar.ics"
_END = b"END:VCALENDAR\r\n"


Happening = ReceptionDay | Activity
Times = tuple[tuple[str, str], tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Told:
    """What an event tells.

    Attributes:
        times: Its first and its last moment, as lines.
        url: From the site's root, without a first slash.
    """

    uid: str
    summary: str
    times: Times
    place: str
    description: str
    category: str
    status: str
    url: str
    changed_on: date


@dataclass(slots=True)
class Dates:
    """Receptions in order of day, then activities in order of day.

    Attributes:
        of_station: Station id → what happens there.
        of_deputy: Deputy id → what the deputy takes part in.
    """

    all: list[Happening] = field(default_factory=list)
    of_station: dict[str, list[Happening]] = field(default_factory=dict)
    of_deputy: dict[str, list[Happening]] = field(default_factory=dict)


def plan(model: SiteModel) -> Iterator[Drawn]:
    """Yield a calendar for the site, and for each station and deputy with dates ahead."""
    dates = _dates(model)
    name = model.congress.short_name
    yield _drawn(model, ALL, f"{name}代表接待和活动", dates.all)
    for id_, own in dates.of_station.items():
        station = model.stations[id_]
        yield _drawn(model, f"{urls.station_url(id_)}{ALL}", station.name, own)
    for id_, own in dates.of_deputy.items():
        title = f"{name}代表{model.deputies[id_].name}的接待和活动"
        yield _drawn(model, f"{urls.deputy_url(id_)}{ALL}", title, own)


def _drawn(model: SiteModel, url: str, title: str, dates: Iterable[Happening]) -> Drawn:
    def events() -> Iterator[bytes]:
        return (_event(model, one) for one in dates)

    return Drawn(
        url,
        lambda: f"calendar {fingerprints.of_bytes(title.encode(), *events())}",
        lambda: _calendar(title, events()),
    )


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


def _dates(model: SiteModel) -> Dates:
    dates = Dates()
    days = (*model.receptions, *model.called_off)
    for day in sorted(days, key=lambda day: (day.day.on, day.time, day.station)):
        dates.all.append(day)
        dates.of_station.setdefault(day.station, []).append(day)
        for id_ in _serving(model, day.receivers) if not day.is_off or day.is_named else ():
            dates.of_deputy.setdefault(id_, []).append(day)
    for activity in coming(model.activities.values(), model.today):
        dates.all.append(activity)
        if activity.station:
            dates.of_station.setdefault(activity.station, []).append(activity)
        for id_ in _serving(model, activity.deputies):
            dates.of_deputy.setdefault(id_, []).append(activity)
    return dates


def _serving(model: SiteModel, ids: Iterable[str]) -> list[str]:
    return [id_ for id_ in ids if id_ in model.deputies and model.is_serving(model.deputies[id_])]


def _event(model: SiteModel, happening: Happening) -> bytes:
    if isinstance(happening, ReceptionDay):
        return _reception(model, happening)
    return _activity(model, happening)


@remembered(lambda day: day)
def _reception(model: SiteModel, day: ReceptionDay) -> bytes:
    """Return a reception. Its identity is the day of the rule, so that a moved one stays itself.

    The day stands before the station: behind a station's number it would read like a phone's.
    """
    station = model.stations[day.station]
    names = "、".join(model.deputies[id_].name for id_ in _serving(model, day.receivers))
    told = [f"接待代表：{names}" if names else "", _moved(day), station.directions or ""]
    return _written(
        model,
        Told(
            uid=f"reception-{day.day.raw.isoformat()}-{day.station}",
            summary=f"{'（取消）' * day.is_off}代表接待日：{station.name}",
            times=_hours(day.day.on, day.time),
            place=station.address,
            description="\n".join(filter(None, told)),
            category="代表接待",
            status=_status(is_off=day.is_off, provisional=day.day.provisional),
            url=urls.station_url(day.station),
            changed_on=station.updated_on or station.opened_on,
        ),
    )


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


@remembered(lambda activity: activity.id)
def _activity(model: SiteModel, activity: Activity) -> bytes:
    names = "、".join(model.deputies[id_].name for id_ in _serving(model, activity.deputies))
    told = [activity.summary, f"参加代表：{names}" if names else "",
            "欢迎群众参加，不用报名。" if activity.open_to_all else ""]  # fmt: skip
    is_short = activity.time and activity.last_day == activity.held_on
    return _written(
        model,
        Told(
            uid=f"activity-{activity.id}",
            summary=activity.title,
            times=_hours(activity.held_on, activity.time or "")
            if is_short
            else _days(activity.held_on, activity.last_day),
            place=activity.place,
            description="\n".join(filter(None, told)),
            category=labels.ACTIVITY_KIND[activity.kind],
            status="CONFIRMED",
            url=urls.activity_url(activity),
            changed_on=activity.updated_on or activity.held_on,
        ),
    )


def _hours(on: date, span: str) -> Times:
    first, last = (clock.replace(":", "").zfill(4) for clock in span.split("-"))
    return (
        (f"DTSTART;TZID={ZONE}", f"{on:%Y%m%d}T{first}00"),
        (f"DTEND;TZID={ZONE}", f"{on:%Y%m%d}T{last}00"),
    )


def _days(first: date, last: date) -> Times:
    """Return whole days; a calendar names the day after the last."""
    return (
        ("DTSTART;VALUE=DATE", f"{first:%Y%m%d}"),
        ("DTEND;VALUE=DATE", f"{last + timedelta(days=1):%Y%m%d}"),
    )


def _written(model: SiteModel, told: Told) -> bytes:
    site = model.settings.site_url or ""
    host = urlsplit(site).hostname or f"{model.congress.id}.invalid"
    stamp = f"{told.changed_on:%Y%m%d}T000000Z"
    return component(
        "VEVENT",
        (
            ("SUMMARY", text(told.summary)),
            *told.times,
            ("DTSTAMP", stamp),
            ("UID", text(f"{told.uid}@{host}")),
            ("CATEGORIES", text(told.category)),
            ("DESCRIPTION", text(told.description)),
            ("LAST-MODIFIED", stamp),
            ("LOCATION", text(told.place)),
            ("STATUS", told.status),
            *([("URL", f"{site}{told.url}")] if site else []),
        ),
    )


def _calendar(title: str, events: Iterable[bytes]) -> bytes:
    head = component(
        "VCALENDAR",
        (
            ("VERSION", "2.0"),
            ("PRODID", "-//Huiyin//Huiyin//ZH"),
            ("METHOD", "PUBLISH"),
            ("NAME", text(title)),
            ("X-WR-CALNAME", text(title)),
            ("REFRESH-INTERVAL;VALUE=DURATION", "P1D"),
            ("X-WR-TIMEZONE", ZONE),
        ),
    )
    return b"".join((head.removesuffix(_END), _zone(), *events, _END))


@cache
def _zone() -> bytes:
    """Return the one zone of the country. The machine's own table may say more, or less."""
    standard = component(
        "STANDARD",
        (
            ("DTSTART", "19910915T000000"),
            ("TZNAME", "CST"),
            ("TZOFFSETFROM", "+0800"),
            ("TZOFFSETTO", "+0800"),
        ),
    )
    end = b"END:VTIMEZONE\r\n"
    zone = component("VTIMEZONE", (("TZID", ZONE),))
    return b"".join((zone.removesuffix(end), standard, end))
