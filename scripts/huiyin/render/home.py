"""The home page: what is new, who is in the spotlight, what suggestions came to, who to meet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..model.site_model import SiteModel
from ..records import urls
from . import cards
from .disclosure import figure_block

RECEPTIONS, NEWS, RESULTS = 4, 6, 5


def context(model: SiteModel) -> Mapping[str, Any]:
    """Return what the home page shows."""
    spotlight = [n for n in model.news.values() if model.columns[n.column].kind == "spotlight"]
    news = [n for n in model.news.values() if model.columns[n.column].kind != "spotlight"]
    answered = sorted(
        (case for case in model.cases.values() if case.record.replies),
        key=lambda case: (case.changed_on, case.record.id),
        reverse=True,
    )
    return {
        "sessions": tuple(
            {
                "label": model.session_label(id_),
                "url": urls.session_url(id_),
                "disclosure_url": urls.disclosure_url(id_),
                "figures": figure_block(model, id_),
            }
            for id_ in model.sessions_with_cases[:2]
        ),
        "spotlight": cards.news_row(model, spotlight[0], with_people=True) if spotlight else None,
        "more_spotlight": tuple(cards.news_row(model, n, with_people=True) for n in spotlight[1:4]),
        "news": tuple(cards.news_row(model, article) for article in news[:NEWS]),
        "results": tuple(cards.suggestion_row(model, case) for case in answered[:RESULTS]),
        "receptions": tuple(
            cards.reception_row(model, day) for day in model.receptions[:RECEPTIONS]
        ),
        "delegations": tuple(cards.delegation_link(model, id_) for id_ in model.delegations),
        "deputy_count": len(model.active_deputies),
        "station_count": sum(model.is_open(station) for station in model.stations.values()),
        "case_count": sum(figures.filed for figures in model.figures.values()),
    }
