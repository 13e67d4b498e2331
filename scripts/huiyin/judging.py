"""Judging a site: the first two stages of the road, without the libraries of the later ones."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from .load.reader import Reading, begin_to_read
from .load.source import Source
from .model import quoted
from .problems import Problem, errors
from .progress import Tell, silent
from .settings import Settings
from .validate.validator import Validated, validate, validate_on, with_faults
from .verdict import Verdict


@dataclass(frozen=True, slots=True)
class Checked:
    """A site that was read and judged.

    Attributes:
        judged_for: The day whose own rules were judged too; None when no day was.
        root: The site's root folder, in which the pictures lie.
    """

    validated: Validated
    judged_for: date | None = None
    root: Path | None = None

    @property
    def sources(self) -> tuple[Source, ...]:
        """Return every file that was read, in path order."""
        return self.validated.sources

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return every problem, sorted by file and line."""
        return self.validated.problems

    @property
    def settings(self) -> Settings | None:
        """Return the settings, None when they have no shape."""
        return self.validated.settings

    @property
    def sample_day(self) -> date | None:
        """Return the day a sample congress is shown on, None for a real one."""
        sample = self.settings.ours.sample if self.settings else None
        return sample.today if sample else None

    @property
    def verdict(self) -> Verdict:
        """Return what was found, without the records."""
        limit = self.settings.ours.max_warnings if self.settings else None
        return Verdict(self.problems, len(self.sources), limit)


def read_and_judge(root: Path, jobs: int = 1, tell: Tell = silent) -> Checked:
    """Run the first two stages in some processes: read every file, validate every record."""
    return judge(begin_to_read(root, jobs, tell), root, jobs, tell)


def judge(reading: Reading, root: Path, jobs: int = 1, tell: Tell = silent) -> Checked:
    """Validate every record of a site that is being read."""
    return Checked(validate(*reading, root, jobs, tell), root=root)


def judged_on(checked: Checked, today: date, jobs: int = 1) -> Checked:
    """Judge also what is only right or wrong on the day the site is built for."""
    if checked.judged_for == today:
        return checked
    validated = validate_on(checked.validated, today, jobs)
    if validated.settings and not errors(validated.problems):
        differing = quoted.check(validated.catalogue, validated.settings, today)
        validated = with_faults(validated, differing)
    return replace(checked, validated=validated, judged_for=today)
