"""Search documents: what of each record can be found, as title, names and plain text."""

from __future__ import annotations

from collections.abc import Iterator

from ..model.pinyin import pinyin_of
from ..model.site_model import SiteModel
from ..records import labels, urls
from ..records.deputy import Deputy
from ..records.suggestion import Suggestion
from ..render.cards import number_label
from ..render.markdown import to_html, to_text
from .index import SearchDocument


def documents(model: SiteModel) -> Iterator[SearchDocument]:
    """Yield every public record once, deputies first, then stations, suggestions and texts."""
    yield from (_deputy(model, deputy) for deputy in model.deputies.values())
    for station in model.stations.values():
        places = [station.division, *station.covers]
        names = [model.divisions[id_].name for id_ in places]
        parts = (station.address, station.directions, station.intro, *station.services)
        yield SearchDocument(
            urls.station_url(station.id),
            "station",
            station.name,
            "",
            " ".join(names),
            _text(*parts),
        )
    for case in model.cases.values():
        yield _suggestion(model, case.record, case.filed_on.isoformat())
    for article in model.news.values():
        people = [model.deputies[id_].name for id_ in article.deputies if id_ in model.deputies]
        yield SearchDocument(
            urls.news_url(article),
            "news",
            article.title,
            article.published_at.date().isoformat(),
            " ".join((model.columns[article.column].name, *article.keywords, *people)),
            _text(article.summary, _plain(article.body)),
        )
    for report in model.research.values():
        yield SearchDocument(
            urls.research_url(report.id),
            "research",
            report.title,
            report.published_on.isoformat(),
            " ".join((model.topics[report.topic].name, *report.authors)),
            _text(report.summary, _plain(report.body)),
        )
    for group in model.groups.values():
        people = [model.deputies[id_].name for id_ in group.members if id_ in model.deputies]
        names = [group.topic or "", *people]
        yield SearchDocument(
            urls.group_url(group.id), "group", group.name, "", " ".join(names), _text(group.intro)
        )
    for activity in model.activities.values():
        people = [model.deputies[id_].name for id_ in activity.deputies if id_ in model.deputies]
        bodies = [model.bodies[id_].name for id_ in activity.organisers]
        names = [labels.ACTIVITY_KIND[activity.kind], activity.series or "", *people, *bodies]
        yield SearchDocument(
            urls.activity_url(activity),
            "activity",
            activity.title,
            activity.held_on.isoformat(),
            " ".join(filter(None, names)),
            _text(activity.summary, activity.place, activity.account),
        )
    for path, page in model.pages.items():
        if url := urls.narrative_url(path):
            text = _text(page.description, _plain(page.body))
            yield SearchDocument(url, "page", page.title, "", "", text)


def _deputy(model: SiteModel, deputy: Deputy) -> SearchDocument:
    syllables = deputy.pinyin.split(" ") if deputy.pinyin else list(pinyin_of(deputy.name))
    initials = "".join(syllable[0] for syllable in syllables)
    mandate = model.mandate_of(deputy)
    unit = model.units.get(mandate.electing_unit or mandate.constituency or "") if mandate else None
    station = model.stations.get(deputy.station or "")
    names = [
        "".join(syllables),
        initials,
        unit.delegation if unit else "",
        station.name if station else "",
        deputy.employer,
        deputy.post,
    ]
    pledges = (pledge.text for pledge in deputy.pledges)
    return SearchDocument(
        urls.deputy_url(deputy.id), "deputy", deputy.name, "", " ".join(filter(None, names)),
        _text(deputy.bio, *pledges),
    )  # fmt: skip


def _suggestion(model: SiteModel, record: Suggestion, filed_on: str) -> SearchDocument:
    people = [model.deputies[id_].name for id_ in record.proposers if id_ in model.deputies]
    bodies = [model.bodies[handler.body].name for handler in record.handlers]
    names = [
        number_label(record),
        f"第{record.number}号",
        model.session_label(record.session),
        model.topics[record.topic or ""].name,
        *record.keywords,
        *people,
        *bodies,
        *(reply.doc_no or "" for reply in record.replies),
    ]
    replies = [_plain(reply.text) for reply in record.replies]
    promises = [promise.text for promise in record.commitments]
    return SearchDocument(
        urls.suggestion_url(record), "suggestion", record.title or "", filed_on,
        " ".join(filter(None, names)), _text(_plain(record.body), *replies, *promises),
    )  # fmt: skip


def _plain(markdown: str) -> str:
    return to_text(to_html(markdown))


def _text(*parts: str | None) -> str:
    return " ".join(part for part in parts if part)
