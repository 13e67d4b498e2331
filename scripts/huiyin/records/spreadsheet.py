"""A suggestion as a row of a spreadsheet: the one table that the export and the import share.

Every field of the model has its column, found from the model itself. What a record lists as parts
(steps, surveys, commitments) stands in one cell, a line each: `日期：2025-02-06｜环节：交办`. The
values of a list are parted by `；`. A backslash before one of these signs makes it a sign like any
other.
"""

from __future__ import annotations

import json
import re
import types
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel

from . import labels
from .common import Ref
from .suggestion import Reply, Suggestion

Names = Mapping[str, Mapping[str, str]]  # kind → id → name
Loc = tuple[int | str, ...]
Tree = dict[str, Any]

# How a record comes to be published is not the table's business.
_NOT_HERE = ("id", "status", "publish_on", "updated_on", "reviews")
_NOT_SHOWN = ("公开属性：不公开理由",)
LEAD, OTHERS = "领衔代表", "附议代表"
NOT_PUBLIC = "（未公开）"
ROLES = {"lead": "主办", "separate": "分办", "assist": "协办"}
# Only for reading: dates from which the first steps are written when `STEPS` is empty.
STEPS, BODY = "办理过程", "建议内容（正文）"
SHORT_STEPS = {"提出日期": "filed", "受理日期": "accepted", "交办日期": "assigned"}
_ROUND = re.compile(r"第([1-9])轮：(.+)")
_DATE = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?")
_TIME_AFTER = re.compile(r" 0?0:00(:00)?$")
_BETWEEN = re.compile(r"[；;、，,\n]")
_WITH_DAY = re.compile(r"(.+?)\s+([0-9]{4}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?)")
_ID_FIRST = re.compile(r"([a-z0-9][a-z0-9-]*)(?:\s.*)?", re.DOTALL)


class CellError(ValueError):
    """A cell cannot be read; the message tells an editor why."""


@dataclass(frozen=True, slots=True)
class Form:
    """How the values of a field are written.

    Attributes:
        title: Its Chinese name.
        name: Its name in the model.
        many: A list of them.
        part: The model, when they are parts with fields of their own.
        words: Key → Chinese word, when they are of a closed list.
        kind: The kind of record they name, empty when they name none.
        is_date: They are days.
    """

    title: str
    name: str
    many: bool
    part: type[BaseModel] | None
    words: Mapping[str, str]
    kind: str
    is_date: bool


@cache
def forms_of(model: type[BaseModel]) -> dict[str, Form]:
    """Return the form of each field by the key that an editor writes."""
    hints = get_type_hints(model, include_extras=True)
    return {
        info.alias or name: _form(info.title or name, name, hints[name])
        for name, info in model.model_fields.items()
    }


def _form(title: str, name: str, hint: Any) -> Form:
    many, kind, part, is_date = False, "", None, False
    words: dict[str, str] = {}
    waiting = [hint]
    while waiting:
        hint = waiting.pop()
        origin, arguments = get_origin(hint), get_args(hint)
        if origin is Annotated:
            kind = next((m.kind for m in arguments[1:] if isinstance(m, Ref)), kind)
            waiting.append(arguments[0])
        elif origin in (Union, types.UnionType):
            waiting += [argument for argument in arguments if argument is not type(None)]
        elif origin is tuple:
            many = True
            waiting.append(arguments[0])
        elif origin is Literal:
            words = words_of(arguments)
        elif hint is bool:
            words = {"true": "是", "false": "否"}
        elif isinstance(hint, type) and issubclass(hint, BaseModel):
            part = hint
        else:
            is_date = is_date or hint is date
    return Form(title, name, many, part, words, kind, is_date)


def words_of(keys: tuple[str, ...]) -> dict[str, str]:
    """Return the Chinese word of each value of a closed list; the value itself where none is."""
    tables = (table for table in vars(labels).values() if isinstance(table, dict))
    table = next((table for table in tables if table.keys() >= set(keys)), {})
    return {key: table.get(key, key) for key in keys}


@cache
def _plain_columns() -> dict[str, tuple[str, ...]]:
    """Return the columns that hold one field, or one of a field's own: title → path."""
    columns: dict[str, tuple[str, ...]] = {}
    for key, form in forms_of(Suggestion).items():
        if key in (*_NOT_HERE, "proposers", "handlers", "replies", "body"):
            continue
        if form.part and not form.many:
            columns |= {
                f"{form.title}：{inner.title}": (key, name)
                for name, inner in forms_of(form.part).items()
            }
        else:
            columns[form.title] = (key,)
    return columns


@cache
def _reply_columns() -> dict[str, str]:
    return {form.title: key for key, form in forms_of(Reply).items() if key != "round"}


def columns_of(rounds: int) -> tuple[str, ...]:
    """Return the titles of the columns a table with so many rounds of reply has."""
    plain = [title for title in _plain_columns() if title not in _NOT_SHOWN]
    at = plain.index("关键词") + 1
    people = [LEAD, OTHERS, *ROLES.values()]
    replies = [f"第{n}轮：{title}" for n in range(1, rounds + 1) for title in _reply_columns()]
    return (*plain[:at], *people, BODY, *plain[at:], *replies)


def is_column(title: str) -> bool:
    """Tell whether a table that is read may have a column of this title."""
    match = _ROUND.fullmatch(title)
    return (
        title in _plain_columns()
        or title in (LEAD, OTHERS, BODY)
        or title in ROLES.values()
        or title in SHORT_STEPS
        or bool(match and match[2] in _reply_columns())
    )


def explained(columns: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Return each column's title with what it holds, in plain words."""
    return tuple((title, _told(title)) for title in columns)


def _told(title: str) -> str:
    if title in (LEAD, OTHERS):
        return "编号和姓名；第一位提出的是领衔代表。"
    if title in ROLES.values():
        return "承办单位的编号和名称；协办单位后面可以有给出意见的日期。"
    if match := _ROUND.fullmatch(title):
        return Reply.model_fields[_reply_columns()[match[2]]].description or ""
    path = _plain_columns().get(title, ("body",))
    info = Suggestion.model_fields[path[0]]
    if len(path) == 1:
        form = forms_of(Suggestion)[path[0]]
        parts = forms_of(form.part).values() if form.part else ()
        inside = f"一行一条：{'、'.join(part.title for part in parts)}。" if parts else ""
        return inside or info.description or "、".join(form.words.values())
    part = forms_of(Suggestion)[path[0]].part
    return "、".join(forms_of(part)[path[1]].words.values()) if part else ""


def ids_of(columns: Iterable[str]) -> frozenset[str]:
    """Return the columns that hold ids alone, which a spreadsheet must not take for numbers."""
    plain, forms = _plain_columns(), forms_of(Suggestion)
    single = {title for title, path in plain.items() if len(path) == 1 and forms[path[0]].kind}
    return frozenset(columns) & {*single, LEAD, OTHERS, *ROLES.values()}


def row_of(record: Suggestion, columns: Sequence[str], names: Names) -> tuple[str, ...]:
    """Return a public suggestion as cells.

    Args:
        record: The suggestion.
        columns: The titles of the columns, as `columns_of` gives them.
        names: The names of all public records it may refer to; a deputy without a name here is not
            public and is left out, a lead one is told as `NOT_PUBLIC`.
    """
    cells = dict(_cells(record, names))
    return tuple(cells.get(title, "") for title in columns)


@cache
def _getters() -> tuple[tuple[str, str, str, Form], ...]:
    """Return of each plain column its title, the field, the field's own one, and its form."""
    rows = []
    for title, path in _plain_columns().items():
        outer = forms_of(Suggestion)[path[0]]
        inner = forms_of(outer.part)[path[1]] if outer.part and len(path) > 1 else None
        rows.append((title, outer.name, inner.name if inner else "", inner or outer))
    return tuple(rows)


def _cells(record: Suggestion, names: Names) -> Iterator[tuple[str, str]]:
    for title, name, inner, form in _getters():
        value = getattr(record, name)
        if value and inner:
            value = getattr(value, inner)
        if value is not None and value != ():
            yield title, _written(form, value, names)
    people = names["deputy"]
    lead = record.proposers[0]
    yield LEAD, _reference(lead, people) if lead in people else NOT_PUBLIC
    yield OTHERS, "；".join(_reference(i, people) for i in record.proposers[1:] if i in people)
    for role, title in ROLES.items():
        held = [handler for handler in record.handlers if handler.role == role]
        yield (
            title,
            "；".join(
                f"{_reference(h.body, names['body'])} {h.opinion_on or ''}".strip() for h in held
            ),
        )
    yield BODY, record.body
    replies = [(title, forms_of(Reply)[key]) for title, key in _reply_columns().items()]
    for reply in record.replies:
        for title, form in replies:
            value = getattr(reply, form.name)
            if value is not None and value != ():
                yield f"第{reply.round}轮：{title}", _written(form, value, names)


def _written(form: Form, value: Any, names: Names) -> str:
    if value is None:
        return ""
    if form.part and form.many:
        return "\n".join(_line(part, names) for part in value)
    if form.many:
        return "；".join(_escaped(_one(form, item, names), "；") for item in value)
    return _one(form, value, names)


def _line(part: BaseModel, names: Names) -> str:
    written = []
    for key, form in forms_of(type(part)).items():
        value = getattr(part, form.name)
        if value is None or value == ():
            continue
        if form.part:
            text = json.dumps(part.model_dump(mode="json", by_alias=True)[key], ensure_ascii=False)
        else:
            text = _written(form, value, names)
        written.append(f"{form.title}：{_escaped(text, '｜')}")
    return "｜".join(written)


def _one(form: Form, value: Any, names: Names) -> str:
    if isinstance(value, bool):
        return form.words[str(value).lower()]
    if form.words:
        return form.words[value]
    if form.kind:
        return _reference(value, names.get(form.kind, {}))
    return str(value).strip()


def _reference(id_: str, names: Mapping[str, str]) -> str:
    return f"{id_} {names.get(id_, '')}".strip()


def _escaped(text: str, sign: str) -> str:
    return text.replace("\\", "\\\\").replace(sign, f"\\{sign}")


def _split(text: str, signs: str) -> list[str]:
    """Split at signs without a backslash, which is taken away before a sign or a backslash."""
    parts, at = [""], 0
    while at < len(text):
        char = text[at]
        if char == "\\" and text[at + 1 : at + 2] in (*signs, "\\"):
            parts[-1] += text[at + 1]
            at += 2
            continue
        if char in signs:
            parts.append("")
        else:
            parts[-1] += char
        at += 1
    return [part.strip() for part in parts if part.strip()]


def tree_of(row: Mapping[str, str], names: Names) -> tuple[Tree, dict[str, str]]:
    """Return what a row says, as the tree of a record's file, and what could not be read.

    Args:
        row: Cells by the titles of their columns; empty ones may be missing.
        names: Names of the records that may be referred to, so that a name can stand for its id.

    Returns:
        The tree without id and status, texts as an editor would write them; and by column a
        sentence on what is wrong in its cell.
    """
    tree: Tree = {}
    wrong: dict[str, str] = {}
    cells = {title: cell.replace("\r\n", "\n").strip() for title, cell in row.items()}
    for title, cell in cells.items():
        if cell:
            try:
                _take(tree, title, cell, names)
            except CellError as error:
                wrong[title] = str(error)
    _finish(tree, cells)
    return in_order(tree), wrong


def in_order(tree: Tree) -> Tree:
    """Return a record's tree with its keys in the order of the model."""
    return {key: tree[key] for key in forms_of(Suggestion) if key in tree}


def _take(tree: Tree, title: str, cell: str, names: Names) -> None:
    forms = forms_of(Suggestion)
    if path := _plain_columns().get(title):
        form = forms[path[0]]
        if len(path) == 1:
            tree[path[0]] = _read(form, cell, names)
        elif form.part:
            tree.setdefault(path[0], {})[path[1]] = _read(forms_of(form.part)[path[1]], cell, names)
    elif title in (LEAD, OTHERS):
        if cell == NOT_PUBLIC:
            raise CellError("领衔代表没有公开，请写上他的编号。")
        tree.setdefault(title, []).extend(_ids("deputy", cell, names))
    elif title in ROLES.values():
        tree.setdefault(title, []).extend(_handlers(cell, names))
    elif title in SHORT_STEPS:
        tree.setdefault("steps", {})[SHORT_STEPS[title]] = _day(cell)
    elif match := _ROUND.fullmatch(title):
        key = _reply_columns()[match[2]]
        value = _read(forms_of(Reply)[key], cell, names)
        tree.setdefault("rounds", {}).setdefault(match[1], {})[key] = value
    elif title == BODY:
        tree["body"] = cell


def _handlers(cell: str, names: Names) -> Iterator[tuple[str, str]]:
    """Yield each body of a cell, with the day behind it on which it gave its opinion."""
    for item in filter(None, (part.strip() for part in _BETWEEN.split(cell))):
        match = _WITH_DAY.fullmatch(item)
        name, on = (match[1], _day(match[2])) if match else (item, "")
        yield _ids("body", name, names)[0], on


def _finish(tree: Tree, cells: Mapping[str, str]) -> None:
    """Put together what stands in several columns."""
    lead, others = tree.pop(LEAD, []), tree.pop(OTHERS, [])
    if lead or others:
        tree["proposers"] = [*lead, *others]
    handlers = [
        {"body": id_, "role": role, **({"opinion_on": on} if on else {})}
        for role, title in ROLES.items()
        for id_, on in tree.pop(title, [])
    ]
    if handlers:
        tree["handlers"] = handlers
    steps = tree.pop("steps", {})
    if steps and not cells.get(STEPS):
        tree["events"] = [
            {
                "on": steps[kind],
                "kind": kind,
                **(
                    {"to": [h["body"] for h in handlers]} if kind == "assigned" and handlers else {}
                ),
            }
            for kind in SHORT_STEPS.values()
            if kind in steps
        ]
    rounds = tree.pop("rounds", {})
    if rounds:
        order = list(forms_of(Reply))
        tree["replies"] = [
            {key: {"round": number, **reply}[key] for key in order if key in {"round", *reply}}
            for number, reply in sorted(rounds.items())
        ]


def _read(form: Form, cell: str, names: Names) -> Any:
    if form.part and form.many:
        lines = [line for line in cell.split("\n") if line.strip()]
        return [_part(form.part, line, names) for line in lines]
    if form.many and form.kind:
        return _ids(form.kind, cell, names)
    if form.many:
        return [_read_one(form, item, names) for item in _split(cell, "；\n")]
    return _read_one(form, cell, names)


def _part(model: type[BaseModel], line: str, names: Names) -> Tree:
    keys = {form.title: key for key, form in forms_of(model).items()}
    part: Tree = {}
    for piece in _split(line, "｜"):
        title, colon, text = piece.partition("：")
        if not colon or title not in keys:
            told = "、".join(keys)
            raise CellError(
                f"“{piece}” 看不懂。一行一条，写成“名称：内容”，用｜隔开，名称有：{told}。"
            )
        form = forms_of(model)[keys[title]]
        part[keys[title]] = _from_json(text) if form.part else _read(form, text.strip(), names)
    return {key: part[key] for key in forms_of(model) if key in part}


def _from_json(text: str) -> Any:
    def texts(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: texts(item) for key, item in value.items() if item is not None}
        if isinstance(value, list):
            return [texts(item) for item in value]
        return str(value).lower() if isinstance(value, bool) else str(value)

    try:
        return texts(json.loads(text))
    except ValueError:
        raise CellError(f"“{text}” 看不懂，请照导出的表来写。") from None


def _read_one(form: Form, cell: str, names: Names) -> str:
    if form.kind:
        found = _ids(form.kind, cell, names)
        return found[0] if len(found) == 1 else cell
    if form.words:
        keys = {word: key for key, word in form.words.items()}
        if cell in keys or cell in form.words:
            return keys.get(cell, cell)
        raise CellError(f"“{cell}” 不在可以写的几种里：{'、'.join(keys)}。")
    return _day(cell) if form.is_date else cell


def _day(cell: str) -> str:
    """Return a day in the one form; what is no day stays for the validation to judge."""
    match = _DATE.fullmatch(_TIME_AFTER.sub("", cell))
    return f"{match[1]}-{int(match[2]):02d}-{int(match[3]):02d}" if match else cell


def _ids(kind: str, cell: str, names: Names) -> list[str]:
    """Return the ids that a cell names, each written as an id, a name, or an id and a name."""
    known = names.get(kind, {})
    found = []
    for item in filter(None, (part.strip() for part in _BETWEEN.split(cell))):
        match = _ID_FIRST.fullmatch(item)
        if match and (match[1] in known or item == match[1] or kind == "suggestion"):
            found.append(match[1])
            continue
        same = [id_ for id_, name in known.items() if name == item]
        if len(same) > 1:
            raise CellError(f"叫“{item}”的不止一个，请写编号：{'、'.join(same)}。")
        if not same:
            word = labels.RECORD_KIND[kind]
            near = get_close_matches(item, list(known.values()), 1, 0.5)
            hint = f"最接近的是“{near[0]}”。" if near else "请照登记的全名写，或者写编号。"
            raise CellError(f"没有叫“{item}”的{word}。{hint}")
        found.append(same[0])
    return found


def column_at(loc: Loc, tree: Tree, *, short: bool = False) -> str:
    """Return the title of the column that a place in a record's file came from.

    Args:
        loc: The place.
        tree: What the record says.
        short: Whether its steps were written from the dates of `SHORT_STEPS`.
    """
    forms = forms_of(Suggestion)
    if not loc or loc[0] not in forms:
        return "建议号"
    key = str(loc[0])
    if key == "events" and short and len(loc) > 1:
        kind = tree["events"][int(loc[1])]["kind"]
        return next(title for title, step in SHORT_STEPS.items() if step == kind)
    if key == "proposers":
        return LEAD if loc[1:2] in ((), (0,)) else OTHERS
    if key == "handlers":
        index = loc[1] if len(loc) > 1 else 0
        held = tree.get("handlers", [])
        return ROLES[held[int(index)]["role"]] if int(index) < len(held) else ROLES["lead"]
    if key == "replies":
        held = tree.get("replies", [])
        index = int(loc[1]) if len(loc) > 1 else 0
        number = held[index].get("round", "1") if index < len(held) else "1"
        field = str(loc[2]) if len(loc) > 2 else "on"
        title = {key: title for title, key in _reply_columns().items()}.get(field, "答复日期")
        return f"第{number}轮：{title}"
    if key == "body":
        return BODY
    titles = {path: title for title, path in _plain_columns().items()}
    whole = next(title for path, title in titles.items() if path[0] == key)
    return titles.get((key, *map(str, loc[1:2])), whole)
