"""Strict YAML: text stays text, nothing is shared, and both of PyYAML's parsers agree."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from huiyin.load.characters import first_refused
from huiyin.load.strict_yaml import MAX_DEPTH, MAX_FIELD_CHARACTERS, MAX_NODES, Loc, Tree, parse

LOADERS = (yaml.BaseLoader, yaml.CBaseLoader)

# text → the tree
TREES: dict[str, Tree] = {
    "": None,
    "\n  \n# 说明\n": None,
    "---\n": "",
    "---\na: b\n...\n": {"a": "b"},
    "a: no\nb: 012\nc: 1:30:00\nd: 2024-02-30\n": {
        "a": "no", "b": "012", "c": "1:30:00", "d": "2024-02-30"},
    "a: ~\nb: null\nc: 1e3\nd: 0x1f\ne: .inf\nf: true\n": {
        "a": "~", "b": "null", "c": "1e3", "d": "0x1f", "e": ".inf", "f": "true"},
    "no: 1\n2024-02-30: b\n012: c\n": {"no": "1", "2024-02-30": "b", "012": "c"},
    "a:\nb: ''\nc:\n  -\n  - \"\"\n": {"a": "", "b": "", "c": ["", ""]},
    "a: {b: [c, d], e: {f: g}}\nh: []\ni: {}\n": {
        "a": {"b": ["c", "d"], "e": {"f": "g"}}, "h": [], "i": {}},
    "a: [b, c,]\nd: {e, f: }\n": {"a": ["b", "c"], "d": {"e": "", "f": ""}},
    "a: [b: c]\n": {"a": [{"b": "c"}]},
    "a:\n- b\n- c\nd: e\n": {"a": ["b", "c"], "d": "e"},
    "- - a\n  - b\n- c\n": [["a", "b"], "c"],
    "? a\n: b\n": {"a": "b"},
    "'': b\n": {"": "b"},
    "a: |\n  一\n   二\n\nb: >-\n  一\n  二\n": {"a": "一\n 二\n", "b": "一 二"},
    "a: b\n\n\n c\n": {"a": "b\n\nc"},
    "a: \"\\x41\\u4e2d\\n\\t\"\nb: '\\n'\n": {"a": "A中\n\t", "b": "\\n"},
    "a: b #c\nd: e#f # g\n": {"a": "b", "d": "e#f"},
    "a: 他说：“好”，就走了\nb: 见 http://a.b/c:d\n": {
        "a": "他说：“好”，就走了", "b": "见 http://a.b/c:d"},
    "a: 😀\n": {"a": "😀"},
    "a: " + "[" * (MAX_DEPTH - 1) + "]" * (MAX_DEPTH - 1) + "\n": {
        "a": eval("[" * (MAX_DEPTH - 1) + "]" * (MAX_DEPTH - 1))},
}  # fmt: skip

# text → code, 1-based line and column, facts
TROUBLES: dict[str, list[str]] = {
    # nothing is shared
    "a: &x b\n": ["yaml-anchor 1:4 x"],
    "a: &x\n  b: c\n": ["yaml-anchor 1:4 x"],
    "a:\n  - &x\n    b: c\n": ["yaml-anchor 2:5 x"],
    "? &x a\n: b\n": ["yaml-anchor 1:3 x"],
    "a: b\nc: *a\n": ["yaml-alias 2:4 *a"],
    "*a : b\n": ["yaml-alias 1:1 *a"],
    "a:\n  <<: {b: c}\n": ["yaml-alias 2:3 <<"],
    "a:\n  <<: *x\n": ["yaml-alias 2:3 <<"],
    # nothing is guessed
    "a: !!str b\n": ["yaml-tag 1:4 !!str"],
    "a: !!python/object/apply:os.system [ls]\n": [
        "yaml-tag 1:4 !!python/object/apply:os.system"],
    "!!map {a: b}\n": ["yaml-tag 1:1 !!map"],
    "a: !one b\n": ["yaml-tag 1:4 !one"],
    "a: ! b\n": ["yaml-tag 1:4 !"],
    "!!str a: b\n": ["yaml-tag 1:1 !!str"],
    # one key, one value, one record
    "a: b\na: c\n": ["duplicate-key 1st at 1, 2:1 a"],
    "x:\n  a: b\n  a: c\ny: [{a: b, a: c}]\n": [
        "duplicate-key 1st at 2, 3:3 a", "duplicate-key 1st at 4, 4:12 a"],
    "a: [1]\na: {b: c, b: d}\n": [
        "duplicate-key 1st at 2, 2:11 b", "duplicate-key 1st at 1, 2:1 a"],
    "no: a\n'no': b\n": ["duplicate-key 1st at 1, 2:1 no"],
    "? [a]\n: b\n": ["key-not-text 1:3"],
    "{a: b}: c\n": ["key-not-text 1:1"],
    "[a, b]: c\n": ["key-not-text 1:1"],
    "a: b\n---\nc: d\n": ["second-document 2:1"],
    "--- a\n--- b\n": ["second-document 2:1"],
    # not too much
    "a: " + "[" * 300 + "]" * 300 + "\n": [f"too-deep 1:{4 + MAX_DEPTH} {MAX_DEPTH}"],
    "[" * 20_000: [f"too-deep 1:{2 + MAX_DEPTH} {MAX_DEPTH}"],
    "- a\n" * (MAX_NODES + 1): [f"too-many-nodes 20000:3 {MAX_NODES}"],
    f"a: {'长' * (MAX_FIELD_CHARACTERS + 1)}\n": [f"field-too-long 1:4 {MAX_FIELD_CHARACTERS}"],
    # no character that hides
    'a: "\\0"\n"\\0": b\n': ["refused-character 1:4 U+0000", "refused-character 2:1 U+0000"],
    'a: "\\ud800"\n': ["refused-character 1:5 U+D800"],
    'a: "\\ud83d\\ude00"\n': ["refused-character 1:5 U+D83D"],
    'a: "\\U00110000"\n': ["refused-character 1:5 U+00110000"],
    'a: "\\UFFFFFFFF"\n': ["refused-character 1:5 U+FFFFFFFF"],
    'a: "\\u202e"\nb: "\\u200b"\n': [
        "refused-character 1:4 U+202E", "refused-character 2:4 U+200B"],
    # slips of the pen
    "a:\n\tb: c\n": ["yaml-syntax 2:1 tab"],
    "\ta: b\n": ["yaml-syntax 1:1 tab"],
    "a:\tb\n": ["yaml-syntax 1:3 tab"],
    "a: b\n\t\n": ["yaml-syntax 2:1 tab"],
    "a: [\n\tb]\n": ["yaml-syntax 2:1 tab"],
    'a: "b\nc: d\n': ["yaml-syntax 1:4 quote"],
    "a: 'b\nc: d\n": ["yaml-syntax 1:4 quote"],
    'a: "b" c\n': ["yaml-syntax 1:8 quote"],
    'a: "\\z"\n': ["yaml-syntax 1:4 escape"],
    "a: {b: c\nd: e\n": ["yaml-syntax 1:4 bracket"],
    "a: [b, c\nd: e\n": ["yaml-syntax 1:4 bracket"],
    "a: {b: c}}\n": ["yaml-syntax 1:10 bracket"],
    "a: ]\n": ["yaml-syntax 1:4 bracket"],
    "a：b\nc: d\n": ["yaml-syntax 1:2 wide-colon"],
    "x:\n  - a: b\n    c：d\n    e: f\n": ["yaml-syntax 3:6 wide-colon"],
    "a: b\nc：d": ["yaml-syntax 2:2 wide-colon"],
    "a:b\nc: d\n": ["yaml-syntax 1:2 tight-colon"],
    "a: b\nc:d": ["yaml-syntax 2:2 tight-colon"],
    "a: b: c\n": ["yaml-syntax 1:5 colon-in-value"],
    "a: [b]: c\n": ["yaml-syntax 1:7 colon-in-value"],
    "a: b\n  c: d\n": ["yaml-syntax 2:3 indent"],
    "a:\n    b: c\n  d: e\n": ["yaml-syntax 3:3 indent"],
    " a: b\nc: d\n": ["yaml-syntax 2:1 indent"],
    "a: |\n  b\n c\nd: e\n": ["yaml-syntax 3:2 indent"],
    "a: b\n- c\n": ["yaml-syntax 2:1 indent"],
    "a: - b\n": ["yaml-syntax 1:4 dash-in-line"],
    "a: @b\n": ["yaml-syntax 1:4 mark"],
    "a: %b\n": ["yaml-syntax 1:4 mark"],
    "a: `b`\n": ["yaml-syntax 1:4 mark"],
    "a: **b**\n": ["yaml-syntax 1:4 mark"],
    "a: & b\n": ["yaml-syntax 1:4 mark"],
    "a: !好\n": ["yaml-syntax 1:4 mark"],
    "%YAML 1.1\n---\na: b\n": ["yaml-syntax 1:1 mark"],
    "a: |b\n  c\n": ["yaml-syntax 1:4 block"],
    "a: > b\n": ["yaml-syntax 1:4 block"],
    "a: b\nc\n": ["yaml-syntax 2:1 "],
    "a: b\n...\nc: d\n": ["yaml-syntax 3:1 indent"],
}  # fmt: skip


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize("text", TREES, ids=ascii)
def test_each_value_is_the_text_that_was_written(text: str, loader: type) -> None:
    parsed = parse(text, loader)

    assert (parsed.tree, parsed.troubles) == (TREES[text], [])


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize("text", TROUBLES, ids=lambda text: ascii(text[:40]))
def test_each_trouble_is_told_at_its_place(text: str, loader: type) -> None:
    assert _told(text, loader) == TROUBLES[text]


# Without `|#` and `[?]`, which only the C parser lets pass; nobody writes them by mistake.
PIECES = ["a", "b", "好", "a: b", "c：d", "- ", "  ", "\n", "\n", ":", ": ", ",", "[", "]", "{",
          "}", "'", '"', "|", ">", "&", "*", "!", "%", "@", " #", "\\", "---\n", "\t"]  # fmt: skip


@settings(max_examples=500, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=24).map("".join))
def test_whether_a_text_is_refused_does_not_depend_on_the_parser(text: str) -> None:
    pure, fast = (parse(text, loader) for loader in LOADERS)

    assert (pure.tree, bool(pure.troubles)) == (fast.tree, bool(fast.troubles))


words = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cn")) | st.just("\n"), max_size=12
).filter(lambda word: not first_refused(word) and word != "<<")
trees = st.recursive(
    words,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(words, inner, max_size=4),
    max_leaves=12,
)
records = st.dictionaries(words, trees, min_size=1, max_size=4)


class Plain(yaml.SafeDumper):
    """Writes each value in full, without anchors for what occurs twice."""

    def ignore_aliases(self, data: object) -> bool:
        return True


@pytest.mark.parametrize("loader", LOADERS)
@settings(max_examples=150, deadline=None)
@given(record=records, flow=st.sampled_from([True, False, None]))
def test_what_is_dumped_comes_back_with_marks_that_lead_to_it(
    loader: type, record: dict[str, Any], flow: bool | None
) -> None:
    text = yaml.dump(record, Dumper=Plain, allow_unicode=True, default_flow_style=flow, width=500)
    parsed = parse(text, loader, marks=True)

    assert (parsed.tree, parsed.troubles) == (record, [])
    assert (parsed.values, parsed.keys) == _composed(text, loader)


def _composed(text: str, loader: Any) -> tuple[dict[Loc, Any], dict[Loc, Any]]:
    """Where PyYAML's own composer sees each value and key."""
    values: dict[Loc, Any] = {}
    keys: dict[Loc, Any] = {}

    def walk(node: yaml.Node, loc: Loc) -> None:
        values[loc] = _place(node)
        if isinstance(node, yaml.SequenceNode):
            for index, item in enumerate(node.value):
                walk(item, (*loc, index))
        elif isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                keys[(*loc, key.value)] = _place(key)
                walk(value, (*loc, key.value))

    root = yaml.compose(text, loader)
    assert root is not None
    walk(root, ())
    return values, keys


def _place(node: yaml.Node) -> tuple[int, int]:
    return node.start_mark.line, node.start_mark.column


def _told(text: str, loader: type) -> list[str]:
    told = []
    for trouble in parse(text, loader).troubles:
        first = f"1st at {trouble.facts['first']}, " if "first" in trouble.facts else ""
        facts = [value for key, value in trouble.facts.items() if key != "first"]
        place = f"{first}{trouble.line + 1}:{trouble.column + 1}"
        told.append(" ".join([trouble.code, place, *facts]))
    return told


MARKED = """\
name: 李华
# 说明
"post" :   "护士"
mandates:
  - term: t1
    roles: [{title: 委员, "from": '2024-01-08'}, {}]
  -
    term: t2
bio: |
  一
empty:
last: [甲, 乙丙,
       丁]
"""


@pytest.mark.parametrize("loader", LOADERS)
def test_each_key_and_value_has_its_line_and_column(loader: type) -> None:
    parsed = parse(MARKED, loader, marks=True)

    assert _one_based(parsed.keys) == {
        "name": "1:1", "post": "3:1", "mandates": "4:1", "mandates 0 term": "5:5",
        "mandates 0 roles": "6:5", "mandates 0 roles 0 title": "6:14",
        "mandates 0 roles 0 from": "6:25", "mandates 1 term": "8:5", "bio": "9:1", "empty": "11:1",
        "last": "12:1",
    }  # fmt: skip
    assert _one_based(parsed.values) == {
        "": "1:1", "name": "1:7", "post": "3:12", "mandates": "5:3", "mandates 0": "5:5",
        "mandates 0 term": "5:11", "mandates 0 roles": "6:12", "mandates 0 roles 0": "6:13",
        "mandates 0 roles 0 title": "6:21", "mandates 0 roles 0 from": "6:33",
        "mandates 0 roles 1": "6:48", "mandates 1": "8:5", "mandates 1 term": "8:11", "bio": "9:6",
        "empty": "11:7", "last": "12:7", "last 0": "12:8", "last 1": "12:11", "last 2": "13:8",
    }  # fmt: skip


def _one_based(places: dict[Loc, tuple[int, int]]) -> dict[str, str]:
    return {" ".join(map(str, loc)): f"{line + 1}:{column + 1}"
            for loc, (line, column) in places.items()}  # fmt: skip
