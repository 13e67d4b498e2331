"""Whatever an editor does to a file, the answer is a report and never an exception."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from huiyin import pipeline
from huiyin.problems import FORMATS, Problem
from huiyin.validate.wording import WORDS
from small_site import SITES, TODAY, SmallSite

FILES = sorted(path.relative_to(SITES / "minimal").as_posix()
               for path in (SITES / "minimal").rglob("*") if path.is_file())  # fmt: skip
JUNK = ["：", ":", ": ", " ", "\t", "\n", "- ", "[", "]", "{", "}", ",", '"', "'", "|", ">", "&x ",
        "*x", "!!str ", "<<: ", "#", "%", "---\n", "...", "0", "-1", "99999999999", "2025-02-30",
        "2025-02-03 25:00", "２０２５", "true", "李华", "\u200b", "\ufeff", "\\", "<b>", "](",
        "deputy-0001", "id: ", "\r", "\0", "长" * 3000, "😀", "null", "~", "[key]", "''", "[[[[",
        "{a: b}", "level: not_public", "status: ended"]  # fmt: skip


@dataclass(frozen=True)
class Edit:
    """One slip of the hand: what is done, where in the file (0 to 1), and with which words."""

    kind: str
    at: float
    to: float
    junk: str

    def done(self, text: str) -> str:
        lines = text.split("\n")
        line, other = (min(int(part * len(lines)), len(lines) - 1) for part in (self.at, self.to))
        here = int(self.at * len(text))
        there = max(here, int(self.to * len(text)))
        match self.kind:
            case "delete a line":
                return "\n".join(lines[:line] + lines[line + 1 :])
            case "repeat a line":
                return "\n".join([*lines[:other], lines[line], *lines[other:]])
            case "indent a line":
                return "\n".join([*lines[:line], f"  {lines[line]}", *lines[line + 1 :]])
            case "replace a value":
                changed = re.sub(r":.*", lambda _: f": {self.junk}", lines[line], count=1)
                return "\n".join([*lines[:line], changed, *lines[line + 1 :]])
            case "swap two characters":
                return (
                    text[:here]
                    + text[here + 1 : here + 2]
                    + text[here : here + 1]
                    + text[here + 2 :]
                )
            case "cut":
                return text[:here] + text[there:]
            case _:
                return text[:here] + self.junk + text[here:]


KINDS = ["delete a line", "repeat a line", "indent a line", "replace a value",
         "swap two characters", "cut", "insert junk"]  # fmt: skip
places = st.floats(0, 1, exclude_max=True)
edits = st.builds(Edit, st.sampled_from(KINDS), places, places, st.sampled_from(JUNK))
slips = st.lists(st.tuples(st.sampled_from(FILES), edits), min_size=1, max_size=4)


@pytest.fixture(scope="module")
def one_site(tmp_path_factory: pytest.TempPathFactory) -> SmallSite:
    return SmallSite.copied("minimal", tmp_path_factory.mktemp("edited"))


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(slips=slips)
def test_slips_of_the_hand_end_in_a_report(
    one_site: SmallSite, slips: list[tuple[str, Edit]]
) -> None:
    for name, edit in slips:
        path = one_site.root / name
        path.write_bytes(edit.done(path.read_bytes().decode()).encode())
    try:
        problems = pipeline.judged_on(pipeline.read_and_judge(one_site.root), TODAY).problems
        unclear = [problem for problem in problems if not _is_clear(one_site.root, problem)]
    finally:
        for name, _ in slips:
            (one_site.root / name).write_bytes((SITES / "minimal" / name).read_bytes())

    assert unclear == []
    assert all(write(problems).encode() for write in FORMATS.values()) or not problems


PLACEHOLDERS = re.findall(r"\{\w+\}", str(WORDS))
HOLES = re.compile("|".join([*map(re.escape, sorted({*PLACEHOLDERS})), "“”", "（）"]))
ODD_VALUES = ["", "错", "错" * 300, "9", "2025-02-30", "[x]", "[[]]", "{x: y}", "|\n  x\n  y"]


@pytest.mark.parametrize("name", FILES)
def test_an_odd_value_ends_in_a_report(site: SmallSite, name: str) -> None:
    path = site.root / name
    lines = path.read_text("utf-8").split("\n")
    unclear = []
    for number, line in enumerate(lines):
        for value in ODD_VALUES if ":" in line else ():
            changed = re.sub(r": .*|:$", lambda _, value=value: f": {value}", line, count=1)
            path.write_text("\n".join([*lines[:number], changed, *lines[number + 1 :]]), "utf-8")
            unclear += [p for p in site.checked().problems if not _is_clear(site.root, p)]

    assert unclear == []


def _is_clear(root: Path, problem: Problem) -> bool:
    """Tell whether a problem has a place that is there, and words without a hole in them."""
    lines = re.split(r"\r\n|\r|\n", (root / problem.file).read_bytes().decode())
    there = problem.line == 0 or problem.column - 1 <= len(lines[problem.line - 1])
    words = f"{problem.message}\n{problem.hint}"
    return there and bool(problem.message and problem.hint) and not HOLES.search(words)
