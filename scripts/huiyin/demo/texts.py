"""Texts: what a suggestion says and what is answered, from an issue's fragments."""

from __future__ import annotations

from collections.abc import Sequence

from .dice import Dice
from .issues import Issue
from .phrases import Voice, sections

_SHORTEST, _LONGEST = 205, 395
_NUMERALS = "一二三四五"
# How each of the things asked for is answered, the first one first.
_ANSWERS = {
    "resolved": ("done", "done", "doing"),
    "in_progress": ("doing", "done", "doing"),
    "planned": ("planned", "doing", "later"),
    "later": ("later", "later", "done"),
    "reference": ("reference", "doing", "reference"),
    "infeasible": ("infeasible", "later", "doing"),
    "merged": ("together", "doing", "together"),
}
# Which grade a draw gives; how bad the mood is shifts the draw.
_GRADES = (("satisfied", 75), ("basically_satisfied", 94), ("no_feedback", 104),
           ("dissatisfied", 999))  # fmt: skip
VERDICTS = {"done": "accepted", "doing": "accepted", "planned": "partly", "later": "partly",
            "reference": "declined", "infeasible": "declined", "together": "partly"}  # fmt: skip


def asks_of(voice: Voice, issue: Issue) -> list[str]:
    """Return what is asked for: two to four things."""
    count = voice.dice.between(2, min(4, len(issue.deeds)))
    return [voice.say(deed) for deed in voice.dice.some(issue.deeds, count)]


def body_text(voice: Voice, issue: Issue, asks: Sequence[str]) -> str:
    """Return a suggestion's text, of 200 to 400 characters, as Markdown."""
    words = sections("sentences.txt")
    dice = voice.dice
    scenes = [voice.say(scene) for scene in dice.shuffled(issue.scenes)]
    first = [voice.pick(words["body-open"]), scenes[0]]
    second = [voice.pick(words["body-count"]), scenes[1], voice.say(dice.one(issue.causes))]
    if dice.chance(30):
        first, second = [scenes[1], scenes[0]], [voice.pick(words["body-open"]), *second[2:]]
    last = [voice.pick(words["body-close"])] if dice.chance(60) else []
    spare = [voice.pick(words[kind]) for kind in ("body-effect", "body-count", "body-effect")]
    spare.append(scenes[2])
    request = _request(voice, asks)
    while spare and _size(first, second, last, [request]) < _SHORTEST + dice.below(140):
        second.insert(-1, spare.pop(dice.below(len(spare))))
    for paragraph in (last, second):
        while paragraph and _size(first, second, last, [request]) > _LONGEST:
            paragraph.pop(0)
    return _paragraphs(["".join(first), "".join(second), request, "".join(last)])


def reply_text(
    voice: Voice, issue: Issue, outcome: str, asks: Sequence[str], *, to: str, again: bool
) -> tuple[str, list[str]]:
    """Return a reply of 200 to 400 characters, and how each thing asked for was answered.

    Args:
        voice: The record's voice.
        issue: What it is about.
        outcome: A canonical outcome, for example `planned`.
        asks: What was asked for.
        to: The deputies' names.
        again: The first reply was not good enough.
    """
    words = sections("sentences.txt")
    dice = voice.dice
    kinds = [_ANSWERS[outcome][min(place, 2)] for place in range(len(asks))]
    answers = [voice.pick(words[kind], D=ask) for kind, ask in zip(kinds, asks, strict=True)]
    opening = voice.pick(words["reply-again" if again else "reply-open"])
    checked = [voice.pick(words["reply-check"])]
    hard = [voice.pick(words["reply-hard"], N=voice.say(dice.one(issue.limits)))]
    closing = [voice.pick(words["reply-close"])]
    spare = [voice.pick(words["reply-check"]) for _ in range(3)]
    parts = [[to, opening], checked, answers, hard, closing]
    while spare and _size(*parts) < _SHORTEST + dice.below(120):
        checked.append(spare.pop())
    if _size(*parts) > _LONGEST:
        closing.clear()
    if _size(*parts) > _LONGEST:
        hard.clear()
    body = ["".join(answers)] if dice.chance(50) else _listed(answers)
    text = [f"{to}：", opening + "".join(checked), *body, "".join(hard + closing)]
    return _paragraphs(text), kinds


def _request(voice: Voice, asks: Sequence[str]) -> str:
    intro = voice.pick(sections("sentences.txt")["ask-intro"])
    way = voice.dice.below(3)
    if way == 0:
        listed = "；".join(f"{_NUMERALS[i]}是{ask}" for i, ask in enumerate(asks))
        return f"{intro}{listed}。"
    mark = "- " if way == 1 else ""
    lines = [f"{mark or f'{i}. '}{ask}。" for i, ask in enumerate(asks, start=1)]
    return intro + "\n\n" + "\n".join(lines)


def _listed(answers: Sequence[str]) -> list[str]:
    return [f"{_NUMERALS[i]}、{answer}" for i, answer in enumerate(answers)]


def _paragraphs(texts: Sequence[str]) -> str:
    return "\n\n".join(text for text in texts if text)


def _size(*parts: Sequence[str]) -> int:
    return sum(len(text) for part in parts for text in part)


def tally(dice: Dice, proposers: int, mood: str) -> dict[str, int]:
    """Return a survey's counts, as many as proposed.

    Args:
        dice: The record's dice.
        proposers: How many are asked.
        mood: `good`, `bad` (one at least is dissatisfied) or `mixed`.
    """
    counts = {"satisfied": 0, "basically_satisfied": 0, "dissatisfied": 0, "no_feedback": 0}
    if mood == "bad":
        counts["dissatisfied"] = 1
    for _ in range(proposers - sum(counts.values())):
        drawn = dice.below(100) + {"good": 0, "mixed": 18, "bad": 45}[mood]
        counts[next(key for key, limit in _GRADES if drawn < limit)] += 1
    return counts
