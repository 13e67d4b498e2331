"""Elsewhere: pages printed by another engine's workers, on other machines perhaps.

What travels is small: the order, and back the bytes. Each worker reads the site itself, once, from
the folder it sees under the same path, so workers need no memory in common with this process.
"""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from pathlib import Path

import jinja2

from . import pipeline
from .render.environment import prepared
from .render.page import Planned, path_of
from .render.plan import plan
from .render.writer import Press

PART = 256  # pages


@dataclass(frozen=True, slots=True)
class Order:
    """What a worker must know.

    Attributes:
        root: The folder with `site_config.yml` and `content/`.
        theme: The theme's folder.
        today: The day the site is built for.
    """

    root: Path
    theme: Path
    today: date


def print_all(order: Order, executor: Executor) -> Iterable[tuple[str, bytes]]:
    """Let an executor's workers print every page that comes from records.

    Args:
        order: What to print.
        executor: For example Dask's `client.get_executor()`; its workers must see the order's
            folders, which must not change meanwhile.

    Yields:
        Path and bytes, in the order of the plan: the same as printed here.

    Raises:
        ProblemsFound: The records have problems.
    """
    count = len(_desk(order)[0])
    parts = range(0, count, PART)
    for printed in executor.map(partial(_part, order), parts):
        yield from printed


def _part(order: Order, start: int) -> list[tuple[str, bytes]]:
    pages, press = _desk(order)
    return [(path_of(page.url), press.bytes_of(page)) for page in pages[start : start + PART]]


@lru_cache(maxsize=1)
def _desk(order: Order) -> tuple[tuple[Planned, ...], Press]:
    """Return the plan and what prints it; made once in each process."""
    model = pipeline.model_of(pipeline.read_and_judge(order.root), order.today)
    templates = jinja2.Environment(loader=jinja2.FileSystemLoader(order.theme))  # noqa: S701
    request = pipeline.Request(order.root, order.theme)
    return plan(model), pipeline.press_for(request, model, prepared(templates))
