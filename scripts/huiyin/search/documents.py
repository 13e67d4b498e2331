"""Search documents: what of each record can be found, as title, names and plain text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ..model.cases import Case
from ..model.pinyin import pinyin_of, reading_of
from ..model.site_model import SiteModel
from ..records import labels, urls
from ..records.activity import Activity
from ..records.deputy import Deputy
from ..records.group import Group
from ..records.news import News
from ..records.station import Station
from ..records.suggestion import Reply
from ..render.cards import number_label
from ..render.markdown import to_html, to_text
from .index import SearchDocument
from .lists import lists


def documents(model: SiteModel) -> Iterator[SearchDocument]:
    """Yield every public record once, then the lists that readers look for by name."""
    yield from (_deputy(model, deputy) for deputy in model.deputies.values())
    yield from (_station(model, station) for station in model.stations.values())
    yield from (_suggestion(model, case) for case in model.cases.values())
    yield from (_article(model, article) for article in model.news.values())
    for report in model.research.values():
        yield SearchDocument(
            urls.research_url(report.id),
            "research",
            report.title,
            report.published_on.isoformat(),
            _joined(model.topics[report.topic].name, *report.authors),
            _joined(report.summary, _plain(report.body)),
            topic=model.topics[report.topic].name,
        )
    yield from (_group(model, group) for group in model.groups.values())
    yield from (_activity(model, activity) for activity in model.activities.values())
    for path, page in model.pages.items():
        if url := urls.narrative_url(path):
            text = _joined(page.description, _plain(page.body))
            yield SearchDocument(url, "page", page.title, "", "", text)
    yield from lists(model)


def _deputy(model: SiteModel, deputy: Deputy) -> SearchDocument:
    syllables = deputy.pinyin.split(" ") if deputy.pinyin else list(pinyin_of(deputy.name))
    mandate = model.mandate_of(deputy)
    unit = model.units.get(mandate.electing_unit or mandate.constituency or "") if mandate else None
    station = model.stations.get(deputy.station or "")
    place = unit.delegation if unit else ""
    base = station.name if station else ""
    names = (*_spelled(syllables), place, base, deputy.employer, deputy.post)
    return SearchDocument(
        urls.deputy_url(deputy.id),
        "deputy",
        deputy.name,
        "",
        _joined(*names),
        _joined(deputy.bio, *(pledge.text for pledge in deputy.pledges)),
        syllables=" ".join(syllables),
        place=place,
    )


def _station(model: SiteModel, station: Station) -> SearchDocument:
    places = [model.divisions[id_].name for id_ in (station.division, *station.covers)]
    spelled = (letters for name in places for letters in _spelled(reading_of(name)))
    honours = (honour.title for honour in station.honours)
    return SearchDocument(
        urls.station_url(station.id),
        "station",
        station.name,
        "",
        _joined(*places, *spelled, model.station_kinds[station.kind]),
        _joined(station.address, station.directions, station.intro, *station.services, *honours),
    )


def _suggestion(model: SiteModel, case: Case) -> SearchDocument:
    record = case.record
    bodies = (model.bodies[handler.body].name for handler in record.handlers)
    names = (
        number_label(record),
        f"第{record.number}号",
        model.session_label(record.session),
        model.topics[record.topic or ""].name,
        *record.keywords,
        *_people(model, record.proposers),
        *bodies,
        *(reply.doc_no for reply in record.replies),
    )
    promised = (text for promise in record.commitments for text in (promise.text, promise.progress))
    notes = (note.note for notes in (record.events, record.lookbacks) for note in notes)
    said = (text for reply in record.replies for text in _said(reply))
    return SearchDocument(
        urls.suggestion_url(record),
        "suggestion",
        record.title or "",
        case.filed_on.isoformat(),
        _joined(*names),
        _joined(_plain(record.body), *said, *promised, *notes),
        topic=model.topics[record.topic or ""].name,
        outcome=labels.OUTCOME[case.outcome.outcome] if case.outcome else "",
    )


def _said(reply: Reply) -> Iterator[str | None]:
    """Yield the words of a reply: its text, and what it says to each thing asked."""
    yield _plain(reply.text)
    for point in reply.points:
        yield from (point.ask, point.answer, point.evidence)
    yield from reply.evidence


def _article(model: SiteModel, article: News) -> SearchDocument:
    people = _people(model, article.deputies)
    return SearchDocument(
        urls.news_url(article),
        "news",
        article.title,
        article.published_at.date().isoformat(),
        _joined(model.columns[article.column].name, *article.keywords, *people),
        _joined(article.summary, _plain(article.body)),
    )


def _group(model: SiteModel, group: Group) -> SearchDocument:
    four = group.lists
    listed = (four.work, four.problems, four.advice, four.results) if four else ()
    items = (item.text for rows in listed for item in rows)
    return SearchDocument(
        urls.group_url(group.id),
        "group",
        group.name,
        "",
        _joined(group.topic, *_people(model, group.members)),
        _joined(group.intro, *items),
    )


def _activity(model: SiteModel, activity: Activity) -> SearchDocument:
    bodies = (model.bodies[id_].name for id_ in activity.organisers)
    people = _people(model, activity.deputies)
    return SearchDocument(
        urls.activity_url(activity),
        "activity",
        activity.title,
        activity.held_on.isoformat(),
        _joined(labels.ACTIVITY_KIND[activity.kind], activity.series, *people, *bodies),
        _joined(activity.summary, activity.place, activity.account),
    )


def _people(model: SiteModel, ids: Iterable[str]) -> Iterator[str]:
    return (model.deputies[id_].name for id_ in ids if id_ in model.deputies)


def _spelled(syllables: Sequence[str]) -> tuple[str, str]:
    """Return the pinyin in one word, and the initials."""
    return "".join(syllables), "".join(syllable[:1] for syllable in syllables)


def _plain(markdown: str) -> str:
    return to_text(to_html(markdown))


def _joined(*parts: str | None) -> str:
    return " ".join(filter(None, parts))
