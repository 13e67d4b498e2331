"""Figures: parts sum to their whole, classes to replies, and what is hidden is in no part."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from huiyin.model.cases import Case, case
from huiyin.model.comparisons import league, year_on_year
from huiyin.model.deadlines import Clock
from huiyin.model.figures import Figures, Share, Spread
from huiyin.model.statistics import Tally
from huiyin.records.registers import OutcomeScheme
from huiyin.records.suggestion import Suggestion
from huiyin.records.workdays import WorkCalendar
from huiyin.settings import Deadlines

TODAY = date(2025, 9, 1)
CLOCK = Clock(Deadlines(), WorkCalendar({}, frozenset(), frozenset({2025})))
SCHEMES = {
    "t1-s2": OutcomeScheme.model_validate(
        {
            "id": "jia-yi-bing", "name": "三类", "source": "办法",
            "classes": [
                {"key": "甲", "wording": "已经解决", "outcome": "resolved"},
                {"key": "乙", "wording": "列入计划", "outcome": "planned"},
                {"key": "丙", "wording": "暂不能解决", "outcome": "infeasible"},
            ],
        }
    ),
    "t1-s1": OutcomeScheme.model_validate(
        {
            "id": "npc-abcd", "name": "四类", "source": "办法",
            "classes": [
                {"key": "A", "wording": "已经解决", "outcome": "resolved"},
                {"key": "B", "wording": "正在解决", "outcome": "in_progress"},
                {"key": "C", "wording": "待以后解决", "outcome": "later"},
                {"key": "D", "wording": "留作参考", "outcome": "reference"},
            ],
        }
    ),
}  # fmt: skip
ROADS = (
    ("filed",), ("filed", "not_accepted"), ("filed", "withdrawn"), ("filed", "merged"),
    ("filed", "assigned"), ("filed", "assigned", "replied"),
    ("filed", "assigned", "extended", "replied", "evaluated", "closed"),
    ("filed", "assigned", "replied", "evaluated", "rehandling"),
    ("filed", "assigned", "replied", "evaluated", "rehandling", "replied", "evaluated", "closed"),
    ("filed", "assigned", "replied", "withdrawn"),
)  # fmt: skip
BODIES = ("water", "roads", "schools")


@st.composite
def cases(draw: st.DrawFn) -> Case:
    session = draw(st.sampled_from(sorted(SCHEMES)))
    letters = [entry.key for entry in SCHEMES[session].classes]
    parts: dict[str, list[dict[str, Any]]] = {"events": [], "replies": [], "surveys": []}
    on, round_ = date(2025, 1, 9), 0
    for kind in draw(st.sampled_from(ROADS)):
        on += timedelta(days=draw(st.integers(1, 60)))
        if kind == "replied":
            round_ += 1
            letter = draw(st.sampled_from(letters))
            fact: dict[str, Any] = {"round": str(round_), "outcome": letter, "text": "答复。"}
            parts["replies"].append({"on": str(on), **fact})
        elif kind == "evaluated":
            grades = {key: str(draw(st.integers(0, 3))) for key in ("satisfied", "dissatisfied")}
            parts["surveys"].append(
                {"on": str(on), "round": str(round_), "kind": "annual", **grades}
            )
        else:
            parts["events"].append({"on": str(on), "kind": kind})
    number = draw(st.integers(1, 9999))
    handlers = draw(st.lists(st.sampled_from(BODIES), min_size=1, max_size=3, unique=True))
    role = "lead" if len(handlers) == 1 else "separate"
    record = Suggestion.model_validate(
        {
            "id": f"{session}-{number:04d}", "session": session, "number": str(number),
            "publicity": {"level": draw(st.sampled_from(["public_full", "public_summary"]))},
            "title": "关于修井的建议", "topic": draw(st.sampled_from(["water", "roads"])),
            "proposers": ["deputy-0001"], "body": "井坏了。", **parts,
            "handlers": [{"body": body, "role": role} for body in handlers],
        }
    )  # fmt: skip
    return case(record, SCHEMES[session], CLOCK, TODAY)


few = settings(max_examples=20, deadline=None)
many = st.lists(cases(), max_size=12, unique_by=lambda case: case.record.id)


def _tally(cases: list[Case]) -> Tally:
    return Tally(cases, SCHEMES, lambda case: f"{case.record.topic}-committee")


@few
@given(many)
def test_classes_and_outcomes_sum_to_what_was_replied(drawn: list[Case]) -> None:
    for figures in _tally(drawn).sessions({}).values():
        classes = sum(entry.count for entry in figures.by_class)

        assert (classes, sum(figures.by_outcome.values())) == (figures.replied, figures.replied)


@few
@given(many)
def test_topics_and_committees_sum_to_their_session_in_every_figure(drawn: list[Case]) -> None:
    for figures in _tally(drawn).sessions({"t1-s1": 2}).values():
        for shares in (figures.by_topic, figures.by_committee):
            rows = [share.figures.row for share in shares]

            assert tuple(map(sum, zip(*rows, strict=True))) == tuple(figures.row) or not rows


@few
@given(many)
def test_sessions_sum_to_their_subject_in_every_figure(drawn: list[Case]) -> None:
    subjects = _tally(drawn).subjects()
    for table in (subjects.topics, subjects.bodies, subjects.committees, subjects.deputies):
        for figures in table.values():
            rows = [share.figures.row for share in figures.by_session]

            assert tuple(map(sum, zip(*rows, strict=True))) == tuple(figures.row)


@few
@given(many)
def test_every_case_is_in_one_place_of_the_flow(drawn: list[Case]) -> None:
    for figures in _tally(drawn).sessions({}).values():
        left = figures.not_accepted + figures.withdrawn + figures.merged

        assert left + figures.assigned <= figures.cases
        assert figures.on_time <= figures.replied <= figures.assigned
        assert figures.in_session + figures.recess == figures.cases
        assert figures.satisfaction.answered <= figures.satisfaction.asked


@few
@given(many, st.integers(0, 9))
def test_what_is_not_public_counts_in_the_total_and_changes_nothing_else(
    drawn: list[Case], hidden: int
) -> None:
    without = _tally(drawn).sessions({})
    figures = _tally(drawn).sessions({"t1-s1": hidden})
    told = figures["t1-s1"] if hidden or "t1-s1" in without else None
    bare = without.get("t1-s1")

    if told and bare:
        assert (told.filed - bare.filed, told.row, told.by_class, told.by_outcome) == (
            hidden, bare.row, bare.by_class, bare.by_outcome,
        )  # fmt: skip
    for figure in (f for f in figures.values() for part in _parts(f) for f in (part.figures,)):
        assert figure.hidden == 0


def _parts(figures: Figures) -> tuple[Share, ...]:
    return (*figures.by_topic, *figures.by_body, *figures.by_committee)


def test_fewer_than_three_hidden_ones_are_not_told_apart() -> None:
    figures = _tally([]).sessions({"t1-s1": 2, "t1-s2": 3})

    assert [f.told_hidden(3) for f in figures.values()] == [3, 0]


@few
@given(many)
def test_letters_of_two_schemes_are_never_added_up(drawn: list[Case]) -> None:
    assert [f.by_class for f in _tally(drawn).subjects().bodies.values() if f.by_class] == []


@pytest.mark.parametrize(
    ("days", "median", "mean"),
    [((), None, None), ((7,), "7", "7.0"), ((3, 9), "6", "6.0"), ((3, 4), "3.5", "3.5"),
     ((1, 2, 90), "2", "31.0")],
)  # fmt: skip
def test_a_median_is_not_moved_by_one_late_reply(
    days: tuple[int, ...], median: str | None, mean: str | None
) -> None:
    spread = Spread(days)

    assert (spread.median, spread.mean) == (median, mean)


@few
@given(many, st.integers(1, 6))
def test_bodies_with_few_suggestions_are_not_ranked(drawn: list[Case], at_least: int) -> None:
    for figures in _tally(drawn).sessions({}).values():
        table = league(figures.by_body, at_least)
        everyone = Counter(share.key for share in (*table.ranked, *table.others))

        assert everyone == Counter(share.key for share in figures.by_body)
        assert all(share.figures.assigned >= at_least for share in table.ranked)
        assert len(table.ranked) != 1


def test_each_session_stands_beside_the_one_before_it() -> None:
    rows = year_on_year(_tally([]).sessions({"t1-s1": 2, "t1-s2": 5}))

    assert [(row.session, row.filed, row.more_filed) for row in rows] == [
        ("t1-s2", 5, 3),
        ("t1-s1", 2, None),
    ]
