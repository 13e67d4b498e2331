"""Calendar: the day the demo lives on, its term and its sessions."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

TODAY = date(2026, 3, 1)
TERM = "t8"
ELECTED_ON = date(2022, 12, 28)
BEGINS_ON = date(2023, 1, 9)
ENDS_ON = date(2028, 1, 31)
FOUR_CLASSES = {"A": "resolved", "B": "in_progress", "C": "later", "D": "reference"}
SEVEN_CLASSES = {"A": "resolved", "B": "in_progress", "C": "planned", "D": "later",
                 "E": "reference", "F": "infeasible", "G": "merged"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sitting:
    """A session (次会议), as in `parts/content/registers/sessions.yml`."""

    id: str
    opened_on: date
    closed_on: date
    recess_until: date
    outcomes: dict[str, str] = field(hash=False)


SITTINGS = (
    Sitting("t8-s1", date(2023, 1, 9), date(2023, 1, 13), date(2023, 12, 15), FOUR_CLASSES),
    Sitting("t8-s2", date(2024, 1, 15), date(2024, 1, 18), date(2024, 12, 13), FOUR_CLASSES),
    Sitting("t8-s3", date(2025, 1, 14), date(2025, 1, 17), date(2025, 12, 12), SEVEN_CLASSES),
    Sitting("t8-s4", date(2026, 1, 13), date(2026, 1, 16), date(2026, 2, 25), SEVEN_CLASSES),
)
# Shares of the suggestions, newest last; the last session has just begun to be handled.
SHARES = {2: (60, 40), 3: (35, 40, 25), 4: (25, 27, 28, 20)}


def sittings_for(suggestion_count: int) -> dict[Sitting, int]:
    """Return the sessions that take suggestions, with how many each takes."""
    sessions = 2 if suggestion_count < 300 else 3 if suggestion_count < 1200 else 4
    counts = [suggestion_count * share // 100 for share in SHARES[sessions]]
    counts[0] += suggestion_count - sum(counts)
    return dict(zip(SITTINGS[-sessions:], counts, strict=True))
