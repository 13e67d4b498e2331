"""A suggestion's state is the fold of its dated facts, on whatever legal road it came."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from huiyin.records.lifecycle import NEXT, START, after, assigned_on, state, steps
from huiyin.records.suggestion import Suggestion

FIRST = date(2025, 1, 10)
PARTS = {"replied": "replies", "evaluated": "surveys", "lookback": "lookbacks"}
Road = list[tuple[str, int]]


@st.composite
def roads(draw: st.DrawFn) -> Road:
    """Steps that may follow each other, each with the days since the one before; 0 is legal."""
    road: Road = []
    now = START
    while allowed := sorted(NEXT[now]):
        kind = draw(st.sampled_from(allowed))
        road.append((kind, draw(st.integers(0, 40))))
        now = after(now, kind)
        if len(road) > 12 or (len(road) > 2 and draw(st.integers(0, 9)) == 0):
            break
    return road


def _recorded(road: Road) -> Suggestion:
    """The record an editor would write after a road: each fact in its own part."""
    parts: dict[str, list[dict[str, Any]]] = {"events": [], "replies": [], "surveys": [],
                                              "lookbacks": []}  # fmt: skip
    on, round_ = FIRST, 0
    for kind, days in road:
        # Only events keep their order within a day; what stands elsewhere comes on its own day.
        on += timedelta(days=days + (kind in PARTS or kind == "rehandling" or days == 0))
        round_ += kind == "replied"
        facts: dict[str, dict[str, Any]] = {
            "replied": {"round": str(round_), "outcome": "A", "text": "办好了。"},
            "evaluated": {"round": str(round_), "kind": "annual"},
            "lookback": {"finding": "kept"},
        }
        parts[PARTS.get(kind, "events")].append({"on": str(on), **facts.get(kind, {"kind": kind})})
    return Suggestion.model_validate(
        {
            "id": "t1-s1-0001", "session": "t1-s1", "number": "1",
            "publicity": {"level": "public_full"}, "title": "关于修井的建议", "topic": "water",
            "proposers": ["deputy-0001"], "body": "井坏了。", **parts,
        }
    )  # fmt: skip


@given(roads())
def test_the_steps_of_a_record_are_the_road_it_came(road: Road) -> None:
    assert [step.kind for step in steps(_recorded(road))] == [kind for kind, _ in road]


@given(roads())
def test_the_state_is_the_fold_of_the_steps(road: Road) -> None:
    now = START
    for kind, _ in road:
        now = after(now, kind)
    reached = state(steps(_recorded(road)))

    assert reached == now


@given(roads())
def test_every_state_a_road_reaches_has_its_next_steps(road: Road) -> None:
    now = START
    for kind, _ in road:
        assert kind in NEXT[now]
        now = after(now, kind)

    assert now in NEXT


def _assigned(*events: tuple[str, str, tuple[str, ...]]) -> Suggestion:
    record = _recorded([("filed", 0)])
    rows = [{"on": on, "kind": kind, "to": list(to)} for on, kind, to in events]
    return record.model_validate({**record.model_dump(), "events": rows})


def test_the_clock_starts_anew_when_all_handlers_change_or_as_the_place_decides() -> None:
    some = _assigned(
        ("2025-02-05", "assigned", ("a", "b")),
        ("2025-02-07", "returned", ()),
        ("2025-02-10", "assigned", ("b", "c")),
    )
    others = _assigned(
        ("2025-02-05", "assigned", ("a",)),
        ("2025-02-07", "returned", ()),
        ("2025-02-10", "assigned", ("c",)),
    )

    assert [
        str(assigned_on(record, rule))
        for record in (some, others)
        for rule in ("all_changed", "always", "never")
    ] == ["2025-02-05", "2025-02-10", "2025-02-05", "2025-02-10", "2025-02-10", "2025-02-05"]


def test_steps_of_one_day_keep_the_order_in_which_they_were_written() -> None:
    record = _assigned(
        ("2025-02-05", "assigned", ("a",)),
        ("2025-02-05", "returned", ()),
        ("2025-02-05", "assigned", ("c",)),
    )

    assert [step.kind for step in steps(record)] == ["assigned", "returned", "assigned"]
