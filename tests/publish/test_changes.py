"""What changed for readers, told in Chinese from the data of two sites."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from huiyin.publish.changes import as_markdown, changes


def _site(folder: Path, records: dict[str, dict[str, Any]]) -> Path:
    for url, value in records.items():
        (folder / url).mkdir(parents=True)
        (folder / url / "index.json").write_text(json.dumps(value), "utf-8")
    return folder


def test_people_outcomes_and_figures_are_told(tmp_path: Path) -> None:
    suggestion = {"number": 7, "title": "修井", "state_label": "正在办理", "outcome": None}
    replied = {**suggestion, "state_label": "已经答复", "outcome": "A"}
    session = {"title": "一次会议", "as_of": "2025-07-01", "replied": 3, "classes": []}
    old = _site(
        tmp_path / "old",
        {
            "deputies/a": {"name": "李华", "is_active": True},
            "deputies/b": {"name": "王_芳", "is_active": True},
            "suggestions/t1-s1/0007": suggestion,
            "disclosure/t1-s1": session,
            "news/2025/x": {"title": "旧闻", "body": "一"},
        },
    )
    new = _site(
        tmp_path / "new",
        {
            "deputies/a": {"name": "李华", "is_active": False},
            "deputies/c": {"name": "曾广林", "is_active": True},
            "suggestions/t1-s1/0007": replied,
            "disclosure/t1-s1": {
                **session,
                "as_of": "2025-07-02",
                "replied": 4,
                "classes": [{"key": "A", "count": 1}],
            },
            "news/2025/x": {"title": "旧闻", "body": "二"},
        },
    )

    assert as_markdown(list(changes(old, new))).splitlines() == [
        "## 读者看到的变化",
        "",
        "### 代表（3）",
        "",
        "- 新增 曾广林",
        "- 撤下 王\\_芳",
        "- 李华：不再是现任代表",
        "",
        "### 代表建议（2）",
        "",
        "- 第7号《修井》：环节由“正在办理”变成“已经答复”",
        "- 第7号《修井》：办理结果由（没有）变成“A”",
        "",
        "### 新闻（1）",
        "",
        "- 旧闻：内容有改动",
        "",
        "### 办理结果（2）",
        "",
        "- 一次会议：办复由“3”变成“4”",
        "- 一次会议：A类由（没有）变成“1”",
    ]


def test_equal_sites_have_no_changes(tmp_path: Path) -> None:
    site = _site(tmp_path / "site", {"deputies/a": {"name": "李华"}})

    assert as_markdown(list(changes(site, site))) == "## 读者看到的变化\n\n没有变化。\n"
