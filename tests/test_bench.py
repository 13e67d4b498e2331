"""The pure parts of `bench/`: no test measures time."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from markdown import markdown

from bench.chart import chart
from bench.congress import Edits, size_of
from bench.document import table, with_section
from bench.export import Block, SeenPage, blocks_of, characters_of, markdown_of, write_markdown
from bench.figures import middle, middle_of_step, ratio, seconds, spread
from bench.install import pinned_versions
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
    hold = "x = bytearray(b'1') * 60_000_000; import time; time.sleep(0.8)"
    twice = f"import subprocess as s, sys; c = [sys.executable, '-c', {hold!r}]; a = s.Popen(c)"
    both = f"{twice}; s.run(c); a.wait()"

    done = measure([sys.executable, "-c", both], tmp_path, tmp_path / "log", cap_s=20)

    assert (done.code, 120 < done.peak_mb < 200) == (0, True)


def test_a_command_is_stopped_at_the_cap_with_all_its_children(tmp_path: Path) -> None:
    done = measure(["sh", "-c", "sleep 30; true"], tmp_path, tmp_path / "log", cap_s=0.1)

    assert done.code is None


PAGE = """<header>不看</header><main>
<p>第0017号 · <a href="/x/">三次会议</a></p><h1>关于<b>路灯</b></h1>
<svg><title>图</title></svg><script>1</script><ul><li><p>1. 甲</p><p>乙</p></li><li>丙</li></ul>
<table><tr><th>满意</th><td>5</td></tr></table>
<p>- 丁 *戊* _己_ [庚](辛) &lt;b&gt; &amp;amp; {{&lt; x >}}</p>
<aside class="page__more">图例</aside></main>"""


def test_the_text_of_a_page_is_what_its_reader_sees_in_reading_order() -> None:
    assert blocks_of(PAGE) == (
        Block("", "第0017号 · 三次会议"),
        Block("#", "关于路灯"),
        Block("-", "1. 甲"),
        Block("-", "乙"),
        Block("-", "丙"),
        Block("", "满意 5"),
        Block("", "- 丁 *戊* _己_ [庚](辛) <b> &amp; {{< x >}}"),
    )


def test_a_peer_that_renders_the_markdown_shows_the_same_characters(tmp_path: Path) -> None:
    page = SeenPage("news/2026/a/", "关于：路灯", True, blocks_of(PAGE))
    path = write_markdown(page, tmp_path, "index.md", {"layout": "page"})
    front, _, body = path.read_text("utf-8").removeprefix("---\n").partition("---\n")

    assert path.relative_to(tmp_path).as_posix() == "news/2026/a.md"
    assert front == 'title: "关于：路灯"\nrecord: yes\nlayout: page\n'
    assert characters_of(f"<main>{markdown(body)}</main>") == page.characters
    assert markdown_of(page.blocks) in body


def _run(scenario: str, site: float, search: float) -> dict[str, object]:
    steps = {
        name: {"wall_s": wall, "cpu_s": wall * 2, "peak_mb": wall * 100}
        for name, wall in (("site", site), ("search", search))
    }
    return {"scenario": scenario, "steps": steps}


def test_figures_are_medians_over_rounds_of_all_steps_together() -> None:
    result = {"runs": [_run("cold", 1, 3), _run("cold", 2, 4), _run("cold", 9, 9)]}
    found = [middle(result, "cold", measure) for measure in ("wall_s", "cpu_s", "peak_mb")]

    assert found == [6, 12, 400]
    assert (middle_of_step(result, "cold", "search"), spread(result, "cold")) == (4, 14 / 6)
    assert middle(result, "template", "wall_s") is None


def test_figures_are_written_with_three_digits_that_mean_something() -> None:
    written = [seconds(value) for value in (0.412, 3.2, 41.31, 413.2, None)]

    assert (written, ratio(1, 2), ratio(None, 2)) == (
        ["0.41", "3.20", "41.3", "413", "–"],
        "0.50 ×",
        "–",
    )


def test_a_congress_of_any_size_has_as_many_records_as_asked() -> None:
    assert [size_of(records).total for records in (101, 1_000, 100_000)] == [101, 1_000, 100_000]


def test_an_edit_changes_one_file_and_is_taken_back(tmp_path: Path) -> None:
    suggestion, template = tmp_path / "0017.md", tmp_path / "page.html"
    suggestion.write_text("建议\n", "utf-8")
    template.write_text("<h1>一</h1><h1>二</h1>", "utf-8")
    edits = Edits(suggestion, template, "</h1>")

    def both() -> tuple[str, str]:
        return suggestion.read_text("utf-8"), template.read_text("utf-8")

    whole = both()
    edits.make("unchanged", 1)
    assert both() == whole
    edits.make("suggestion", 1)
    edits.make("template", 2)
    assert both() == ("建议\n\n补充说明：第1次改动。\n", "<h1>一<!-- 2 --></h1><h1>二</h1>")
    edits.take_back()
    assert both() == whole


def test_a_chart_marks_what_was_measured_and_no_more() -> None:
    drawn = chart([("甲 & 乙", 2.0, 0.1), ("丙", None, None)], "1,000 records")

    assert (drawn.count('<circle class="dot"'), drawn.count('<circle class="ring"')) == (2, 2)
    assert "甲 &amp; 乙" in drawn


def test_every_peer_is_pinned_to_one_version() -> None:
    assert all(version[0].isdigit() for version in pinned_versions().values())
