"""Open data: each record page has its record beside it as `index.json`."""

from __future__ import annotations

from typing import Any

from ..model.cases import Case
from ..model.site_model import SiteModel
from ..records import labels, urls
from ..records.common import Record
from .page import Data

# How the record came to be published is ours; what it says is everybody's.
_OURS: Any = {
    "status": True,
    "publish_on": True,
    "reviews": True,
    "consents": True,
    "publicity": {"reason", "decided_by"},
}


def record_data(record: Record, url: str, **computed: Any) -> Data:
    """Return a record's JSON: what was written, and what was computed from it."""
    written = record.model_dump(
        mode="json", by_alias=True, exclude=_OURS, exclude_none=True, exclude_defaults=True
    )
    return Data(f"{url}index.json", {**written, "url": url, **computed})


def case_data(model: SiteModel, case: Case) -> Data:
    """Return a suggestion's JSON with its state, due date and outcome."""
    due = case.due
    proposers = [id_ for id_ in case.record.proposers if id_ in model.deputies]
    return record_data(
        case.record,
        urls.suggestion_url(case.record),
        proposers=proposers,
        session_title=model.session_title(case.record.session),
        state=case.state,
        state_label=labels.STATE[case.state],
        assigned_on=case.assigned_on.isoformat() if case.assigned_on else None,
        due_on=due.on.isoformat() if due else None,
        due_before_rolling=due.rolled.raw.isoformat() if due else None,
        outcome=case.outcome.outcome if case.outcome else None,
        is_overdue=case.is_overdue,
        late_days=case.late_days,
    )
