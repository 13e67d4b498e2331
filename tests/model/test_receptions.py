"""Receptions fall where the rule says, and move where holidays and editors say."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiyin.model.receptions import reception_days
from huiyin.records.registers import HolidayYear
from huiyin.records.station import Reception, Station
from huiyin.records.workdays import WorkCalendar

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
HOLIDAYS = HolidayYear.model_validate(
    {
        "year": "2025",
        "source": "通知",
        "holidays": {f"2025-10-0{n}": "国庆节" for n in range(1, 9)},
        "workdays": ["2025-09-28", "2025-10-11"],
    }
)
CALENDAR = WorkCalendar.from_registers([HOLIDAYS])
DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))


def station(**rule: object) -> Station:
    return Station.model_validate(
        {
            "id": "station-east",
            "name": "东镇联络站",
            "kind": "town",
            "division": "east-town",
            "address": "东镇人民路8号",
            "opened_on": "2019-01-01",
            "reception": {"time": "09:00-11:00", **rule},
        }
    )


def rule(**rule: object) -> Reception:
    reception = station(**rule).reception
    assert reception
    return reception


@given(DAYS, st.sampled_from(["1", "2", "3", "4", "last"]), st.sampled_from(WEEKDAYS))
def test_the_nth_weekday_of_a_month_has_so_many_before_it(on: date, nth: str, name: str) -> None:
    day = rule(nth_weekday=f"{nth}-{name}").day_in(on.year, on.month)
    assert day
    same = [d for d in range(1, monthrange(on.year, on.month)[1] + 1)
            if date(on.year, on.month, d).weekday() == WEEKDAYS.index(name)]  # fmt: skip

    assert day.day == (same[-1] if nth == "last" else same[int(nth) - 1])


@given(DAYS, st.integers(1, 31))
def test_a_day_a_month_has_not_is_its_last(on: date, day: int) -> None:
    length = monthrange(on.year, on.month)[1]

    assert rule(monthly_day=str(day)).day_in(on.year, on.month) == date(
        on.year, on.month, min(day, length)
    )


@given(DAYS, st.integers(1, 31), st.sampled_from(["next_workday", "none"]))
def test_receptions_are_ahead_in_order_and_on_working_days(on: date, day: int, roll: str) -> None:
    days = reception_days(station(monthly_day=str(day), roll=roll), on, CALENDAR)
    found = [reception.day.on for reception in days]
    off = [d for d in found if CALENDAR.reason_off(d)] if roll == "next_workday" else []

    assert (found == sorted(set(found)), min(found, default=on) >= on, off) == (True, True, [])


@given(DAYS, st.integers(1, 31))
def test_a_window_that_moves_on_loses_nothing(on: date, day: int) -> None:
    """Seen from one day later, the same receptions lie ahead, but that of the day itself."""
    here = station(monthly_day=str(day))
    today = {r.day.on for r in reception_days(here, on, CALENDAR)}
    tomorrow = {r.day.on for r in reception_days(here, on + timedelta(days=1), CALENDAR)}

    assert {d for d in today if d > on} <= tomorrow


@pytest.mark.parametrize(
    ("given_rule", "days"),
    [
        ({"monthly_day": "1"}, ["2025-10-09 2025-10-01 国庆节"]),
        ({"monthly_day": "1", "roll": "none"}, ["2025-10-01 2025-10-01 "]),
        ({"nth_weekday": "last-tue"}, ["2025-09-30 2025-09-30 ", "2025-10-28 2025-10-28 "]),
        ({"dates": ["2025-10-11", "2025-10-12"]},
         ["2025-10-11 2025-10-11 ", "2025-10-13 2025-10-12 星期日"]),
        ({"dates": ["2025-10-12", "2025-10-13"]}, ["2025-10-13 2025-10-12 星期日"]),
    ],
)  # fmt: skip
def test_holidays_move_a_reception_and_are_named(
    given_rule: dict[str, object], days: list[str]
) -> None:
    found = reception_days(station(**given_rule), date(2025, 9, 29), CALENDAR, months=1)

    assert [f"{r.day.on} {r.day.raw} {'、'.join(r.day.reasons)}" for r in found] == days


def test_an_editor_moves_names_and_calls_off_a_reception() -> None:
    here = station(
        monthly_day="14",
        receivers=["deputy-0001", "deputy-0002"],
        arrangements=[
            {"on": "2025-10-14", "receivers": ["deputy-0002"]},
            {"on": "2025-11-14", "moved_to": "2025-11-18", "reason": "会议室占用",
             "announced_on": "2025-11-01"},
            {"on": "2025-12-14", "called_off": "true", "reason": "停水",
             "announced_on": "2025-12-01"},
        ],
    )  # fmt: skip
    found = reception_days(here, date(2025, 10, 1), CALENDAR)

    assert [(str(r.day.on), r.receivers, r.reason, r.is_off) for r in found] == [
        ("2025-10-14", ("deputy-0002",), "", False),
        ("2025-11-18", ("deputy-0001", "deputy-0002"), "会议室占用", False),
        ("2025-12-15", ("deputy-0001", "deputy-0002"), "停水", True),
    ]
