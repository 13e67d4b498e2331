"""Subjects: pages of handling bodies, topics and committees, with what suggestions came to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from ..model.figures import Figures
from ..model.site_model import SiteModel
from ..records import labels, urls
from .case_lists import case_list
from .handling import handled, handling_block, outcome_bars
from .page import HOME, Page, Planned
from .views import Link

SECTION = "suggestions/"
SUGGESTIONS = Link("建议办理", SECTION)
BODIES = Link("承办单位", "bodies/")
TOPICS = Link("建议分类", "topics/")
COMMITTEES = Link("对口委员会", "committees/")
_ANSWERING = "只算主办和分办的；分办的建议在每个分办单位各计一次。"
_ASSISTING = "这里的数字只算主办和分办的；协办的列在后面的目录里，不计入。"
_SUPERVISING = "重点督办的建议算在负责督办的委员会名下，其他的按分类对口。"


@dataclass(frozen=True, slots=True)
class _Head:
    """What a subject's page begins with."""

    title: str
    description: str
    lead: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of subject, and what the site knows of all of that kind.

    Attributes:
        index: The list of them all.
        lead: What that list tells.
        note: How it counts.
        names: Id → name, of those with a page, in the order of the register.
        cases: Id → ids of suggestions, newest session first.
        figures: Id → what its suggestions came to. A body that only assists has none.
        head: How the page of one of them begins.
        url_of: Its address.
    """

    index: Link
    lead: str
    note: str
    names: Mapping[str, str]
    cases: Mapping[str, Sequence[str]]
    figures: Mapping[str, Figures]
    head: Callable[[SiteModel, str], _Head]
    url_of: Callable[[str], str]


def plan(model: SiteModel) -> Iterator[Planned]:
    """Yield an index for each kind of subject, and a page for each that has public suggestions."""
    for kind in _kinds(model):
        yield _index(model, kind)
        for id_ in kind.names:
            yield from _page(model, kind, id_)


def _kinds(model: SiteModel) -> Iterator[_Kind]:
    links, subjects = model.links, model.subjects
    bodies, topics = model.bodies.items(), model.topics.items()
    yield _Kind(
        BODIES,
        "每家单位承办了多少件，各到了哪一步。按件数多少排列，不是名次。",
        _ANSWERING,
        {id_: body.name for id_, body in bodies if id_ in links.cases_of_body},
        links.cases_of_body,
        subjects.bodies,
        _body,
        urls.body_url,
    )
    yield _Kind(
        TOPICS,
        "代表们关心哪些事，各办到了哪一步。",
        "",
        {id_: topic.name for id_, topic in topics if id_ in subjects.topics},
        links.cases_of_topic,
        subjects.topics,
        _topic,
        urls.topic_url,
    )
    yield _Kind(
        COMMITTEES,
        "每个委员会盯着哪些建议，各办到了哪一步。",
        _SUPERVISING,
        {id_: body.name for id_, body in bodies if id_ in subjects.committees},
        links.cases_of_committee,
        subjects.committees,
        _committee,
        urls.committee_url,
    )


def _index(model: SiteModel, kind: _Kind) -> Page:
    here, figures = kind.index, kind.figures
    order = sorted(figures, key=lambda id_: (-handled(figures[id_]), kind.names[id_]))
    return Page(
        url=here.url,
        template="pages/subjects.html",
        title=here.title,
        description=f"{model.congress.name}代表建议按{here.title}的办理情况",
        trail=(HOME, SUGGESTIONS),
        section=SECTION,
        context=lambda: {
            "lead": kind.lead,
            "note": kind.note,
            "chart": outcome_bars(
                f"按{here.title}的办理结果",
                here.title,
                [(Link(kind.names[id_], kind.url_of(id_)), figures[id_]) for id_ in order],
            ),
            "only_assisting": tuple(
                Link(name, kind.url_of(id_))
                for id_, name in kind.names.items()
                if id_ not in figures
            ),
        },
    )


def _page(model: SiteModel, kind: _Kind, id_: str) -> Iterator[Planned]:
    head, figures = kind.head(model, id_), kind.figures.get(id_)
    page = Page(
        url=kind.url_of(id_),
        template="pages/subject.html",
        title=head.title,
        description=head.description,
        trail=(HOME, SUGGESTIONS, kind.index),
        section=SECTION,
        context=cache(
            lambda: {
                "kicker": kind.index,
                "lead": head.lead,
                "note": head.note,
                "block": handling_block(model, figures) if figures else None,
            }
        ),
    )
    cases = [model.cases[case] for case in kind.cases[id_]]
    yield from case_list(model, page, cases, with_session=True)


def _body(model: SiteModel, id_: str) -> _Head:
    name = model.bodies[id_].name
    cases = [model.cases[case] for case in model.links.cases_of_body[id_]]
    figures = model.subjects.bodies.get(id_)
    roles = {
        word: sum(any(h.body == id_ and h.role == role for h in c.record.handlers) for c in cases)
        for role, word in labels.HANDLER_ROLE.items()
    }
    return _Head(
        name,
        f"{name}承办的代表建议：办了多少、办得怎样、每一件的结果",
        "，".join(f"{word} {count} 件" for word, count in roles.items() if count),
        _ASSISTING if figures and figures.cases < len(cases) else "",
    )


def _topic(model: SiteModel, id_: str) -> _Head:
    topic = model.topics[id_]
    return _Head(
        f"{topic.name}方面的建议",
        f"{topic.name}方面的代表建议和办理结果：{topic.description}",
        topic.description,
    )


def _committee(model: SiteModel, id_: str) -> _Head:
    name = model.bodies[id_].name
    topics = "、".join(t.name for t in model.topics.values() if t.committee == id_)
    return _Head(
        name,
        f"{name}对口督办的代表建议：办了多少、办得怎样、每一件的结果",
        f"对口督办{topics}方面的建议" if topics else "负责督办下面的建议",
        _SUPERVISING,
    )
