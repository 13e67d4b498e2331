"""Cards: records of the model as list entries."""

from __future__ import annotations

from collections.abc import Callable
from zlib import crc32

from ..model.cases import Case
from ..model.numerals import chinese_weekday
from ..model.pinyin import surname_of, syllables_of
from ..model.receptions import ReceptionDay
from ..model.site_model import SiteModel
from ..records import labels, urls
from ..records.activity import Activity
from ..records.deputy import Deputy
from ..records.news import News
from ..records.research import Research
from ..records.station import Station
from ..records.suggestion import Suggestion
from . import images
from .remembered import remembered
from .views import (
    ActivityRow,
    Day,
    DeputyCard,
    Link,
    NameEntry,
    NewsRow,
    ReceptionRow,
    StationCard,
    SuggestionRow,
    Tag,
    clock_span,
    day_span,
)

TINTS = 6

OUTCOME_TONES = {
    "resolved": ("resolved", "full"),
    "in_progress": ("progress", "half"),
    "planned": ("planned", "half"),
    "later": ("planned", "empty"),
    "reference": ("neutral", "diamond"),
    "infeasible": ("neutral", "diamond"),
    "merged": ("neutral", "diamond"),
}
STATE_TONES = {
    "filed": ("neutral", "empty"),
    "accepted": ("neutral", "empty"),
    "assigned": ("progress", "empty"),
    "returned": ("planned", "empty"),
    "handling": ("progress", "half"),
    "extended": ("planned", "half"),
    "rehandling": ("planned", "half"),
    "withdrawn": ("neutral", "diamond"),
    "merged": ("neutral", "diamond"),
    "not_accepted": ("neutral", "diamond"),
}


@remembered(lambda id_: id_)
def deputy_link(model: SiteModel, id_: str) -> Link | None:
    """Return a link to a deputy's page, None when the deputy is not public."""
    deputy = model.deputies.get(id_)
    return Link(deputy.name, urls.deputy_url(id_)) if deputy else None


def delegation_link(model: SiteModel, unit_id: str) -> Link | str:
    """Return a link to a delegation's list, its name alone when nobody is in it now."""
    name = model.units[unit_id].delegation
    return Link(name, urls.delegation_url(unit_id)) if unit_id in model.delegations else name


def station_link(model: SiteModel, id_: str | None) -> Link | None:
    """Return a link to a station's page, None when there is none to show."""
    station = model.stations.get(id_) if id_ else None
    return Link(station.name, urls.station_url(station.id)) if station else None


def people_links(model: SiteModel, ids: tuple[str, ...]) -> tuple[Link, ...]:
    """Return links to the public ones among some deputies, in the order given."""
    return tuple(link for id_ in ids if (link := deputy_link(model, id_)))


@remembered(lambda id_: id_)
def deputy_card(model: SiteModel, id_: str) -> DeputyCard:
    """Return a deputy's list entry."""
    deputy = model.deputies[id_]
    mandate = model.mandate_of(deputy)
    unit = model.units.get(mandate.electing_unit or mandate.constituency or "") if mandate else None
    return DeputyCard(
        name=deputy.name,
        url=urls.deputy_url(id_),
        surname=surname_of(deputy.name),
        tint=crc32(id_.encode()) % TINTS,
        work=f"{deputy.employer} {deputy.post}",
        delegation=unit.delegation if unit else "",
        station=station_link(model, deputy.station),
        is_former=not model.is_serving(deputy),
        title=congress_title(model, deputy),
        distinction=_distinction(model, deputy),
        portrait=images.shown(model, deputy.portrait, images.PORTRAIT),
    )


def congress_title(model: SiteModel, deputy: Deputy) -> str:
    """Return the posts a deputy holds in the congress now: 常委会副主任."""
    mandate = model.mandate_of(deputy)
    current = [
        f"{_short_body(model, role.body)}{role.title}"
        for role in (mandate.roles if mandate else ())
        if role.to is None or role.to >= model.today
    ]
    return "、".join(current)


def _short_body(model: SiteModel, id_: str) -> str:
    body = model.bodies[id_]
    name = body.aliases[0] if body.aliases else body.name
    return name.removeprefix("市人大")


def _distinction(model: SiteModel, deputy: Deputy) -> str:
    """Return what tells a deputy from all others of the same name: where from, or what post."""
    same = [d for d in model.seats.namesakes[deputy.name] if d.id != deputy.id]
    if not same:
        return ""
    told: tuple[Callable[[Deputy], str], ...] = (
        lambda d: f"{d.sex}，{d.employer}",
        lambda d: f"{d.sex}，{d.employer}{d.post}",
    )
    words = (tell(deputy) for tell in told if all(tell(d) != tell(deputy) for d in same))
    return next(words, deputy.id)


def name_in_full(card: DeputyCard) -> str:
    """Return a deputy's name with what tells namesakes apart: 王敏（女，示例市第一医院）."""
    return f"{card.name}（{card.distinction}）" if card.distinction else card.name


def name_entry(model: SiteModel, deputy: Deputy, note: str = "") -> NameEntry:
    """Return a deputy's entry in an index of names.

    Args:
        model: The site.
        deputy: The deputy.
        note: What stands behind the name; empty for the place of work.
    """
    card = deputy_card(model, deputy.id)
    syllables = syllables_of(deputy)
    initials = "".join(syllable[0] for syllable in syllables)
    return NameEntry(
        name=card.name,
        url=card.url,
        distinction=card.distinction,
        note=note or card.work,
        delegation=card.delegation,
        keys=f"{''.join(syllables)} {initials} {card.work} {card.delegation} {card.title}".strip(),
        sex=deputy.sex,
        ethnicity=deputy.ethnicity,
    )


@remembered(lambda day: day)
def reception_row(model: SiteModel, day: ReceptionDay) -> ReceptionRow:
    """Return a reception's list entry."""
    station = model.stations[day.station]
    rolled = day.day
    known = (model.deputies[id_] for id_ in day.receivers if id_ in model.deputies)
    receivers = tuple(deputy.id for deputy in known if model.is_serving(deputy))
    planned = f"{rolled.raw.month}月{rolled.raw.day}日"
    note = ""
    if day.is_off:
        note = f"这一次取消：{day.reason}"
    elif rolled.on != rolled.raw and day.reason:
        note = f"原定{planned}，改到这一天：{day.reason}"
    elif rolled.on != rolled.raw:
        note = f"原定{planned}，逢{'、'.join(rolled.reasons)}，顺延到这一天"
    return ReceptionRow(
        day=Day(rolled.on.isoformat(), f"{rolled.on.month}月{rolled.on.day}日"),
        weekday=chinese_weekday(rolled.on),
        time=clock_span(day.time),
        station=Link(station.name, urls.station_url(station.id)),
        place=station.address,
        receivers=people_links(model, receivers),
        note=note,
        provisional=rolled.provisional,
        is_named=day.is_named,
        is_off=day.is_off,
    )


def next_reception(model: SiteModel, station_id: str) -> ReceptionRow | None:
    """Return a station's next reception."""
    days = model.receptions_of_station.get(station_id, ())
    day = next((day for day in days if not day.is_off), None)
    return reception_row(model, day) if day else None


@remembered(lambda station: station.id)
def station_card(model: SiteModel, station: Station) -> StationCard:
    """Return a station's list entry."""
    return StationCard(
        name=station.name,
        url=urls.station_url(station.id),
        kind=model.station_kinds[station.kind],
        division=division_name(model, station.division),
        address=station.address,
        deputy_count=len(model.links.deputies_of_station.get(station.id, ())),
        next_reception=next_reception(model, station.id),
        is_closed=not model.is_open(station),
        is_online=station.kind == "online",
    )


@remembered(lambda id_: id_)
def division_name(model: SiteModel, id_: str) -> str:
    """Return a place with the county it lies in: 东湖区东湖街道."""
    division = model.divisions[id_]
    names = [division.name]
    while division.parent and division.kind != "county":
        division = model.divisions[division.parent]
        if division.kind != "city":
            names.insert(0, division.name)
    return "".join(names)


def number_label(record: Suggestion) -> str:
    """Return 第0017号, or 闭会第0003号 for the recess series."""
    return f"{'闭会' if record.filed_in == 'recess' else ''}第{record.number:04d}号"


def case_tag(case: Case) -> Tag:
    """Return what became of a suggestion in one tag: its outcome, or where it is on the way."""
    if case.outcome and not case.is_ended and case.state != "rehandling":
        tone, shape = OUTCOME_TONES[case.outcome.outcome]
        return Tag(f"{labels.OUTCOME[case.outcome.outcome]}（{case.outcome.key}类）", tone, shape)
    if case.is_overdue:
        return Tag("逾期未答复", "warning", "empty")
    tone, shape = STATE_TONES.get(case.state, ("neutral", "empty"))
    return Tag(labels.STATE[case.state], tone, shape)


@remembered(lambda case, *, with_session=False: (case.record.id, with_session))
def suggestion_row(model: SiteModel, case: Case, *, with_session: bool = False) -> SuggestionRow:
    """Return a suggestion's list entry; in a list over several sessions it names its own."""
    record = case.record
    session = f"{model.session_label(record.session)} " if with_session else ""
    answering = [h.body for h in record.handlers if h.role != "assist"]
    return SuggestionRow(
        number=f"{session}{number_label(record)}",
        title=record.title or "",
        url=urls.suggestion_url(record),
        topic=model.topics[record.topic or ""].name,
        proposers=proposers_text(model, record),
        handler="、".join(model.bodies[id_].name for id_ in answering),
        day=Day.of(case.filed_on),
        tag=case_tag(case),
        is_key=record.key is not None,
    )


def proposers_text(model: SiteModel, record: Suggestion) -> str:
    """Return 李华等4名代表, one name, or the number alone when the lead is not public."""
    lead, count = model.deputies.get(record.proposers[0]), len(record.proposers)
    if lead is None:
        return f"{count}名代表"
    return lead.name if count == 1 else f"{lead.name}等{count}名代表"


def column_link(model: SiteModel, id_: str) -> Link:
    """Return a link to a column: spotlight columns live under `/spotlight/`."""
    column = model.columns[id_]
    root = "spotlight" if column.kind == "spotlight" else "news"
    return Link(column.name, f"{root}/{id_}/")


@remembered(lambda article, *, with_people=False: (article.id, with_people))
def news_row(model: SiteModel, article: News, *, with_people: bool = False) -> NewsRow:
    """Return an article's list entry. A portrait of its people goes before its cover."""
    people = [id_ for id_ in article.deputies if id_ in model.deputies] if with_people else []
    return NewsRow(
        title=article.title,
        url=urls.news_url(article),
        summary=article.summary,
        day=Day.of(article.published_at.date()),
        column=column_link(model, article.column),
        people=tuple(deputy_card(model, id_) for id_ in people),
        cover=images.shown(model, article.cover, images.PHOTO),
    )


@remembered(lambda activity: activity.id)
def activity_row(model: SiteModel, activity: Activity) -> ActivityRow:
    """Return an activity's list entry."""
    return ActivityRow(
        title=activity.title,
        url=urls.activity_url(activity),
        kind=labels.ACTIVITY_KIND[activity.kind],
        day=Day.of(activity.held_on),
        weekday=chinese_weekday(activity.held_on),
        span=day_span(activity.held_on, activity.last_day),
        time=clock_span(activity.time) if activity.time else "",
        place=activity.place,
        summary=activity.summary,
        is_ahead=activity.held_on > model.today,
        is_open=activity.open_to_all and activity.last_day >= model.today,
    )


def activity_rows(model: SiteModel, ids: tuple[str, ...]) -> tuple[ActivityRow, ...]:
    """Return the list entries of some activities, in the order given."""
    return tuple(activity_row(model, model.activities[id_]) for id_ in ids)


def research_row(report: Research) -> NewsRow:
    """Return a report's list entry."""
    return NewsRow(
        title=report.title,
        url=urls.research_url(report.id),
        summary=report.summary,
        day=Day.of(report.published_on),
        column=Link("调研报告", "reports/"),
    )
