"""Pages about activities: the archive by kind, and a page each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..model.activities import count_by_kind
from ..model.site_model import SiteModel
from ..records import labels, urls
from ..records.activity import Activity
from . import cards
from .open_data import record_data
from .page import HOME, Data, Page
from .paging import pages
from .views import Day, Fact, Link, clock_span

LIST = Link("代表活动", "activities/")


def plan(model: SiteModel) -> Iterator[Page | Data]:
    """Yield the pages about activities; none where no activity is published."""
    if not model.activities:
        return
    held = list(model.activities.values())
    yield from _lists(model, held, LIST.title, LIST.url, (HOME,))
    for kind in count_by_kind(held, model.today):
        own = [activity for activity in held if activity.kind == kind]
        name = labels.ACTIVITY_KIND[kind]
        yield from _lists(model, own, name, _kind_url(kind), (HOME, LIST))
    for activity in held:
        yield _activity(model, activity)
        yield record_data(activity, urls.activity_url(activity))


def _kind_url(kind: str) -> str:
    return f"activities/kind/{kind.replace('_', '-')}/"


def _lists(
    model: SiteModel, held: Sequence[Activity], title: str, url: str, trail: tuple[Link, ...]
) -> Iterator[Page]:
    counted = count_by_kind(model.activities.values(), model.today)
    kinds = [Link("全部", LIST.url, str(sum(counted.values())), url == LIST.url)]
    for kind, count in counted.items():
        own = _kind_url(kind)
        kinds.append(Link(labels.ACTIVITY_KIND[kind], own, str(count), url == own))
    for page_url, shown, paging in pages(held, model.settings.ours.page_size, url):
        yield Page(
            url=page_url,
            template="pages/activities.html",
            title=title,
            description=f"{model.congress.name}代表的{title}：时间、地点、参加代表和成果",
            trail=trail,
            section=LIST.url,
            context={
                "rows": tuple(cards.activity_row(model, activity) for activity in shown),
                "paging": paging,
                "kinds": tuple(kinds),
            },
        )


def _activity(model: SiteModel, activity: Activity) -> Page:
    url = urls.activity_url(activity)
    is_ahead = activity.held_on > model.today
    people = [id_ for id_ in activity.deputies if id_ in model.deputies]
    if is_ahead:  # who has left the congress since will not come
        people = [id_ for id_ in people if model.is_serving(model.deputies[id_])]
    return Page(
        url=url,
        template="pages/activity.html",
        title=activity.title,
        description=activity.summary,
        trail=(HOME, LIST),
        section=LIST.url,
        changed_on=activity.updated_on or (None if is_ahead else activity.last_day),
        context=lambda: {
            "row": cards.activity_row(model, activity),
            "facts": _facts(model, activity),
            "figures": _figures(activity, len(people)),
            "account": activity.account or "",
            "people": tuple(cards.deputy_card(model, id_) for id_ in people),
            "suggestions": tuple(
                cards.suggestion_row(model, model.cases[id_])
                for id_ in activity.suggestions
                if id_ in model.cases
            ),
            "reports": tuple(
                cards.research_row(model.research[id_])
                for id_ in activity.reports
                if id_ in model.research
            ),
            "news": tuple(
                cards.news_row(model, model.news[id_]) for id_ in activity.news if id_ in model.news
            ),
            "updated": Day.of(activity.updated_on) if activity.updated_on else None,
            "data_url": f"{url}index.json",
        },
    )


def _facts(model: SiteModel, activity: Activity) -> tuple[Fact, ...]:
    station = cards.station_link(model, activity.station)
    when = Day.of(activity.held_on).text
    if activity.until and activity.until != activity.held_on:
        when += f"至{Day.of(activity.until).text}"
    if activity.time:
        when += f" {clock_span(activity.time)}"
    groups = tuple(Link(model.groups[id_].name, urls.group_url(id_)) for id_ in activity.groups)
    place = cards.division_name(model, activity.division) if activity.division else ""
    rows: list[tuple[str, tuple[Link | str, ...]]] = [
        ("时间", (when,)),
        ("地点", (activity.place,)),
        ("所在地", (place,) if place else ()),
        ("类别", (Link(labels.ACTIVITY_KIND[activity.kind], _kind_url(activity.kind)),)
         if activity.held_on <= model.today else (labels.ACTIVITY_KIND[activity.kind],)),
        ("系列", (activity.series,) if activity.series else ()),
        ("组织单位", tuple(model.bodies[id_].name for id_ in activity.organisers)),
        ("代表小组", groups),
        ("联络站", (station,) if station else ()),
    ]  # fmt: skip
    return tuple(Fact(name, values) for name, values in rows if values)


def _figures(activity: Activity, deputy_count: int) -> tuple[Fact, ...]:
    """Return what was counted. Persons and person-times stand apart and are never added."""
    counted = [
        ("参加代表", deputy_count or None, "名"),
        ("参加群众", activity.audience, "人次"),
        ("收集意见", activity.opinions, "件"),
        ("议定事项", activity.items, "项"),
    ]
    return tuple(Fact(name, (str(n), unit)) for name, n, unit in counted if n is not None)
