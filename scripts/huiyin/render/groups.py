"""Pages about deputy groups: the list, and a page each with its four lists."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..model.site_model import SiteModel
from ..records import labels, urls
from ..records.group import Group
from . import cards
from .open_data import record_data
from .page import HOME, Data, Page
from .stations import checklists
from .views import Day, Fact, Link

LIST = Link("代表小组", "groups/")
SECTION = "deputies/"


def plan(model: SiteModel) -> Iterator[Page | Data]:
    """Yield the pages about groups."""
    yield Page(
        url=LIST.url,
        template="pages/groups.html",
        title=LIST.title,
        description=f"{model.congress.name}代表小组的成员、专题和四张清单",
        trail=(HOME, Link("代表", SECTION)),
        section=SECTION,
        context={"groups": tuple(_card(model, group) for group in model.groups.values())},
    )
    for group in model.groups.values():
        yield _group(model, group)
        yield record_data(group, urls.group_url(group.id))


def _card(model: SiteModel, group: Group) -> dict[str, Any]:
    held = model.links.activities_of_group.get(group.id, ())
    done = [model.activities[id_] for id_ in held if model.activities[id_].held_on <= model.today]
    return {
        "name": group.name,
        "url": urls.group_url(group.id),
        "kind": labels.GROUP_KIND[group.kind],
        "topic": group.topic or "",
        "convenor": cards.deputy_link(model, group.convenor),
        "member_count": len(group.members),
        "last": cards.activity_row(model, done[0]) if done else None,
    }


def _group(model: SiteModel, group: Group) -> Page:
    members = [id_ for id_ in group.members if id_ in model.deputies]
    here = [id_ for id_ in members if model.is_serving(model.deputies[id_])]
    return Page(
        url=urls.group_url(group.id),
        template="pages/group.html",
        title=group.name,
        description=f"{group.name}：成员、活动、四张清单和调研报告",
        trail=(HOME, LIST),
        section=SECTION,
        changed_on=group.updated_on,
        context={
            "facts": _facts(model, group),
            "intro": group.intro or "",
            "members": tuple(cards.deputy_card(model, id_) for id_ in here),
            "former": cards.people_links(model, tuple(id_ for id_ in members if id_ not in here)),
            "checklists": checklists(model, group),
            "lists": _lists(model, group),
            "activities": tuple(
                cards.activity_row(model, model.activities[id_])
                for id_ in model.links.activities_of_group.get(group.id, ())
            ),
            "research": tuple(
                cards.research_row(model.research[id_])
                for id_ in model.links.research_of_group.get(group.id, ())
            ),
            "updated": Day.of(group.updated_on) if group.updated_on else None,
            "data_url": f"{urls.group_url(group.id)}index.json",
        },
    )


def _facts(model: SiteModel, group: Group) -> tuple[Fact, ...]:
    station = cards.station_link(model, group.base)
    leader = cards.people_links(model, (group.leader,)) if group.leader else ()
    rows: list[tuple[str, tuple[Link | str, ...]]] = [
        ("类型", (labels.GROUP_KIND[group.kind],)),
        ("专题", (group.topic,) if group.topic else ()),
        ("成立", (Day.of(group.founded_on).text,) if group.founded_on else ()),
        ("领衔", leader),
        ("组长", cards.people_links(model, (group.convenor,))),
        ("牵头", (model.bodies[group.organiser].name,) if group.organiser else ()),
        ("活动基地", (station,) if station else ()),
    ]
    return tuple(Fact(name, values) for name, values in rows if values)


def _lists(model: SiteModel, group: Group) -> dict[str, Any] | None:
    """Return the four lists, each item with where it leads: to a problem, an advice, a record."""
    lists = group.lists
    if lists is None:
        return None
    problems = {item.id: f"问题{n}" for n, item in enumerate(lists.problems, start=1)}
    advice = {item.id: f"建议{n}" for n, item in enumerate(lists.advice, start=1)}
    return {
        "work": tuple(
            {
                "text": item.text,
                "due": f"{item.due[:4]}年{int(item.due[5:])}月" if item.due else "",
                "done": item.done,
                "activity": _activity(model, item.activity),
            }
            for item in lists.work
        ),
        "problems": tuple(
            {
                "label": problems[item.id],
                "anchor": f"problem-{item.id}",
                "text": item.text,
                "activity": _activity(model, item.activity),
            }
            for item in lists.problems
        ),
        "advice": tuple(
            {
                "label": advice[item.id],
                "anchor": f"advice-{item.id}",
                "text": item.text,
                "to": model.bodies[item.to].name if item.to else "",
                "from": tuple(Link(problems[id_], f"#problem-{id_}") for id_ in item.problems),
                "suggestion": _suggestion(model, item.suggestion),
            }
            for item in lists.advice
        ),
        "results": tuple(
            {
                "label": f"成果{n}",
                "text": item.text,
                "day": Day.of(item.on) if item.on else None,
                "from": (
                    *(Link(advice[id_], f"#advice-{id_}") for id_ in item.advice),
                    *(Link(problems[id_], f"#problem-{id_}") for id_ in item.problems),
                ),
            }
            for n, item in enumerate(lists.results, start=1)
        ),
    }


def _activity(model: SiteModel, id_: str | None) -> Link | None:
    activity = model.activities.get(id_) if id_ else None
    return Link(activity.title, urls.activity_url(activity)) if activity else None


def _suggestion(model: SiteModel, id_: str | None) -> Link | None:
    case = model.cases.get(id_) if id_ else None
    if case is None:
        return None
    row = cards.suggestion_row(model, case)
    return Link(row.title, row.url, row.tag.word)
