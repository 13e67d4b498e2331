"""Changes: what a reader will find different between two sites, told from the data beside pages."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_KINDS = {
    "deputies": "代表", "stations": "联络站", "groups": "代表小组", "suggestions": "代表建议",
    "news": "新闻", "reports": "调研报告", "activities": "活动", "disclosure": "办理结果",
    "projects": "民生实事项目", "supervision": "监督事项", "legislation": "立法联系",
    "budgets": "预算执行", "pages": "说明页面",
}  # fmt: skip
_FIGURES = {
    "filed": "提出", "assigned": "交办", "replied": "办复", "on_time": "按期办复",
    "overdue": "逾期未复", "merged": "合并办理", "not_accepted": "不予受理", "withdrawn": "撤回",
}  # fmt: skip
_MOST = 20  # lines under a heading; the rest is counted


@dataclass(frozen=True, slots=True)
class Change:
    """One thing a reader will find different.

    Attributes:
        heading: What it belongs to, for example 代表.
        words: What changed, in one line.
    """

    heading: str
    words: str


def changes(old: Path, new: Path) -> Iterator[Change]:
    """Yield what changed for readers, people first, then outcomes, figures, and the rest.

    Args:
        old: A site's folder, as it was.
        new: A site's folder, as it will be.
    """
    before, after = _data(old), _data(new)
    both = sorted(before.keys() & after.keys())
    for url in sorted(after.keys() - before.keys()):
        yield Change(_heading(url), f"新增 {_name(after[url], url)}")
    for url in sorted(before.keys() - after.keys()):
        yield Change(_heading(url), f"撤下 {_name(before[url], url)}")
    for url in both:
        was, now = before[url], after[url]
        if was == now:
            continue
        words = list(_DETAILS.get(_kind(url), _nothing)(was, now))
        name = _name(now, url)
        if not words and _kind(url) != "disclosure":
            words = [f"{name}：内容有改动"]
        else:
            words = [f"{name}：{word}" for word in words]
        yield from (Change(_heading(url), word) for word in words)
    yield from _pages(old, new)


def as_markdown(found: list[Change]) -> str:
    """Return the changes as a summary for whoever reviews them."""
    if not found:
        return "## 读者看到的变化\n\n没有变化。\n"
    parts = ["## 读者看到的变化\n"]
    order = list(_KINDS.values())
    headings = sorted({change.heading for change in found}, key=lambda h: (order.index(h), h))
    for heading in headings:
        words = [change.words for change in found if change.heading == heading]
        parts.append(f"\n### {heading}（{len(words)}）\n\n")
        parts += [f"- {_plain(line)}\n" for line in words[:_MOST]]
        if len(words) > _MOST:
            parts.append(f"- 另有 {len(words) - _MOST} 项\n")
    return "".join(parts)


def _data(site: Path) -> dict[str, Mapping[str, Any]]:
    """Return each record's data by its address."""
    found: dict[str, Mapping[str, Any]] = {}
    for path in site.rglob("index.json"):
        url = path.parent.relative_to(site).as_posix() + "/"
        value = json.loads(path.read_bytes())
        if isinstance(value, dict) and _kind(url) in _KINDS:
            found[url] = value
    return found


def _pages(old: Path, new: Path) -> Iterator[Change]:
    before, after = ({path.parent.name for path in site.glob("pages/*/index.html")}
                     for site in (old, new))  # fmt: skip
    for verb, names in (("新增", after - before), ("撤下", before - after)):
        yield from (Change(_KINDS["pages"], f"{verb} pages/{name}/") for name in sorted(names))


def _kind(url: str) -> str:
    return url.split("/", 1)[0]


def _heading(url: str) -> str:
    return _KINDS[_kind(url)]


def _name(data: Mapping[str, Any], url: str) -> str:
    name = data.get("name") or data.get("title") or data.get("session_title") or url
    number = data.get("number")
    return f"第{number}号《{name}》" if number and _kind(url) == "suggestions" else str(name)


def _nothing(_was: Mapping[str, Any], _now: Mapping[str, Any]) -> Iterator[str]:
    return iter(())


def _of_suggestion(was: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    for key, what in (("state_label", "环节"), ("outcome", "办理结果"), ("due_on", "答复期限")):
        if was.get(key) != now.get(key):
            yield f"{what}由{_word(was.get(key))}变成{_word(now.get(key))}"
    if not was.get("is_overdue") and now.get("is_overdue"):
        yield "已经逾期"


def _of_deputy(was: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    if was.get("is_active") != now.get("is_active"):
        yield "成为现任代表" if now.get("is_active") else "不再是现任代表"
    if was.get("name") != now.get("name"):
        yield f"姓名由{_word(was.get('name'))}变成{_word(now.get('name'))}"


def _of_session(was: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    for key in sorted(was.keys() | now.keys()):
        values = was.get(key), now.get(key)
        figures = all(v is None or isinstance(v, (int, float, str)) for v in values)
        if key != "as_of" and figures and values[0] != values[1]:
            yield f"{_FIGURES.get(key, key)}由{_word(values[0])}变成{_word(values[1])}"
    counts = [{row["key"]: row["count"] for row in data.get("classes", ())} for data in (was, now)]
    for key in sorted(counts[0].keys() | counts[1].keys()):
        if counts[0].get(key) != counts[1].get(key):
            yield f"{key}类由{_word(counts[0].get(key))}变成{_word(counts[1].get(key))}"


_DETAILS = {
    "deputies": _of_deputy, "suggestions": _of_suggestion, "disclosure": _of_session,
}  # fmt: skip


def _word(value: object) -> str:
    return "（没有）" if value in (None, "") else f"“{value}”"


def _plain(line: str) -> str:
    """Return a line in which no character means anything to Markdown or HTML."""
    for char in "\\`*_[]<>|":
        line = line.replace(char, f"\\{char}")
    return line.replace("\n", " ")
