"""The figures of a session as data: what the page of its results shows, as JSON and as CSV."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from ..model.figures import Share
from ..model.site_model import SiteModel
from ..records import labels, urls
from ..records.csv_file import csv_bytes
from ..records.percent import Ratio
from .disclosure import Named, body_link, committee_link, rates_of, topic_link
from .open_data import json_file
from .page import Planned, Raw


def plan(model: SiteModel) -> Iterator[Planned]:
    """Yield the data of each session that has suggestions, beside its page."""
    for session_id in model.sessions_with_cases:
        url = urls.disclosure_url(session_id)
        yield json_file(f"{url}index.json", partial(_data, model, session_id))
        yield Raw(f"{url}index.csv", partial(_table, model, session_id))


def _ratio(ratio: Ratio) -> dict[str, int]:
    return {"part": ratio.part, "whole": ratio.whole}


def _share(share: Share) -> dict[str, object]:
    figures = share.figures
    return {
        "id": share.key,
        "filed": figures.cases,
        "assigned": figures.assigned,
        "replied": figures.replied,
        "on_time": figures.on_time,
        "overdue": figures.overdue,
        "outcomes": dict(figures.by_outcome),
        "median_days_to_reply": figures.days_to_reply.median,
    }


def _data(model: SiteModel, session_id: str) -> dict[str, object]:
    figures = model.figures[session_id]
    told = figures.told_hidden(model.settings.ours.disclosure.hidden_at_least)
    return {
        "session": session_id,
        "title": model.session_title(session_id),
        "as_of": model.today.isoformat(),
        "filed": figures.filed,
        "not_public": told or None,
        **{key: count for key, count in figures.row._asdict().items() if key != "cases"},
        "public": figures.cases,
        "rates": {name.strip("\u3000"): _ratio(ratio) for name, ratio in rates_of(figures)},
        "days_to_reply": {
            "median": figures.days_to_reply.median,
            "mean": figures.days_to_reply.mean,
            "shortest": figures.days_to_reply.shortest,
            "longest": figures.days_to_reply.longest,
        },
        "classes": [
            {"key": c.key, "wording": c.wording, "outcome": c.outcome, "count": c.count}
            for c in figures.by_class
        ],
        "outcomes": dict(figures.by_outcome),
        "by_topic": [_share(share) for share in figures.by_topic],
        "by_body": [_share(share) for share in figures.by_body],
        "by_committee": [_share(share) for share in figures.by_committee],
        "overdue_ids": list(figures.lists.overdue),
    }


def _table(model: SiteModel, session_id: str) -> bytes:
    """Return the breakdowns of a session as one table."""
    figures = model.figures[session_id]
    head = (
        "会议", "按什么分", "编号", "名称", "件数", "交办", "已答复", "按期答复", "逾期未答复",
        *labels.OUTCOME.values(),
    )  # fmt: skip
    label = model.session_label(session_id)
    parts: tuple[tuple[str, tuple[Share, ...], Named], ...] = (
        ("合计（公开的）", (Share("", figures),), lambda _model, _id: ""),
        ("分类", figures.by_topic, topic_link),
        ("承办单位", figures.by_body, body_link),
        ("对口委员会", figures.by_committee, committee_link),
    )
    rows = []
    for kind, shares, named in parts:
        for share in shares:
            name, held = named(model, share.key), share.figures
            counts = (
                held.cases, held.assigned, held.replied, held.on_time, held.overdue,
                *(held.by_outcome[key] for key in labels.OUTCOME),
            )  # fmt: skip
            shown = name if isinstance(name, str) else name.title
            rows.append((label, kind, share.key, shown, *map(str, counts)))
    return csv_bytes(head, rows, {"编号"})
