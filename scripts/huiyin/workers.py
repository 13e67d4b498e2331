"""Workers: the same work on several cores, where the system can fork."""

from __future__ import annotations

import gc
import multiprocessing
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from typing import Any, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

# What forked workers inherit, so that neither the work nor its items need to travel.
_inherited: dict[str, Any] = {}


def mapped(
    work: Callable[[Item], Result],
    items: Sequence[Item],
    jobs: int,
    told: Callable[[int], None] = lambda done: None,
) -> list[Result]:
    """Do some work on each item, and return the results in the order of the items.

    Args:
        work: May be a closure. What it changes in memory is lost when workers are forked.
        items: Best some dozen to some hundred, of equal weight.
        jobs: How many processes; one works here, in this process.
        told: Is told how many items are done, after each.

    Raises:
        Exception: What the work raises for the first item that fails.
    """
    if jobs <= 1 or len(items) <= 1 or "fork" not in multiprocessing.get_all_start_methods():
        return list(_counted((work(item) for item in items), told))
    _inherited.update(work=work, items=items)
    try:
        context = multiprocessing.get_context("fork")
        with ProcessPoolExecutor(min(jobs, len(items)), mp_context=context) as executor:
            return list(_counted(executor.map(_done, range(len(items))), told))
    finally:
        _inherited.clear()


def _counted(results: Iterable[Result], told: Callable[[int], None]) -> Iterator[Result]:
    for done, result in enumerate(results, 1):
        told(done)
        yield result


def _done(number: int) -> Any:
    return _inherited["work"](_inherited["items"][number])


@contextmanager
def uncounted() -> Iterator[None]:
    """Leave what exists now out of the search for garbage, in workers that are forked now, too."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def chunks(items: Sequence[Item], size: int) -> list[Sequence[Item]]:
    """Cut a sequence into stretches of a size; the last may be shorter."""
    return [items[start : start + size] for start in range(0, len(items), size)]
