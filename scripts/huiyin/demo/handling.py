"""Handling: the record of one suggestion, with its handlers, events and replies."""

from __future__ import annotations

from datetime import date

from . import follow
from .cases import Case, Tree
from .dice import Dice
from .names import person_names
from .phrases import Voice, sections
from .road import UNHAPPY
from .texts import VERDICTS, asks_of, body_text, reply_text

_COMMITTEES = {
    "agriculture": "agriculture-committee", "education": "education-committee",
    "health": "education-committee", "elderly": "social-committee",
    "transport": "environment-committee", "urban": "environment-committee",
    "environment": "environment-committee", "economy": "finance-committee",
    "culture": "education-committee", "governance": "justice-committee",
}  # fmt: skip
_KINDS = ("suggestion",) * 16 + ("opinion",) * 2 + ("criticism", "motion_converted")
_NOTED = {"extended": "extended", "returned": "returned", "not_accepted": "not-accepted",
          "withdrawn": "withdrawn", "merged": "merged", "rehandling": "rehandling",
          "tracking": "tracking"}  # fmt: skip
_POINTS = {"done": "done", "doing": "doing", "reference": "none", "infeasible": "none"}
_SIGNS = {
    "agriculture-bureau": "农", "civil-affairs-bureau": "民", "city-management-bureau": "城管",
    "commerce-bureau": "商", "culture-bureau": "文旅", "data-bureau": "数",
    "education-bureau": "教", "emergency-bureau": "应急", "environment-bureau": "环",
    "finance-bureau": "财", "health-commission": "卫", "housing-bureau": "建",
    "human-resources-bureau": "人社", "industry-bureau": "工信", "insurance-bureau": "医保",
    "market-bureau": "市监", "natural-resources-bureau": "自然", "procuratorate": "检",
    "public-security-bureau": "公", "transport-bureau": "交", "water-bureau": "水",
}  # fmt: skip


def case_record(seed: int, case: Case, number: int, *, recess: bool) -> tuple[Tree, str]:
    """Return a suggestion's record and its text."""
    dice = Dice(seed, "case", case.id)
    voice = Voice(
        dice,
        {
            **case.slots,
            "B": _SIGNS[case.issue.bodies[0]],
            "Z": "你" if len(case.proposers) == 1 else "你们",
        },
    )
    asks = asks_of(voice, case.issue)
    body = body_text(voice, case.issue, asks)
    assigned = bool(case.road.days("assigned"))
    replies = _replies(voice, case, asks)
    key = _key(seed, voice, case) if assigned and dice.chance(4) else None
    record: Tree = {
        "id": case.id,
        "status": "published",
        "session": case.sitting.id,
        "number": number,
        "filed_in": "recess" if recess else None,
        "kind": dice.one(_KINDS),
        "publicity": _publicity(dice, case),
        "title": case.title,
        "topic": case.issue.topic,
        "keywords": [*case.issue.keywords, case.place.village],
        "proposers": [person.id for person in case.proposers],
        "handlers": _handlers(dice, case) if assigned else [],
        "key": key,
        "complex": {"reason": voice.pick(sections("sentences.txt")["complex"])}
        if case.road.kind == "complex" else None,
        "events": _events(voice, case),
        "contacts": follow.contacts(voice, case),
        "replies": replies,
        "surveys": follow.surveys(dice, case, replies),
        "commitments": follow.commitments(voice, case, asks),
        "supervision": follow.supervision(voice, case, key),
        "lookbacks": follow.lookbacks(voice, case),
        "merged_into": case.merged_into,
        "related": [case.related] if case.related else [],
    }  # fmt: skip
    return record, body


def _publicity(dice: Dice, case: Case) -> Tree:
    days = case.road.days("accepted", "replied")
    level = "public_summary" if dice.chance(10) else "public_full"
    if not days:
        return {"level": level}
    return {"level": level, "decided_by": "deputy-affairs", "decided_on": days[-1]}


def _handlers(dice: Dice, case: Case) -> list[Tree]:
    bodies = case.issue.bodies
    if len(bodies) > 1 and dice.chance(8):
        return [{"body": body, "role": "separate"} for body in bodies]
    roles = ["lead"] + ["assist"] * (len(bodies) - 1)
    return [{"body": body, "role": role} for body, role in zip(bodies, roles, strict=True)]


def _key(seed: int, voice: Voice, case: Case) -> Tree:
    words = sections("sentences.txt")
    leader = next(person_names(Dice(seed, "leader", voice.dice.below(5))))
    return {
        "decided_on": case.road.days("assigned")[0],
        "supervised_by": voice.say(words["supervisors"][0], X=leader),
        "handled_by": voice.pick(words["leaders"]),
        "committee": _COMMITTEES[case.issue.topic],
    }


def _events(voice: Voice, case: Case) -> list[Tree]:
    words = sections("sentences.txt")
    events: list[Tree] = []
    for on, kind in case.road.steps:
        if kind in ("replied", "evaluated", "lookback"):
            continue
        event: Tree = {"on": on, "kind": kind}
        if kind == "assigned":
            event["to"] = list(case.issue.bodies)
        if kind in ("extended", "returned"):
            event["by"] = "government" if kind == "extended" else case.issue.bodies[0]
        if kind in _NOTED:
            event["note"] = voice.pick(words[_NOTED[kind]])
        events.append(event)
    return events


def _replies(voice: Voice, case: Case, asks: list[str]) -> list[Tree]:
    words = sections("sentences.txt")
    letters = {outcome: letter for letter, outcome in case.sitting.outcomes.items()}
    names = "、".join(person.name for person in case.proposers) + "代表"
    replies: list[Tree] = []
    for round_, on in enumerate(case.road.days("replied"), start=1):
        outcome = _outcome(case, round_)
        voice.slots["L"] = _by_the_end_of(on, voice.dice.between(2, 7))
        text, kinds = reply_text(
            voice, case.issue, outcome, asks, to=names, again=round_ > 1
        )  # fmt: skip
        reply: Tree = {
            "round": round_,
            "on": on,
            "doc_no": voice.say(words["doc"][0], Y=str(on.year)),
            "signer": voice.pick(words["signer"]),
            "outcome": letters[outcome],
            "text": text,
        }
        if voice.dice.chance(45):
            reply["points"] = [
                _point(voice, ask, kind) for ask, kind in zip(asks, kinds, strict=True)
            ]
        if outcome == "resolved":
            reply["evidence"] = [voice.pick(words["proof"])]
        replies.append(reply)
    return replies


def _by_the_end_of(on: date, months: int) -> str:
    """Say a month that lies some months after a day."""
    years, month = divmod(on.month - 1 + months, 12)
    return f"{'明年' if years else ''}{month + 1}月底前"


def _outcome(case: Case, round_: int) -> str:
    """Return a round's outcome: the first answer to a suggestion handled again was too little."""
    return "later" if round_ == 1 and case.road.kind in UNHAPPY else case.outcome


def _point(voice: Voice, ask: str, kind: str) -> Tree:
    verdict = VERDICTS[kind]
    words = sections("sentences.txt")
    proof = voice.pick(words["proof"]) if kind == "done" and voice.dice.chance(40) else None
    answer = voice.pick(words[f"point-{_POINTS.get(kind, 'part')}"])
    return {"ask": ask, "answer": answer, "verdict": verdict, "evidence": proof}
