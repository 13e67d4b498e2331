"""A verdict: what checking a site found, without the records. It can be kept and read again."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from .problems import Problem, Severity, errors


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check found.

    Attributes:
        problems: Sorted by file and line.
        source_count: How many files were read.
        warning_limit: How many warnings the settings allow, None when any number.
    """

    problems: tuple[Problem, ...]
    source_count: int
    warning_limit: int | None

    @property
    def warning_count(self) -> int:
        """Return how many problems are warnings."""
        return len(self.problems) - len(errors(self.problems))

    @property
    def is_publishable(self) -> bool:
        """Tell whether there is no error, and no more warnings than allowed."""
        limit = self.warning_limit
        return not errors(self.problems) and (limit is None or self.warning_count <= limit)

    def to_bytes(self) -> bytes:
        """Return the verdict as JSON."""
        return json.dumps(asdict(self), ensure_ascii=False).encode()

    @classmethod
    def from_bytes(cls, written: bytes) -> Verdict:
        """Read a verdict that `to_bytes` wrote."""
        data = json.loads(written)
        problems = (Problem(**{**p, "severity": Severity(p["severity"])}) for p in data["problems"])
        return cls(tuple(problems), data["source_count"], data["warning_limit"])
