"""A check as a person asks for it: judge the records, and say in words what was found."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from . import fingerprints, progress
from .cache import opened
from .command_line import cache_of, report, usable_day
from .load.reader import begin_to_read
from .verdict import Verdict


def check_site(
    root: Path, on: date | None, form: str, jobs: int, *, without_cache: bool = False
) -> int:
    """Judge a site's records and print what was found.

    When nothing has changed since the last time, the verdict of the last time is given again;
    the records need not be read, nor the libraries that judge them loaded.

    Returns:
        The exit code: 1 when there is an error or too many warnings, else 0.
    """
    if without_cache:
        return report(_judged(root, on, jobs)[0], form)
    with opened(cache_of(root)) as cache:
        site = f"{fingerprints.of_program()}:{fingerprints.of_site(root)}"
        if kept := cache.get(f"sample-day:{site}"):
            today = usable_day(on, _day(kept.decode()))
            if verdict := cache.get(f"verdict:{site}:{today}"):
                return report(Verdict.from_bytes(verdict), form)
        found, sample_day, today = _judged(root, on, jobs)
        cache.put(f"sample-day:{site}", str(sample_day or "none").encode())
        cache.put(f"verdict:{site}:{today}", found.to_bytes())
        return report(found, form)


def _judged(root: Path, on: date | None, jobs: int) -> tuple[Verdict, date | None, date]:
    """Return what was found, the day a sample congress is shown on, and the day judged for."""
    with progress.shown() as tell:
        reading = begin_to_read(root, jobs, tell)
        from . import judging  # the heavy libraries, while the records are being read

        checked = judging.judge(reading, root, jobs, tell)
    today = usable_day(on, checked.sample_day)
    return judging.judged_on(checked, today, jobs).verdict, checked.sample_day, today


def _day(written: str) -> date | None:
    return None if written == "none" else date.fromisoformat(written)
