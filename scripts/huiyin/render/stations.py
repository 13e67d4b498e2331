"""Pages about stations, deputy groups and the calendar of receptions."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from ..model.site_model import SiteModel
from ..records import labels, urls
from ..records.group import Group
from ..records.station import Station
from . import cards, linked_data
from .open_data import record_data
from .page import HOME, Data, Page
from .paging import pages
from .views import Day, Fact, Link, clock_span

LIST = Link("联络站", "stations/")
GROUPS = Link("代表小组", "groups/")
EVENTS = 20  # receptions the calendar tells search engines of
_NTH = "一二三四"
_WEEKDAYS = {
    "mon": "一",
    "tue": "二",
    "wed": "三",
    "thu": "四",
    "fri": "五",
    "sat": "六",
    "sun": "日",
}


def plan(model: SiteModel) -> Iterator[Page | Data]:
    """Yield the pages about stations, groups and receptions."""
    order = sorted(model.stations.values(), key=lambda s: _by_place(model, s))
    for url, shown, paging in pages(order, model.settings.ours.page_size, LIST.url):
        yield Page(
            url=url,
            template="pages/stations.html",
            title="联络站",
            description=f"{model.congress.name}代表联络站的地址、接待日和进站代表",
            trail=(HOME,),
            section=LIST.url,
            context={
                "cards": tuple(cards.station_card(model, station) for station in shown),
                "paging": paging,
                "places": _places(model),
            },
        )
    for station in model.stations.values():
        yield _station(model, station)
        yield record_data(station, urls.station_url(station.id))
    yield _calendar(model)
    yield _groups(model)
    for group in model.groups.values():
        yield _group(model, group)
        yield record_data(group, urls.group_url(group.id))


def _by_place(model: SiteModel, station: Station) -> tuple[bool, int, int, str]:
    """Open ones first, then in the order of places in the register, the parent before its own."""
    order = list(model.divisions)
    return (
        not model.is_open(station),
        order.index(station.division),
        station.parent is not None,
        station.id,
    )


def _places(model: SiteModel) -> tuple[Link, ...]:
    """Return every place a station reaches: from a village's name to its station."""
    links: dict[str, Link] = {}
    for station in model.stations.values():
        for id_ in (station.division, *station.covers):
            division = model.divisions[id_]
            if division.kind in ("town", "village") and id_ not in links:
                links[id_] = Link(division.name, urls.station_url(station.id), station.name)
    return tuple(links[id_] for id_ in model.divisions if id_ in links)


def _station(model: SiteModel, station: Station) -> Page:
    links = model.links
    card = cards.station_card(model, station)
    receptions = [day for day in model.receptions if day.station == station.id]
    head = cards.deputy_link(model, station.head) if station.head else None
    return Page(
        url=urls.station_url(station.id),
        template="pages/station.html",
        title=station.name,
        description=f"{station.name}：{station.address}，下次接待、进站代表和联系方式",
        trail=(HOME, LIST),
        section=LIST.url,
        changed_on=station.updated_on,
        json_ld=tuple(linked_data.reception(model, day) for day in receptions[:1]),
        context={
            "card": card,
            "facts": _facts(model, station),
            "intro": station.intro or "",
            "head": head,
            "liaison": station.liaison,
            "directions": station.directions or "",
            "receptions": tuple(cards.reception_row(model, day) for day in receptions[:6]),
            "rule": _rule(station),
            "deputies": tuple(
                cards.deputy_card(model, id_)
                for id_ in links.deputies_of_station.get(station.id, ())
            ),
            "checklists": tuple(
                {
                    "name": model.checklists[id_].name,
                    "items": tuple((item, marks.get(item)) for item in model.checklists[id_].items),
                }
                for id_, marks in station.checklists.items()
            ),
            "services": station.services,
            "ratings": station.ratings,
            "honours": station.honours,
            "years": tuple(sorted(station.years, key=lambda year: -year.year)),
            "news": tuple(
                cards.news_row(model, model.news[id_])
                for id_ in links.news_of_station.get(station.id, ())
            ),
            "updated": Day.of(station.updated_on) if station.updated_on else None,
            "data_url": f"{urls.station_url(station.id)}index.json",
        },
    )


def _facts(model: SiteModel, station: Station) -> tuple[Fact, ...]:
    parent = cards.station_link(model, station.parent)
    children = tuple(
        Link(model.stations[id_].name, urls.station_url(id_))
        for id_ in model.links.substations.get(station.id, ())
    )
    covers = "、".join(model.divisions[id_].name for id_ in station.covers)
    rows: list[tuple[str, tuple[Link | str, ...]]] = [
        ("类型", (labels.STATION_KIND[station.kind],)),
        ("所在地", (cards.division_name(model, station.division),)),
        ("联系范围", (covers,) if covers else ()),
        ("启用", (Day.of(station.opened_on).text,)),
        ("撤销", (Day.of(station.closed_on).text,) if station.closed_on else ()),
        ("上级站", (parent,) if parent else ()),
        ("下属站点", children),
        ("另有职能", ("基层立法联系点",) if station.legislative_point else ()),
    ]
    return tuple(Fact(name, values) for name, values in rows if values)


def _rule(station: Station) -> str:
    """Return a station's rule in words: 每月10日 9:00—11:30，逢节假日顺延."""
    rule = station.reception
    if rule is None:
        return ""
    if rule.monthly_day:
        when = f"每月{rule.monthly_day}日"
    elif rule.nth_weekday:
        nth, day = rule.nth_weekday.split("-")
        when = f"每月第{_NTH[int(nth) - 1]}个星期{_WEEKDAYS[day]}"
    else:
        when = "按公布的日期"
    rolled = "，逢节假日顺延到下一个工作日" if rule.roll == "next_workday" else ""
    note = f"（{rule.note}）" if rule.note else ""
    return f"{when} {clock_span(rule.time)}{rolled}{note}"


def _calendar(model: SiteModel) -> Page:
    rows = [cards.reception_row(model, day) for day in model.receptions]
    months = tuple(
        (f"{int(month[:4])}年{int(month[5:])}月", tuple(group))
        for month, group in groupby(rows, key=lambda row: row.day.iso[:7])
    )
    return Page(
        url="calendar/",
        template="pages/calendar.html",
        title="接待日程",
        description=f"{model.congress.name}各联络站近三个月的代表接待日",
        trail=(HOME, LIST),
        section=LIST.url,
        json_ld=tuple(linked_data.reception(model, day) for day in model.receptions[:EVENTS]),
        context={"months": months},
    )


def _groups(model: SiteModel) -> Page:
    return Page(
        url=GROUPS.url,
        template="pages/groups.html",
        title=GROUPS.title,
        description=f"{model.congress.name}代表小组的成员和专题",
        trail=(HOME, Link("代表", "deputies/")),
        section="deputies/",
        context={
            "groups": tuple(
                {
                    "name": group.name,
                    "url": urls.group_url(group.id),
                    "kind": labels.GROUP_KIND[group.kind],
                    "topic": group.topic or "",
                    "convenor": cards.deputy_link(model, group.convenor),
                    "member_count": len(group.members),
                }
                for group in model.groups.values()
            )
        },
    )


def _group(model: SiteModel, group: Group) -> Page:
    rows: list[tuple[str, tuple[Link | str, ...]]] = [
        ("类型", (labels.GROUP_KIND[group.kind],)),
        ("专题", (group.topic,) if group.topic else ()),
        ("组长", cards.people_links(model, (group.convenor,))),
        ("活动基地", tuple(filter(None, [cards.station_link(model, group.base)]))),
    ]
    members = [id_ for id_ in group.members if id_ in model.deputies]
    return Page(
        url=urls.group_url(group.id),
        template="pages/group.html",
        title=group.name,
        description=f"{group.name}：成员、专题和调研报告",
        trail=(HOME, GROUPS),
        section="deputies/",
        changed_on=group.updated_on,
        context={
            "facts": tuple(Fact(name, values) for name, values in rows if values),
            "intro": group.intro or "",
            "members": tuple(cards.deputy_card(model, id_) for id_ in members),
            "research": tuple(
                cards.research_row(model.research[id_])
                for id_ in model.links.research_of_group.get(group.id, ())
            ),
            "data_url": f"{urls.group_url(group.id)}index.json",
        },
    )
