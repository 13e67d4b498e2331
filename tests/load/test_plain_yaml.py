"""Plain YAML: the short road gives the tree of the strict reader, or no answer."""

from __future__ import annotations

from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from huiyin.load import front_matter, plain_yaml, strict_yaml

CONTENT = Path(__file__).parents[2] / "content"


def _yaml_of(path: Path) -> str:
    text = path.read_text("utf-8")
    parts = front_matter.split(text) if path.suffix == ".md" else None
    return parts[0] if parts else text


RECORDS = [_yaml_of(path) for path in sorted(CONTENT.rglob("*")) if path.suffix in (".yml", ".md")]
# Everything YAML gives a meaning to, and some that it does not.
MEANT = st.text("ab1关 -:,[]{}#&*!|>'\"%@`?=.\n/~<", min_size=1, max_size=4)
WORD = st.text("ab1关键:,.-+?#'\" /", min_size=0, max_size=6)
KEY = st.sampled_from(["id", "name", "有场地", "on", "six-haves"])
FLOW = st.lists(WORD, max_size=3).map(lambda words: f"[{', '.join(words)}]") | st.lists(
    st.tuples(KEY, WORD), max_size=3
).map(lambda pairs: "{" + ", ".join(f"{key}: {word}" for key, word in pairs) + "}")
VALUE = WORD | FLOW | st.sampled_from(["|", '"a: b"', "'a # b'", "", "|\n  a\n\n   b\n", ">"])
LINES = st.lists(
    st.tuples(st.sampled_from(["", "  ", "    ", "- ", "  - "]), KEY, VALUE).map(
        lambda parts: f"{parts[0]}{parts[1]}: {parts[2]}".rstrip(" ")
    )
    | st.tuples(st.sampled_from(["  - ", "- ", "  "]), VALUE).map("".join)
    | st.sampled_from(["", "# 说明", "  # 说明", "---", "..."]),
    max_size=8,
).map("\n".join)


def _agrees(text: str) -> bool:
    quick, strict = plain_yaml.parse(text), strict_yaml.parse(text)
    return quick is None or (quick == strict.tree and strict.troubles == [])


def test_it_reads_nearly_all_records_of_the_sample() -> None:
    left = [text for text in RECORDS if plain_yaml.parse(text) is None]

    assert (len(left) / len(RECORDS) < 0.02, all(map(_agrees, RECORDS))) == (True, True)


@settings(max_examples=800, deadline=None)
@given(LINES)
@example("a: {b: 1, b: 2}")
@example("a: \\ud800")
@example("a: b\tc")
@example("a: |\n  b\n   \n  c\nd: e")
@example("a:\n- b\nc: d")
@example("a: b\n c: d")
@example("a: [14:30, b:c, d]")
def test_it_never_answers_otherwise_than_the_strict_reader(text: str) -> None:
    assert _agrees(text)


@settings(max_examples=800, deadline=None)
@given(st.sampled_from(RECORDS), st.data())
def test_a_slip_in_a_record_is_never_read_over(record: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(record)))
    until = at + data.draw(st.integers(0, 3))
    text = record[:at] + data.draw(MEANT | st.just("")) + record[until:]

    assert _agrees(text)
