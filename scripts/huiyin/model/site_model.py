"""The site model: public records, linked both ways by id, ordered, and never changed again.

Drafts, withdrawn and future-dated records are dropped here, once. A suggestion that is not
public leaves nothing but a one in its session's grand total.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

from ..records.activity import Activity
from ..records.deputy import Deputy, Mandate
from ..records.group import Group
from ..records.news import News
from ..records.page import Page
from ..records.registers import (
    Body,
    Checklist,
    Column,
    Congress,
    Division,
    OutcomeScheme,
    Session,
    Term,
    Topic,
    Unit,
)
from ..records.research import Research
from ..records.station import Station
from ..settings import Settings
from ..validate.catalogue import Catalogue
from .activities import newest_first
from .cases import Case, case
from .consent import with_consent
from .numerals import chinese_numeral
from .pictures import Picture, pictures
from .pinyin import pinyin_of
from .public import public_records
from .receptions import ReceptionDay, reception_days
from .statistics import Figures, figures
from .workdays import WorkCalendar

Ids = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Links:
    """Who is linked to what: id → ids, in the order readers see them."""

    cases_of_deputy: Ids
    cases_led_by_deputy: Ids
    cases_of_session: Ids
    cases_of_body: Ids
    deputies_of_station: Ids
    groups_of_deputy: Ids
    news_of_deputy: Ids
    news_of_station: Ids
    news_of_case: Ids
    news_of_column: Ids
    research_of_deputy: Ids
    research_of_case: Ids
    research_of_group: Ids
    merged_into: Ids
    substations: Ids
    activities_of_deputy: Ids
    activities_of_station: Ids
    activities_of_group: Ids
    activities_of_case: Ids
    activities_of_research: Ids
    activities_of_news: Ids


@dataclass(frozen=True, slots=True)
class SiteModel:
    """Everything a reader may know, on one day.

    Attributes:
        today: The day the site is built for.
        term: The term that runs on that day, or the last one that has begun.
        deputies: In order of pinyin; former ones included, see `active_deputies`.
        cases: Public suggestions by id, newest session first, then by number.
        hidden: Session id → how many suggestions are not public.
        figures: Session id → what its suggestions add up to.
        activities: Past and planned, newest first.
        receptions: From today on, in order of day and station.
        pictures: Path below `content/media` → each picture that public records show.
    """

    settings: Settings
    today: date
    calendar: WorkCalendar
    congress: Congress
    term: Term
    sessions: Mapping[str, Session]
    schemes: Mapping[str, OutcomeScheme]
    bodies: Mapping[str, Body]
    divisions: Mapping[str, Division]
    units: Mapping[str, Unit]
    topics: Mapping[str, Topic]
    columns: Mapping[str, Column]
    checklists: Mapping[str, Checklist]
    deputies: Mapping[str, Deputy]
    stations: Mapping[str, Station]
    groups: Mapping[str, Group]
    activities: Mapping[str, Activity]
    cases: Mapping[str, Case]
    news: Mapping[str, News]
    research: Mapping[str, Research]
    pages: Mapping[str, Page]
    links: Links
    hidden: Mapping[str, int]
    figures: Mapping[str, Figures]
    receptions: tuple[ReceptionDay, ...]
    pictures: Mapping[str, Picture]

    @property
    def active_deputies(self) -> tuple[Deputy, ...]:
        """Return the deputies who hold a seat in this congress now, in order of pinyin."""
        return tuple(deputy for deputy in self.deputies.values() if self.is_active(deputy))

    def is_active(self, deputy: Deputy) -> bool:
        """Tell whether a deputy holds a seat in this congress now."""
        return _is_active(self.mandate_of(deputy))

    def is_serving(self, deputy: Deputy) -> bool:
        """Tell whether a deputy holds a seat now, in this congress or in one of another level."""
        return any(_is_active(mandate) for mandate in deputy.mandates)

    def mandate_of(self, deputy: Deputy) -> Mandate | None:
        """Return the deputy's seat in the current term of this congress."""
        return _mandate(deputy, self.term)

    def is_open(self, station: Station) -> bool:
        """Tell whether a station has not been closed."""
        return station.closed_on is None or self.today < station.closed_on

    @property
    def delegations(self) -> Mapping[str, tuple[str, ...]]:
        """Return the units that have active deputies, each with them in order of pinyin."""
        units = _pairs(
            (mandate.electing_unit or mandate.constituency or "", deputy.id)
            for deputy in self.active_deputies
            if (mandate := self.mandate_of(deputy))
        )
        return {id_: units[id_] for id_ in self.units if id_ in units}

    def session_label(self, session_id: str) -> str:
        """Return a session's short name: 八届三次会议."""
        session = self.sessions[session_id]
        term = next(term for term in self.congress.terms if term.id == session.term)
        return f"{chinese_numeral(term.number)}届{chinese_numeral(session.number)}次会议"

    def session_title(self, session_id: str) -> str:
        """Return a session's full name: 示例市第八届人民代表大会第三次会议."""
        session = self.sessions[session_id]
        term = next(term for term in self.congress.terms if term.id == session.term)
        place = self.congress.name.removesuffix("人民代表大会")
        return (
            f"{place}第{chinese_numeral(term.number)}届人民代表大会"
            f"第{chinese_numeral(session.number)}次会议"
        )

    @property
    def sessions_with_cases(self) -> tuple[str, ...]:
        """Return the sessions that have suggestions, newest first."""
        return tuple(id_ for id_ in self.sessions if id_ in self.figures)


def build_model(
    catalogue: Catalogue, settings: Settings, today: date, media: Path | None = None
) -> SiteModel:
    """Link what is public on a day.

    Args:
        catalogue: Typed records without errors.
        settings: The site's settings.
        today: The day the site is built for.
        media: The folder of the pictures; without one, none is shown.

    Raises:
        KeyError: A reference leads nowhere, so validation was skipped.
    """
    congress = catalogue.get("congress", settings.ours.congress)
    own_terms = {term.id for term in congress.terms}
    sessions = _table(
        sorted(
            (s for s in catalogue.records("session") if s.term in own_terms),
            key=lambda session: session.opened_on,
            reverse=True,
        )
    )
    schemes = _table(catalogue.records("outcome-scheme"))
    calendar = WorkCalendar.from_registers(catalogue.holiday_years)
    public = public_records(catalogue, today)
    suggestions = [record for record in public["suggestion"] if record.session in sessions]
    rank = {id_: index for index, id_ in enumerate(sessions)}
    shown = sorted(
        (record for record in suggestions if not record.is_stub),
        key=lambda r: (rank[r.session], r.filed_in == "recess", r.number),
    )
    cases = {
        record.id: case(
            record,
            schemes[sessions[record.session].outcome_scheme],
            settings.ours.deadlines,
            calendar,
            today,
        )
        for record in shown
    }
    hidden = Counter(record.session for record in suggestions if record.is_stub)
    people = (with_consent(deputy, today) for deputy in public["deputy"])
    deputies = _table(sorted(people, key=_by_pinyin))
    stations, groups = _table(public["station"]), _table(public["group"])
    activities = _table(newest_first(public["activity"]))
    news = _table(sorted(public["news"], key=lambda n: (n.published_at, n.id), reverse=True))
    research = _table(
        sorted(public["research"], key=lambda r: (r.published_on, r.id), reverse=True)
    )
    term = _current_term(congress, today)
    links = _links(term, deputies, stations, groups, activities, cases, news, research)
    return SiteModel(
        settings=settings,
        today=today,
        calendar=calendar,
        congress=congress,
        term=term,
        sessions=sessions,
        schemes=schemes,
        bodies=_table(catalogue.records("body")),
        divisions=_table(catalogue.records("division")),
        units=_table(catalogue.records("unit")),
        topics=_table(catalogue.records("topic")),
        columns=_table(catalogue.records("column")),
        checklists=_table(catalogue.records("checklist")),
        deputies=deputies,
        stations=stations,
        groups=groups,
        activities=activities,
        cases=MappingProxyType(cases),
        news=news,
        research=research,
        pages=MappingProxyType(catalogue.pages),
        links=links,
        hidden=MappingProxyType(dict(hidden)),
        figures=MappingProxyType(
            {
                id_: figures(
                    [cases[key] for key in links.cases_of_session.get(id_, ())],
                    hidden[id_],
                    schemes[session.outcome_scheme],
                )
                for id_, session in sessions.items()
                if id_ in links.cases_of_session or hidden[id_]
            }
        ),
        receptions=_receptions(stations, today, calendar),
        pictures=pictures(
            (
                *(deputy.portrait for deputy in deputies.values()),
                *(station.photo for station in stations.values()),
                *(article.cover for article in news.values()),
            ),
            media,
        ),
    )


def _mandate(deputy: Deputy, term: Term) -> Mandate | None:
    held = [mandate for mandate in deputy.mandates if mandate.term == term.id]
    return held[-1] if held else None


def _is_active(mandate: Mandate | None) -> bool:
    return mandate is not None and mandate.status == "active"


def _table(records: Iterable[Any]) -> Mapping[str, Any]:
    return MappingProxyType({record.id: record for record in records})


def _by_pinyin(deputy: Deputy) -> tuple[tuple[str, ...], str]:
    syllables = tuple(deputy.pinyin.split(" ")) if deputy.pinyin else pinyin_of(deputy.name)
    return syllables, deputy.id


def _current_term(congress: Congress, today: date) -> Term:
    begun = [term for term in congress.terms if term.from_ <= today]
    return max(begun or congress.terms, key=lambda term: term.from_)


def _receptions(
    stations: Mapping[str, Station], today: date, calendar: WorkCalendar
) -> tuple[ReceptionDay, ...]:
    days = [
        day for station in stations.values() for day in reception_days(station, today, calendar)
    ]
    return tuple(sorted(days, key=lambda day: (day.day.on, day.time, day.station)))


def _links(
    term: Term,
    deputies: Mapping[str, Deputy],
    stations: Mapping[str, Station],
    groups: Mapping[str, Group],
    activities: Mapping[str, Activity],
    cases: Mapping[str, Case],
    news: Mapping[str, News],
    research: Mapping[str, Research],
) -> Links:
    records = [entry.record for entry in cases.values()]
    articles, reports, held = news.values(), research.values(), activities.values()
    seated = [d for d in deputies.values() if _is_active(_mandate(d, term))]
    return Links(
        cases_of_deputy=_pairs((d, r.id) for r in records for d in r.proposers),
        cases_led_by_deputy=_pairs((r.proposers[0], r.id) for r in records),
        cases_of_session=_pairs((r.session, r.id) for r in records),
        cases_of_body=_pairs((h.body, r.id) for r in records for h in r.handlers),
        deputies_of_station=_pairs((d.station, d.id) for d in seated if d.station),
        groups_of_deputy=_pairs((d, g.id) for g in groups.values() for d in g.members),
        news_of_deputy=_pairs((d, n.id) for n in articles for d in n.deputies),
        news_of_station=_pairs((s, n.id) for n in articles for s in n.stations),
        news_of_case=_pairs((s, n.id) for n in articles for s in n.suggestions),
        news_of_column=_pairs((n.column, n.id) for n in articles),
        research_of_deputy=_pairs((d, r.id) for r in reports for d in r.deputies),
        research_of_case=_pairs((s, r.id) for r in reports for s in r.outputs),
        research_of_group=_pairs((r.group, r.id) for r in reports if r.group),
        merged_into=_pairs((r.merged_into, r.id) for r in records if r.merged_into),
        substations=_pairs((s.parent, s.id) for s in stations.values() if s.parent),
        activities_of_deputy=_pairs((d, a.id) for a in held for d in a.deputies),
        activities_of_station=_pairs((a.station, a.id) for a in held if a.station),
        activities_of_group=_pairs((g, a.id) for a in held for g in a.groups),
        activities_of_case=_pairs((s, a.id) for a in held for s in a.suggestions),
        activities_of_research=_pairs((r, a.id) for a in held for r in a.reports),
        activities_of_news=_pairs((n, a.id) for a in held for n in a.news),
    )


def _pairs(pairs: Iterable[tuple[str, str]]) -> Ids:
    table: dict[str, list[str]] = defaultdict(list)
    for key, value in pairs:
        table[key].append(value)
    return MappingProxyType({key: tuple(values) for key, values in table.items()})
