"""Disclosure: one page per session that says what its suggestions came to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ..model.comparisons import YearOnYear, league
from ..model.figures import Figures, Share
from ..model.site_model import SiteModel
from ..records import labels, urls
from ..records.percent import Ratio, partition, sums_to_a_hundred
from . import cards, disclosure_lists, linked_data
from .charts import Bars, Funnel, Line, funnel
from .handling import Rate, handled, outcome_bars, rates, session_line
from .page import HOME, Page, Planned
from .views import Link, Segment, bar


@dataclass(frozen=True, slots=True)
class FigureBlock:
    """A session's figures, for the disclosure page, the list and the home page alike."""

    sentence: str
    filed: int
    assigned: int
    replied: int
    overdue: int
    classes: tuple[Segment, ...]
    class_rows: tuple[tuple[str, str, int, str], ...]
    rates: tuple[Rate, ...]
    scheme: str
    rounding_note: str


def figure_block(model: SiteModel, session_id: str) -> FigureBlock:
    """Return a session's figures in the form pages show them."""
    figures, ours = model.figures[session_id], model.settings.ours
    scheme = model.schemes[model.sessions[session_id].outcome_scheme]
    counts = [entry.count for entry in figures.by_class]
    shares = partition(counts, ours.percent_places, ours.disclosure.rounding)
    parts = [
        (f"{entry.key} 类", cards.OUTCOME_TONES[entry.outcome][0], entry.count)
        for entry in figures.by_class
    ]
    return FigureBlock(
        sentence=_sentence(figures),
        filed=figures.filed,
        assigned=figures.assigned,
        replied=figures.replied,
        overdue=figures.overdue,
        classes=bar(parts, shares),
        class_rows=tuple(
            (entry.key, entry.wording, entry.count, share)
            for entry, share in zip(figures.by_class, shares, strict=True)
        ),
        rates=tuple(rates(ours.percent_places, rates_of(figures))),
        scheme=f"{scheme.name}，依据{scheme.source}",
        rounding_note=_rounding_note(shares, ours.disclosure.rounding) if figures.replied else "",
    )


def _rounding_note(shares: list[str], method: str) -> str:
    if method == "largest_remainder":
        return "占比取整用最大余数法，合计正好 100%。"
    if sums_to_a_hundred(shares):
        return "占比四舍五入。"
    return "占比各自四舍五入，相加不正好是 100%。"


def _sentence(figures: Figures) -> str:
    """State the result in one sentence."""
    if not figures.replied and not figures.overdue:
        return f"提出 {figures.filed} 件，已交办 {figures.assigned} 件，还没有到答复的时候。"
    late = f"，{figures.overdue} 件逾期未答复" if figures.overdue else ""
    return (
        f"提出 {figures.filed} 件，交办 {figures.assigned} 件，已答复 {figures.replied} 件{late}；"
        f"其中 {figures.resolved} 件已经解决或者基本解决。"
    )


def rates_of(figures: Figures) -> tuple[tuple[str, Ratio], ...]:
    """Return a session's rates by name; a rate of a part is set in by a blank."""
    grades, promises = figures.satisfaction, figures.commitments
    return (
        ("办复率", figures.reply_rate),
        ("按期答复率", figures.on_time_rate),
        ("　三个月期限的", figures.on_time_usual),
        ("　六个月期限的", figures.on_time_long),
        ("满意率", grades.satisfied_rate),
        ("含基本满意率", grades.content_rate),
        ("测评反馈率", grades.answer_rate),
        ("三次见面齐全的", figures.contacts_complete),
        ("到期承诺兑现率", Ratio(promises.kept, promises.due)),
    )


def plan(model: SiteModel) -> Iterator[Planned]:
    """Yield a disclosure page for each session that has suggestions, and its long lists."""
    for session_id in model.sessions_with_cases:
        page = _page(model, session_id)
        yield page
        yield from disclosure_lists.plan(
            model, session_id, (*page.trail, Link(page.title, page.url))
        )


def _page(model: SiteModel, session_id: str) -> Page:
    figures = model.figures[session_id]
    label = model.session_label(session_id)
    session = Link(f"{label}代表建议", urls.session_url(session_id))
    years = [y for y in model.year_on_year if model.figures[y.session].replied]
    return Page(
        url=urls.disclosure_url(session_id),
        template="pages/disclosure.html",
        title=f"{label}建议办理结果公开",
        description=f"{model.session_title(session_id)}代表建议的办复率、办理结果和满意率",
        trail=(HOME, Link("建议办理", "suggestions/"), session),
        section="suggestions/",
        json_ld=(
            linked_data.dataset(model, session_id, f"{urls.disclosure_url(session_id)}index.json"),
        ),
        context=lambda: {
            "title_full": model.session_title(session_id),
            "others": tuple(
                Link(model.session_label(id_), urls.disclosure_url(id_), current=id_ == session_id)
                for id_ in model.sessions_with_cases
            ),
            "block": figure_block(model, session_id),
            "funnel": _funnel(model, figures),
            "apart": tuple(_apart(model, figures)),
            "surveys": tuple(_surveys(figures)),
            "days": _days(figures),
            "topics": _bars(model, "分类", figures.by_topic, topic_link),
            "bodies": _bars(model, "承办单位", figures.by_body, body_link),
            "committees": _bars(model, "委员会", figures.by_committee, committee_link),
            "league": _league(model, figures),
            "promises": figures.commitments,
            "lookbacks": figures.lookbacks,
            "lists": disclosure_lists.shown(model, session_id),
            "years": tuple(_year(model, year) for year in years) if len(years) > 1 else (),
            "lines": tuple(_lines(model, years)),
            "session": session,
            "url": urls.disclosure_url(session_id),
        },
    )


def _funnel(model: SiteModel, figures: Figures) -> Funnel:
    """Return the way from filed to resolved, of public suggestions only."""
    steps = [
        ("公开的建议", figures.cases),
        ("受理", figures.accepted),
        ("交办并且继续办理", figures.assigned),
        ("已答复", figures.replied),
        ("已经解决或者基本解决", figures.resolved),
    ]
    return funnel("从提出到解决", "件", steps, model.settings.ours.percent_places)


def _apart(model: SiteModel, figures: Figures) -> Iterator[tuple[str, int]]:
    """Yield the other counts. Too few hidden ones are not told apart."""
    row = figures.row
    counts = (
        ("提出总数", figures.filed),
        ("依法不予公开", figures.told_hidden(model.settings.ours.disclosure.hidden_at_least)),
        ("全文公开", figures.published_full),
        ("摘要公开", figures.published_summary),
        ("大会期间提出", figures.in_session),
        ("闭会期间提出", figures.recess),
        ("不作为建议处理", figures.not_accepted),
        ("提出人撤回", figures.withdrawn),
        ("并案办理", figures.merged),
        ("复杂事项", row.complex),
        ("经批准延期", row.extended),
        ("逾期未答复", figures.overdue),
        ("重点督办", figures.key),
        ("再次办理", figures.rehandled),
        ("办结", figures.settled),
    )
    yield from (count for count in counts if count[1])


def _surveys(figures: Figures) -> Iterator[dict[str, object]]:
    """Yield the surveys by kind and round, and at the end the last one of each suggestion."""
    for count in figures.surveys:
        name = labels.SURVEY_KIND[count.kind]
        yield {
            "name": f"{name}（第 {count.round} 轮）" if count.round > 1 else name,
            "cases": count.surveys,
            "grades": count.grades,
            "is_last": False,
        }
    if figures.surveys:
        yield {
            "name": "每件最后一次",
            "cases": None,
            "grades": figures.satisfaction,
            "is_last": True,
        }


def _days(figures: Figures) -> tuple[tuple[str, str], ...]:
    spread = figures.days_to_reply
    if not spread.days:
        return ()
    return (
        ("中位数", f"{spread.median} 天"),
        ("平均", f"{spread.mean} 天"),
        ("最短", f"{spread.shortest} 天"),
        ("最长", f"{spread.longest} 天"),
    )


Named = Callable[[SiteModel, str], Link | str]


def topic_link(model: SiteModel, id_: str) -> Link | str:
    """Return a topic's name and page."""
    return Link(model.topics[id_].name, urls.topic_url(id_))


def body_link(model: SiteModel, id_: str) -> Link | str:
    """Return a handling body's name and page."""
    return Link(model.bodies[id_].name, urls.body_url(id_))


def committee_link(model: SiteModel, id_: str) -> Link | str:
    """Return a committee's name and page."""
    return Link(model.bodies[id_].name, urls.committee_url(id_))


def _bars(model: SiteModel, head: str, shares: tuple[Share, ...], named: Named) -> Bars | None:
    ordered = sorted(shares, key=lambda share: (-handled(share.figures), share.key))
    rows = [(named(model, share.key), share.figures) for share in ordered]
    return outcome_bars(f"按{head}的办理结果", head, rows) if rows else None


def _league(model: SiteModel, figures: Figures) -> dict[str, object] | None:
    """Return the bodies with enough suggestions in the order of their rates, None for too few."""
    ours = model.settings.ours
    found = league(figures.by_body, ours.disclosure.rank_at_least)
    if not found.ranked or not figures.replied:
        return None
    return {
        "at_least": ours.disclosure.rank_at_least,
        "rows": tuple(
            {
                "name": body_link(model, share.key),
                "rates": tuple(
                    next(rates(ours.percent_places, [("", ratio)]), None)
                    for ratio in (share.figures.reply_rate, share.figures.on_time_rate)
                ),
                "median": share.figures.days_to_reply.median,
            }
            for share in found.ranked
        ),
        "others": len(found.others),
    }


def _year(model: SiteModel, year: YearOnYear) -> dict[str, object]:
    places = model.settings.ours.percent_places
    named = [
        ("办复率", year.replied),
        ("按期答复率", year.on_time),
        ("已解决", year.resolved),
        ("满意率", year.satisfied),
    ]
    more = year.more_filed
    return {
        "session": Link(model.session_label(year.session), urls.disclosure_url(year.session)),
        "filed": year.filed,
        "more": "" if more is None else _more(more),
        "rates": tuple(
            next(rates(places, [pair]), None) or Rate(pair[0], "", 0, 0) for pair in named
        ),
        "median": year.median_days or "",
    }


def _more(more: int) -> str:
    return f"多 {more}" if more > 0 else f"少 {-more}" if more else "持平"


def _lines(model: SiteModel, years: list[YearOnYear]) -> Iterator[Line]:
    old_first = list(reversed(years))
    for title, ratios in (
        ("按期答复率", [(year.session, year.on_time) for year in old_first]),
        ("已解决的占已答复的", [(year.session, year.resolved) for year in old_first]),
    ):
        if line := session_line(model, title, ratios):
            yield line
