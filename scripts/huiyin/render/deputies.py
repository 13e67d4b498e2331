"""Pages about deputies: the directory, its cuts by delegation, and a profile each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..model.numerals import chinese_numeral
from ..model.site_model import SiteModel
from ..records import labels, urls
from ..records.deputy import Deputy, Mandate
from ..records.percent import percent
from . import cards, images, linked_data, social_cards
from .handling import handling_block
from .open_data import record_data
from .page import HOME, Data, Page
from .paging import pages
from .views import Day, Fact, Link

DIRECTORY = Link("代表", "deputies/")


def plan(model: SiteModel) -> Iterator[Page | Data]:
    """Yield the pages about deputies."""
    active = [deputy.id for deputy in model.active_deputies]
    yield from _lists(model, active, "代表", DIRECTORY.url, (HOME,))
    for key, ids in model.delegations.items():
        url, title = urls.delegation_url(key), model.units[key].delegation
        yield from _lists(model, ids, title, url, (HOME, DIRECTORY))
    former = [d.id for d in model.deputies.values() if not model.is_active(d)]
    if former:
        trail = (HOME, DIRECTORY)
        yield from _lists(model, former, "不再履职的代表", "deputies/former/", trail)
    for deputy in model.deputies.values():
        yield _profile(model, deputy)
        yield record_data(
            deputy,
            urls.deputy_url(deputy.id),
            is_active=model.is_active(deputy),
            portrait=images.as_data(images.shown(model, deputy.portrait, images.PORTRAIT)),
        )


def _lists(
    model: SiteModel, ids: Sequence[str], title: str, url: str, trail: tuple[Link, ...]
) -> Iterator[Page]:
    size = model.settings.ours.page_size
    for page_url, shown, paging in pages(ids, size, url):
        yield Page(
            url=page_url,
            template="pages/deputies.html",
            title=title,
            description=f"{model.congress.name}{title}名单：单位职务、代表团、进驻的联络站和接待日",
            trail=trail,
            section=DIRECTORY.url,
            context={
                "cards": tuple(cards.deputy_card(model, id_) for id_ in shown),
                "paging": paging,
                "delegations": _delegation_links(model, url),
                "totals": _totals(model) if url == DIRECTORY.url else (),
                "has_former": any(not model.is_active(d) for d in model.deputies.values()),
            },
        )


def _delegation_links(model: SiteModel, current: str) -> tuple[Link, ...]:
    total = str(len(model.active_deputies))
    links = [Link("全部", DIRECTORY.url, total, current == DIRECTORY.url)]
    for key, ids in model.delegations.items():
        url = urls.delegation_url(key)
        links.append(Link(model.units[key].delegation, url, str(len(ids)), current == url))
    return tuple(links)


def _totals(model: SiteModel) -> tuple[Fact, ...]:
    active = model.active_deputies
    places = model.settings.ours.percent_places
    women = sum(deputy.sex == "女" for deputy in active)
    minority = sum(deputy.ethnicity != "汉族" for deputy in active)
    return (
        Fact("代表名额", (f"{model.term.quota} 名",)),
        Fact("实有代表", (f"{len(active)} 名",)),
        Fact("妇女代表", (f"{women} 名，占 {percent(women, len(active), places) or 0}%",)),
        Fact(
            "少数民族代表", (f"{minority} 名，占 {percent(minority, len(active), places) or 0}%",)
        ),
    )


def _profile(model: SiteModel, deputy: Deputy) -> Page:
    links = model.links
    is_active = model.is_active(deputy)
    station = model.stations.get(deputy.station) if deputy.station and is_active else None
    own = links.cases_of_deputy.get(deputy.id, ())
    card = cards.deputy_card(model, deputy.id)
    receptions = [
        day
        for day in model.receptions
        if is_active and (deputy.id in day.receivers or (station and day.station == station.id))
    ]
    return Page(
        url=urls.deputy_url(deputy.id),
        template="pages/deputy.html",
        title=deputy.name,
        description=f"{model.congress.name}代表{deputy.name}，{deputy.employer}{deputy.post}："
        "接待日、提出的建议和办理结果",
        trail=(HOME, DIRECTORY),
        section=DIRECTORY.url,
        changed_on=deputy.updated_on,
        image=social_cards.card_url(model, deputy),
        json_ld=(linked_data.person(model, deputy, card.portrait.url if card.portrait else ""),),
        context={
            "card": card,
            "facts": _facts(model, deputy, is_active),
            "bio": deputy.bio or "",
            "status": "" if is_active else _status(model, deputy),
            "station": cards.station_card(model, station) if station else None,
            "reception": cards.reception_row(model, receptions[0]) if receptions else None,
            "suggestions": tuple(cards.suggestion_row(model, model.cases[id_]) for id_ in own),
            "handling": (
                handling_block(model, model.subjects.deputies[deputy.id])
                if deputy.id in model.subjects.deputies
                else None
            ),
            "led_count": len(links.cases_led_by_deputy.get(deputy.id, ())),
            "groups": tuple(
                Link(model.groups[id_].name, urls.group_url(id_))
                for id_ in links.groups_of_deputy.get(deputy.id, ())
            ),
            "news": tuple(
                cards.news_row(model, model.news[id_])
                for id_ in links.news_of_deputy.get(deputy.id, ())
            ),
            "research": tuple(
                cards.research_row(model.research[id_])
                for id_ in links.research_of_deputy.get(deputy.id, ())
            ),
            "pledges": tuple(
                {
                    "text": pledge.text,
                    "due": Day.of(pledge.due_on),
                    "done": Day.of(pledge.done_on) if pledge.done_on else None,
                    "evidence": pledge.evidence or "",
                    "is_overdue": pledge.done_on is None and model.today > pledge.due_on,
                }
                for pledge in deputy.pledges
            ),
            "updated": Day.of(deputy.updated_on) if deputy.updated_on else None,
            "data_url": f"{urls.deputy_url(deputy.id)}index.json",
        },
    )


def _status(model: SiteModel, deputy: Deputy) -> str:
    mandate = model.mandate_of(deputy)
    if mandate is None:
        return "不是本届代表"
    ended = f"（{Day.of(mandate.ended_on).text}）" if mandate.ended_on else ""
    return labels.MANDATE_STATUS[mandate.status] + ended


def _facts(model: SiteModel, deputy: Deputy, is_active: bool) -> tuple[Fact, ...]:
    optional = [
        ("政治面貌", deputy.party),
        ("出生年月", _year_month(deputy.birth_month)),
        ("学历", deputy.education),
        ("职称", deputy.job_title),
        ("公开联系方式", deputy.office_contact if is_active else None),
    ]
    return (
        Fact("单位职务", (f"{deputy.employer} {deputy.post}",)),
        Fact("性别、民族", (f"{deputy.sex}，{deputy.ethnicity}",)),
        *(Fact(name, (value,)) for name, value in optional if value),
        *(fact for mandate in deputy.mandates for fact in _mandate_facts(model, mandate)),
    )


def _year_month(value: str | None) -> str | None:
    if not value:
        return None
    year, month = value.split("-")
    return f"{year}年{int(month)}月"


def _mandate_facts(model: SiteModel, mandate: Mandate) -> Iterator[Fact]:
    unit = model.units[mandate.electing_unit or mandate.constituency or ""]
    term = next((t for t in model.congress.terms if t.id == mandate.term), None)
    label = f"第{chinese_numeral(term.number)}届代表" if term else "代表"
    how = "补选" if mandate.by_election else "当选"
    yield Fact(label, (f"{Day.of(mandate.elected_on).text}{how}",))
    yield Fact("选举单位" if mandate.electing_unit else "选区", (unit.name,))
    yield Fact("代表团", (cards.delegation_link(model, unit.id),))
    for role in mandate.roles:
        until = f"至{Day.of(role.to).text}" if role.to else "起"
        yield Fact(
            "人大职务",
            (f"{model.bodies[role.body].name}{role.title}（{Day.of(role.from_).text}{until}）",),
        )
