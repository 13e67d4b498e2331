"""Facets: a session's suggestions by outcome and by state, and what a list can be narrowed by.

Each suggestion is in one list of outcomes or none, and in one list of states: the pages grow with
the suggestions and no faster. Topics, bodies and deputies have pages of their own, across sessions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial

from ..model.cases import Case
from ..model.numerals import chinese_date
from ..model.site_model import SiteModel
from ..model.statistics import answering_bodies
from ..records import labels, urls
from .case_lists import case_list
from .page import Page, Planned
from .views import Link

FacetLinks = tuple[tuple[str, tuple[Link, ...]], ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the values a list can be narrowed to, with how many it leaves.

    Attributes:
        url: For a session, where its list lies as data; else empty.
    """

    value: str
    word: str
    count: int
    url: str = ""


@dataclass(frozen=True, slots=True)
class Filter:
    """What a list can be narrowed by where scripts run.

    Attributes:
        session: The session the list is of; empty for all.
        groups: Name in the address, name on the page, and choices.
    """

    session: str
    sessions: tuple[Choice, ...]
    groups: tuple[tuple[str, str, tuple[Choice, ...]], ...]


def filter_of(model: SiteModel, cases: Sequence[Case], session_id: str = "") -> Filter:
    """Return what a list of suggestions can be narrowed by."""
    topics = {id_: topic.name for id_, topic in model.topics.items()}
    bodies = {id_: body.name for id_, body in model.bodies.items()}
    return Filter(
        session=session_id,
        sessions=tuple(
            Choice(
                id_,
                f"{chinese_date(model.sessions[id_].opened_on)[:5]} {model.session_label(id_)}",
                len(model.links.cases_of_session.get(id_, ())),
                f"{urls.session_url(id_)}list.json",
            )
            for id_ in model.sessions_with_cases
        ),
        groups=(
            ("outcome", "办理结果", _choices(labels.OUTCOME, outcomes(cases))),
            ("state", "办到哪一步", _choices(labels.STATE, (case.state for case in cases))),
            ("topic", "分类", _choices(topics, (case.record.topic or "" for case in cases))),
            ("body", "承办单位", _choices(bodies, (b for c in cases for b in answering_bodies(c)))),
        ),
    )


def outcomes(cases: Iterable[Case]) -> Iterator[str]:
    """Yield the outcome of each suggestion that has one and did not leave the road."""
    return (case.outcome.outcome for case in cases if case.outcome and not case.is_ended)


def _choices(words: Mapping[str, str], found: Iterable[str]) -> tuple[Choice, ...]:
    counts = Counter(found)
    return tuple(Choice(key, word, counts[key]) for key, word in words.items() if counts[key])


def facet_links(model: SiteModel, cases: Sequence[Case], session_id: str) -> FacetLinks:
    """Return links to a session's lists by outcome and by state, each with how many it holds."""
    groups = filter_of(model, cases, session_id).groups[:2]
    return tuple(
        (
            title,
            tuple(
                Link(choice.word, urls.facet_url(session_id, name, choice.value), str(choice.count))
                for choice in choices
            ),
        )
        for name, title, choices in groups
    )


def plan(
    model: SiteModel, session_id: str, cases: Sequence[Case], trail: tuple[Link, ...]
) -> Iterator[Planned]:
    """Yield a session's lists by outcome and by state.

    Args:
        model: The site.
        session_id: The session.
        cases: Its public suggestions in order.
        trail: Breadcrumbs down to the session's own list.
    """
    label = model.session_label(session_id)
    found: dict[tuple[str, str], list[Case]] = {
        **{("outcome", key): [] for key in labels.OUTCOME},
        **{("state", key): [] for key in labels.STATE},
    }
    for case in cases:
        found["state", case.state].append(case)
        for key in outcomes([case]):
            found["outcome", key].append(case)
    links = cache(lambda: facet_links(model, cases, session_id))
    for (facet, key), held in found.items():
        if not held:
            continue
        word = (labels.OUTCOME if facet == "outcome" else labels.STATE)[key]
        url = urls.facet_url(session_id, facet, key)
        yield from case_list(
            model,
            Page(
                url=url,
                template="pages/facet.html",
                title=f"{label}建议：{word}",
                description=f"{model.session_title(session_id)}代表建议中“{word}”的 {len(held)} 件",
                trail=trail,
                section="suggestions/",
                context=partial(_context, word, label, links, url),
            ),
            held,
        )


def _context(word: str, label: str, links: Callable[[], FacetLinks], url: str) -> dict[str, object]:
    return {"word": word, "label": label, "facets": _marked(links(), url)}


def _marked(groups: FacetLinks, url: str) -> FacetLinks:
    return tuple(
        (title, tuple(Link(k.title, k.url, k.note, current=k.url == url) for k in links))
        for title, links in groups
    )
