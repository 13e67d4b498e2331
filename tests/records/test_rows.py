"""A suggestion as a row of a spreadsheet, and back."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from huiyin.records import labels
from huiyin.records.columns import columns_of, is_column
from huiyin.records.row_in import column_at, tree_of
from huiyin.records.row_out import row_of
from huiyin.records.suggestion import Suggestion

NAMES = {
    "deputy": {"deputy-0001": "李华", "deputy-0002": "王敏", "12e5": "陈·一"},
    "body": {"water": "水务局", "roads": "交通局", "dup-1": "街道办", "dup-2": "街道办"},
    "topic": {"water": "水利"},
    "session": {"t1-s1": "一届一次会议"},
    "suggestion": {"t1-s1-0002": "关于修路的建议"},
}
SIGNS = "建议修路；｜：\\、=+-@'0129 ab"
LINES = st.text(SIGNS, min_size=1, max_size=12).filter(lambda text: text.strip() == text)
TEXTS = st.lists(LINES, min_size=1, max_size=3).map("\n\n".join)
DAYS = st.dates(date(2020, 1, 1), date(2030, 1, 1)).map(str)
BODIES = st.sampled_from(["water", "roads"])


def _one_of(table: dict[str, str], *without: str) -> st.SearchStrategy[str]:
    return st.sampled_from([key for key in table if key not in without])


def _some(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[list[dict[str, Any]]]:
    return st.lists(st.fixed_dictionaries(fields), max_size=2)


POINTS = _some(ask=LINES, answer=LINES, verdict=_one_of(labels.VERDICT), evidence=LINES)
REPLIES = st.lists(
    st.fixed_dictionaries(
        {
            "on": DAYS,
            "outcome": st.sampled_from("AB"),
            "text": TEXTS,
            "points": POINTS,
            "evidence": st.lists(LINES, max_size=2),
            "doc_no": LINES,
        }
    ),
    max_size=2,
).map(lambda rounds: [{"round": str(n), **reply} for n, reply in enumerate(rounds, 1)])
COUNTS = st.integers(0, 9).map(str)
SUGGESTIONS = st.fixed_dictionaries(
    {
        "number": st.integers(1, 9999).map(str),
        "title": LINES,
        "body": TEXTS,
        "keywords": st.lists(LINES, max_size=3),
        "proposers": st.lists(_one_of(NAMES["deputy"]), min_size=1, max_size=3, unique=True),
        "handlers": st.lists(BODIES, max_size=2, unique=True).map(
            lambda ids: [
                {"body": id_, "role": role}
                for id_, role in zip(ids, ("lead", "assist"), strict=False)
            ]
        ),
        "events": _some(
            on=DAYS, kind=_one_of(labels.EVENT_KIND, "replied", "evaluated", "lookback"),
            to=st.lists(BODIES, max_size=2, unique=True), note=LINES,
        ),
        "contacts": _some(phase=_one_of(labels.CONTACT_PHASE), on=DAYS, way=LINES),
        "replies": REPLIES,
        "surveys": _some(round=st.just("1"), kind=_one_of(labels.SURVEY_KIND), on=DAYS,
                         satisfied=COUNTS, dissatisfied=COUNTS),
        "commitments": _some(text=LINES, due_on=DAYS, progress=LINES),
        "supervision": _some(on=DAYS, kind=_one_of(labels.SUPERVISION_KIND), by=LINES),
        "lookbacks": _some(on=DAYS, finding=_one_of(labels.LOOKBACK_FINDING), note=LINES),
        "related": st.just(["t1-s1-0002"]),
    }
)  # fmt: skip


def _record(tree: dict[str, Any]) -> Suggestion:
    common = {"id": "t1-s1-0001", "session": "t1-s1", "topic": "water"}
    publicity = {"level": "public_full", "decided_on": "2025-01-01"}
    return Suggestion.model_validate({"publicity": publicity, **tree, **common})


@settings(max_examples=60, deadline=None)
@given(SUGGESTIONS)
def test_a_record_goes_into_a_row_and_comes_back(tree: dict[str, Any]) -> None:
    record, columns = _record(tree), columns_of(2)
    row = row_of(record, columns, NAMES)
    read, wrong = tree_of(dict(zip(columns, row, strict=True)), NAMES)
    again = _record(read)

    assert (wrong, again, row_of(again, columns, NAMES)) == ({}, record, row)


def test_every_field_of_a_suggestion_has_its_column() -> None:
    ours = {"id", "status", "publish_on", "updated_on", "reviews"}
    homeless = [
        key
        for key in Suggestion.model_fields
        if key not in ours and not is_column(column_at((key,), {}))
    ]

    assert homeless == []


KEYS = st.sampled_from([*Suggestion.model_fields, "", "0", "on", "round", "text", "level"])
PLACES = st.lists(KEYS | st.integers(-2, 3), max_size=4).map(tuple)
PARTS = {
    "events": [{"on": "2025-01-08", "kind": "filed"}, {"kind": "returned"}, {}, "filed"],
    "handlers": [{"body": "water", "role": "assist"}, {"role": "other"}, {}],
    "replies": [{"round": "1"}, {}],
}


@settings(deadline=None)
@given(PLACES, st.sampled_from([PARTS, {}]), st.booleans())
def test_every_place_of_a_record_is_told_by_a_column(
    loc: tuple[int | str, ...],
    tree: dict[str, Any],
    short: bool,
) -> None:
    assert is_column(column_at(loc, tree, short=short))


def test_a_deputy_who_is_not_public_goes_out_without_a_name_and_comes_back() -> None:
    record = _record(
        {"number": "1", "title": "修路", "body": "路", "proposers": ["d-1", "deputy-0001", "d-2"]}
    )
    columns = ("领衔代表", "附议代表")
    row = dict(zip(columns, row_of(record, columns, NAMES), strict=True))
    new, old = tree_of(row, NAMES), tree_of(row, NAMES, record.proposers)
    fewer = tree_of({**row, "附议代表": "（未公开）"}, NAMES, record.proposers)

    assert (row, new[1], old, fewer[1]) == (
        {"领衔代表": "（未公开）", "附议代表": "deputy-0001 李华；（未公开）"},
        {"领衔代表": "领衔代表没有公开，请写上他的编号。"},
        ({"proposers": ["d-1", "deputy-0001", "d-2"]}, {}),
        {"领衔代表": "领衔代表没有公开，请写上他的编号。"},
    )


def test_a_name_stands_for_its_id_and_a_spreadsheets_date_is_understood() -> None:
    tree, wrong = tree_of(
        {"领衔代表": "李华", "附议代表": "王敏、deputy-0002", "主办": "水务局", "建议号": "7",
         "提出日期": "2025/1/8", "交办日期": "2025年2月5日"},
        NAMES,
    )  # fmt: skip

    assert (wrong, tree) == (
        {},
        {
            "number": "7",
            "proposers": ["deputy-0001", "deputy-0002", "deputy-0002"],
            "handlers": [{"body": "water", "role": "lead"}],
            "events": [
                {"on": "2025-01-08", "kind": "filed"},
                {"on": "2025-02-05", "kind": "assigned", "to": ["water"]},
            ],
        },
    )


def test_a_cell_that_cannot_be_read_says_why() -> None:
    _, wrong = tree_of(
        {"领衔代表": "（未公开）", "主办": "街道办", "分类": "水力", "办理过程": "二月五日交办"},
        NAMES,
    )

    assert wrong == {
        "领衔代表": "领衔代表没有公开，请写上他的编号。",
        "主办": "叫“街道办”的不止一个，请写编号：dup-1、dup-2。",
        "分类": "没有叫“水力”的分类。最接近的是“水利”。",
        "办理过程": "“二月五日交办” 看不懂。一行一条，写成“名称：内容”，用｜隔开，"
        "名称有：日期、环节、交给、由谁、说明。",
    }
