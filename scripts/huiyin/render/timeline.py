"""Timeline: what happened to a suggestion day by day, what is due, and how that was counted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..model.cases import Case
from ..model.numerals import chinese_numeral
from ..model.site_model import SiteModel
from ..records import labels
from ..records.lifecycle import Step
from .views import Day


@dataclass(frozen=True, slots=True)
class TimelineStep:
    """A step of a suggestion's way.

    Attributes:
        shape: `full` for what has happened, `small` for what happened along the way, `empty` for
            what is due.
        lines: Short sentences under the step.
        anchor: Where on the page the step is told in full; empty for nowhere.
    """

    day: Day
    word: str
    shape: str
    lines: tuple[str, ...] = ()
    anchor: str = ""


def timeline(model: SiteModel, case: Case) -> Iterator[TimelineStep]:
    """Yield what happened, in order, and at the end what is still due."""
    record = case.record
    steps = [(step.on, 0, _step(model, case, step)) for step in case.steps]
    for contact in record.contacts:
        word = labels.CONTACT_PHASE[contact.phase]
        met = TimelineStep(Day.of(contact.on), word, "small", (contact.way,))
        steps.append((contact.on, 1, met))
    for entry in record.supervision:
        lines = tuple(filter(None, (entry.by, entry.note)))
        word = labels.SUPERVISION_KIND[entry.kind]
        steps.append((entry.on, 2, TimelineStep(Day.of(entry.on), word, "small", lines)))
    for promise in case.promises:
        if promise.done_on:
            lines = tuple(filter(None, (promise.text, _proof(promise.evidence))))
            done = TimelineStep(Day.of(promise.done_on), "兑现承诺", "full", lines)
            steps.append((promise.done_on, 3, done))
    yield from (step for _, _, step in sorted(steps, key=lambda item: item[:2]))
    if case.due and case.awaits_reply:
        days = (case.due.on - model.today).days
        left = f"还有 {days} 天" if days >= 0 else f"已经过了 {-days} 天"
        yield TimelineStep(Day.of(case.due.on), "答复期限", "empty", (left,))
    for promise in case.promises:
        if not promise.done_on:
            lines = tuple(filter(None, (promise.text, promise.progress)))
            yield TimelineStep(Day.of(promise.due_on), "承诺完成", "empty", lines)


def _proof(evidence: str | None) -> str:
    return f"佐证：{evidence}" if evidence else ""


def _step(model: SiteModel, case: Case, step: Step) -> TimelineStep:
    record = case.record
    word = labels.EVENT_KIND[step.kind]
    lines: tuple[str, ...]
    if step.kind == "replied":
        return _reply_step(case, step)
    if step.kind == "evaluated":
        survey = record.surveys[step.index]
        lines = (labels.SURVEY_KIND[survey.kind], _grades(survey))
    elif step.kind == "lookback":
        lookback = record.lookbacks[step.index]
        lines = (labels.LOOKBACK_FINDING[lookback.finding], lookback.note or "")
    else:
        event = record.events[step.index]
        lines = ("、".join(model.bodies[id_].name for id_ in event.to), event.note or "")
    return TimelineStep(Day.of(step.on), word, "full", tuple(filter(None, lines)))


def _reply_step(case: Case, step: Step) -> TimelineStep:
    """Return a reply with how long it took, its class, and what proves it; it leads to its text."""
    round_ = case.rounds[step.index]
    reply, due = round_.reply, round_.due
    many = len(case.rounds) > 1
    took = (reply.on - due.start).days if due else None
    lines = (
        f"{due.began}后第 {took} 天，期限 {Day.of(due.on).text}" if due else "",
        f"比期限晚 {round_.late_days} 天" if round_.late_days else "",
        f"{reply.outcome} 类：{round_.outcome.wording}",
        _proof("、".join(reply.evidence)),
    )
    return TimelineStep(
        day=Day.of(reply.on),
        word=f"第{chinese_numeral(reply.round)}轮答复" if many else "答复",
        shape="full",
        lines=tuple(filter(None, lines)),
        anchor=f"#reply-{reply.round}",
    )


def _grades(survey: object) -> str:
    names = {
        "satisfied": "满意",
        "basically_satisfied": "基本满意",
        "dissatisfied": "不满意",
        "no_feedback": "未反馈",
    }
    counted = ((name, getattr(survey, key)) for key, name in names.items())
    return "，".join(f"{name} {count} 名" for name, count in counted if count)


_DUE_NAMES = {
    "assignment": "交办期限",
    "assist": "协办意见期限",
    "rehandling": "再次办理的答复期限",
    "publication": "公开期限",
}


def dues(case: Case) -> Iterator[dict[str, object]]:
    """Yield each day something was or is due, with the sentences that tell how it was counted."""
    found = [case.assign_due, case.assist_due, case.first_due, case.due]
    found += [due for round_ in case.rounds for due in (round_.due, round_.publication)]
    for due in sorted(
        dict.fromkeys(filter(None, found)),
        key=lambda due: (due.ground == "publication", due.start, due.on),
    ):
        yield {
            "name": _DUE_NAMES.get(due.ground, "答复期限"),
            "day": Day.of(due.on),
            "sentences": due.sentences,
        }
