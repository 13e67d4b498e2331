"""Directory: indexes of names, one for each way a citizen may look for her deputy."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain, repeat

from ..model import directory
from ..model.numerals import chinese_numeral
from ..model.site_model import SiteModel
from ..records import labels, urls
from ..records.deputy import Deputy
from . import cards, index_pages
from .index_pages import Part
from .page import HOME, Page
from .paging import page_url, place_in
from .views import IndexPage, Link, NameSection, Paging

ROOT = Link("代表", "deputies/")
BY_NAME = "name"
SEARCH = "search/"
Parts = Iterator[Part]
Indexes = Mapping[str, tuple[tuple[Part, ...], ...]]


def indexes(model: SiteModel) -> Indexes:
    """Return the indexes of names that lead anywhere on this site.

    Returns:
        Key → the sections of each page. Their entries are yet to be made.
    """
    found = ((key, tuple(make(model))) for key, _, _, make in WAYS)
    return {key: index_pages.laid_out(parts, index_pages.LINES) for key, parts in found if parts}


def plan(model: SiteModel, found: Indexes) -> Iterator[Page]:
    """Yield the pages of each index of names; most have one.

    Args:
        model: The site.
        found: What `indexes` returned.
    """
    total = len(directory.serving(model))
    for key, title, note, _ in WAYS:
        if key not in found:
            continue
        url, pages = _url(key), found[key]
        jumps = key in (BY_NAME, "strokes", "place") and not index_pages.tells_sections(pages)
        same = {
            "note": note,
            "ways": ways(found, url),
            "with_filter": key == BY_NAME,
            "with_jumps": jumps,
            "delegations": tuple(model.units[id_].delegation for id_ in model.delegations),
            "total": total,
        }
        guide = index_pages.guide(model, url, pages, "here" if jumps else "names")
        for number, parts in enumerate(pages, start=1):
            yield Page(
                url=page_url(url, number),
                template="pages/deputies-by.html",
                title=title,
                description=f"{model.congress.name}代表{title}：{note}",
                trail=(HOME, ROOT),
                section=ROOT.url,
                context=partial(
                    _context, model, same, parts, guide, place_in(url, number, len(pages), total)
                ),
            )


def _context(
    model: SiteModel,
    same: Mapping[str, object],
    parts: Sequence[Part],
    guide: Sequence[IndexPage],
    paging: Paging,
) -> dict[str, object]:
    return {
        **same,
        "sections": tuple(_section(model, part) for part in parts),
        "guide": index_pages.seen_from(guide, paging.number),
        "paging": paging,
    }


def _section(model: SiteModel, part: Part) -> NameSection:
    named = zip(part.people, part.posts or repeat(""), strict=False)
    return NameSection(
        title=part.heading,
        people=tuple(cards.name_entry(model, model.deputies[id_], post) for id_, post in named),
        url=part.url,
        note=f"{part.note}　{_next_at(model, part.station)}".strip(),
    )


def ways(found: Collection[str], current: str = "") -> tuple[Link, ...]:
    """Return links to the indexes that this site has, the current one marked."""
    links = [Link(title, _url(key)) for key, title, _, _ in WAYS if key in found]
    return tuple(Link(link.title, link.url, current=link.url == current) for link in links)


def finder(found: Indexes) -> str:
    """Return where a name is looked for: in the index, or in the search when that has pages."""
    return _url(BY_NAME) if len(found.get(BY_NAME, ())) == 1 else SEARCH


def _url(key: str) -> str:
    return f"{ROOT.url}by/{key}/"


def _ids(people: Sequence[Deputy]) -> tuple[str, ...]:
    return tuple(deputy.id for deputy in people)


def _by_name(model: SiteModel) -> Parts:
    yield from (Part(letter, _ids(own)) for letter, own in directory.by_initial(model).items())


def _by_strokes(model: SiteModel) -> Parts:
    yield from (
        Part(f"{chinese_numeral(count)}画", _ids(own))
        for count, own in directory.by_strokes(model).items()
    )


def _by_place(model: SiteModel) -> Parts:
    """Return every town and village with the deputies of the station that serves it."""
    attached = model.links.deputies_of_station
    yield from (
        Part(
            title=cards.division_name(model, id_),
            people=tuple(chain.from_iterable(attached.get(station.id, ()) for station in near)),
            url=urls.station_url(near[0].id),
            note=near[0].name,
            station=near[0].id,
        )
        for id_, division in model.divisions.items()
        if division.kind == "village"
        for near in (directory.stations_near(model, id_),)
        if near
    )


def _by_station(model: SiteModel) -> Parts:
    yield from (
        Part(model.stations[id_].name, _ids(own), url=urls.station_url(id_), station=id_)
        for id_, own in directory.by_station(model).items()
    )


def _by_group(model: SiteModel) -> Parts:
    for id_, own in directory.by_group(model).items():
        group = model.groups[id_]
        posts = tuple("组长" if deputy.id == group.convenor else "" for deputy in own)
        yield Part(group.name, _ids(own), posts, urls.group_url(id_))


def _by_body(model: SiteModel) -> Parts:
    for id_, own in directory.by_body(model).items():
        posts = tuple(title for _, title in own)
        yield Part(model.bodies[id_].name, tuple(deputy.id for deputy, _ in own), posts)


def _by_level(model: SiteModel) -> Parts:
    levels = directory.by_level(model)
    if len(levels) < 2:
        return
    yield from (
        Part(
            f"{labels.LEVEL[level]}人大代表",
            _ids(own),
            note="同时担任几级代表的，每一级都列出" if number == 0 else "",
        )
        for number, (level, own) in enumerate(levels.items())
    )


def _next_at(model: SiteModel, station_id: str) -> str:
    row = cards.next_reception(model, station_id)
    return f"下次接待：{row.day.text} {row.weekday} {row.time}" if row else ""


# Address, title, what it is good for, and how it is made.
WAYS: tuple[tuple[str, str, str, Callable[[SiteModel], Parts]], ...] = (
    ("name", "按姓名", "按姓名拼音排列，可以用姓名、拼音、单位查找", _by_name),
    ("strokes", "按姓氏笔画", "按姓氏笔画排列，和正式名单的次序相同", _by_strokes),
    ("place", "按村和社区", "从您住的村或社区，找到联系那里的代表和下次接待的日子", _by_place),
    ("station", "按联络站", "每个联络站有哪些代表进站", _by_station),
    ("group", "按代表小组", "每个代表小组有哪些成员", _by_group),
    ("body", "按人大职务", "常委会和专门委员会由哪些代表组成", _by_body),
    ("level", "按代表级别", "一个人可以同时担任几级代表", _by_level),
)
