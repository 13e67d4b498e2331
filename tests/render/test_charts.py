"""Charts: picture and table say the same."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from huiyin.render.charts import bars, funnel, rate_line

KINDS = (("已解决", "resolved"), ("正在解决", "progress"), ("还没有答复", "open"))
COUNTS = st.lists(st.tuples(*[st.integers(0, 50)] * 3), min_size=1, max_size=6)


@given(COUNTS)
def test_a_bars_parts_meet_and_its_length_is_its_share_of_the_longest(
    rows: list[tuple[int, int, int]],
) -> None:
    chart = bars("办理结果", "单位", "件", KINDS, [(str(n), row) for n, row in enumerate(rows)])
    longest = max(map(sum, rows))

    assert [
        (
            bar.total,
            tuple(part.count for part in bar.parts),
            [part.start for part in bar.parts],
            sum(part.width for part in bar.parts),
        )
        for bar in chart.bars
    ] == [
        (
            sum(row),
            row,
            [sum(row[:n]) * 1000 // longest if longest else 0 for n in range(3)],
            sum(row) * 1000 // longest if longest else 0,
        )
        for row in rows
    ]


def test_a_rate_above_the_whole_is_told_and_not_drawn() -> None:
    chart = rate_line(
        "比率", "年", [("一", 1, 2), ("二", 1462, 1209), ("三", 0, 0), ("四", 3, 4)], 1
    )

    assert ([(p.value, p.told, p.height) for p in chart.points], chart.path) == (
        [("50.0%", "1 ÷ 2", 500), ("120.9%", "1462 ÷ 1209", None), ("—", "0 ÷ 0", None),
         ("75.0%", "3 ÷ 4", 750)],
        "M125 500 M875 250",
    )  # fmt: skip


def test_a_funnel_tells_each_steps_share_of_the_one_before() -> None:
    chart = funnel("漏斗", "条", [("征集", 1023), ("上报", 95), ("采纳", 4)], 2)

    assert [(step.count, step.share, step.width) for step in chart.steps] == [
        (1023, "", 1000),
        (95, "9.29%", 92),
        (4, "4.21%", 3),
    ]
