"""What the runs amount to: medians, ratios, and how they are written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from statistics import median
from typing import Any

Result = Mapping[str, Any]  # one tool's part of a result file; `store.py` says what it holds


def middle(result: Result, scenario: str, measure: str) -> float | None:
    """Return the median over the rounds of a tool's steps together; None when never measured.

    Args:
        result: One tool's part of a result file.
        scenario: One of `SCENARIOS`.
        measure: `wall_s` or `cpu_s`, which add up over the steps, or `peak_mb`, which does not.
    """
    together = max if measure == "peak_mb" else sum
    found = [
        together([step[measure] for step in run["steps"].values()])
        for run in result["runs"]
        if run["scenario"] == scenario
    ]
    return median(found) if found else None


def middle_of_step(result: Result, scenario: str, step: str) -> float | None:
    """Return the median wall time of one step alone, in seconds."""
    runs = [run for run in result["runs"] if run["scenario"] == scenario and step in run["steps"]]
    return median(run["steps"][step]["wall_s"] for run in runs) if runs else None


def spread(result: Result, scenario: str) -> float | None:
    """Return how far the rounds lie apart: (longest - shortest) / median of the wall time."""
    walls = [
        sum(step["wall_s"] for step in run["steps"].values())
        for run in result["runs"]
        if run["scenario"] == scenario
    ]
    return (max(walls) - min(walls)) / median(walls) if walls else None


def seconds(value: float | None) -> str:
    """Write a time with three digits that mean something: 0.41, 3.20, 41.3, 413."""
    if value is None:
        return "–"
    return f"{value:.2f}" if value < 10 else f"{value:.1f}" if value < 100 else f"{value:.0f}"


def megabytes(value: float | None) -> str:
    """Write an amount of memory."""
    return "–" if value is None else f"{value:.0f}"


def ratio(value: float | None, base: float | None) -> str:
    """Write how many times the base a value is: `0.45 ×`."""
    return f"{value / base:.2f} ×" if value is not None and base else "–"


def slowest(values: Iterable[float | None]) -> float:
    """Return the largest value that is there, 0 when none is."""
    return max((value for value in values if value is not None), default=0.0)
