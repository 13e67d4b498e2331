"""Pages about stations: lists by place, kind and next reception, the network, and a page each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, partial
from typing import Any
from urllib.parse import quote

from ..model.site_model import SiteModel
from ..model.stations import YearOfWork, totals, years_of_work
from ..records import urls
from ..records.group import Group
from ..records.station import Reception, Station
from . import cards, feeds, icalendars, images, linked_data
from .open_data import record_data
from .page import HOME, Page, Planned
from .paging import pages
from .views import Day, Fact, Link, Paging, clock_span

LIST = Link("联络站", "stations/")
NEXT = Link("按接待时间", "stations/next/")
NETWORK = Link("站点网络", "stations/network/")
CLOSED = Link("已撤销的联络站", "stations/closed/")
SHOWN_RECEPTIONS = 6
SHOWN_MONTHS = 12
_NTH = {"1": "第一个", "2": "第二个", "3": "第三个", "4": "第四个", "last": "最后一个"}
_WEEKDAYS = {
    "mon": "一",
    "tue": "二",
    "wed": "三",
    "thu": "四",
    "fri": "五",
    "sat": "六",
    "sun": "日",
}
_POINT = "legislative-point"


def plan(model: SiteModel) -> Iterator[Planned]:
    """Yield the pages about stations."""
    rank = {id_: index for index, id_ in enumerate(model.divisions)}
    order = sorted(  # of places in the register, the parent before its own
        model.stations.values(), key=lambda s: (rank[s.division], s.parent is not None, s.id)
    )
    there = [station for station in order if model.is_open(station)]
    closed = [station for station in order if not model.is_open(station)]
    yield from _lists(model, there, LIST, (HOME,))
    yield from _lists(model, sorted(there, key=lambda s: _by_reception(model, s)), NEXT)
    for link, own in _cuts(model, there):
        yield from _lists(model, own, link)
    if closed:
        yield from _lists(model, closed, CLOSED)
    yield _network(model, there)
    for station in order:
        yield _station(model, station)
        yield record_data(
            station,
            urls.station_url(station.id),
            is_open=model.is_open(station),
            photo=images.as_data(images.shown(model, station.photo, images.PHOTO)),
            map=images.as_data(images.shown(model, station.map, images.PHOTO)),
        )


def _by_reception(model: SiteModel, station: Station) -> tuple[str, str]:
    """Let the next one to receive come first; those without a date come last."""
    row = cards.next_reception(model, station.id)
    return (f"{row.day.iso} {row.time}" if row else "9999", station.id)


def county_of(model: SiteModel, division: str) -> str:
    """Return the county a place lies in, or the place itself where it is higher."""
    here = model.divisions[division]
    while here.parent and here.kind in ("town", "village"):
        here = model.divisions[here.parent]
    return here.id


def _cuts(model: SiteModel, there: Sequence[Station]) -> list[tuple[Link, list[Station]]]:
    """Return the lists by county and by kind, with what they hold."""
    by_county: dict[str, list[Station]] = {}
    by_kind: dict[str, list[Station]] = {}
    for station in there:
        by_county.setdefault(county_of(model, station.division), []).append(station)
        by_kind.setdefault(station.kind, []).append(station)
    found = [
        (Link(model.divisions[id_].name, f"stations/place/{id_}/"), by_county[id_])
        for id_ in model.divisions
        if id_ in by_county
    ]
    for kind, name in model.station_kinds.items():
        if kind in by_kind:
            found.append((Link(name, f"stations/kind/{kind.replace('_', '-')}/"), by_kind[kind]))
    points = [station for station in there if station.legislative_point]
    if points:
        found.append((Link("基层立法联系点", f"stations/kind/{_POINT}/"), points))
    return found


def _lists(
    model: SiteModel,
    shown: Sequence[Station],
    here: Link,
    trail: tuple[Link, ...] = (HOME, LIST),
) -> Iterator[Page]:
    is_first = here is LIST

    @cache
    def same() -> dict[str, Any]:
        there = [station for station in model.stations.values() if model.is_open(station)]
        cuts = [link for link, _ in _cuts(model, there)]
        closed = (CLOSED,) if len(there) < len(model.stations) else ()
        return {
            "ways": _marked((Link("全部", LIST.url), NEXT, NETWORK), here),
            "places": _marked(_under(cuts, "stations/place/"), here),
            "kinds": _marked((*_under(cuts, "stations/kind/"), *closed), here),
            "villages": _villages(model) if is_first else (),
            "totals": _totals(model) if is_first else None,
        }

    def context(shown: Sequence[Station], paging: Paging) -> dict[str, Any]:
        own = tuple(cards.station_card(model, station) for station in shown)
        return {**same(), "cards": own, "paging": paging}

    for url, stations, paging in pages(shown, model.settings.ours.page_size, here.url):
        yield Page(
            url=url,
            template="pages/stations.html",
            title=here.title if here.url.startswith(("stations/kind", "stations/closed"))
            or is_first else f"联络站：{here.title}",
            description=f"{model.congress.name}代表联络站的地址、接待日和进站代表",
            trail=trail,
            section=LIST.url,
            alternates=(icalendars.of_all(model),),
            context=partial(context, stations, paging),
        )  # fmt: skip


def _under(links: Iterable[Link], root: str) -> tuple[Link, ...]:
    return tuple(link for link in links if link.url.startswith(root))


def _marked(links: Iterable[Link], here: Link) -> tuple[Link, ...]:
    return tuple(Link(link.title, link.url, current=link.url == here.url) for link in links)


def _villages(model: SiteModel) -> tuple[Link, ...]:
    """Return every place a station reaches: from a village's name to its station."""
    links: dict[str, Link] = {}
    for station in filter(model.is_open, model.stations.values()):
        for id_ in (station.division, *station.covers):
            division = model.divisions[id_]
            if division.kind in ("town", "village") and id_ not in links:
                links[id_] = Link(division.name, urls.station_url(station.id), station.name)
    return tuple(links[id_] for id_ in model.divisions if id_ in links)


def _totals(model: SiteModel) -> dict[str, Any] | None:
    """Return last year's sums, with the basis they stand on."""
    whole = totals(model.stations.values(), model.today.year - 1)
    if not whole.reported:
        return None
    basis = f"按{whole.reported}个站的台账合计"
    if whole.reported < whole.stations:
        basis += f"；当年开着的站有{whole.stations}个，其余还没有报"
    rows = [
        ("接待", whole.receptions, "场次"),
        ("代表进站", whole.deputy_visits, "人次"),
        ("接待群众", whole.people_received, "人次"),
        ("收集意见", whole.opinions, "件"),
        ("推动解决", whole.resolved, "件"),
    ]
    figures = tuple(Fact(name, (f"{count}", unit)) for name, count, unit in rows)
    return {"year": whole.year, "figures": figures, "basis": basis}


def _network(model: SiteModel, there: Sequence[Station]) -> Page:
    below: dict[str, list[Station]] = {}
    ids = {station.id for station in there}
    for station in there:
        parent = station.parent if station.parent in ids else ""
        below.setdefault(parent or "", []).append(station)
    return Page(
        url=NETWORK.url,
        template="pages/network.html",
        title=NETWORK.title,
        description=f"{model.congress.name}代表联络站的上下级关系",
        trail=(HOME, LIST),
        section=LIST.url,
        context=lambda: {
            "ways": _marked((Link("全部", LIST.url), NEXT, NETWORK), NETWORK),
            "tree": tuple(_node(model, station, below) for station in below.get("", ())),
            "count": len(there),
        },
    )


def _node(model: SiteModel, station: Station, below: dict[str, list[Station]]) -> dict[str, Any]:
    return {
        "title": station.name,
        "url": urls.station_url(station.id),
        "kind": model.station_kinds[station.kind],
        "deputy_count": len(model.links.deputies_of_station.get(station.id, ())),
        "below": tuple(_node(model, own, below) for own in below.get(station.id, ())),
    }


def _station(model: SiteModel, station: Station) -> Page:
    links, url = model.links, urls.station_url(station.id)
    is_open = model.is_open(station)
    receptions = model.receptions_of_station.get(station.id, ())
    ahead = [day for day in receptions if not day.is_off]
    head = cards.deputy_link(model, station.head) if station.head and is_open else None
    calendar = icalendars.of_station(model, station.id)
    return Page(
        url=url,
        template="pages/station.html",
        title=station.name,
        description=f"{station.name}：{station.address}，下次接待、进站代表和联系方式",
        trail=(HOME, LIST),
        section=LIST.url,
        changed_on=station.updated_on,
        json_ld=tuple(linked_data.reception(model, day) for day in ahead[:1]),
        alternates=(*feeds.of_station(model, station.id), *calendar),
        context=lambda: {
            "card": cards.station_card(model, station),
            "parent": cards.station_link(model, station.parent),
            "facts": _facts(model, station),
            "intro": station.intro or "",
            "head": head,
            "liaison": station.liaison if is_open else None,
            "directions": station.directions or "",
            "map_url": _map_url(model, station) if is_open else "",
            "map": images.shown(model, station.map, images.PHOTO),
            "review_number": station.map.review_number if station.map else "",
            "photo": images.shown(model, station.photo, images.PHOTO),
            "online_url": station.online_url or "",
            "receptions": tuple(
                cards.reception_row(model, day) for day in receptions[:SHOWN_RECEPTIONS]
            ),
            "rule": rule_in_words(station.reception) if is_open else "",
            "calendar": calendar[0].url if calendar else "",
            "poster": f"{url}poster/" if is_open else "",
            "deputies": tuple(
                cards.deputy_card(model, id_)
                for id_ in links.deputies_of_station.get(station.id, ())
            )
            if is_open
            else (),
            "checklists": checklists(model, station),
            "services": station.services if is_open else (),
            "ratings": tuple(sorted(station.ratings, key=lambda rating: -rating.year)),
            "honours": station.honours,
            "years": tuple(_year(year) for year in years_of_work(station)),
            "months": tuple(
                (f"{month.month[:4]}年{int(month.month[5:])}月", month)
                for month in sorted(station.months, key=lambda m: m.month)[::-1][:SHOWN_MONTHS]
            ),
            "activities": tuple(
                cards.activity_row(model, model.activities[id_])
                for id_ in links.activities_of_station.get(station.id, ())
            ),
            "groups": tuple(
                Link(group.name, urls.group_url(group.id))
                for group in model.groups.values()
                if group.base == station.id
            ),
            "news": tuple(
                cards.news_row(model, model.news[id_])
                for id_ in links.news_of_station.get(station.id, ())
            ),
            "updated": Day.of(station.updated_on) if station.updated_on else None,
            "data_url": f"{url}index.json",
        },
    )


def _facts(model: SiteModel, station: Station) -> tuple[Fact, ...]:
    parent = cards.station_link(model, station.parent)
    children = tuple(
        Link(model.stations[id_].name, urls.station_url(id_))
        for id_ in model.links.substations.get(station.id, ())
        if model.is_open(model.stations[id_])
    )
    covers = "、".join(model.divisions[id_].name for id_ in station.covers)
    point = Link("基层立法联系点", f"stations/kind/{_POINT}/")
    is_point = station.legislative_point and model.is_open(station)
    rows: list[tuple[str, tuple[Link | str, ...]]] = [
        ("类型", (model.station_kinds[station.kind],)),
        ("专业领域", (station.field,) if station.field else ()),
        ("所在地", (cards.division_name(model, station.division),)),
        ("联系范围", (covers,) if covers else ()),
        ("启用", (Day.of(station.opened_on).text,)),
        ("撤销", (Day.of(station.closed_on).text,) if station.closed_on else ()),
        ("上级站", (parent,) if parent else ()),
        ("下属站点", children),
        ("同时是", (point,) if is_point else ()),
    ]
    return tuple(Fact(name, values) for name, values in rows if values)


def checklists(model: SiteModel, record: Station | Group) -> tuple[dict[str, Any], ...]:
    """Return each checklist with its items in the register's order and whether they are met."""
    return tuple(
        {
            "name": model.checklists[id_].name,
            "items": tuple((item, marks.get(item)) for item in model.checklists[id_].items),
        }
        for id_, marks in record.checklists.items()
    )


def _year(year: YearOfWork) -> dict[str, Any]:
    """Return a row of the yearly table; of an unfinished year it tells which months it is of."""
    label = f"{year.year}年"
    if 0 < len(year.months) < 12:
        first, last = int(year.months[0][5:]), int(year.months[-1][5:])
        label += f"（{first}月）" if first == last else f"（{first}月至{last}月）"
    return {"label": label, "counts": year}


def _map_url(model: SiteModel, station: Station) -> str:
    """Return where an outside map looks the station up; nothing is looked up on a page of ours."""
    template = model.settings.ours.map_search
    if not template or station.kind == "online":
        return ""
    return template.replace("{place}", quote(f"{station.address} {station.name}", safe=""))


def rule_in_words(rule: Reception | None) -> str:
    """Return a rule in words: 每月10日 9:00—11:30，逢节假日顺延; empty where there is none."""
    if rule is None:
        return ""
    if rule.monthly_day:
        when = f"每月{rule.monthly_day}日"
        if rule.monthly_day > 28:
            when += "（没有这一天的月份在月末）"
    elif rule.nth_weekday:
        nth, day = rule.nth_weekday.split("-")
        when = f"每月{_NTH[nth]}星期{_WEEKDAYS[day]}"
    else:
        when = "按公布的日期"
    rolled = "，逢节假日顺延到下一个工作日" if rule.roll == "next_workday" else ""
    note = f"（{rule.note}）" if rule.note else ""
    return f"{when} {clock_span(rule.time)}{rolled}{note}"
