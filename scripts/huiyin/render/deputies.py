"""Pages about deputies: the directory, its cuts by delegation, and a profile each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache, partial
from typing import Any

from ..model.directory import congress_of
from ..model.duties import Duty, by_year, duties
from ..model.numerals import chinese_numeral
from ..model.receptions import ReceptionDay
from ..model.site_model import SiteModel
from ..records import labels, urls
from ..records.deputy import Deputy, Mandate, Pledge
from ..records.percent import percent
from ..records.station import Station
from . import cards, directory, feeds, icalendars, images, linked_data, qr, social_cards
from .handling import handling_block
from .open_data import record_data
from .page import HOME, Data, Page
from .paging import pages
from .views import Day, Fact, Link, Paging

DIRECTORY = directory.ROOT
AHEAD = 3  # receptions on the card for the notice board
DUTIES = 12  # of the newest year; the rest is folded


def plan(model: SiteModel) -> Iterator[Page | Data]:
    """Yield the pages about deputies."""
    serving = [deputy.id for deputy in model.deputies.values() if model.is_serving(deputy)]
    indexes = directory.indexes(model)
    ways, finder = directory.ways(indexes), directory.finder(indexes)
    yield from _lists(model, serving, "代表", DIRECTORY.url, (HOME,), ways, finder)
    yield from directory.plan(model, indexes)
    for key, ids in model.delegations.items():
        url, title = urls.delegation_url(key), model.units[key].delegation
        yield from _lists(model, ids, title, url, (HOME, DIRECTORY))
    former = [d.id for d in model.deputies.values() if not model.is_serving(d)]
    if former:
        trail = (HOME, DIRECTORY)
        yield from _lists(model, former, "不再履职的代表", "deputies/former/", trail)
    for deputy in model.deputies.values():
        yield _profile(model, deputy)
        if model.is_serving(deputy):
            yield _sheet(model, deputy)
        yield record_data(
            deputy,
            urls.deputy_url(deputy.id),
            is_active=model.is_serving(deputy),
            portrait=images.as_data(images.shown(model, deputy.portrait, images.PORTRAIT)),
        )


def _lists(
    model: SiteModel,
    ids: Sequence[str],
    title: str,
    url: str,
    trail: tuple[Link, ...],
    ways: tuple[Link, ...] = (),
    finder: str = "",
) -> Iterator[Page]:

    @cache
    def same() -> dict[str, Any]:
        return {
            "delegations": _delegation_links(model, url),
            "ways": ways,
            "finder": finder,
            "totals": _totals(model) if url == DIRECTORY.url else (),
            "has_former": len(model.seats.serving) < len(model.deputies),
        }

    def context(shown: Sequence[str], paging: Paging) -> dict[str, Any]:
        own = tuple(cards.deputy_card(model, id_) for id_ in shown)
        return {**same(), "cards": own, "paging": paging}

    for page_url, shown, paging in pages(ids, model.settings.ours.page_size, url):
        yield Page(
            url=page_url,
            template="pages/deputies.html",
            title=title,
            description=f"{model.congress.name}{title}名单：单位职务、代表团、进驻的联络站和接待日",
            trail=trail,
            section=DIRECTORY.url,
            context=partial(context, shown, paging),
        )


def _delegation_links(model: SiteModel, current: str) -> tuple[Link, ...]:
    total = str(len(model.seats.serving))
    links = [Link("全部", DIRECTORY.url, total, current == DIRECTORY.url)]
    for key, ids in model.delegations.items():
        url = urls.delegation_url(key)
        links.append(Link(model.units[key].delegation, url, str(len(ids)), current == url))
    return tuple(links)


def _totals(model: SiteModel) -> tuple[Fact, ...]:
    """Return seats against the quota, and who holds them. Suspended mandates keep their seats."""
    active, quota = model.active_deputies, model.term.quota
    mandates = [model.mandate_of(deputy) for deputy in model.deputies.values()]
    suspended = sum(mandate is not None and mandate.status == "suspended" for mandate in mandates)
    vacant = quota - len(active) - suspended
    women = sum(deputy.sex == "女" for deputy in active)
    peoples = Counter(deputy.ethnicity for deputy in active)
    minority = len(active) - peoples["汉族"]
    told = "、".join(f"{name} {count} 名" for name, count in peoples.most_common())
    return (
        Fact("代表名额", (f"{quota} 名",)),
        Fact("实有代表", (f"{len(active) + suspended} 名",)),
        *([Fact("暂停执行职务", (f"{suspended} 名",))] if suspended else []),
        Fact("缺额", (f"{vacant} 名",)),
        Fact("妇女代表", (_share(model, women),)),
        Fact("少数民族代表", (_share(model, minority),)),
        Fact("民族", (told,)),
    )


def _share(model: SiteModel, count: int) -> str:
    whole = len(model.active_deputies)
    return f"{count} 名，占 {percent(count, whole, model.settings.ours.percent_places) or 0}%"


def _profile(model: SiteModel, deputy: Deputy) -> Page:
    card = cards.deputy_card(model, deputy.id)
    return Page(
        url=urls.deputy_url(deputy.id),
        template="pages/deputy.html",
        title=cards.name_in_full(card),
        description=f"{model.congress.name}代表{deputy.name}，{deputy.employer}{deputy.post}："
        "接待日、提出的建议和办理结果",
        trail=(HOME, DIRECTORY),
        section=DIRECTORY.url,
        changed_on=deputy.updated_on,
        alternates=(*feeds.of_deputy(model, deputy.id), *icalendars.of_deputy(model, deputy.id)),
        image=social_cards.card_url(model, deputy),
        json_ld=(linked_data.person(model, deputy, card.portrait.url if card.portrait else ""),),
        context=partial(_told, model, deputy),
    )


def _told(model: SiteModel, deputy: Deputy) -> dict[str, Any]:
    links, url = model.links, urls.deputy_url(deputy.id)
    serving = model.is_serving(deputy)
    station, receptions = _station(model, deputy), _receptions(model, deputy)
    own = links.cases_of_deputy.get(deputy.id, ())
    articles = [model.news[id_] for id_ in links.news_of_deputy.get(deputy.id, ())]
    stories = [n for n in articles if model.columns[n.column].kind == "spotlight"]
    news = [n for n in articles if model.columns[n.column].kind != "spotlight"]
    return {
        "card": cards.deputy_card(model, deputy.id),
        "offices": _offices(model, deputy),
        "facts": _facts(model, deputy, serving),
        "career": tuple(_career(model, deputy)),
        "bio": deputy.bio or "",
        "status": "" if serving else _status(model, deputy),
        "station": cards.station_card(model, station) if station else None,
        "reception": cards.reception_row(model, receptions[0]) if receptions else None,
        "suggestions": tuple(cards.suggestion_row(model, model.cases[id_]) for id_ in own),
        "handling": (
            handling_block(model, model.subjects.deputies[deputy.id])
            if deputy.id in model.subjects.deputies
            else None
        ),
        "led_count": len(links.cases_led_by_deputy.get(deputy.id, ())),
        "duties": tuple(_duties(model, deputy)),
        "groups": tuple(
            Link(model.groups[id_].name, urls.group_url(id_))
            for id_ in links.groups_of_deputy.get(deputy.id, ())
        ),
        "stories": tuple(cards.news_row(model, article) for article in stories),
        "news": tuple(cards.news_row(model, article) for article in news),
        "pledges": tuple(
            {
                "text": pledge.text,
                "due": Day.of(pledge.due_on),
                "done": Day.of(pledge.done_on) if pledge.done_on else None,
                "evidence": pledge.evidence or "",
                "suggestion": _pledged(model, pledge),
                "is_overdue": pledge.done_on is None and model.today > pledge.due_on,
            }
            for pledge in deputy.pledges
        ),
        "updated": Day.of(deputy.updated_on) if deputy.updated_on else None,
        "data_url": f"{url}index.json",
        "sheet_url": f"{url}card/" if serving else "",
        "code_url": qr.code_url(url) if serving and model.settings.site_url else "",
    }


def _sheet(model: SiteModel, deputy: Deputy) -> Page:
    """Return the sheet for the notice board: who, when, where, and a code that leads here."""
    url = urls.deputy_url(deputy.id)
    card = cards.deputy_card(model, deputy.id)
    station = _station(model, deputy)
    name = cards.name_in_full(card)
    return Page(
        url=f"{url}card/",
        template="pages/deputy-card.html",
        title=f"{name}的公示卡",
        description=f"{model.congress.name}代表{name}的公示卡：一张 A4 纸，供联络站和社区张贴",
        trail=(HOME, DIRECTORY, Link(name, url)),
        section=DIRECTORY.url,
        context=lambda: {
            "card": card,
            "offices": _offices(model, deputy),
            "place": _elected_in(model, deputy),
            "contact": deputy.office_contact or "",
            "station": cards.station_card(model, station) if station else None,
            "receptions": tuple(
                cards.reception_row(model, day) for day in _receptions(model, deputy)[:AHEAD]
            ),
            "profile": Link(deputy.name, url),
            "address": f"{model.settings.site_url or ''}{url}",
            "code_url": qr.code_url(url) if model.settings.site_url else "",
        },
    )


def _station(model: SiteModel, deputy: Deputy) -> Station | None:
    """Return the open station a deputy in office is attached to."""
    station = model.stations.get(deputy.station) if deputy.station else None
    return station if station and model.is_serving(deputy) and model.is_open(station) else None


def _receptions(model: SiteModel, deputy: Deputy) -> list[ReceptionDay]:
    """Return when a deputy can be met: own receptions first of a day, else the station's."""
    if not model.is_serving(deputy):
        return []
    station = _station(model, deputy)
    own = model.receptions_of_deputy.get(deputy.id, ())
    of_station = model.receptions_of_station.get(station.id, ()) if station else ()
    at_station = [day for day in of_station if not day.is_off]
    return list(own) or [day for day in at_station if not day.receivers] or at_station


def _duties(model: SiteModel, deputy: Deputy) -> Iterator[dict[str, Any]]:
    """Yield what a deputy did, a year at a time: how often, and each thing with a link."""
    for number, (year, done) in enumerate(by_year(duties(model, deputy.id)).items()):
        counted = Counter(duty.kind for duty in done)
        yield {
            "year": str(year),
            "told": "，".join(
                f"{labels.DUTY[kind]} {counted[kind]} {_MEASURE[kind]}"
                for kind in labels.DUTY
                if counted[kind]
            ),
            "rows": tuple(
                {
                    "day": Day(duty.on.isoformat(), f"{duty.on.month}月{duty.on.day}日"),
                    "kind": labels.DUTY[duty.kind],
                    "link": Link(duty.text, _duty_url(model, duty)),
                }
                for duty in done
            ),
            "is_open": number == 0 and len(done) <= DUTIES,
        }


_MEASURE = {"activity": "次", "led": "件", "joined": "件", "research": "次", "pledge": "项"}


def _duty_url(model: SiteModel, duty: Duty) -> str:
    if duty.kind == "activity":
        return urls.activity_url(model.activities[duty.id])
    if duty.kind in ("led", "joined"):
        return urls.suggestion_url(model.cases[duty.id].record)
    return urls.research_url(duty.id) if duty.kind == "research" else ""


def _pledged(model: SiteModel, pledge: Pledge) -> Link | None:
    case = model.cases.get(pledge.suggestion or "")
    return Link(case.record.title or "", urls.suggestion_url(case.record)) if case else None


def _offices(model: SiteModel, deputy: Deputy) -> tuple[str, ...]:
    """Return what a deputy is now, the highest level first: 示例市人民代表大会代表."""
    held = [
        congress
        for mandate in deputy.mandates
        if mandate.status == "active" and mandate.term in model.running
        for congress in (congress_of(model, mandate.term),)
        if congress
    ]
    names = [f"{congress.name}代表" for congress in sorted(held, key=lambda c: c.level)]
    return tuple(names) or (f"{model.congress.name}代表",)


def _elected_in(model: SiteModel, deputy: Deputy) -> str:
    mandate = model.mandate_of(deputy)
    return model.units[mandate.electing_unit or mandate.constituency or ""].name if mandate else ""


def _status(model: SiteModel, deputy: Deputy) -> str:
    mandate = model.mandate_of(deputy)
    if mandate is None:
        return "不是本届代表"
    ended = f"（{Day.of(mandate.ended_on).text}）" if mandate.ended_on else ""
    return labels.MANDATE_STATUS[mandate.status] + ended


def _facts(model: SiteModel, deputy: Deputy, serving: bool) -> tuple[Fact, ...]:
    optional = [
        ("政治面貌", deputy.party),
        ("出生年月", _year_month(deputy.birth_month)),
        ("学历", deputy.education),
        ("职称", deputy.job_title),
        ("公开联系方式", deputy.office_contact if serving else None),
    ]
    mandate = model.mandate_of(deputy)
    return (
        Fact("单位职务", (f"{deputy.employer} {deputy.post}",)),
        Fact("性别、民族", (f"{deputy.sex}，{deputy.ethnicity}",)),
        *(Fact(name, (value,)) for name, value in optional if value),
        *(_place_facts(model, mandate) if mandate else ()),
    )


def _year_month(value: str | None) -> str | None:
    if not value:
        return None
    year, month = value.split("-")
    return f"{year}年{int(month)}月"


def _place_facts(model: SiteModel, mandate: Mandate) -> Iterator[Fact]:
    unit = model.units[mandate.electing_unit or mandate.constituency or ""]
    yield Fact("选举单位" if mandate.electing_unit else "选区", (unit.name,))
    yield Fact("代表团", (cards.delegation_link(model, unit.id),))


def _career(model: SiteModel, deputy: Deputy) -> Iterator[dict[str, Any]]:
    """Yield seats and posts as they came, the latest first."""
    steps: list[tuple[date, str]] = []
    for mandate in deputy.mandates:
        congress = congress_of(model, mandate.term)
        term = next((t for t in congress.terms if t.id == mandate.term), None) if congress else None
        if congress is None or term is None:
            continue
        place = congress.name.removesuffix("人民代表大会")
        body = f"{place}第{chinese_numeral(term.number)}届人民代表大会代表"
        how = "补选为" if mandate.by_election else "当选"
        steps.append((mandate.elected_on, f"{how}{body}"))
        if mandate.ended_on:
            steps.append((mandate.ended_on, f"{body}职务终止"))
        for role in mandate.roles:
            post = f"{model.bodies[role.body].name}{role.title}"
            steps.append((role.from_, f"任{post}"))
            if role.to and role.to <= model.today:
                steps.append((role.to, f"不再担任{post}"))
    for on, text in sorted(steps, key=lambda step: (-step[0].toordinal(), step[1])):
        yield {"day": Day.of(on), "text": text}
