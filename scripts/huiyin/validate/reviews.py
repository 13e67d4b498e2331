"""Reviews: where the site demands it, a published record carries the signatures of three levels."""

from __future__ import annotations

from collections.abc import Iterator

from ..problems import Fault
from ..settings import Settings
from .catalogue import Catalogue
from .identity import FILED_KINDS

LEVELS = (1, 2, 3)


def check(catalogue: Catalogue, settings: Settings | None) -> Iterator[Fault]:
    """Yield a fault for each published record that was not reviewed by three different people.

    Source:
        三审制: `extra.huiyin.reviews_required` (design §4.6).
    """
    if settings is None or not settings.ours.reviews_required:
        return
    for entry in catalogue.entries:
        if entry.kind not in FILED_KINDS or entry.record.status != "published":
            continue
        reviews = entry.record.reviews
        missing = [str(level) for level in LEVELS if level not in {r.level for r in reviews}]
        people = {review.by for review in reviews}
        if missing or len(people) < len(LEVELS):
            yield entry.fault("not-reviewed", ("reviews",), missing="、".join(missing))
