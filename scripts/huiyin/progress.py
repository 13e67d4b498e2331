"""Progress: a long run says how far it is: bars on a terminal, lines in CI, nothing in a pipe."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

# Told the stage in the reader's language, how much of it is done, and of how much.
Tell = Callable[[str, int, int], None]


def silent(stage: str, done: int, total: int) -> None:
    """Say nothing."""


@contextmanager
def shown() -> Iterator[Tell]:
    """Show how far a run is, on standard error. Bars leave nothing behind, lines stay."""
    if sys.stderr.isatty():
        with _bars() as tell:
            yield tell
    elif os.environ.get("CI"):
        yield _lines
    else:
        yield silent


@contextmanager
def _bars() -> Iterator[Tell]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
               TextColumn("{task.fields[rate]}"), TimeElapsedColumn())  # fmt: skip
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        tasks = {}

        def tell(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(stage, total=total, rate="")
            speed = bars.tasks[tasks[stage]].speed
            rate = f"每秒 {speed:.0f}" if speed else ""
            bars.update(tasks[stage], completed=min(done, total), total=total, rate=rate)

        yield tell


def _lines(stage: str, done: int, total: int) -> None:
    if done >= total:
        print(f"{stage} {total}", file=sys.stderr, flush=True)


@dataclass(slots=True)
class Stage:
    """What a stage took.

    Attributes:
        count: How many records, pages or files went through it.
        wall_s, cpu_s: Seconds on the clock, and of all processors that worked.
    """

    name: str
    count: int
    wall_s: float = 0.0
    cpu_s: float = 0.0


class Stages:
    """Measures the stages of a run by what they tell; each ends where the next one begins."""

    def __init__(self, tell: Tell = silent) -> None:
        """Pass everything on to another listener, which may be changed."""
        self.tell = tell
        self._done: list[Stage] = []
        self._wall, self._cpu = _clocks()
        self._start_s = self._wall

    @property
    def seconds(self) -> float:
        """Return how long the run has taken up to now."""
        return _clocks()[0] - self._start_s

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Hear how far a stage is."""
        if not self._done or self._done[-1].name != stage:
            self._close()
            self._done.append(Stage(stage, total))
        self._done[-1].count = total
        self.tell(stage, done, total)

    def ended(self) -> Sequence[Stage]:
        """Return all stages up to now."""
        self._close()
        return tuple(self._done)

    def _close(self) -> None:
        wall, cpu = _clocks()
        if self._done:
            self._done[-1].wall_s += wall - self._wall
            self._done[-1].cpu_s += cpu - self._cpu
        self._wall, self._cpu = wall, cpu


def print_table(stages: Sequence[Stage]) -> None:
    """Print what each stage took, and how much memory the largest process needed."""
    from rich.console import Console
    from rich.table import Table

    table = Table("阶段")
    for head in ("数量", "每秒", "用时（秒）", "处理器（秒）"):
        table.add_column(head, justify="right")
    for stage in stages:
        rate = f"{stage.count / stage.wall_s:.0f}" if stage.wall_s > 0 else ""
        table.add_row(
            stage.name, str(stage.count), rate, f"{stage.wall_s:.2f}", f"{stage.cpu_s:.2f}"
        )
    whole = (sum(s.wall_s for s in stages), sum(s.cpu_s for s in stages))
    table.add_row("合计", "", "", f"{whole[0]:.2f}", f"{whole[1]:.2f}")
    console = Console()
    console.print(table)
    if peak := _peak_mb():
        console.print(f"一个进程最多用了 {peak} MB 内存。")


def _clocks() -> tuple[float, float]:
    return time.perf_counter(), sum(os.times()[:4])


def _peak_mb() -> int:
    try:
        import resource
    except ImportError:  # Windows
        return 0
    whose = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return max(resource.getrusage(who).ru_maxrss for who in whose) // 1024
