"""Follow: what goes with replies and comes after them, from meetings to look-backs."""

from __future__ import annotations

from datetime import timedelta

from .calendar import TODAY
from .cases import Case, Tree
from .dice import Dice
from .phrases import Voice, sections
from .road import UNHAPPY
from .texts import tally

_UNDER_WAY = ("in_progress", "planned")
_MOODS = {"resolved": "good", "in_progress": "good", "planned": "mixed", "later": "mixed"}


def contacts(voice: Voice, case: Case) -> list[Tree]:
    """Return the meetings of handlers and deputies."""
    words = sections("sentences.txt")
    found: list[Tree] = []
    handled, replied = case.road.days("handling"), case.road.days("replied")
    in_time = (replied[0] - handled[0]).days - 1 if replied else 24
    for phase, days, wait in (
        ("before", handled, 3), ("during", handled, max(3, min(24, in_time))), ("after", replied, 6)
    ):  # fmt: skip
        on = days[0] + timedelta(days=wait) if days else TODAY
        if on < TODAY and (phase == "during" or voice.dice.chance(85)):
            way = voice.pick(words[f"contacts-{phase}"])
            found.append({"phase": phase, "on": on, "way": way})
    for on in case.road.days("rehandling"):
        if on + timedelta(days=3) < TODAY:
            way = voice.pick(words["contacts-during"])
            found.append({"phase": "during", "on": on + timedelta(days=3), "way": way})
    return found


def surveys(dice: Dice, case: Case, replies: list[Tree]) -> list[Tree]:
    """Return a survey of each reply that was judged."""
    outcomes = case.sitting.outcomes
    found: list[Tree] = []
    for reply, on in zip(replies, case.road.days("evaluated"), strict=False):
        unhappy = case.road.kind in UNHAPPY and reply["round"] == 1
        mood = "bad" if unhappy else _MOODS.get(outcomes[reply["outcome"]], "mixed")
        kind = dice.one(("annual", "annual", "annual", "midyear", "onsite", "callback"))
        counts = tally(dice, len(case.proposers), mood)
        if not unhappy:  # else it could not be closed
            counts["basically_satisfied"] += counts.pop("dissatisfied")
        found.append({"round": reply["round"], "kind": kind, "on": on, **counts})
    return found


def commitments(voice: Voice, case: Case, asks: list[str]) -> list[Tree]:
    """Return what was promised and when it was done."""
    words = sections("sentences.txt")
    replied = case.road.days("replied")
    if not replied or not (case.outcome in _UNDER_WAY or voice.dice.chance(25)):
        return []
    found: list[Tree] = []
    for ask in asks[: voice.dice.between(1, 2)]:
        due_on = replied[-1] + timedelta(days=voice.dice.between(90, 330))
        done_on = due_on - timedelta(days=voice.dice.between(-20, 30))
        done = done_on <= TODAY and voice.dice.chance(88)
        found.append(
            {
                "text": ask,
                "due_on": due_on,
                "done_on": done_on if done else None,
                "progress": None if done else voice.pick(words["progress"]),
                "evidence": voice.pick(words["proof"]) if done else None,
            }
        )
    return found


def supervision(voice: Voice, case: Case, key: Tree | None) -> list[Tree]:
    """Return the steps of supervision; key suggestions always have some."""
    words = sections("sentences.txt")
    handled = case.road.days("handling")
    if not handled or not (key or voice.dice.chance(12)):
        return []
    by = key["supervised_by"] if key else "市人大常委会代表工作委员会"
    days = (handled[0] + timedelta(days=wait) for wait in (9, 48, 130))
    found: list[Tree] = []
    for on in days:
        if on <= TODAY and voice.dice.chance(70):
            kind, note = voice.pick(words["supervision"]).split(" | ")
            item = "主任领衔督办" if key else "机关跟踪督办"
            found.append({"on": on, "kind": kind, "item": item, "by": by, "note": note})
    return found


def lookbacks(voice: Voice, case: Case) -> list[Tree]:
    """Return the later checks whether the result holds."""
    finding = voice.dice.one(("kept", "kept", "kept", "partly", "partly"))
    if case.road.kind == "not-kept" and case.road.days("rehandling"):
        finding = "not_kept"
    note = sections("sentences.txt")["lookback"]
    return [
        {"on": on, "finding": finding, "note": voice.pick(note)}
        for on in case.road.days("lookback")
    ]
