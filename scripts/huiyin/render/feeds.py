"""Feeds (Atom): what is new on the site, in a column, about a deputy, at a station.

Every date comes from a record. An entry keeps its id for ever; when a suggestion moves on, its
entry is updated.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from ..model.cases import Case
from ..model.site_model import SiteModel
from ..records import labels, urls
from ..records.activity import Activity
from ..records.news import News
from ..records.research import Research
from . import cards
from .page import Alternate, Page
from .remembered import remembered

TYPE = "application/atom+xml"
ALL = "feed.xml"
ENTRIES = 30


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry.

    Attributes:
        url: From the site's root, without a first slash.
        published: Moment in Asia/Shanghai, without its offset.
        updated: Not before it was published.
    """

    title: str
    url: str
    published: str
    updated: str
    summary: str
    category: str
    author: str


def plan(model: SiteModel) -> Iterator[Page]:
    """Yield the site's feed, and one for each column, deputy and station that has entries."""
    yield _feed(model, Alternate(TYPE, model.settings.site_name, ALL), _about_all)
    for id_ in model.links.news_of_column:
        yield from (_feed(model, feed, _in_column, id_) for feed in of_column(model, id_))
    for id_ in model.deputies:
        yield from (_feed(model, feed, _about_deputy, id_) for feed in of_deputy(model, id_))
    for id_ in model.stations:
        yield from (_feed(model, feed, _about_station, id_) for feed in of_station(model, id_))


def of_column(model: SiteModel, id_: str) -> tuple[Alternate, ...]:
    """Return a column's feed, none when the column is empty."""
    if id_ not in model.links.news_of_column:
        return ()
    link = cards.column_link(model, id_)
    return (Alternate(TYPE, _titled(model, link.title), f"{link.url}{ALL}"),)


def of_deputy(model: SiteModel, id_: str) -> tuple[Alternate, ...]:
    """Return a deputy's feed, none when there is nothing to tell yet."""
    links = model.links
    tables = (links.cases_of_deputy, links.news_of_deputy, links.research_of_deputy)
    if not any(id_ in table for table in tables) and not _held(
        model, links.activities_of_deputy.get(id_, ())
    ):
        return ()
    title = _titled(model, model.deputies[id_].name)
    return (Alternate(TYPE, title, f"{urls.deputy_url(id_)}{ALL}"),)


def of_station(model: SiteModel, id_: str) -> tuple[Alternate, ...]:
    """Return a station's feed, none when there is nothing to tell yet."""
    links = model.links
    held = _held(model, links.activities_of_station.get(id_, ()))
    if id_ not in links.news_of_station and not held:
        return ()
    title = _titled(model, model.stations[id_].name)
    return (Alternate(TYPE, title, f"{urls.station_url(id_)}{ALL}"),)


def _titled(model: SiteModel, name: str) -> str:
    return f"{name} - {model.settings.site_name}"


def _held(model: SiteModel, ids: Iterable[str]) -> list[Activity]:
    activities = (model.activities[id_] for id_ in ids)
    return [activity for activity in activities if activity.last_day <= model.today]


def _about_all(model: SiteModel) -> list[Entry]:
    return [
        *(_article(model, article) for article in model.news.values()),
        *(_activity(model, activity) for activity in _held(model, model.activities)),
        *(_report(model, report) for report in model.research.values()),
    ]


def _in_column(model: SiteModel, id_: str) -> list[Entry]:
    return [_article(model, model.news[key]) for key in model.links.news_of_column[id_]]


def _about_deputy(model: SiteModel, id_: str) -> list[Entry]:
    links = model.links
    return [
        *(_article(model, model.news[key]) for key in links.news_of_deputy.get(id_, ())),
        *(_suggestion(model, model.cases[key]) for key in links.cases_of_deputy.get(id_, ())),
        *(_activity(model, one) for one in _held(model, links.activities_of_deputy.get(id_, ()))),
        *(_report(model, model.research[key]) for key in links.research_of_deputy.get(id_, ())),
    ]


def _about_station(model: SiteModel, id_: str) -> list[Entry]:
    links = model.links
    return [
        *(_article(model, model.news[key]) for key in links.news_of_station.get(id_, ())),
        *(_activity(model, one) for one in _held(model, links.activities_of_station.get(id_, ()))),
    ]


def _feed(
    model: SiteModel, feed: Alternate, entries: Callable[..., list[Entry]], *about: str
) -> Page:
    """Return a feed; its entries are made when it is printed, from the model and what it is of."""

    def context() -> dict[str, Any]:
        whole = entries(model, *about)
        newest = sorted(whole, key=lambda entry: (entry.updated, entry.url), reverse=True)
        first = _moment(model.term.from_)  # of a feed with no entry yet
        return {
            "about": feed.url.removesuffix(ALL),
            "updated": newest[0].updated if newest else first,
            "entries": tuple(newest[:ENTRIES]),
        }

    return Page(url=feed.url, template="feeds/atom.xml", title=feed.title, context=context)


def _moment(on: date | datetime) -> str:
    """Return a moment; a day without an hour begins at midnight."""
    return (on if isinstance(on, datetime) else datetime.combine(on, time())).isoformat()


@remembered(lambda article: article.id)
def _article(model: SiteModel, article: News) -> Entry:
    changed = article.correction.at if article.correction else article.published_at
    return Entry(
        title=article.title,
        url=urls.news_url(article),
        published=_moment(article.published_at),
        updated=_moment(max(changed, article.published_at)),
        summary=article.summary,
        category=model.columns[article.column].name,
        author=article.source.name,
    )


def _activity(model: SiteModel, activity: Activity) -> Entry:
    bodies = "、".join(model.bodies[id_].name for id_ in activity.organisers)
    return Entry(
        title=activity.title,
        url=urls.activity_url(activity),
        published=_moment(activity.last_day),
        updated=_moment(max(activity.last_day, activity.updated_on or activity.last_day)),
        summary=activity.summary,
        category=labels.ACTIVITY_KIND[activity.kind],
        author=bodies or model.congress.name,
    )


def _report(model: SiteModel, report: Research) -> Entry:
    return Entry(
        title=report.title,
        url=urls.research_url(report.id),
        published=_moment(report.published_on),
        updated=_moment(max(report.published_on, report.updated_on or report.published_on)),
        summary=report.summary,
        category="调研报告",
        author="、".join(report.authors),
    )


@remembered(lambda case: case.record.id)
def _suggestion(model: SiteModel, case: Case) -> Entry:
    """Return a suggestion with its state; it was updated when it last moved on."""
    row = cards.suggestion_row(model, case)
    handled = f"，{row.handler}承办" if row.handler else ""
    last = max((event.on for event in case.record.events), default=case.filed_on)
    last = max((last, *(reply.on for reply in case.record.replies)))
    return Entry(
        title=row.title,
        url=row.url,
        published=_moment(case.filed_on),
        updated=_moment(min(max(last, case.filed_on), model.today)),
        summary=f"{row.number}，{row.proposers}提出{handled}。{row.tag.word}。",
        category="代表建议",
        author=model.congress.name,
    )
