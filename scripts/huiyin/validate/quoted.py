"""Quoted figures: what was stated agrees with what it was computed from."""

from __future__ import annotations

from collections.abc import Iterator

from ..problems import Fault
from ..records.figure import RATES, Figure
from ..records.percent import percent, quotient
from .catalogue import Catalogue, Entry

_PERCENT = "%"


def quoted(catalogue: Catalogue) -> Iterator[tuple[Entry, int, Figure]]:
    """Yield every quoted figure: whose it is, its place in the list, and itself."""
    for kind in ("news", "research"):
        for entry in catalogue.of(kind):
            for index, figure in enumerate(entry.record.figures):
                yield entry, index, figure


def check(catalogue: Catalogue) -> Iterator[Fault]:
    """Yield a fault for each figure that its own parts do not give, and each unit that is wrong."""
    for entry, index, figure in quoted(catalogue):
        at = ("figures", index)
        unit = _unit(figure)
        if unit and figure.unit != unit:
            yield entry.fault("figure-unit", (*at, "unit"), value=figure.unit, expected=unit)
        if figure.part is None or figure.whole is None:
            continue
        facts = {"part": str(figure.part), "whole": str(figure.whole)}
        if figure.unit == _PERCENT and figure.part > figure.whole:
            yield entry.fault("figure-bases-differ", (*at, "part"), **facts)
            continue
        divide = percent if figure.unit == _PERCENT else quotient
        right = divide(figure.part, figure.whole, figure.places)
        exact = figure.qualifier == "exact" and figure.scale == "1" and not figure.dispute
        if exact and figure.value != right:
            sign = _PERCENT if figure.unit == _PERCENT else figure.unit
            computed = {"value": figure.value + sign, "computed": f"{right}{sign}" if right else ""}
            yield entry.fault("figure-differs", (*at, "value"), **facts, **computed)


def _unit(figure: Figure) -> str:
    """Return the unit that a counted figure has; empty where any will do."""
    if figure.measure is None:
        return ""
    return _PERCENT if figure.measure in RATES else "件"
