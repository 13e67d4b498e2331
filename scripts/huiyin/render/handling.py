"""Handling: what some suggestions came to, the same block for a body, a topic and a deputy."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..model.figures import Figures
from ..model.site_model import SiteModel
from ..records import labels, urls
from ..records.percent import Ratio
from .cards import OUTCOME_TONES
from .charts import Bars, Line, bars, rate_line
from .views import Link

OPEN = "还没有答复"


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate that never stands without what it was computed from."""

    name: str
    value: str
    part: int
    whole: int


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with what it counts: 提出, 12, 件."""

    name: str
    value: str
    unit: str


@dataclass(frozen=True, slots=True)
class HandlingBlock:
    """What some suggestions came to.

    Attributes:
        sentence: The result in one sentence.
        figures: What the suggestions add up to; zeros are left out.
        rates: Rates with what they were computed from.
        outcomes: Outcomes session by session, newest first.
        on_time: How many replies came in time, oldest session first; None for fewer than two.
    """

    sentence: str
    figures: tuple[Figure, ...]
    rates: tuple[Rate, ...]
    outcomes: Bars
    on_time: Line | None


def handling_block(model: SiteModel, figures: Figures) -> HandlingBlock:
    """Return a subject's figures in the form pages show them.

    Args:
        model: The site.
        figures: Those of a subject, from `model.subjects`.
    """
    places = model.settings.ours.percent_places
    shares = figures.by_session
    return HandlingBlock(
        sentence=_sentence(figures),
        figures=tuple(_figures(figures)),
        rates=tuple(rates(places, _rates(figures))),
        outcomes=outcome_bars(
            "历次会议的办理结果",
            "会议",
            [
                (Link(model.session_label(share.key), urls.session_url(share.key)), share.figures)
                for share in shares
            ],
        ),
        on_time=session_line(
            model,
            "按期答复率",
            [(share.key, share.figures.on_time_rate) for share in reversed(shares)],
        ),
    )


def outcome_bars(title: str, head: str, rows: Sequence[tuple[Link | str, Figures]]) -> Bars:
    """Lay out the outcomes of several sets of suggestions under one another.

    What has left the road (withdrawn, merged, not accepted) is not counted.
    """
    keys = [key for key in labels.OUTCOME if any(f.by_outcome[key] for _, f in rows)]
    kinds = [
        (labels.OUTCOME[key], "later" if key == "later" else OUTCOME_TONES[key][0]) for key in keys
    ]
    counts = [[figures.by_outcome[key] for key in keys] for _, figures in rows]
    waiting = [unanswered(figures) for _, figures in rows]
    if any(waiting):
        kinds = [*kinds, (OPEN, "open")]
        counts = [[*row, left] for row, left in zip(counts, waiting, strict=True)]
    names = [name for name, _ in rows]
    return bars(title, head, "件", kinds, list(zip(names, counts, strict=True)))


def handled(figures: Figures) -> int:
    """Return how many public suggestions are, or were, on the road to a reply."""
    return figures.cases - figures.not_accepted - figures.withdrawn - figures.merged


def unanswered(figures: Figures) -> int:
    """Return how many public suggestions are on the road and have no reply yet."""
    return handled(figures) - figures.replied


def session_line(model: SiteModel, title: str, rows: Sequence[tuple[str, Ratio]]) -> Line | None:
    """Lay out a rate from session to session, oldest first; None for fewer than two values."""
    named = [(model.session_label(id_), r.part, r.whole) for id_, r in rows if r.whole]
    if len(named) < 2:
        return None
    return rate_line(title, "会议", named, model.settings.ours.percent_places)


def rates(places: int, named: Sequence[tuple[str, Ratio]]) -> Iterator[Rate]:
    """Yield rates that have something to divide by."""
    for name, ratio in named:
        if value := ratio.percent(places):
            yield Rate(name, value, ratio.part, ratio.whole)


def _sentence(figures: Figures) -> str:
    parts = [f"公开的建议 {figures.cases} 件"]
    if figures.replied:
        parts.append(f"已答复 {figures.replied} 件，其中 {figures.resolved} 件已经解决或者基本解决")
    elif unanswered(figures):
        parts.append("还没有一件答复")
    if figures.overdue:
        parts.append(f"{figures.overdue} 件逾期未答复")
    return "，".join(parts) + "。"


def _figures(figures: Figures) -> Iterator[Figure]:
    promises = figures.commitments
    counts = (
        ("提出", figures.cases, "件"),
        ("已答复", figures.replied, "件"),
        ("等待答复", unanswered(figures), "件"),
        ("逾期未答复", figures.overdue, "件"),
        ("再次办理", figures.rehandled, "件"),
        ("承诺兑现", promises.kept, f"/ {promises.made} 项"),
    )
    yield from (Figure(name, str(count), unit) for name, count, unit in counts if count)
    if median := figures.days_to_reply.median:
        yield Figure("答复中位天数", median, "天")


def _rates(figures: Figures) -> tuple[tuple[str, Ratio], ...]:
    return (
        ("办复率", figures.reply_rate),
        ("按期答复率", figures.on_time_rate),
        ("已解决的占已答复的", Ratio(figures.resolved, figures.replied)),
        ("满意率（代表人次）", figures.satisfaction.satisfied_rate),
    )
