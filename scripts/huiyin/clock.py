"""The day a site is built for. Only the command line reads the clock, through this module."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta, timezone

SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")


def now_in_shanghai() -> datetime:
    """Read the clock."""
    return datetime.now(SHANGHAI)


def build_date(
    given: date | None,
    environ: Mapping[str, str],
    sample_today: date | None,
    now: Callable[[], datetime] = now_in_shanghai,
) -> date:
    """Choose the day: `--date`, else SOURCE_DATE_EPOCH, else the sample's own day, else today.

    Raises:
        ValueError: SOURCE_DATE_EPOCH is not a number of seconds.
    """
    if given:
        return given
    if epoch := environ.get("SOURCE_DATE_EPOCH"):
        return datetime.fromtimestamp(int(epoch), UTC).astimezone(SHANGHAI).date()
    return sample_today or now().date()
