"""Pages about suggestions: sessions, their lists, and a page each with what became of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache

from ..model.cases import Case, contacts_checked, supervision_checked
from ..model.site_model import SiteModel
from ..records import labels, urls
from ..records.suggestion import Contact, Suggestion, Supervision
from . import cards, facets
from .case_lists import case_list
from .disclosure import figure_block
from .ledgers import ledger_rows
from .open_data import case_data, case_sheet, session_data
from .page import HOME, Page, Planned
from .replies import changes, reply
from .timeline import dues, timeline
from .views import Day, Fact, Link, Tag

LIST = Link("建议办理", "suggestions/")


def plan(model: SiteModel) -> Iterator[Planned]:
    """Yield the pages about suggestions."""
    yield Page(
        url=LIST.url,
        template="pages/suggestions.html",
        title=LIST.title,
        description=f"{model.congress.name}代表建议的办理情况：每一件提了什么、谁来办、怎样答复",
        trail=(HOME,),
        section=LIST.url,
        context=lambda: {
            "sessions": tuple(_session(model, id_) for id_ in model.sessions_with_cases),
            "filter": facets.filter_of(model, list(model.cases.values())),
        },
    )
    for id_ in model.sessions_with_cases:
        yield from _list(model, id_)
    for case in model.cases.values():
        yield _suggestion(model, case)
        yield case_data(model, case)
        yield case_sheet(model, case)


def _session(model: SiteModel, id_: str) -> dict[str, object]:
    return {
        "title": model.session_title(id_),
        "label": model.session_label(id_),
        "url": urls.session_url(id_),
        "disclosure_url": urls.disclosure_url(id_),
        "opened": Day.of(model.sessions[id_].opened_on),
        "figures": figure_block(model, id_),
    }


def _list(model: SiteModel, session_id: str) -> Iterator[Planned]:
    cases = [model.cases[id_] for id_ in model.links.cases_of_session.get(session_id, ())]
    label = model.session_label(session_id)
    here = Link(f"{label}代表建议", urls.session_url(session_id))
    yield from case_list(
        model,
        Page(
            url=here.url,
            template="pages/session.html",
            title=here.title,
            description=f"{model.session_title(session_id)}代表建议目录和办理情况",
            trail=(HOME, LIST),
            section=LIST.url,
            context=cache(
                lambda: {
                    "session": _session(model, session_id),
                    "hidden": model.hidden.get(session_id, 0),
                    "filter": facets.filter_of(model, cases, session_id),
                    "facets": facets.facet_links(model, cases, session_id),
                }
            ),
        ),
        cases,
    )
    yield from session_data(model, session_id, cases)
    yield from facets.plan(model, session_id, cases, (HOME, LIST, here))


def _suggestion(model: SiteModel, case: Case) -> Page:
    record = case.record
    session = Link(
        f"{model.session_label(record.session)}代表建议", urls.session_url(record.session)
    )
    links = model.links
    return Page(
        url=urls.suggestion_url(record),
        template="pages/suggestion.html",
        title=record.title or "",
        description=f"{cards.number_label(record)}代表建议《{record.title}》的内容、答复和办理结果",
        trail=(HOME, LIST, session),
        section=LIST.url,
        changed_on=case.changed_on,
        context=lambda: {
            "id": record.id,
            "number": cards.number_label(record),
            "session": session,
            "topic": _topic(model, record),
            "tag": cards.case_tag(case),
            "is_key": record.key is not None,
            "result": result_sentence(case, model.today),
            "facts": _facts(model, case),
            "timeline": tuple(timeline(model, case)),
            "dues": tuple(dues(case)),
            "body": record.body,
            "is_summary": record.publicity.level == "public_summary",
            "replies": tuple(reply(round_) for round_ in case.rounds),
            "differences": changes(case),
            "surveys": tuple(
                {
                    "kind": labels.SURVEY_KIND[survey.kind],
                    "round": survey.round,
                    "day": Day.of(survey.on),
                    "counts": (
                        survey.satisfied,
                        survey.basically_satisfied,
                        survey.dissatisfied,
                        survey.no_feedback,
                    ),
                }
                for survey in record.surveys
            ),
            "commitments": ledger_rows(model, case.promises),
            "supervision": _supervision(model, case),
            "lookbacks": tuple(
                {
                    "day": Day.of(lookback.on),
                    "finding": labels.LOOKBACK_FINDING[lookback.finding],
                    "note": lookback.note or "",
                    "tag": _FINDINGS[lookback.finding],
                }
                for lookback in record.lookbacks
            ),
            "legend": tuple(
                (entry.key, entry.wording)
                for entry in model.schemes[model.sessions[record.session].outcome_scheme].classes
            ),
            "related": tuple(
                cards.suggestion_row(model, model.cases[id_])
                for id_ in _related(model, record)
                if id_ in model.cases
            ),
            "news": tuple(
                cards.news_row(model, model.news[id_])
                for id_ in links.news_of_case.get(record.id, ())
            ),
            "activities": cards.activity_rows(model, links.activities_of_case.get(record.id, ())),
            "research": tuple(
                cards.research_row(model.research[id_])
                for id_ in links.research_of_case.get(record.id, ())
            ),
            "url": urls.suggestion_url(record),
        },
    )


def _related(model: SiteModel, record: Suggestion) -> tuple[str, ...]:
    merged = model.links.merged_into.get(record.id, ())
    own = (record.merged_into,) if record.merged_into else ()
    return tuple(dict.fromkeys((*own, *merged, *record.related)))


def result_sentence(case: Case, today: date) -> str:
    """Say in one sentence where a suggestion stands. Read aloud, it answers what became of it."""
    due = Day.of(case.due.on).text if case.due else ""
    if case.state == "withdrawn":
        return "提出人已经撤回这件建议，不再办理。"
    if case.state == "merged":
        return "这件建议和另一件内容相近，并在一起办理。"
    if case.state == "not_accepted":
        return "经审查，这件没有作为代表建议办理，理由见办理过程。"
    if case.state == "rehandling" and not case.is_overdue:
        return f"代表对答复不满意，正在再次办理，答复期限是{due}。"
    if case.is_overdue and case.due:
        again = "再次" if case.record.replies else ""
        passed = (today - case.due.on).days
        return f"{again}答复期限是{due}，已经过了 {passed} 天，还没有{again}答复。"
    if not case.record.replies:
        return f"这件建议还在办理，答复期限是{due}。" if due else "这件建议已经收到，等待交办。"
    return _answered_sentence(case)


def _answered_sentence(case: Case) -> str:
    rounds = len(case.record.replies)
    outcome = f"结果是：{case.outcome.wording}。" if case.outcome else ""
    if rounds > 1:
        return f"办理了 {rounds} 轮，{outcome}"
    late = f"比期限晚了 {case.late_days} 天，" if case.late_days else ""
    return f"交办后第 {case.days_to_reply} 天答复，{late}{outcome}"


def _facts(model: SiteModel, case: Case) -> tuple[Fact, ...]:
    record = case.record
    lead = cards.deputy_link(model, record.proposers[0])
    key, committee = record.key, model.committee_of(record)
    rows: list[tuple[str, tuple[Link | str, ...]]] = [
        ("领衔代表", (lead or "（未公开）",)),
        ("附议代表", cards.people_links(model, record.proposers[1:])),
        *(
            (labels.HANDLER_ROLE[role], names)
            for role in ("lead", "separate", "assist")
            if (names := _handlers(model, record, role))
        ),
        ("提出", (f"{Day.of(case.filed_on).text}（{labels.FILED_IN[record.filed_in]}）",)),
        ("类型", (labels.SUGGESTION_KIND[record.kind],) if record.kind != "suggestion" else ()),
        ("分类", (_topic(model, record),)),
        ("领衔督办", (key.supervised_by,) if key else ()),
        ("领办", (key.handled_by,) if key else ()),
        ("对口督办", (_committee(model, committee),) if committee else ()),
        ("公开方式", (labels.PUBLICITY[record.publicity.level],)),
        ("复杂事项", (record.complex.reason,) if record.complex else ()),
    ]
    return tuple(Fact(name, values) for name, values in rows if values)


def _topic(model: SiteModel, record: Suggestion) -> Link:
    id_ = record.topic or ""
    return Link(model.topics[id_].name, urls.topic_url(id_))


def _committee(model: SiteModel, id_: str) -> Link:
    return Link(model.bodies[id_].name, urls.committee_url(id_))


def _handlers(model: SiteModel, record: Suggestion, role: str) -> tuple[Link | str, ...]:
    return tuple(
        Link(model.bodies[h.body].name, urls.body_url(h.body))
        for h in record.handlers
        if h.role == role
    )


_FINDINGS = {
    "kept": Tag("结果保持良好", "resolved", "full"),
    "partly": Tag("部分保持", "planned", "half"),
    "not_kept": Tag("没有保持住", "warning", "empty"),
}


def _supervision(model: SiteModel, case: Case) -> tuple[dict[str, object], ...]:
    """Return the local checklists (三见面, 六连锁) with what was done for each item."""
    record = case.record
    lists = (
        ("contacts", "承办单位和代表见面", contacts_checked),
        ("supervision", "督办的各个环节", supervision_checked),
    )
    found: list[dict[str, object]] = []
    for use, fallback, checked in lists:
        checklist = model.checklist(use)
        items = checked(record, checklist)
        if any(item.done for item in items):
            found.append(
                {
                    "title": checklist.name if checklist else fallback,
                    "items": tuple(
                        (item.name, tuple(f"{Day.of(d.on).text} {_way(d)}" for d in item.done))
                        for item in items
                    ),
                }
            )
    return tuple(found)


def _way(done: Contact | Supervision) -> str:
    if isinstance(done, Contact):
        return done.way
    return f"{labels.SUPERVISION_KIND[done.kind]}，{done.by}"
