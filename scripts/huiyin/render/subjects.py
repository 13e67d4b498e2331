"""Subjects: a page for each handling body and each topic, with what its suggestions came to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ..model.cases import Case
from ..model.site_model import SiteModel
from ..records import labels, urls
from .case_lists import case_list
from .handling import handling_block, outcome_bars
from .open_data import answering
from .page import HOME, Page, Planned
from .views import Link

SECTION = "suggestions/"
SUGGESTIONS = Link("建议办理", SECTION)
BODIES = Link("承办单位", "bodies/")
TOPICS = Link("建议分类", "topics/")
_NOTE = "这里的数字只算主办和分办的；协办的列在后面的目录里，不计入。"


def plan(model: SiteModel) -> Iterator[Planned]:
    """Yield the pages of bodies and topics that have public suggestions."""
    bodies = {id_: _cases(model, ids) for id_, ids in model.links.cases_of_body.items()}
    bodies = {id_: bodies[id_] for id_ in model.bodies if id_ in bodies}
    topics: dict[str, list[Case]] = {}
    for case in model.cases.values():
        topics.setdefault(case.record.topic or "", []).append(case)
    topics = {id_: topics[id_] for id_ in model.topics if id_ in topics}
    if bodies:
        yield _index(model, BODIES, {id_: model.bodies[id_].name for id_ in bodies}, bodies)
    for id_, cases in bodies.items():
        yield from _body(model, id_, cases)
    if topics:
        yield _index(model, TOPICS, {id_: model.topics[id_].name for id_ in topics}, topics)
    for id_, cases in topics.items():
        yield from _topic(model, id_, cases)


def _cases(model: SiteModel, ids: Sequence[str]) -> list[Case]:
    return [model.cases[id_] for id_ in ids]


def _index(
    model: SiteModel, here: Link, names: Mapping[str, str], groups: Mapping[str, list[Case]]
) -> Page:
    order = sorted(groups, key=lambda id_: (-len(groups[id_]), names[id_]))
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
                [(Link(names[id_], f"{here.url}{id_}/"), groups[id_]) for id_ in order],
            ),
            "of_bodies": here is BODIES,
        },
    )


def _body(model: SiteModel, id_: str, cases: list[Case]) -> Iterator[Planned]:
    body = model.bodies[id_]
    answered = [case for case in cases if id_ in answering(case)]
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
                "note": _NOTE if len(answered) < len(cases) else "",
                "block": handling_block(model, answered) if answered else None,
            },
        ),
        cases,
    )


def _topic(model: SiteModel, id_: str, cases: list[Case]) -> Iterator[Planned]:
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
                "block": handling_block(model, cases),
            },
        ),
        cases,
    )
