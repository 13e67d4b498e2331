"""The site model: public records, linked both ways by id, ordered, and never changed again.

Drafts, withdrawn and future-dated records are dropped here, once. A suggestion that is not
public leaves nothing but a one in its session's grand total.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

from ..records import labels
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
from ..records.suggestion import Suggestion
from ..records.workdays import WorkCalendar
from ..settings import Settings
from ..validate.catalogue import Catalogue
from . import pinyin
from .activities import newest_first
from .cases import Case, case
from .commitments import Ledger, ledger
from .comparisons import YearOnYear, year_on_year
from .consent import with_consent
from .deadlines import Clock
from .figures import Figures, Subjects
from .numerals import chinese_numeral
from .pictures import Picture, pictures
from .pinyin import syllables_of
from .public import public_records
from .receptions import ReceptionDay, reception_days
from .seats import Seats, is_active, is_serving, seats
from .statistics import Tally

Ids = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Links:
    """Who is linked to what: id → ids, in the order readers see them."""

    cases_of_deputy: Ids
    cases_led_by_deputy: Ids
    cases_of_session: Ids
    cases_of_body: Ids
    cases_of_topic: Ids
    cases_of_committee: Ids
    deputies_of_station: Ids
    stations_of_division: Ids  # those open that lie there or serve it
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


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class SiteModel:
    """Everything a reader may know, on one day. One model is never equal to another.

    Attributes:
        today: The day the site is built for.
        term: The term that runs on that day, or the last one that has begun.
        congresses: All in the register, those of other levels too.
        running: Ids of the terms that run, of every congress.
        deputies: In order of pinyin; former ones included, see `active_deputies`.
        cases: Public suggestions by id, newest session first, then by number.
        hidden: Session id → how many suggestions are not public.
        figures: Session id → what its suggestions add up to, newest session first.
        subjects: The same block of figures for each topic, body, committee and deputy.
        year_on_year: Each session beside the one before it, newest first.
        ledger: Every promise of every session.
        activities: Past and planned, newest first.
        receptions: Those that will take place, from today on, in order of day and station.
        called_off: Those that will not.
        receptions_of_station: Station id → both together, in order of day.
        receptions_of_deputy: Deputy id → those at which the deputy, still in office, receives.
        station_kinds: Kind of station → what it is called here.
        redirects: Old address → new address, an empty one for what is gone; with first slashes.
        pictures: Path below `content/media` → each picture that public records show.
    """

    settings: Settings
    today: date
    calendar: WorkCalendar
    congress: Congress
    congresses: tuple[Congress, ...]
    term: Term
    running: frozenset[str]
    sessions: Mapping[str, Session]
    schemes: Mapping[str, OutcomeScheme]
    bodies: Mapping[str, Body]
    divisions: Mapping[str, Division]
    units: Mapping[str, Unit]
    topics: Mapping[str, Topic]
    columns: Mapping[str, Column]
    checklists: Mapping[str, Checklist]
    deputies: Mapping[str, Deputy]
    seats: Seats
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
    subjects: Subjects
    year_on_year: tuple[YearOnYear, ...]
    ledger: Ledger
    receptions: tuple[ReceptionDay, ...]
    called_off: tuple[ReceptionDay, ...]
    receptions_of_station: Mapping[str, tuple[ReceptionDay, ...]]
    receptions_of_deputy: Mapping[str, tuple[ReceptionDay, ...]]
    station_kinds: Mapping[str, str]
    redirects: Mapping[str, str]
    pictures: Mapping[str, Picture]

    @property
    def active_deputies(self) -> tuple[Deputy, ...]:
        """Return the deputies who hold a seat in this congress now, in order of pinyin."""
        return self.seats.active

    def is_active(self, deputy: Deputy) -> bool:
        """Tell whether a deputy holds a seat in this congress now."""
        mandate = self.mandate_of(deputy)
        return mandate is not None and is_active(mandate)

    def is_serving(self, deputy: Deputy) -> bool:
        """Tell whether a deputy holds a seat now, in this congress or in one of another level."""
        return deputy.id in self.seats.serving

    def mandate_of(self, deputy: Deputy) -> Mandate | None:
        """Return the deputy's seat in the current term of this congress."""
        return self.seats.mandates.get(deputy.id)

    def is_open(self, station: Station) -> bool:
        """Tell whether a station has not been closed."""
        return _is_open(station, self.today)

    @property
    def delegations(self) -> Mapping[str, tuple[str, ...]]:
        """Return the units that have active deputies, each with them in order of pinyin."""
        return self.seats.delegations

    def committee_of(self, record: Suggestion) -> str | None:
        """Return the committee that supervises a suggestion (对口督办), None when there is none."""
        return _committee_of(record, self.topics)

    def checklist(self, use: str) -> Checklist | None:
        """Return the local checklist for `contacts` or `supervision`, None when none is set."""
        return self.checklists.get(getattr(self.settings.ours.checklists, use) or "")

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
    catalogue: Catalogue,
    settings: Settings,
    today: date,
    media: Path | None = None,
    former: SiteModel | None = None,
) -> SiteModel:
    """Link what is public on a day.

    Args:
        catalogue: Typed records without errors.
        settings: The site's settings.
        today: The day the site is built for.
        media: The folder of the pictures; without one, none is shown.
        former: A model made before, from some of the same records: what was computed about them
            is taken over. The result is the same.

    Raises:
        KeyError: A reference leads nowhere, so validation was skipped.
    """
    congress = catalogue.get("congress", settings.ours.congress)
    sessions = _sessions(catalogue, congress)
    schemes = _table(catalogue.records("outcome-scheme"))
    topics = _table(catalogue.records("topic"))
    calendar = WorkCalendar.from_registers(catalogue.holiday_years)
    public = public_records(catalogue, today)
    readings = pinyin.begin_to_read(
        (deputy.name for deputy in public["deputy"] if not deputy.pinyin),
        (division.name for division in catalogue.records("division")),
    )
    suggestions = [record for record in public["suggestion"] if record.session in sessions]
    of_session = {id_: schemes[session.outcome_scheme] for id_, session in sessions.items()}
    known: Mapping[str, Case] = {}
    if former and (former.settings, former.calendar, former.today) == (settings, calendar, today):
        known = former.cases if former.schemes == schemes else {}
    clock = Clock(settings.ours.deadlines, calendar)
    cases = _cases(suggestions, of_session, clock, today, known)
    hidden = Counter(record.session for record in suggestions if record.is_stub)
    tally = Tally(
        tuple(cases.values()), of_session, lambda case: _committee_of(case.record, topics)
    )
    figures = tally.sessions(hidden)
    term = _current_term(congress, today)
    running = _running(catalogue.records("congress"), today) | {term.id}
    people = (
        with_consent(deputy, today, serving=is_serving(deputy, running))
        for deputy in public["deputy"]
    )
    readings()
    deputies = _table(sorted(people, key=_by_pinyin))
    units = _table(catalogue.records("unit"))
    stations, groups = _table(public["station"]), _table(public["group"])
    activities = _table(newest_first(public["activity"]))
    news = _table(sorted(public["news"], key=lambda n: (n.published_at, n.id), reverse=True))
    research = _table(
        sorted(public["research"], key=lambda r: (r.published_on, r.id), reverse=True)
    )
    receptions = _receptions(stations, today, calendar)
    return SiteModel(
        settings=settings,
        today=today,
        calendar=calendar,
        congress=congress,
        congresses=tuple(catalogue.records("congress")),
        term=term,
        running=running,
        sessions=sessions,
        schemes=schemes,
        bodies=_table(catalogue.records("body")),
        divisions=_table(catalogue.records("division")),
        units=units,
        topics=topics,
        columns=_table(catalogue.records("column")),
        checklists=_table(catalogue.records("checklist")),
        deputies=deputies,
        seats=seats(deputies.values(), term, running, units),
        stations=stations,
        groups=groups,
        activities=activities,
        cases=cases,
        news=news,
        research=research,
        pages=MappingProxyType(catalogue.pages),
        links=_links(
            running, today, deputies, stations, groups, activities, cases, news, research, topics
        ),
        hidden=MappingProxyType(dict(hidden)),
        figures=MappingProxyType(figures),
        subjects=tally.subjects(),
        year_on_year=year_on_year(figures),
        ledger=ledger(promise for case in cases.values() for promise in case.promises),
        receptions=tuple(day for day in receptions if not day.is_off),
        called_off=tuple(day for day in receptions if day.is_off),
        receptions_of_station=_by_key((day.station, day) for day in receptions),
        receptions_of_deputy=_by_key(
            (id_, day)
            for day in receptions
            if not day.is_off
            for id_ in day.receivers
            if id_ in deputies and any(map(is_active, deputies[id_].mandates))
        ),
        station_kinds=_station_kinds(catalogue),
        redirects=MappingProxyType(catalogue.redirects),
        pictures=pictures(
            (
                *(deputy.portrait for deputy in deputies.values()),
                *(station.photo for station in stations.values()),
                *(station.map for station in stations.values()),
                *(article.cover for article in news.values()),
            ),
            media,
        ),
    )


def _sessions(catalogue: Catalogue, congress: Congress) -> Mapping[str, Session]:
    own_terms = {term.id for term in congress.terms}
    own = (session for session in catalogue.records("session") if session.term in own_terms)
    return _table(sorted(own, key=lambda session: session.opened_on, reverse=True))


def _cases(
    records: Iterable[Suggestion],
    schemes: Mapping[str, OutcomeScheme],
    clock: Clock,
    today: date,
    known: Mapping[str, Case],
) -> Mapping[str, Case]:
    """Return the public cases, newest session first, then by number, recess filings last.

    Those known are taken over where their record is the same object.
    """

    def made(record: Suggestion) -> Case:
        before = known.get(record.id)
        if before and before.record is record:
            return before
        return case(record, schemes[record.session], clock, today)

    rank = {id_: index for index, id_ in enumerate(schemes)}
    shown = sorted(
        (record for record in records if not record.is_stub),
        key=lambda r: (rank[r.session], r.filed_in == "recess", r.number),
    )
    return MappingProxyType({record.id: made(record) for record in shown})


def _committee_of(record: Suggestion, topics: Mapping[str, Topic]) -> str | None:
    if record.key and record.key.committee:
        return record.key.committee
    return topics[record.topic].committee if record.topic else None


def _is_open(station: Station, today: date) -> bool:
    return station.closed_on is None or today < station.closed_on


def _running(congresses: Iterable[Congress], today: date) -> frozenset[str]:
    terms = (term for congress in congresses for term in congress.terms)
    return frozenset(term.id for term in terms if term.from_ <= today <= term.to)


def _table(records: Iterable[Any]) -> Mapping[str, Any]:
    return MappingProxyType({record.id: record for record in records})


def _by_pinyin(deputy: Deputy) -> tuple[tuple[str, ...], str]:
    return syllables_of(deputy), deputy.id


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


def _by_key(pairs: Iterable[tuple[str, Any]]) -> Mapping[str, tuple[Any, ...]]:
    table: dict[str, list[Any]] = defaultdict(list)
    for key, value in pairs:
        table[key].append(value)
    return MappingProxyType({key: tuple(values) for key, values in table.items()})


def _station_kinds(catalogue: Catalogue) -> Mapping[str, str]:
    families = (entry.record for entry in catalogue.rows["station-family"])
    return MappingProxyType({**labels.STATION_KIND, **{row.kind: row.name for row in families}})


def _links(
    running: Set[str],
    today: date,
    deputies: Mapping[str, Deputy],
    stations: Mapping[str, Station],
    groups: Mapping[str, Group],
    activities: Mapping[str, Activity],
    cases: Mapping[str, Case],
    news: Mapping[str, News],
    research: Mapping[str, Research],
    topics: Mapping[str, Topic],
) -> Links:
    records = [entry.record for entry in cases.values()]
    articles, reports, held = news.values(), research.values(), activities.values()
    seated = [d for d in deputies.values() if is_serving(d, running)]
    return Links(
        cases_of_deputy=_pairs((d, r.id) for r in records for d in r.proposers),
        cases_led_by_deputy=_pairs((r.proposers[0], r.id) for r in records),
        cases_of_session=_pairs((r.session, r.id) for r in records),
        cases_of_body=_pairs((h.body, r.id) for r in records for h in r.handlers),
        cases_of_topic=_pairs((r.topic or "", r.id) for r in records),
        cases_of_committee=_pairs(
            (committee, r.id) for r in records if (committee := _committee_of(r, topics))
        ),
        deputies_of_station=_pairs((d.station, d.id) for d in seated if d.station),
        stations_of_division=_pairs(
            (place, s.id)
            for s in stations.values()
            if _is_open(s, today)
            for place in dict.fromkeys((s.division, *s.covers))
        ),
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
    return _by_key(pairs)
