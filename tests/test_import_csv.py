"""Importing a spreadsheet of suggestions: all of it or nothing, told by row and column."""

from __future__ import annotations

from pathlib import Path

from doors import door, run
from huiyin.records.csv_file import csv_bytes
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
DAY = {"SOURCE_DATE_EPOCH": "1751328000"}  # 2025-07-01


def _import(site: SmallSite, rows: list[Row], *options: str) -> tuple[int, str]:
    table = site.root.parent / "table.csv"
    table.write_bytes(csv_bytes(HEAD, rows))
    return _import_file(site, table, "--session", "t1-s1", *options)


def _import_file(site: SmallSite, table: Path, *options: str) -> tuple[int, str]:
    done = run(door("import_csv"), str(table), "--root", str(site.root), *options, env=DAY)
    return done.returncode, done.stdout + done.stderr


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


def test_what_is_exported_can_be_imported_and_is_exported_the_same(tmp_path: Path) -> None:
    site = SmallSite.copied("full", tmp_path / "full")
    table = tmp_path / "records.csv"
    table.write_bytes((site.build() / "suggestions/t1-s1/records.csv").read_bytes())
    code, said = _import_file(site, table, "--replace", "--publish")
    again = (site.build() / "suggestions/t1-s1/records.csv").read_bytes()

    assert (code, again == table.read_bytes()) == (0, True), said
