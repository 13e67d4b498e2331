"""Subjects: a page for each handling body and each topic, with what its suggestions came to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ..model.cases import Case
from ..model.figures import Figures
from ..model.site_model import SiteModel
from ..records import labels, urls
from .case_lists import case_list
from .handling import handling_block, outcome_bars
from .page import HOME, Page, Planned
from .views import Link

SECTION = "suggestions/"
SUGGESTIONS = Link("建议办理", SECTION)
BODIES = Link("承办单位", "bodies/")
TOPICS = Link("建议分类", "topics/")
_NOTE = "这里的数字只算主办和分办的；协办的列在后面的目录里，不计入。"


def plan(model: SiteModel) -> Iterator[Planned]:
    """Yield the two indexes, and a page for each body and topic that has public suggestions."""
    bodies = {id_: body for id_, body in model.bodies.items() if id_ in model.links.cases_of_body}
    topics = {id_: topic for id_, topic in model.topics.items() if id_ in model.subjects.topics}
    names = {id_: body.name for id_, body in bodies.items()}
    yield _index(model, BODIES, names, model.subjects.bodies)
    for id_ in bodies:
        yield from _body(model, id_)
    names = {id_: topic.name for id_, topic in topics.items()}
    yield _index(model, TOPICS, names, model.subjects.topics)
    for id_ in topics:
        yield from _topic(model, id_)


def _cases(model: SiteModel, ids: Sequence[str]) -> list[Case]:
    return [model.cases[id_] for id_ in ids]


def _index(
    model: SiteModel, here: Link, names: Mapping[str, str], figures: Mapping[str, Figures]
) -> Page:
    order = sorted(figures, key=lambda id_: (-figures[id_].cases, names[id_]))
    return Page(
        url=here.url,
        template="pages/subjects.html",
        title=here.title,
        description=f"{model.congress.name}代表建议按{here.title}的办理情况",
        trail=(HOME, SUGGESTIONS),
        section=SECTION,
        context={
            "chart": outcome_bars(
                f"按{here.title}的办理结果",
                here.title,
                [(Link(names[id_], f"{here.url}{id_}/"), figures[id_]) for id_ in order],
            ),
            "only_assisting": tuple(
                Link(name, f"{here.url}{id_}/") for id_, name in names.items() if id_ not in figures
            ),
            "of_bodies": here is BODIES,
        },
    )


def _body(model: SiteModel, id_: str) -> Iterator[Planned]:
    body = model.bodies[id_]
    cases = _cases(model, model.links.cases_of_body[id_])
    figures = model.subjects.bodies.get(id_)
    roles = {
        word: sum(any(h.body == id_ and h.role == role for h in c.record.handlers) for c in cases)
        for role, word in labels.HANDLER_ROLE.items()
    }
    yield from case_list(
        model,
        Page(
            url=urls.body_url(id_),
            template="pages/subject.html",
            title=body.name,
            description=f"{body.name}承办的代表建议：办了多少、办得怎样、每一件的结果",
            trail=(HOME, SUGGESTIONS, BODIES),
            section=SECTION,
            context={
                "kicker": BODIES,
                "lead": "，".join(f"{word} {count} 件" for word, count in roles.items() if count),
                "note": _NOTE if figures and figures.cases < len(cases) else "",
                "block": handling_block(model, figures) if figures else None,
            },
        ),
        cases,
        with_session=True,
    )


def _topic(model: SiteModel, id_: str) -> Iterator[Planned]:
    topic = model.topics[id_]
    yield from case_list(
        model,
        Page(
            url=urls.topic_url(id_),
            template="pages/subject.html",
            title=f"{topic.name}方面的建议",
            description=f"{topic.name}方面的代表建议和办理结果：{topic.description}",
            trail=(HOME, SUGGESTIONS, TOPICS),
            section=SECTION,
            context={
                "kicker": TOPICS,
                "lead": topic.description,
                "note": "",
                "block": handling_block(model, model.subjects.topics[id_]),
            },
        ),
        _cases(model, model.links.cases_of_topic[id_]),
        with_session=True,
    )
