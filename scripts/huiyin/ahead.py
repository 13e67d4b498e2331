"""Ahead: what a build does before the libraries that judge and print are loaded.

Where the site stands already, they are not. Else records are being read while they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from . import standing
from .load.reader import Reading, begin_to_read
from .progress import Stages


@dataclass(frozen=True, slots=True)
class Ahead:
    """A run that has begun.

    Attributes:
        stages: Hears how far it is, and knows when it began.
        reading: The records that are being read.
        inputs: What was there to build from before; None when nobody is to remember it.
    """

    stages: Stages
    reading: Reading
    inputs: standing.Inputs | None = None


def begun(
    root: Path, jobs: int, stages: Stages | None = None, inputs: standing.Inputs | None = None
) -> Ahead:
    """Begin to read a site in some processes; one reads only when it is asked to."""
    stages = stages or Stages()
    stages("读取", 0, 1)
    return Ahead(stages, begin_to_read(root, jobs, stages), inputs)


def build_unless_standing(
    order: standing.Order,
    on: date | None,
    jobs: int,
    *,
    without_cache: bool = False,
    profile: bool = False,
    scheduler: str | None = None,
) -> int:
    """Build a site and print what happened, or that nothing had to; see `building.build_site`."""
    stages = Stages()
    stages("比对", 0, 1)
    inputs = None if without_cache else standing.inputs_of(order)
    if inputs and not profile and standing.is_told(order, inputs, on, stages):
        return 0
    run = begun(order.root, jobs, stages, inputs)
    from .building import build_site  # the heavy libraries, while the records are being read

    return build_site(
        order.root, order.out, on, jobs, order.base_url,
        without_cache=without_cache, profile=profile, scheduler=scheduler, begun=run,
    )  # fmt: skip
