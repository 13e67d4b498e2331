"""Replies: each round as it was given, and what a later one says otherwise than the one before."""

from __future__ import annotations

from itertools import pairwise

from ..model.cases import Case, Round
from ..model.numerals import chinese_numeral
from ..records import labels
from ..records.suggestion import Point
from . import markdown
from .differences import differences
from .views import Day


def reply(round_: Round) -> dict[str, object]:
    """Return one round of reply in the form a page shows it."""
    given = round_.reply
    return {
        "round": given.round,
        "title": f"第{chinese_numeral(given.round)}轮答复",
        "day": Day.of(given.on),
        "doc_no": given.doc_no or "",
        "signer": given.signer or "",
        "outcome": given.outcome,
        "wording": round_.outcome.wording,
        "text": given.text,
        "points": tuple(_point(point) for point in given.points),
        "evidence": given.evidence,
    }


def _point(point: Point) -> dict[str, str]:
    return {
        "ask": point.ask,
        "answer": point.answer,
        "verdict": labels.VERDICT[point.verdict],
        "evidence": point.evidence or "",
    }


def changes(case: Case) -> tuple[dict[str, object], ...]:
    """Return what each later reply says otherwise than the one before.

    Points are compared by what was asked; the texts word by word, where they have enough in common.
    """
    found = []
    for before, after in pairwise(case.rounds):
        old = {point.ask: point for point in before.reply.points}
        new = {point.ask: point for point in after.reply.points}
        found.append(
            {
                "title": f"第{chinese_numeral(after.reply.round)}轮和上一轮有什么不同",
                "id": f"differences-{after.reply.round}",
                "outcomes": (
                    (before.reply.outcome, before.outcome.wording),
                    (after.reply.outcome, after.outcome.wording),
                ),
                "changed": before.reply.outcome != after.reply.outcome,
                "days": (Day.of(before.reply.on), Day.of(after.reply.on)),
                "points": tuple(
                    (ask, *(_point(table[ask]) if ask in table else None for table in (old, new)))
                    for ask in dict.fromkeys((*old, *new))
                ),
                "paragraphs": differences(
                    markdown.to_text(markdown.to_html(before.reply.text)),
                    markdown.to_text(markdown.to_html(after.reply.text)),
                ),
            }
        )
    return tuple(found)
