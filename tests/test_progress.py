"""A long run says how far it is, in lines where they are kept, and what each stage took."""

from __future__ import annotations

import pytest

from huiyin import progress


def test_ci_gets_a_line_for_each_stage_that_ends(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CI", "true")
    with progress.shown() as tell:
        for done in (1, 2):
            tell("读取", done, 2)

    assert capsys.readouterr().err == "读取 2\n"


def test_a_pipe_gets_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("CI", raising=False)
    with progress.shown() as tell:
        tell("读取", 2, 2)

    assert capsys.readouterr().err == ""


def test_a_stage_ends_where_the_next_one_begins() -> None:
    heard: list[tuple[str, int, int]] = []
    stages = progress.Stages(lambda *told: heard.append(told))
    for told in (("读取", 1, 2), ("读取", 2, 2), ("检查", 0, 5)):
        stages(*told)

    assert [(stage.name, stage.count) for stage in stages.ended()] == [("读取", 2), ("检查", 5)]
    assert heard == [("读取", 1, 2), ("读取", 2, 2), ("检查", 0, 5)]
