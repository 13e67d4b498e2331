"""Directory: indexes of names, one for each way a citizen may look for her deputy."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from functools import partial

from ..model import directory
from ..model.numerals import chinese_numeral
from ..model.site_model import SiteModel
from ..records import labels, urls
from . import cards
from .page import HOME, Page
from .views import Link, NameSection

ROOT = Link("代表", "deputies/")
Sections = Iterator[NameSection]


def indexes(model: SiteModel) -> tuple[str, ...]:
    """Return the keys of the indexes of names that lead anywhere on this site."""
    return tuple(key for key, _, _, make in WAYS if any(make(model)))


def plan(model: SiteModel, found: Collection[str]) -> Iterator[Page]:
    """Yield a page for each index of names.

    Args:
        model: The site.
        found: What `indexes` returned.
    """
    for key, title, note, make in WAYS:
        if key not in found:
            continue
        url = _url(key)
        yield Page(
            url=url,
            template="pages/deputies-by.html",
            title=title,
            description=f"{model.congress.name}代表{title}：{note}",
            trail=(HOME, ROOT),
            section=ROOT.url,
            context=partial(_context, model, key, note, make, ways(found, url)),
        )


def _context(
    model: SiteModel,
    key: str,
    note: str,
    make: Callable[[SiteModel], Sections],
    ways: tuple[Link, ...],
) -> dict[str, object]:
    return {
        "sections": tuple(make(model)),
        "note": note,
        "ways": ways,
        "with_filter": key == "name",
        "with_jumps": key in ("name", "strokes", "place"),
        "delegations": tuple(model.units[id_].delegation for id_ in model.delegations),
        "total": len(directory.serving(model)),
    }


def ways(found: Collection[str], current: str = "") -> tuple[Link, ...]:
    """Return links to the indexes that this site has, the current one marked."""
    links = [Link(title, _url(key)) for key, title, _, _ in WAYS if key in found]
    return tuple(Link(link.title, link.url, current=link.url == current) for link in links)


def _url(key: str) -> str:
    return f"{ROOT.url}by/{key}/"


def _by_name(model: SiteModel) -> Sections:
    yield from (
        NameSection(letter, tuple(cards.name_entry(model, deputy) for deputy in own))
        for letter, own in directory.by_initial(model).items()
    )


def _by_strokes(model: SiteModel) -> Sections:
    yield from (
        NameSection(
            f"{chinese_numeral(count)}画", tuple(cards.name_entry(model, deputy) for deputy in own)
        )
        for count, own in directory.by_strokes(model).items()
    )


def _by_place(model: SiteModel) -> Sections:
    """Return every town and village with the deputies of the station that serves it."""
    yield from (
        NameSection(
            title=cards.division_name(model, id_),
            people=tuple(
                cards.name_entry(model, model.deputies[deputy])
                for station in near
                for deputy in model.links.deputies_of_station.get(station.id, ())
            ),
            url=urls.station_url(near[0].id),
            note=f"{near[0].name}　{_next_at(model, near[0].id)}".strip(),
        )
        for id_, division in model.divisions.items()
        if division.kind == "village"
        for near in (directory.stations_near(model, id_),)
        if near
    )


def _by_station(model: SiteModel) -> Sections:
    yield from (
        NameSection(
            model.stations[id_].name,
            tuple(cards.name_entry(model, deputy) for deputy in own),
            urls.station_url(id_),
            _next_at(model, id_),
        )
        for id_, own in directory.by_station(model).items()
    )


def _by_group(model: SiteModel) -> Sections:
    yield from (
        NameSection(
            model.groups[id_].name,
            tuple(
                cards.name_entry(
                    model, deputy, "组长" if deputy.id == model.groups[id_].convenor else ""
                )
                for deputy in own
            ),
            urls.group_url(id_),
        )
        for id_, own in directory.by_group(model).items()
    )


def _by_body(model: SiteModel) -> Sections:
    yield from (
        NameSection(
            model.bodies[id_].name,
            tuple(cards.name_entry(model, deputy, title) for deputy, title in own),
        )
        for id_, own in directory.by_body(model).items()
    )


def _by_level(model: SiteModel) -> Sections:
    levels = directory.by_level(model)
    if len(levels) < 2:
        return
    yield from (
        NameSection(
            f"{labels.LEVEL[level]}人大代表",
            tuple(cards.name_entry(model, deputy) for deputy in own),
            note="同时担任几级代表的，每一级都列出" if number == 0 else "",
        )
        for number, (level, own) in enumerate(levels.items())
    )


def _next_at(model: SiteModel, station_id: str) -> str:
    row = cards.next_reception(model, station_id)
    return f"下次接待：{row.day.text} {row.weekday} {row.time}" if row else ""


# Address, title, what it is good for, and how it is made.
WAYS: tuple[tuple[str, str, str, Callable[[SiteModel], Sections]], ...] = (
    ("name", "按姓名", "按姓名拼音排列，可以用姓名、拼音、单位查找", _by_name),
    ("strokes", "按姓氏笔画", "按姓氏笔画排列，和正式名单的次序相同", _by_strokes),
    ("place", "按村和社区", "从您住的村或社区，找到联系那里的代表和下次接待的日子", _by_place),
    ("station", "按联络站", "每个联络站有哪些代表进站", _by_station),
    ("group", "按代表小组", "每个代表小组有哪些成员", _by_group),
    ("body", "按人大职务", "常委会和专门委员会由哪些代表组成", _by_body),
    ("level", "按代表级别", "一个人可以同时担任几级代表", _by_level),
)
