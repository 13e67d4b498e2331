"""Due dates: calendar months from assignment, rolled to working days of the official tables."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiyin.load.reader import read_source
from huiyin.model.deadlines import Clock
from huiyin.records.registers import HolidayRegister
from huiyin.records.suggestion import Suggestion
from huiyin.records.workdays import Rolled, WorkCalendar, add_months
from huiyin.settings import Deadlines

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def calendar() -> WorkCalendar:
    source = read_source(ROOT, "content/registers/holidays.yml", "register:holidays")
    return WorkCalendar.from_registers(HolidayRegister.model_validate(source.data).years)


@pytest.mark.parametrize(
    ("assigned", "months", "raw", "due"),
    [
        ("2025-01-31", 3, "2025-04-30", "2025-04-30"),
        ("2025-01-31", 6, "2025-07-31", "2025-07-31"),
        ("2025-08-31", 3, "2025-11-30", "2025-12-01"),  # a Sunday
        ("2025-08-31", 6, "2026-02-28", "2026-02-28"),  # a Saturday that is a make-up working day
        ("2024-11-30", 3, "2025-02-28", "2025-02-28"),
        ("2024-11-30", 6, "2025-05-30", "2025-05-30"),
        ("2024-02-29", 3, "2024-05-29", "2024-05-29"),
        ("2024-02-29", 6, "2024-08-29", "2024-08-29"),
        ("2025-02-28", 3, "2025-05-28", "2025-05-28"),  # not the month's end
        ("2025-03-15", 3, "2025-06-15", "2025-06-16"),  # a Sunday
        ("2025-03-15", 6, "2025-09-15", "2025-09-15"),
        ("2025-11-30", 3, "2026-02-28", "2026-02-28"),
        ("2025-11-30", 6, "2026-05-30", "2026-06-01"),  # a Saturday
        ("2025-02-06", 3, "2025-05-06", "2025-05-06"),
        ("2024-11-02", 3, "2025-02-02", "2025-02-05"),  # inside the Spring Festival
    ],
)
def test_months_are_calendar_months_and_the_last_day_rolls(
    assigned: str, months: int, raw: str, due: str, calendar: WorkCalendar
) -> None:
    reached = add_months(date.fromisoformat(assigned), months)
    rolled = calendar.rolled(reached)

    assert (str(reached), str(rolled.on), rolled.provisional) == (raw, due, False)


def test_a_rolled_day_tells_what_it_passed_over(calendar: WorkCalendar) -> None:
    assert calendar.rolled(date(2025, 10, 4)) == Rolled(
        date(2025, 10, 4), date(2025, 10, 9), ("国庆节", "中秋节")
    )


def test_without_the_years_table_a_day_rolls_over_weekends_and_is_provisional(
    calendar: WorkCalendar,
) -> None:
    assert calendar.rolled(date(2031, 5, 3)) == Rolled(
        date(2031, 5, 3), date(2031, 5, 5), ("星期六", "星期日"), provisional=True
    )


def test_rolling_can_be_switched_off(calendar: WorkCalendar) -> None:
    assert calendar.rolled(date(2025, 11, 30), roll=False) == Rolled(
        date(2025, 11, 30), date(2025, 11, 30)
    )


@given(st.dates(date(2000, 1, 1), date(2080, 1, 1)), st.integers(1, 24))
def test_a_month_later_is_the_same_day_or_the_months_last(start: date, months: int) -> None:
    end = add_months(start, months)
    elapsed = (end.year - start.year) * 12 + end.month - start.month
    is_months_last = (end + timedelta(days=1)).month != end.month

    assert (elapsed, end.day == start.day or is_months_last) == (months, True)


def _suggestion(*events: dict[str, str], **more: object) -> Suggestion:
    return Suggestion.model_validate(
        {
            "id": "t8-s3-0001",
            "session": "t8-s3",
            "number": "1",
            "publicity": {"level": "public_full"},
            "title": "关于修井的建议",
            "topic": "water",
            "proposers": ["deputy-0001"],
            "body": "井坏了。",
            "events": events,
            **more,
        }
    )


FILED = {"on": "2025-01-15", "kind": "filed"}
ASSIGNED = {"on": "2025-02-06", "kind": "assigned"}


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (_suggestion(FILED), None),
        (_suggestion(FILED, ASSIGNED), (3, "reply", "2025-05-06")),
        (
            _suggestion(FILED, ASSIGNED, complex={"reason": "涉及面广"}),
            (6, "complex", "2025-08-06"),
        ),
        (
            _suggestion(FILED, ASSIGNED, {"on": "2025-04-20", "kind": "extended"}),
            (6, "extended", "2025-08-06"),  # six from assignment, never three plus six
        ),
        (
            _suggestion(
                FILED,
                ASSIGNED,
                {"on": "2025-02-10", "kind": "returned"},
                {"on": "2025-02-13", "kind": "assigned"},
            ),
            (3, "reply", "2025-05-13"),
        ),
        (
            _suggestion(FILED, ASSIGNED, {"on": "2025-05-20", "kind": "rehandling"}),
            (1, "rehandling", "2025-06-20"),
        ),
    ],
)
def test_a_reply_is_due_by_the_rule_that_holds_now(
    record: Suggestion, expected: object, calendar: WorkCalendar
) -> None:
    due = Clock(Deadlines(), calendar).reply(record)

    assert (due and (due.months, due.ground, str(due.on))) == expected


RECESS = {"filed_in": "recess"}
ASSISTED = {"handlers": [{"body": "a", "role": "lead"}, {"body": "b", "role": "assist"}]}


def test_a_due_date_tells_how_it_was_counted(calendar: WorkCalendar) -> None:
    clock = Clock(Deadlines(assist_months=1), calendar)
    accepted = {"on": "2025-09-26", "kind": "accepted"}
    late_in_august = {"on": "2025-08-31", "kind": "assigned"}
    recess = clock.assignment(_suggestion(FILED, accepted, **RECESS))
    assist = clock.assist(_suggestion(FILED, ASSIGNED, **ASSISTED))
    dues = (
        clock.reply(_suggestion(FILED, late_in_august)),
        recess,
        assist,
        clock.publication(date(2025, 4, 25)),
    )

    assert ["".join(due.sentences) for due in dues if due] == [
        "一般建议的答复期限是交办之日起 3 个月。"
        "2025年8月31日交办，当天不算，满 3 个月的那个月没有31日，到月底，是2025年11月30日。"
        "这一天逢星期日，顺延到下一个工作日，2025年12月1日。",
        "闭会期间提出的建议，受理后 5 个工作日内交办。"
        "2025年9月26日受理，当天不算，周末不算，国庆节、中秋节放假也不算，调休上班的 1 天算在内，"
        "第 5 个工作日是2025年10月10日。",
        "协办单位在交办后 1 个月内把意见交给主办单位。"
        "2025年2月6日交办，当天不算，满 1 个月是2025年3月6日。",
        "答复以后 20 个工作日内公开。"
        "2025年4月25日答复，当天不算，周末不算，劳动节放假也不算，调休上班的 1 天算在内，"
        "第 20 个工作日是2025年5月27日。",
    ]


def test_a_re_handling_counts_from_the_survey_that_was_dissatisfied(
    calendar: WorkCalendar,
) -> None:
    record = _suggestion(
        FILED,
        ASSIGNED,
        {"on": "2025-05-26", "kind": "rehandling"},
        replies=[{"round": "1", "on": "2025-05-06", "outcome": "C", "text": "以后再办。"}],
        surveys=[{"round": "1", "kind": "annual", "on": "2025-05-20", "dissatisfied": "1"}],
    )
    due = Clock(Deadlines(), calendar).reply(record)

    assert due
    assert (due.began, str(due.start), str(due.on)) == ("测评", "2025-05-20", "2025-06-20")


def test_a_recess_filing_alone_has_a_day_to_be_assigned(calendar: WorkCalendar) -> None:
    clock = Clock(Deadlines(), calendar)

    assert clock.assignment(_suggestion(FILED, {"on": "2025-01-20", "kind": "accepted"})) is None
