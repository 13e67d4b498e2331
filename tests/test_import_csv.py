"""Importing a spreadsheet of suggestions: all of it or nothing, told by row and column."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from doors import ROOT, door, run
from huiyin import importing
from huiyin.importing import import_suggestions
from huiyin.records.columns import SHORT_STEPS, columns_of
from huiyin.records.csv_file import csv_bytes
from huiyin.render import open_data
from small_site import SmallSite, tree

HEAD = ("建议号", "标题", "分类", "领衔代表", "主办", "提出日期", "交办日期", "建议内容（正文）")
GOOD = (
    "7",
    "关于清理水渠的建议",
    "水利",
    "deputy-0001",
    "县水务局",
    "2025/1/8",
    "2025/2/5",
    "渠里有泥。",
)


Row = tuple[str, ...]
NEITHER = {"publish": False, "replace": False}
NOTHING = "一件也没有导入，原来的记录没有变。"
DAY = {"SOURCE_DATE_EPOCH": "1751328000"}  # 2025-07-01


def _import(site: SmallSite, rows: list[Row], *options: str) -> tuple[int, str]:
    table = site.root.parent / "table.csv"
    table.write_bytes(csv_bytes(HEAD, rows))
    return _import_file(site, table, "--session", "t1-s1", *options)


def _import_file(site: SmallSite, table: Path, *options: str) -> tuple[int, str]:
    done = run(door("import_csv"), str(table), "--root", str(site.root), *options, env=DAY)
    return done.returncode, done.stdout + done.stderr


def _said(
    site: SmallSite, table: bytes, said: pytest.CaptureFixture[str], **options: bool
) -> list[str]:
    """What the command says of a table, without a process of its own."""
    path = site.root.parent / "table.csv"
    path.write_bytes(table)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", DAY["SOURCE_DATE_EPOCH"])
        import_suggestions(site.root, path, "t1-s1", **{**NEITHER, **options})
    out, err = said.readouterr()
    return (out + err).splitlines()


def _without(row: Row, index: int, cell: str) -> Row:
    return (*row[:index], cell, *row[index + 1 :])


def test_a_row_becomes_a_draft_that_passes(site: SmallSite) -> None:
    code, said = _import(site, [GOOD])

    assert (code, site.read("reports/suggestions/t1-s1/0007.md"), site.problems()) == (
        0,
        """---
id: t1-s1-0007
status: draft
session: t1-s1
number: 7
publicity: {level: public_full}
title: 关于清理水渠的建议
topic: water
proposers: [deputy-0001]
handlers:
  - {body: water-bureau, role: lead}
events:
  - {on: 2025-01-08, kind: filed}
  - {on: 2025-02-05, kind: assigned, to: [water-bureau]}
---

渠里有泥。
""",
        [],
    ), said


def test_one_bad_row_keeps_all_out_and_every_mistake_is_told_by_its_cell(site: SmallSite) -> None:
    before = tree(site.root)
    wrong = [
        _without(_without(GOOD, 0, "8"), 2, "水力"),
        _without(_without(GOOD, 0, "9"), 6, "2025-02-30"),
        _without(_without(GOOD, 0, "10"), 7, "请打 13812345678。"),
        GOOD,
    ]
    code, said = _import(site, [GOOD, *wrong])
    told = [line.partition("：")[0] for line in said.splitlines() if line.startswith("第")]

    assert (code, told, tree(site.root) == before) == (
        1,
        [
            "第3行 C列（分类）",
            "第4行 G列（交办日期）",
            "第5行 H列（建议内容（正文））",
            "第6行 A列（建议号）",
        ],
        True,
    ), said


def test_a_suggestion_that_is_there_is_replaced_only_when_asked(site: SmallSite) -> None:
    before = site.read("reports/suggestions/t1-s1/0001.md")
    refused, _ = _import(site, [_without(GOOD, 0, "1")])
    kept = site.read("reports/suggestions/t1-s1/0001.md") == before
    taken, said = _import(site, [_without(GOOD, 0, "1")], "--replace")

    assert (refused, kept, taken, "清理水渠" in site.read("reports/suggestions/t1-s1/0001.md")) == (
        1,
        True,
        0,
        True,
    ), said


def test_an_unknown_column_is_refused_with_the_nearest_one(site: SmallSite) -> None:
    table = site.root.parent / "table.csv"
    table.write_bytes(csv_bytes(("建议号", "标题", "领衔代表", "承办过程"), []))

    assert _import_file(site, table) == (
        1,
        "table.csv：第1行有不认识的列“承办过程”，是不是“办理过程”？\n"
        "一件也没有导入，原来的记录没有变。\n",
    )


WHOLE = """---
id: t1-s1-0002  # 照原件
status: published
publish_on: 2025-06-20
updated_on: 2025-06-21
reviews:
  - {level: 1, by: 代表工委, on: 2025-06-19}
session: t1-s1
number: 2
kind: suggestion
publicity: {level: public_summary, reason: privacy, decided_by: water-bureau}
title: 关于疏通灌溉渠的建议
topic: water
proposers: [deputy-0003, deputy-0005, deputy-0002]
handlers:
  - {body: finance-bureau, role: assist, opinion_on: 2025-03-01}
  - {body: water-bureau, role: lead}
events:
  - {on: 2025-01-09, kind: filed}
  - {on: 2025-01-20, kind: accepted}
  - {on: 2025-02-05, kind: assigned, to: [water-bureau]}
  - {on: 2025-02-08, kind: handling}
---

渠里的淤泥没过了膝盖。
"""


@pytest.fixture
def full(tmp_path: Path) -> SmallSite:
    """A site with a record that holds what no table shows, and a deputy who is a draft."""
    site = SmallSite.copied("full", tmp_path / "full")
    site.write("reports/suggestions/t1-s1/0002.md", WHOLE)
    return site


def test_what_is_exported_can_be_imported_and_changes_nothing(full: SmallSite) -> None:
    table = full.root.parent / "records.csv"
    table.write_bytes((full.build() / "suggestions/t1-s1/records.csv").read_bytes())
    before = tree(full.root / "content")
    code, said = _import_file(full, table, "--replace", "--publish")
    changed = {name for name, held in tree(full.root / "content").items() if held != before[name]}

    assert (code, said, changed) == (
        0,
        "4 件建议都和现有的记录一样，没有要写的。\n",
        set(),
    )


def test_a_part_of_a_cut_table_replaces_its_own_suggestions_and_no_others(
    full: SmallSite, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(open_data, "MOST_TOGETHER", 3)
    parts = [
        (full.build() / f"suggestions/t1-s1/records-{number}.csv").read_bytes() for number in (1, 2)
    ]
    before = tree(full.root / "content")
    edited = parts[0].replace("疏通灌溉渠".encode(), "疏通水渠".encode())
    said = [
        line for part in (*parts, edited)
        for line in _said(full, part, capsys, replace=True, publish=True)
    ]  # fmt: skip
    after = tree(full.root / "content")
    changed = {name for name, held in after.items() if held != before.get(name)}

    assert (said, before.keys() - after.keys(), changed) == (
        [
            "3 件建议都和现有的记录一样，没有要写的。",
            "1 件建议都和现有的记录一样，没有要写的。",
            "导入了 3 件建议：更新 1 件，2 件和原来一样。请用 git diff 核对以后提交。",
        ],
        set(),
        {"reports/suggestions/t1-s1/0002.md"},
    )


def test_no_table_that_is_exported_is_too_long_to_be_imported() -> None:
    assert open_data.MOST_TOGETHER <= importing.MAX_ROWS


def test_every_field_of_the_sample_survives_going_out_and_in(
    sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = SmallSite(tmp_path / "sample")
    shutil.copytree(ROOT / "content", site.root / "content")
    shutil.copy(ROOT / "site_config.yml", site.root)
    before = tree(site.root)
    said = _said(
        site, (sample / "suggestions/t8-s3/records.csv").read_bytes(), capsys,
        replace=True, publish=True,
    )  # fmt: skip

    assert (said, tree(site.root) == before) == (
        ["56 件建议都和现有的记录一样，没有要写的。"],
        True,
    )


def test_what_a_table_does_not_hold_stays_and_an_empty_cell_empties(
    full: SmallSite, capsys: pytest.CaptureFixture[str]
) -> None:
    head = ("建议号", "标题", "领衔代表", "协办", "受理日期", "交办日期")
    row = ("２", "关于疏通水渠的建议", "deputy-0001", "", "", "２０２５/2/6")
    said = _said(full, csv_bytes(head, [row]), capsys, replace=True)

    assert (said, full.read("reports/suggestions/t1-s1/0002.md")) == (
        ["导入了 1 件建议：更新 1 件。请用 git diff 核对以后提交。"],
        WHOLE.replace("  # 照原件", "")
        .replace("疏通灌溉渠", "疏通水渠")
        .replace("[deputy-0003, ", "[deputy-0001, ")
        .replace("  - {body: finance-bureau, role: assist, opinion_on: 2025-03-01}\n", "")
        .replace("  - {on: 2025-01-20, kind: accepted}\n", "")
        .replace("2025-02-05", "2025-02-06"),
    )


def test_what_is_assigned_follows_the_handlers_of_the_table(
    site: SmallSite, capsys: pytest.CaptureFixture[str]
) -> None:
    before = site.read("reports/suggestions/t1-s1/0001.md")
    head = ("建议号", "标题", "领衔代表", "主办", "交办日期")
    row = ("1", "关于修好村口水井的建议", "deputy-0001", "县财政局", "2025-02-05")
    said = _said(site, csv_bytes(head, [row]), capsys, replace=True)

    assert (said, site.read("reports/suggestions/t1-s1/0001.md")) == (
        ["导入了 1 件建议：更新 1 件。请用 git diff 核对以后提交。"],
        before.replace("{body: water-bureau", "{body: finance-bureau").replace(
            "[water-", "[finance-"
        ),
    )


def test_what_was_taken_down_is_not_published_again_by_a_table(
    full: SmallSite, capsys: pytest.CaptureFixture[str]
) -> None:
    said = _said(
        full, csv_bytes(HEAD, [_without(GOOD, 0, "4")]), capsys, replace=True, publish=True
    )

    assert said == [
        "第2行 A列（建议号）：这一件已经撤下，不能用 --publish 重新发布。请先改它的发布状态。",
        "",
        "1 处要改。",
        NOTHING,
    ]


@pytest.mark.parametrize("publish", [False, True])
def test_a_first_table_is_told_what_it_lacks(
    site: SmallSite, capsys: pytest.CaptureFixture[str], *, publish: bool
) -> None:
    head = ("建议号", "标题", "领衔代表", "建议内容（正文）", "第1轮：文号")
    row = ("72", "关于修渠的建议", "deputy-0001", "", "1号")

    assert _said(site, csv_bytes(head, [row]), capsys, publish=publish) == [
        "第2行（分类）：缺少分类，请加上这一列。",
        "第2行（提出日期）：缺少提出日期，请加上这一列，例如 2026-01-14。",
        "第2行（第1轮：答复日期）：缺少第1轮的答复日期，请加上这一列。",
        "第2行（第1轮：办理结果类别）：缺少第1轮的办理结果类别，请加上这一列。",
        "第2行（第1轮：答复内容）：缺少第1轮的答复内容，请加上这一列。",
        "第2行 D列（建议内容（正文））：缺少建议内容（正文），请写上。",
        "",
        "6 处要改。",
        NOTHING,
    ]


def test_a_date_that_became_a_number_is_told_with_its_cause(
    site: SmallSite, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _said(site, csv_bytes(HEAD, [_without(GOOD, 5, "46036")]), capsys) == [
        "第2行 F列（提出日期）：“46036” 不是日期：Excel 把日期存成了数字，"
        "请把这一列设成文本或日期格式再导出。",
        "",
        "1 处要改。",
        NOTHING,
    ]


def test_only_rows_of_the_same_place_are_told_to_be_the_same(
    site: SmallSite, capsys: pytest.CaptureFixture[str]
) -> None:
    head = ("会议", "大会或闭会期间提出", *HEAD)
    rows = [("t9-s9", "", *GOOD), ("", "闭会", *GOOD), ("t1-s1", "", *GOOD), ("", "", *GOOD)]

    assert _said(site, csv_bytes(head, rows), capsys) == [
        "第2行 A列（会议）：没有“t9-s9”这次会议，登记了的有：t1-s1。",
        "第3行 B列（大会或闭会期间提出）：“闭会” 不在可以写的几种里：大会期间、闭会期间。",
        "第5行 C列（建议号）：和第4行重复。",
        "",
        "3 处要改。",
        NOTHING,
    ]


@pytest.mark.parametrize(
    ("table", "why"),
    [
        (b"PK\x03\x04\x14\x00", "这是表格软件的工作簿，不是 CSV。"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "这是表格软件的工作簿，不是 CSV。"),
        ("建议号,标题".encode("utf-16-le"), "文字编码认不出来。"),
        ("建议号,标题".encode("utf-16") + b"\x00", "文字编码认不出来。"),
        ('建议号,"标题'.encode(), "不是完整的 CSV 表格，多半是有引号没有配成对。"),
    ],
)
def test_a_file_that_is_no_table_is_refused_with_what_to_do(
    table: bytes, why: str, site: SmallSite, capsys: pytest.CaptureFixture[str]
) -> None:
    to_do = "请在表格软件里打开它，另存为“CSV UTF-8（逗号分隔）”，再导入存出来的文件。"

    assert _said(site, table, capsys) == [f"table.csv：{why}{to_do}", NOTHING]


CELLS = st.sampled_from(
    ["", "2", "７", "46036", "（未公开）", "；", "；".join(["t1-s1/../..", "t1-s1"]), "a" * 300,
     "\x01", "a\rb", "\n---\n", "{", "'", "日期：2025-01-08｜环节：提出", "环节：交办",
     "deputy-0001", "水利", "县水务局", "2025-02-05", "不予公开", "长" * 90_000]
)  # fmt: skip


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.dictionaries(st.sampled_from([*columns_of(2), *SHORT_STEPS]), CELLS, max_size=8),
    st.booleans(),
)
def test_no_table_ends_in_anything_but_sentences(
    site: SmallSite,
    capsys: pytest.CaptureFixture[str],
    cells: dict[str, str],
    replace: bool,
) -> None:
    row = {**dict(zip(HEAD, GOOD, strict=True)), "建议号": "1", **cells}
    said = _said(site, csv_bytes(tuple(row), [tuple(row.values())]), capsys, replace=replace)

    assert said[-1][:2] in {"一件", "导入"} or "没有要写的" in said[-1]
