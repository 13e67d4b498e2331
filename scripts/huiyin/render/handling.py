"""Handling: what some suggestions came to, the same block for a session, body, topic or deputy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median_high, median_low

from ..model.cases import Case
from ..model.percent import percent
from ..model.site_model import SiteModel
from ..records import labels, urls
from .cards import OUTCOME_TONES
from .charts import Bars, Line, bars, rate_line
from .views import Link

OPEN = ("还没有答复", "open")


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate that never stands without what it was computed from."""

    name: str
    value: str
    part: int
    whole: int


@dataclass(frozen=True, slots=True)
class HandlingBlock:
    """What some suggestions came to.

    Attributes:
        sentence: The result in one sentence.
        figures: Name and count of what the suggestions add up to.
        rates: Rates with what they were computed from.
        outcomes: Outcomes of all, session by session.
        on_time: How many came in time, from session to session; None for fewer than two.
    """

    sentence: str
    figures: tuple[tuple[str, str], ...]
    rates: tuple[Rate, ...]
    outcomes: Bars
    on_time: Line | None


def handling_block(model: SiteModel, cases: Sequence[Case]) -> HandlingBlock:
    """Return what some public suggestions came to. None of them may be missing in `model`."""
    sessions = [id_ for id_ in reversed(model.sessions) if any(_of(cases, id_))]
    return HandlingBlock(
        sentence=_sentence(cases),
        figures=tuple(_figures(cases)),
        rates=tuple(_rates(cases, model.settings.ours.percent_places)),
        outcomes=outcome_bars(
            "历次会议的办理结果",
            "会议",
            [
                (Link(model.session_label(id_), urls.session_url(id_)), list(_of(cases, id_)))
                for id_ in sessions
            ],
        ),
        on_time=on_time_line(model, {id_: list(_of(cases, id_)) for id_ in sessions}),
    )


def _of(cases: Iterable[Case], session_id: str) -> Iterator[Case]:
    return (case for case in cases if case.record.session == session_id)


def outcome_bars(
    title: str, head: str, rows: Sequence[tuple[Link | str, Sequence[Case]]]
) -> Bars:
    """Lay out the outcomes of several groups of suggestions under one another.

    What has left the road (withdrawn, merged, not accepted) is not counted.
    """
    live = [(name, [case for case in cases if not case.is_ended]) for name, cases in rows]
    found = Counter(_outcome(case) for _, cases in live for case in cases)
    kinds = [(word, key) for key, word in labels.OUTCOME.items() if found[key]]
    tones = [(word, "later" if key == "later" else OUTCOME_TONES[key][0]) for word, key in kinds]
    keys = [key for _, key in kinds]
    if found[""]:
        tones, keys = [*tones, OPEN], [*keys, ""]
    counted = [(name, Counter(map(_outcome, cases))) for name, cases in live]
    return bars(title, head, "件", tones, [(n, [c[key] for key in keys]) for n, c in counted])


def _outcome(case: Case) -> str:
    return case.outcome.outcome if case.outcome else ""


def on_time_line(model: SiteModel, groups: dict[str, list[Case]]) -> Line | None:
    """Lay out how many first replies came in time, from session to session."""
    rows = []
    for id_, cases in groups.items():
        replied = [case for case in cases if case.record.replies and not case.is_ended]
        late = sum(case.late_days > 0 for case in replied)
        rows.append((model.session_label(id_), len(replied) - late, len(replied)))
    rows = [row for row in rows if row[2]]
    if len(rows) < 2:
        return None
    return rate_line("按期答复率", "会议", rows, model.settings.ours.percent_places)


def _sentence(cases: Sequence[Case]) -> str:
    live = [case for case in cases if not case.is_ended]
    replied = sum(bool(case.record.replies) for case in live)
    resolved = sum(_outcome(case) == "resolved" for case in live)
    overdue = sum(case.is_overdue for case in live)
    if not cases:
        return "还没有公开的建议。"
    parts = [f"公开的建议 {len(cases)} 件"]
    if replied:
        parts.append(f"已答复 {replied} 件，其中 {resolved} 件已经解决或者基本解决")
    else:
        parts.append("还没有到答复的时候")
    if overdue:
        parts.append(f"{overdue} 件逾期未答复")
    return "，".join(parts) + "。"


def _figures(cases: Sequence[Case]) -> Iterator[tuple[str, str]]:
    counts = (
        ("提出", len(cases)),
        ("已答复", sum(bool(case.record.replies) and not case.is_ended for case in cases)),
        ("正在办", sum(case.awaits_reply for case in cases)),
        ("逾期未答复", sum(case.is_overdue for case in cases)),
        ("再次办理", sum(case.was_rehandled for case in cases)),
    )
    yield from ((name, f"{count} 件") for name, count in counts if count)
    days = [case.days_to_reply for case in cases if case.days_to_reply is not None]
    if days:
        yield "答复用时的中位数", f"{_median(days)} 天"


def _median(days: Sequence[int]) -> str:
    low, high = median_low(days), median_high(days)
    return str((low + high) // 2) + ("" if (low + high) % 2 == 0 else ".5")


def _rates(cases: Sequence[Case], places: int) -> Iterator[Rate]:
    live = [case for case in cases if not case.is_ended]
    assigned = sum(case.assigned_on is not None for case in live)
    replied = [case for case in live if case.record.replies]
    surveys = [case.record.surveys[-1] for case in cases if case.record.surveys]
    satisfied = sum(survey.satisfied for survey in surveys)
    answered = satisfied + sum(s.basically_satisfied + s.dissatisfied for s in surveys)
    rows = (
        ("办复率", len(replied), assigned),
        ("按期答复率", sum(case.late_days == 0 for case in replied), len(replied)),
        ("已解决的占已答复的", sum(_outcome(case) == "resolved" for case in replied), len(replied)),
        ("满意率（按代表人次）", satisfied, answered),
    )
    for name, part, whole in rows:
        if value := percent(part, whole, places):
            yield Rate(name, value, part, whole)
