"""One command measured: wall, processor, and the memory of all its processes together."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

import psutil

SAMPLED_EVERY_S = 0.2  # at most
_WATCHED = 0.01  # of the time, at most: asking stops a process for as long as its memory is large
_MB = 1_000_000


@dataclass(frozen=True, slots=True)
class Measured:
    """What one command took.

    Attributes:
        wall_s: From its start to its end.
        cpu_s: User and system time of the process and of all its children that it waited for.
        peak_mb: The largest sum, over all processes of its tree at one moment, of the proportional
            set size (a page shared by n of them counts 1/n in each), in 1,000,000 bytes. Sampled,
            so a short peak may be missed.
        code: Its exit code; None when it was stopped at the cap.
    """

    wall_s: float
    cpu_s: float
    peak_mb: float
    code: int | None


def measure(
    command: Sequence[str | Path],
    folder: Path,
    log: Path,
    cap_s: float,
    environment: Mapping[str, str] | None = None,
) -> Measured:
    """Run a command in a folder, its output to a log, and stop it at the cap."""
    with log.open("wb") as output:
        begun = time.perf_counter()
        process = subprocess.Popen(
            [str(part) for part in command],
            cwd=folder,
            env={**os.environ, **(environment or {})},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        watch = _Watch(process.pid, cap_s)
        _, status, used = os.wait4(process.pid, 0)
        wall_s = time.perf_counter() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        watch.end()
    code = None if watch.stopped else process.returncode
    return Measured(wall_s, used.ru_utime + used.ru_stime, watch.peak_mb, code)


class _Watch:
    """Looks at a process and its descendants until told to end, and kills them at the cap."""

    def __init__(self, pid: int, cap_s: float) -> None:
        self.peak_mb = 0.0
        self.stopped = False
        self._pid = pid
        self._cap_s = cap_s
        self._over = Event()
        self._thread = Thread(target=self._look, daemon=True)
        self._thread.start()

    def end(self) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        begun = time.perf_counter()
        while not self._over.is_set():
            asked = time.perf_counter()
            self.peak_mb = max(self.peak_mb, tree_mb(self._pid))
            taken_s = time.perf_counter() - asked
            if asked - begun > self._cap_s:
                self.stopped = True
                _kill_tree(self._pid)
                return
            self._over.wait(max(SAMPLED_EVERY_S, taken_s / _WATCHED))


def tree_mb(pid: int) -> float:
    """Return the proportional set size of a process and all its descendants, in MB."""
    return sum(_pss(process) for process in _tree(pid)) / _MB


def _tree(pid: int) -> list[psutil.Process]:
    try:
        root = psutil.Process(pid)
        return [root, *root.children(recursive=True)]
    except psutil.Error:
        return []


def _pss(process: psutil.Process) -> int:
    try:
        return int(process.memory_full_info().pss)
    except psutil.Error:  # it ended while we looked
        return 0


def _kill_tree(pid: int) -> None:
    for process in reversed(_tree(pid)):
        try:
            process.send_signal(signal.SIGKILL)
        except psutil.Error:
            continue
