"""Pages about suggestions: sessions, their lists, and a page each with what became of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ..model.cases import Case
from ..model.lifecycle import Step
from ..model.site_model import SiteModel
from ..records import labels, urls
from ..records.suggestion import Reply, Suggestion
from . import cards
from .disclosure import figure_block
from .open_data import case_data
from .page import HOME, Data, Page
from .paging import pages
from .views import Day, Fact, Link

LIST = Link("建议办理", "suggestions/")


@dataclass(frozen=True, slots=True)
class TimelineStep:
    """A step of a suggestion's way.

    Attributes:
        shape: `full` for what has happened, `half` for what is going on, `empty` for what is due.
        lines: Short sentences under the step.
    """

    day: Day
    word: str
    shape: str
    lines: tuple[str, ...] = ()


def plan(model: SiteModel) -> Iterator[Page | Data]:
    """Yield the pages about suggestions."""
    yield Page(
        url=LIST.url,
        template="pages/suggestions.html",
        title=LIST.title,
        description=f"{model.congress.name}代表建议的办理情况：每一件提了什么、谁来办、怎样答复",
        trail=(HOME,),
        section=LIST.url,
        context={"sessions": tuple(_session(model, id_) for id_ in model.sessions_with_cases)},
    )
    for id_ in model.sessions_with_cases:
        yield from _list(model, id_)
    for case in model.cases.values():
        yield _suggestion(model, case)
        yield case_data(model, case)


def _session(model: SiteModel, id_: str) -> dict[str, object]:
    return {
        "title": model.session_title(id_),
        "label": model.session_label(id_),
        "url": urls.session_url(id_),
        "disclosure_url": urls.disclosure_url(id_),
        "opened": Day.of(model.sessions[id_].opened_on),
        "figures": figure_block(model, id_),
    }


def _list(model: SiteModel, session_id: str) -> Iterator[Page]:
    rows = [
        cards.suggestion_row(model, model.cases[id_])
        for id_ in model.links.cases_of_session.get(session_id, ())
    ]
    size = model.settings.ours.page_size
    for url, shown, paging in pages(rows, size, urls.session_url(session_id)):
        yield Page(
            url=url,
            template="pages/session.html",
            title=f"{model.session_label(session_id)}代表建议",
            description=f"{model.session_title(session_id)}代表建议目录和办理情况",
            trail=(HOME, LIST),
            section=LIST.url,
            context={
                "rows": tuple(shown),
                "paging": paging,
                "session": _session(model, session_id),
                "hidden": model.hidden.get(session_id, 0),
            },
        )


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
        context={
            "id": record.id,
            "number": cards.number_label(record),
            "session": session,
            "topic": model.topics[record.topic or ""].name,
            "tag": cards.case_tag(case),
            "is_key": record.key is not None,
            "result": result_sentence(case, model.today),
            "facts": _facts(model, case),
            "timeline": tuple(_timeline(model, case)),
            "due": _due_explained(case),
            "body": record.body,
            "is_summary": record.publicity.level == "public_summary",
            "replies": tuple(_reply(case, reply) for reply in reversed(record.replies)),
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
            "commitments": tuple(
                {
                    "text": promise.text,
                    "due": Day.of(promise.due_on),
                    "done": Day.of(promise.done_on) if promise.done_on else None,
                    "progress": promise.progress or "",
                    "evidence": promise.evidence or "",
                    "is_overdue": promise.done_on is None and model.today > promise.due_on,
                }
                for promise in record.commitments
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
            "data_url": f"{urls.suggestion_url(record)}index.json",
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
    key = record.key
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
        ("分类", (model.topics[record.topic or ""].name,)),
        ("领衔督办", (key.supervised_by,) if key else ()),
        ("领办", (key.handled_by,) if key else ()),
        (
            "对口督办",
            (model.bodies[key.committee].name,) if key and key.committee else (),
        ),
        ("公开方式", (labels.PUBLICITY[record.publicity.level],)),
        ("复杂事项", (record.complex.reason,) if record.complex else ()),
    ]
    return tuple(Fact(name, values) for name, values in rows if values)


def _handlers(model: SiteModel, record: Suggestion, role: str) -> tuple[str, ...]:
    return tuple(model.bodies[h.body].name for h in record.handlers if h.role == role)


def _timeline(model: SiteModel, case: Case) -> Iterator[TimelineStep]:
    """Yield what happened, in order, and at the end what is still due."""
    steps = [*((step.on, 0, _step(model, case, step)) for step in case.steps)]
    record = case.record
    for contact in record.contacts:
        word = labels.CONTACT_PHASE[contact.phase]
        steps.append(
            (contact.on, 1, TimelineStep(Day.of(contact.on), word, "full", (contact.way,)))
        )
    for entry in record.supervision:
        lines = tuple(filter(None, (entry.by, entry.note)))
        word = labels.SUPERVISION_KIND[entry.kind]
        steps.append((entry.on, 2, TimelineStep(Day.of(entry.on), word, "full", lines)))
    for promise in record.commitments:
        if promise.done_on:
            lines = tuple(filter(None, (promise.text, promise.evidence)))
            done = TimelineStep(Day.of(promise.done_on), "兑现承诺", "full", lines)
            steps.append((promise.done_on, 3, done))
    yield from (step for _, _, step in sorted(steps, key=lambda item: item[:2]))
    if case.due and case.awaits_reply:
        yield TimelineStep(Day.of(case.due.on), "答复期限", "empty")
    for promise in record.commitments:
        if not promise.done_on:
            lines = tuple(filter(None, (promise.text, promise.progress)))
            yield TimelineStep(Day.of(promise.due_on), "承诺完成", "empty", lines)


def _step(model: SiteModel, case: Case, step: Step) -> TimelineStep:
    record = case.record
    word = labels.EVENT_KIND[step.kind]
    lines: tuple[str, ...]
    if step.kind == "replied":
        reply = record.replies[step.index]
        first = f"第 {case.days_to_reply} 天" if step.index == 0 else f"第 {reply.round} 轮"
        word = "答复" if len(record.replies) == 1 else f"第{reply.round}轮答复"
        lines = (first, f"{reply.outcome} 类", reply.doc_no or "")
    elif step.kind == "evaluated":
        survey = record.surveys[step.index]
        lines = (labels.SURVEY_KIND[survey.kind], _grades(survey))
    elif step.kind == "lookback":
        lookback = record.lookbacks[step.index]
        lines = (labels.LOOKBACK_FINDING[lookback.finding], lookback.note or "")
    else:
        event = record.events[step.index]
        lines = ("、".join(model.bodies[id_].name for id_ in event.to), event.note or "")
    return TimelineStep(Day.of(step.on), word, "full", tuple(filter(None, lines)))


def _grades(survey: object) -> str:
    names = {
        "satisfied": "满意",
        "basically_satisfied": "基本满意",
        "dissatisfied": "不满意",
        "no_feedback": "未反馈",
    }
    counted = ((name, getattr(survey, key)) for key, name in names.items())
    return "，".join(f"{name} {count} 名" for name, count in counted if count)


GROUNDS = {
    "reply": "一般建议",
    "complex": "复杂事项",
    "extended": "经批准延期",
    "rehandling": "再次办理",
}


def _due_explained(case: Case) -> dict[str, object] | None:
    """Return a due date with the sentences that tell how it was counted."""
    due = case.due
    if due is None:
        return None
    start = "再次办理" if due.ground == "rehandling" else "交办"
    rolled = due.rolled
    sentences = [
        f"{GROUNDS[due.ground]}的答复期限是{start}之日起 {due.months} 个月。",
        f"{Day.of(due.start).text}{start}，当天不算，满 {due.months} 个月是"
        f"{Day.of(rolled.raw).text}。",
    ]
    if rolled.on != rolled.raw:
        sentences.append(f"这一天逢{'、'.join(rolled.reasons)}，顺延到{Day.of(rolled.on).text}。")
    if rolled.provisional:
        sentences.append("当年的放假安排还没有公布，这个日期是暂定的。")
    return {"day": Day.of(due.on), "sentences": tuple(sentences)}


def _reply(case: Case, reply: Reply) -> dict[str, object]:
    return {
        "round": reply.round,
        "day": Day.of(reply.on),
        "doc_no": reply.doc_no or "",
        "signer": reply.signer or "",
        "outcome": reply.outcome,
        "text": reply.text,
        "points": tuple(
            {
                "ask": point.ask,
                "answer": point.answer,
                "verdict": labels.VERDICT[point.verdict],
                "evidence": point.evidence or "",
            }
            for point in reply.points
        ),
        "evidence": reply.evidence,
        "is_last": reply.round == case.record.replies[-1].round,
    }
