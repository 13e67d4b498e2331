"""Quoted figures beside our own: what was stated about a session, counted again on that day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from ..problems import Fault
from ..records.figure import RATES, Figure
from ..records.lifecycle import until
from ..records.percent import Ratio
from ..records.workdays import WorkCalendar
from ..settings import Settings
from ..validate.catalogue import Catalogue
from ..validate.quoted import quoted
from .cases import case
from .deadlines import Clock
from .figures import Figures
from .public import public_records
from .statistics import Tally


def check(catalogue: Catalogue, settings: Settings, today: date) -> Iterator[Fault]:
    """Yield a fault for each quoted figure that the records do not give.

    Figures that are not exact, or that carry a note of dispute, stand as they were stated.
    """
    counted: dict[tuple[str, date], Figures] = {}
    for entry, index, figure in quoted(catalogue):
        if figure.session is None or figure.dispute or figure.qualifier != "exact":
            continue
        if not entry.record.is_public(today):
            continue
        day = min(figure.as_of or today, today)
        key = (figure.session, day)
        if key not in counted:
            counted[key] = _figures(catalogue, settings, *key, today)
        if figure.value not in _possible(counted[key], figure):
            whole = _ratio(counted[key], figure)
            facts = {
                "value": figure.value + figure.unit,
                "computed": _said(whole, figure) + figure.unit,
                "part": str(whole.part),
                "whole": str(whole.whole) if figure.measure in RATES else "",
                "on": str(day),
            }
            yield entry.fault("figure-differs", ("figures", index, "value"), **facts)


def _figures(
    catalogue: Catalogue, settings: Settings, session: str, day: date, today: date
) -> Figures:
    """Count a session's suggestions as they stood on a day."""
    scheme = catalogue.get("outcome-scheme", catalogue.get("session", session).outcome_scheme)
    calendar = WorkCalendar.from_registers(catalogue.holiday_years)
    clock = Clock(settings.ours.deadlines, calendar)
    records = [
        until(record, day)
        for record in public_records(catalogue, today)["suggestion"]
        if record.session == session and record.filed_on and record.filed_on <= day
    ]
    cases = [case(record, scheme, clock, day) for record in records if not record.is_stub]
    hidden = Counter(record.session for record in records if record.is_stub)
    tally = Tally(cases, {session: scheme}, lambda _: None)
    return tally.sessions(hidden).get(session) or tally.figures([], session)


def _ratio(figures: Figures, figure: Figure) -> Ratio:
    """Return what was measured; a count stands over 1."""
    rates = {
        "reply_rate": figures.reply_rate,
        "on_time_rate": figures.on_time_rate,
        "resolved_rate": Ratio(figures.resolved, figures.replied),
        "satisfied_rate": figures.satisfaction.satisfied_rate,
        "content_rate": figures.satisfaction.content_rate,
    }
    measure = figure.measure or ""
    return rates[measure] if measure in rates else Ratio(getattr(figures, measure), 1)


def _possible(figures: Figures, figure: Figure) -> set[str]:
    """Return every value that is true, whatever the suggestions that are not public came to."""
    ratio = _ratio(figures, figure)
    hidden = figures.hidden if figure.measure != "filed" else 0
    if figure.measure not in RATES:
        return {str(ratio.part + more) for more in range(hidden + 1)}
    return {
        _said(Ratio(ratio.part + part, ratio.whole + whole), figure)
        for whole in range(hidden + 1)
        for part in range(whole + 1)
    }


def _said(ratio: Ratio, figure: Figure) -> str:
    if figure.measure in RATES:
        return ratio.percent(figure.places) or "—"
    return str(ratio.part)
