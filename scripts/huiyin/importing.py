"""Importing: a spreadsheet of suggestions becomes records, all of them or none.

Each row is written as a file beside the site, the whole site is judged with those files in it, and
only when nothing is wrong with them do they take their places. What is wrong is told by row and
column of the table.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import replace as replaced
from difflib import get_close_matches
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from .command_line import usable_day
from .help.record_text import record_text
from .load.reader import read_site, read_source
from .load.source import Source
from .pipeline import Checked, judged_on
from .problems import Problem, errors
from .records.columns import (
    BODY,
    LEAD,
    SHORT_STEPS,
    STEPS,
    Names,
    columns_of,
    is_column,
    reply_columns,
)
from .records.csv_file import csv_rows
from .records.row_change import changed
from .records.row_in import FULL_WIDTH, Tree, column_at, in_order, tree_of
from .validate.catalogue import Catalogue, Entry
from .validate.validator import validate

MAX_ROWS = 5000
_NEEDED = ("建议号", "标题", "领衔代表")
_PLACE = ("会议", "建议号", "大会或闭会期间提出")
_FILED = next(title for title, step in SHORT_STEPS.items() if step == "filed")
_EXAMPLES = {_FILED: "例如 2026-01-14", STEPS: "例如 日期：2026-01-14｜环节：提出"}
_SAVE_AS = "请在表格软件里打开它，另存为“CSV UTF-8（逗号分隔）”，再导入存出来的文件。"
_LOOK = "请用 git diff 核对以后提交。"
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_NUMBER = re.compile(r"0*([1-9][0-9]{0,3})")


@dataclass(frozen=True, slots=True)
class Cell:
    """A place in the table and what is wrong there.

    Attributes:
        row: 1-based row, the head being the first.
        column: Title of the column; empty when the whole row is meant.
    """

    row: int
    column: str
    message: str

    def place(self, head: Sequence[str]) -> tuple[int, int]:
        """Return where it stands in the table, a whole row before its cells."""
        return self.row, head.index(self.column) if self.column in head else -1

    def told(self, head: Sequence[str]) -> str:
        """Return the line an editor reads: 第3行 F列（分类）：…"""
        _, at = self.place(head)
        where = f" {_letters(at)}列" if at >= 0 else ""
        return f"第{self.row}行{where}{f'（{self.column}）' * bool(self.column)}：{self.message}"


@dataclass(frozen=True, slots=True)
class Incoming:
    """A row that could be read.

    Attributes:
        row: 1-based row of the table.
        path: Where its record belongs, from the site's root.
        text: The record's file.
        tree: What it says.
        short: Whether its steps came from single dates.
        old: What the record says that is there; None when none is, or it may not be replaced.
    """

    row: int
    path: str
    text: str
    tree: Tree
    short: bool
    old: Tree | None


class TableError(ValueError):
    """The file is no table of suggestions; the message tells an editor why."""


def import_suggestions(
    root: Path, table: Path, session: str = "", *, publish: bool = False, replace: bool = False
) -> int:
    """Import a table of suggestions, and print what was written or what is wrong.

    Args:
        root: The site's root.
        table: A CSV file.
        session: The session of rows that name none.
        publish: Whether the records are published at once; else new ones are drafts, and others
            stay what they are.
        replace: Whether records that are there already take over what the table says; what its
            columns do not hold stays.

    Returns:
        The exit code: 1 when something is wrong and nothing was written.
    """
    try:
        head, rows = read_table(table.read_bytes())
    except TableError as error:
        click.echo(f"{table.name}：{error}", err=True)
        return _nothing()
    sources, faults = read_site(root)
    checked = Checked(validate(sources, faults, root))
    if errors(checked.problems):
        click.echo("现有的记录还有问题，请先运行 make check，改好了再导入。", err=True)
        return _nothing()
    catalogue = checked.validated.catalogue
    read, wrong = read_rows(rows, catalogue, session, publish=publish, replace=replace)
    incoming = [new for new in read if new.tree != new.old]  # what is the same keeps its bytes
    wrong += judge(root, checked, incoming) if incoming else []
    if not replace:
        wrong += [
            Cell(
                new.row, "建议号", f"{new.path} 已经有了。要用表里的内容替换它，请加上 --replace。"
            )
            for new in incoming
            if (root / new.path).exists()
        ]
    if wrong:
        for cell in sorted(wrong, key=lambda cell: cell.place(head)):
            click.echo(cell.told(head), err=True)
        click.echo(f"\n{len(wrong)} 处要改。", err=True)
        return _nothing()
    write_all(root, incoming)
    click.echo(_told(read, incoming, "已发布" if publish else "草稿"))
    return 0


def _told(read: Sequence[Incoming], written: Sequence[Incoming], state: str) -> str:
    if not written:
        return f"{len(read)} 件建议都和现有的记录一样，没有要写的。"
    added = sum(new.old is None for new in written)
    if added == len(read):
        return f"导入了 {added} 件建议（{state}），{_LOOK}"
    counts = {
        f"新增 {{}} 件（{state}）": added,
        "更新 {} 件": len(written) - added,
        "{} 件和原来一样": len(read) - len(written),
    }
    told = "，".join(words.format(count) for words, count in counts.items() if count)
    return f"导入了 {len(read)} 件建议：{told}。{_LOOK}"


def _nothing() -> int:
    click.echo("一件也没有导入，原来的记录没有变。", err=True)
    return 1


def read_table(content: bytes) -> tuple[list[str], list[tuple[int, dict[str, str]]]]:
    """Return a table's head, and its rows by the titles of their columns, each with its number.

    Raises:
        TableError: It is no CSV file, or its head is not one we know.
    """
    if content.startswith(_WORKBOOKS):
        raise TableError(f"这是表格软件的工作簿，不是 CSV。{_SAVE_AS}")
    try:
        table = csv_rows(content)
    except UnicodeDecodeError:
        raise TableError(f"文字编码认不出来。{_SAVE_AS}") from None
    except csv.Error:
        raise TableError(f"不是完整的 CSV 表格，多半是有引号没有配成对。{_SAVE_AS}") from None
    if not table:
        raise TableError("是空的。")
    head = [title.strip() for title in table[0]]
    if twice := [title for title, count in Counter(head).items() if title and count > 1]:
        raise TableError(f"第1行有重复的列：{'、'.join(twice)}。")
    if missing := [title for title in _NEEDED if title not in head]:
        raise TableError(f"第1行缺少这些列：{'、'.join(missing)}。列名照导出的表写，次序不限。")
    known = (*columns_of(2), *SHORT_STEPS)
    for title in head:
        if title and not is_column(title):
            near = get_close_matches(title, known, 1, 0.5)
            hint = f"是不是“{near[0]}”？" if near else "请删掉这一列。"
            raise TableError(f"第1行有不认识的列“{title}”，{hint}")
    if len(table) > MAX_ROWS + 1:
        raise TableError(f"超过了 {MAX_ROWS} 行，请分几次导入。")
    rows = []
    for number, cells in enumerate(table[1:], start=2):
        if any(cell.strip() for cell in cells[len(head) :]):
            raise TableError(f"第{number}行比表头多出 {len(cells) - len(head)} 格。")
        filled = [*cells, *[""] * len(head)]
        row = {title: cell for title, cell in zip(head, filled, strict=False) if title}
        if any(cell.strip() for cell in row.values()):
            rows.append((number, row))
    if not rows:
        raise TableError("只有表头，没有一件建议。")
    return head, rows


def names_in(catalogue: Catalogue) -> Names:
    """Return the names of everything a table may refer to, drafts too."""
    return {
        "deputy": {record.id: record.name for record in catalogue.records("deputy")},
        "body": {record.id: record.name for record in catalogue.records("body")},
        "topic": {record.id: record.name for record in catalogue.records("topic")},
        "session": {record.id: "" for record in catalogue.records("session")},
        "suggestion": {record.id: "" for record in catalogue.records("suggestion")},
    }


def read_rows(
    rows: Sequence[tuple[int, Mapping[str, str]]],
    catalogue: Catalogue,
    session: str,
    *,
    publish: bool,
    replace: bool,
) -> tuple[list[Incoming], list[Cell]]:
    """Return the rows as records, and what could not be read."""
    incoming: list[Incoming] = []
    wrong: list[Cell] = []
    seen: dict[str, int] = {}
    names = names_in(catalogue)
    entries = {entry.id: entry for entry in catalogue.of("suggestion") if replace}
    for number, row in rows:
        place, faults = _place(row, names, session)
        if faults:
            _, others = tree_of(row, names)
            wrong += _at(number, {**others, **faults})
            continue
        entry = entries.get(place["id"])
        tree, faults = tree_of(row, names, entry.record.proposers if entry else ())
        if entry and publish and entry.record.status == "withdrawn":
            faults["建议号"] = "这一件已经撤下，不能用 --publish 重新发布。请先改它的发布状态。"
        if place["id"] in seen:
            faults["建议号"] = f"和第{seen[place['id']]}行重复。"
        seen.setdefault(place["id"], number)
        new = _incoming(number, row, {**tree, **place}, names, entry)
        if publish:
            new.tree["status"] = "published"
        faults = {**_lacking(row, new), **faults}
        wrong += _at(number, faults)
        if not faults:
            incoming.append(replaced(new, text=record_text(new.tree)))
    return incoming, wrong


def _at(row: int, faults: Mapping[str, str]) -> list[Cell]:
    return [Cell(row, column, message) for column, message in faults.items()]


def _place(row: Mapping[str, str], names: Names, session: str) -> tuple[Tree, dict[str, str]]:
    """Return what a row says of its place, with the id it comes to, and what is wrong there."""
    tree, wrong = tree_of({title: row.get(title, "") for title in _PLACE}, names)
    if "会议" not in wrong:
        tree.setdefault("session", session)
        if not tree["session"]:
            wrong["会议"] = "请写这一件属于哪次会议，或者用 --session 说明。"
        elif tree["session"] not in names["session"]:
            known = "、".join(names["session"])
            wrong["会议"] = f"没有“{tree['session']}”这次会议，登记了的有：{known}。"
    match = _NUMBER.fullmatch(tree.get("number", "").translate(FULL_WIDTH))
    if not match:
        wrong["建议号"] = "请写 1 到 9999 的数字。"
    if match and not wrong:
        tree["number"] = match[1]
        prefix = "r" if tree.get("filed_in") == "recess" else ""
        tree["id"] = f"{tree['session']}-{prefix}{int(match[1]):04d}"
    return tree, wrong


def _incoming(
    number: int, row: Mapping[str, str], tree: Tree, names: Names, entry: Entry | None
) -> Incoming:
    """Return a row as a record whose text is not written yet."""
    folder = f"content/reports/suggestions/{tree['session']}"
    path = f"{folder}/{tree['id'].removeprefix(tree['session'] + '-')}.md"
    short = not row.get(STEPS, "").strip()
    if entry is None:
        public = {"level": "public_full", **tree.get("publicity", {})}
        whole = in_order({"status": "draft", **tree, "publicity": public})
        return Incoming(number, path, "", whole, short, None)
    old = {**entry.source.data, **({"body": entry.source.body} if entry.source.body else {})}
    whole = changed(old, entry.record, row, tree, names)
    return Incoming(number, path, "", whole, short, old)


def _lacking(row: Mapping[str, str], new: Incoming) -> dict[str, str]:
    """Tell by column what a suggestion with a text cannot be without."""
    tree = new.tree
    if tree.get("publicity", {}).get("level") == "not_public":
        return {"公开属性：公开方式": "不予公开的建议只计数，不能从表里导入。请删掉这一行。"}
    kinds = {event["kind"] for event in tree.get("events", []) if "kind" in event}
    steps = _FILED if new.short and (_FILED in row or STEPS not in row) else STEPS
    needed = {
        "标题": "title" in tree,
        "分类": "topic" in tree,
        LEAD: bool(row[LEAD].strip()),
        BODY: "body" in tree,
        steps: bool(kinds & {"filed", "lead"}) or bool(kinds and not new.short),
        **{
            f"第{reply['round']}轮：{title}": key in reply
            for reply in tree.get("replies", [])
            for title, key in reply_columns().items()
            if key in ("on", "outcome", "text")
        },
    }
    return {
        title: f"缺少{title.replace('：', '的')}，请{'写上' if title in row else '加上这一列'}"
        f"{'，' * (title in _EXAMPLES)}{_EXAMPLES.get(title, '')}。"
        for title, is_there in needed.items()
        if not is_there
    }


def judge(root: Path, checked: Checked, incoming: Sequence[Incoming]) -> list[Cell]:
    """Judge the whole site with the incoming records in it, and return what is wrong with them."""
    rows = {new.path: new for new in incoming}
    with TemporaryDirectory() as folder:
        write_all(Path(folder), incoming)
        new = {path: read_source(Path(folder), path, "suggestion") for path in rows}
    others = [source for source in checked.sources if source.path not in rows]
    sources = sorted([*others, *new.values()], key=lambda source: source.path)
    whole = Checked(validate(sources, [], root))
    if whole.settings is not None:
        whole = judged_on(whole, usable_day(None, whole.sample_day))
    return list(dict.fromkeys(_cells(errors(whole.problems), rows, new)))


def _cells(
    problems: Sequence[Problem], rows: Mapping[str, Incoming], sources: Mapping[str, Source]
) -> Iterator[Cell]:
    """Tell problems by their cells. One in another file comes of these records too."""
    for problem in problems:
        message = f"{problem.message}{problem.hint}"
        if problem.file in rows:
            new = rows[problem.file]
            loc = sources[problem.file].loc_at(problem.line - 1, problem.column - 1)
            yield Cell(new.row, column_at(loc, new.tree, short=new.short), message)
        else:
            yield Cell(1, "", f"导入以后 {problem.file} 会有问题：{message}")


def write_all(root: Path, incoming: Sequence[Incoming]) -> None:
    """Write every record, or none when one cannot be written."""
    before: dict[Path, bytes | None] = {}
    try:
        for new in incoming:
            path = root / new.path
            before[path] = path.read_bytes() if path.exists() else None
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(new.text.encode())
    except OSError:
        for path, content in before.items():
            if content is None:
                path.unlink(missing_ok=True)
            else:
                path.write_bytes(content)
        raise


def _letters(index: int) -> str:
    """Return a spreadsheet's name of a column: A, B … Z, AA."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
