"""The pure parts of `bench/`: no test measures time."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from bench.document import table, with_section
from bench.measure import measure

DOCUMENT = "# 一\n<!-- build:begin -->\nold\n<!-- build:end -->\n尾\n"


def test_a_section_is_written_between_its_marks_and_nothing_else_changes() -> None:
    written = with_section(DOCUMENT, "build", "new \\1\n")

    assert written == "# 一\n<!-- build:begin -->\n\nnew \\1\n\n<!-- build:end -->\n尾\n"
    assert with_section(written, "build", "new \\1") == written


@pytest.mark.parametrize("document", ["", DOCUMENT * 2, "<!-- build:end -->\n<!-- build:begin -->"])
def test_a_document_without_the_two_marks_is_refused(document: str) -> None:
    with pytest.raises(ValueError, match="build:end"):
        with_section(document, "build", "new")


def test_a_table_sets_figures_to_the_right() -> None:
    assert table(["名", "s"], [["甲", "1.0"]]) == "| 名 | s |\n| --- | ---: |\n| 甲 | 1.0 |"


def test_the_memory_of_a_command_is_that_of_all_its_processes_at_once(tmp_path: Path) -> None:
    hold = "x = bytearray(b'1') * 60_000_000; import time; time.sleep(0.3)"
    twice = f"import subprocess as s, sys; c = [sys.executable, '-c', {hold!r}]; a = s.Popen(c)"
    both = f"{twice}; s.run(c); a.wait()"

    done = measure([sys.executable, "-c", both], tmp_path, tmp_path / "log", cap_s=20)

    assert (done.code, 120 < done.peak_mb < 200) == (0, True)


def test_a_command_is_stopped_at_the_cap_with_all_its_children(tmp_path: Path) -> None:
    done = measure(["sh", "-c", "sleep 30; true"], tmp_path, tmp_path / "log", cap_s=0.1)

    assert done.code is None
