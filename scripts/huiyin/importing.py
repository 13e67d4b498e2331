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
from difflib import get_close_matches
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click

from .command_line import usable_day
from .help.template import scalar
from .load.reader import read_site, read_source
from .load.source import Source
from .pipeline import Checked, judged_on
from .problems import Problem, errors
from .records.columns import SHORT_STEPS, STEPS, Names, columns_of, is_column
from .records.csv_file import csv_rows
from .records.row_in import Tree, column_at, in_order, tree_of
from .validate.catalogue import Catalogue
from .validate.validator import validate

MAX_ROWS = 5000
_NEEDED = ("建议号", "标题", "领衔代表")
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
    """

    row: int
    path: str
    text: str
    tree: Tree
    short: bool


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
        publish: Whether the records are published at once; else they are drafts.
        replace: Whether records that are there already are written anew.

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
    incoming, wrong = read_rows(rows, names_in(catalogue), session, publish=publish)
    wrong += judge(root, checked, incoming)
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
    state = "已发布" if publish else "草稿"
    click.echo(f"导入了 {len(incoming)} 件建议（{state}），请用 git diff 核对以后提交。")
    return 0


def _nothing() -> int:
    click.echo("一件也没有导入，原来的记录没有变。", err=True)
    return 1


def read_table(content: bytes) -> tuple[list[str], list[tuple[int, dict[str, str]]]]:
    """Return a table's head, and its rows by the titles of their columns, each with its number.

    Raises:
        TableError: It is no CSV file, or its head is not one we know.
    """
    try:
        table = csv_rows(content)
    except UnicodeDecodeError:
        raise TableError("文字编码认不出来。请在表格软件里另存为“CSV UTF-8”。") from None
    except csv.Error as error:
        raise TableError(f"不是完整的 CSV 表格：{error}。") from None
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
        if len(cells) > len(head):
            raise TableError(f"第{number}行比表头多出 {len(cells) - len(head)} 格。")
        row = {title: cell for title, cell in zip(head, cells, strict=False) if title}
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
    rows: Sequence[tuple[int, Mapping[str, str]]], names: Names, session: str, *, publish: bool
) -> tuple[list[Incoming], list[Cell]]:
    """Return the rows as records, and what could not be read."""
    incoming: list[Incoming] = []
    wrong: list[Cell] = []
    seen: dict[str, int] = {}
    for number, row in rows:
        tree, faults = tree_of(row, names)
        wrong += [Cell(number, column, message) for column, message in faults.items()]
        tree.setdefault("session", session)
        if not tree["session"]:
            wrong.append(Cell(number, "会议", "请写这一件属于哪次会议，或者用 --session 说明。"))
        match = _NUMBER.fullmatch(str(tree.get("number", "")))
        if not match:
            wrong.append(Cell(number, "建议号", "请写 1 到 9999 的数字。"))
        if not match or not tree["session"]:
            continue
        tree["number"] = match[1]
        tree.setdefault("publicity", {}).setdefault("level", "public_full")
        short = not row.get(STEPS, "").strip()
        new = _incoming(number, tree, publish=publish, short=short)
        if new.path in seen:
            wrong.append(Cell(number, "建议号", f"和第{seen[new.path]}行重复。"))
        elif not faults:
            incoming.append(new)
        seen.setdefault(new.path, number)
    return incoming, wrong


def _incoming(row: int, tree: Tree, *, publish: bool, short: bool) -> Incoming:
    prefix = "r" if tree.get("filed_in") == "recess" else ""
    stem = f"{prefix}{int(tree['number']):04d}"
    status = "published" if publish else "draft"
    whole = in_order({"id": f"{tree['session']}-{stem}", "status": status, **tree})
    path = f"content/reports/suggestions/{tree['session']}/{stem}.md"
    return Incoming(row, path, record_text(whole), whole, short)


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


def record_text(tree: Tree) -> str:
    """Return a suggestion's file: the tree as front matter, its body below."""
    lines = [line for key, value in tree.items() if key != "body" for line in _lines(key, value)]
    body = tree.get("body", "")
    fenced = "".join(f"{line}\n" for line in ["---", *lines, "---"])
    return f"{fenced}\n{body}\n" if body else fenced


def _lines(key: str, value: Any, indent: str = "") -> Iterator[str]:
    if isinstance(value, str):
        yield from _text(f"{indent}{key}:", value, indent)
    elif isinstance(value, Mapping) and _is_flat(value):
        yield f"{indent}{key}: {_flow(value)}"
    elif isinstance(value, Mapping):
        yield f"{indent}{key}:"
        for name, inner in value.items():
            yield from _lines(name, inner, f"{indent}  ")
    elif all(isinstance(item, str) for item in value):
        yield f"{indent}{key}: {_flow(value)}"
    else:
        yield f"{indent}{key}:"
        for item in value:
            yield from _item(item, indent)


def _item(item: Mapping[str, Any], indent: str) -> Iterator[str]:
    if _is_flat(item):
        yield f"{indent}  - {_flow(item)}"
        return
    first = True
    for name, inner in item.items():
        for line in _lines(name, inner, f"{indent}    "):
            yield f"{indent}  - {line.lstrip()}" if first else line
            first = False


def _is_flat(value: Mapping[str, Any]) -> bool:
    """Tell whether a group is short enough in kind to stand on one line."""
    return (
        all(
            (isinstance(inner, str) and "\n" not in inner)
            or (isinstance(inner, list) and all(isinstance(item, str) for item in inner))
            for inner in value.values()
        )
        and not {"text", "points"} & value.keys()
    )


def _flow(value: Any) -> str:
    if isinstance(value, str):
        return _scalar(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{name}: {_flow(inner)}" for name, inner in value.items()) + "}"
    return "[" + ", ".join(_flow(inner) for inner in value) + "]"


def _text(head: str, value: str, indent: str) -> Iterator[str]:
    if "\n" not in value:
        yield f"{head} {_scalar(value)}"
        return
    lines = value.split("\n")
    if lines[0].startswith((" ", "\t")) or any(line != line.rstrip() for line in lines):
        yield f"{head} {_scalar(value)}"
        return
    yield f"{head} |"
    yield from (f"{indent}  {line}" if line else "" for line in lines)


def _scalar(value: str) -> str:
    if "\n" in value or "\t" in value:
        escaped = value.replace("\\", "\\\\").replace('"', '\\"')
        return '"' + escaped.replace("\n", "\\n").replace("\t", "\\t") + '"'
    return scalar(value)


def _letters(index: int) -> str:
    """Return a spreadsheet's name of a column: A, B … Z, AA."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
