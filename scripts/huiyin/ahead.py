"""Ahead: records are being read while the libraries that judge and print them are loaded."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from .load.reader import Reading, begin_to_read
from .progress import Stages


@dataclass(frozen=True, slots=True)
class Ahead:
    """A run that has begun.

    Attributes:
        start_s: When, by the clock that only measures.
        stages: Hears how far it is.
        reading: The records that are being read.
    """

    start_s: float
    stages: Stages
    reading: Reading


def begun(root: Path, jobs: int) -> Ahead:
    """Begin to read a site in some processes; one reads only when it is asked to."""
    start_s, stages = time.perf_counter(), Stages()
    stages("读取", 0, 1)
    return Ahead(start_s, stages, begin_to_read(root, jobs, stages))
