"""Comparisons: bodies beside each other, and each session beside the one before it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from ..records.percent import Ratio
from .figures import Figures, Share


@dataclass(frozen=True, slots=True)
class League:
    """A breakdown by body that may be put in an order.

    Attributes:
        ranked: Those with enough suggestions, the best reply rate first; bodies alike in that
            stand by more replies on time, then by id. Empty when fewer than two may be compared.
        others: The rest, by id: too few suggestions for a rate to mean anything.
    """

    ranked: tuple[Share, ...]
    others: tuple[Share, ...]


def league(shares: Iterable[Share], at_least: int) -> League:
    """Rank parts of a breakdown, leaving out those too small to be compared.

    Args:
        shares: The parts.
        at_least: The fewest assigned suggestions that make a rate, `disclosure.rank_at_least`.
    """
    by_id = sorted(shares, key=lambda share: share.key)
    large = [share for share in by_id if share.figures.assigned >= at_least]
    if len(large) < 2:
        return League((), tuple(by_id))
    ranked = sorted(large, key=_merit, reverse=True)
    return League(tuple(ranked), tuple(share for share in by_id if share not in large))


def _merit(share: Share) -> tuple[Fraction, Fraction]:
    figures = share.figures
    return (
        Fraction(figures.replied, figures.assigned),
        Fraction(figures.on_time, figures.replied or 1),
    )


@dataclass(frozen=True, slots=True)
class YearOnYear:
    """One session beside the one before it. Outcomes are canonical, so schemes may differ.

    Attributes:
        session: The session's id.
        filed: Suggestions filed, the not-public ones among them.
        more_filed: How many more than the session before; None for the first.
        replied: Of the assigned.
        on_time: Of the replied.
        resolved: Of the replied.
        satisfied: Of the proposers who answered.
        median_days: From assignment to the first reply; None without a reply.
    """

    session: str
    filed: int
    more_filed: int | None
    replied: Ratio
    on_time: Ratio
    resolved: Ratio
    satisfied: Ratio
    median_days: str | None


def year_on_year(sessions: Mapping[str, Figures]) -> tuple[YearOnYear, ...]:
    """Return every session beside the one before it, in the order given, newest first."""
    filed = [figures.filed for figures in sessions.values()]
    before = [*filed[1:], None]
    return tuple(
        YearOnYear(
            session=id_,
            filed=figures.filed,
            more_filed=None if earlier is None else figures.filed - earlier,
            replied=figures.reply_rate,
            on_time=figures.on_time_rate,
            resolved=Ratio(figures.resolved, figures.replied),
            satisfied=figures.satisfaction.satisfied_rate,
            median_days=figures.days_to_reply.median,
        )
        for (id_, figures), earlier in zip(sessions.items(), before, strict=True)
    )
