"""Columns: the one table of suggestions that the export and the import share.

Every field of the model has its column, found from the model itself. What a record lists as parts
(steps, surveys, commitments) stands in one cell, a line each: `日期：2025-02-06｜环节：交办`. The
values of a list are parted by `；`. A backslash before one of these signs makes it a sign like any
other. `row_out` writes rows, `row_in` reads them.
"""

from __future__ import annotations

import re
import types
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel

from . import labels
from .common import Ref
from .suggestion import Reply, Suggestion

Names = Mapping[str, Mapping[str, str]]  # kind → id → name

# How a record comes to be published is not the table's business.
_NOT_HERE = ("id", "status", "publish_on", "updated_on", "reviews")
_NOT_SHOWN = ("公开属性：不公开理由",)
LEAD, OTHERS = "领衔代表", "附议代表"
NOT_PUBLIC = "（未公开）"
ROLES = {"lead": "主办", "separate": "分办", "assist": "协办"}
# Only for reading: dates from which the first steps are written when `STEPS` is empty.
STEPS, BODY = "办理过程", "建议内容（正文）"
SHORT_STEPS = {"提出日期": "filed", "受理日期": "accepted", "交办日期": "assigned"}
ROUND = re.compile(r"第([1-9])轮：(.+)")


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
def plain_columns() -> dict[str, tuple[str, ...]]:
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
def reply_columns() -> dict[str, str]:
    """Return the columns of one round of reply: title → key."""
    return {form.title: key for key, form in forms_of(Reply).items() if key != "round"}


@cache
def columns_of(rounds: int) -> tuple[str, ...]:
    """Return the titles of the columns a table with so many rounds of reply has."""
    plain = [title for title in plain_columns() if title not in _NOT_SHOWN]
    at = plain.index("关键词") + 1
    people = [LEAD, OTHERS, *ROLES.values()]
    replies = [f"第{n}轮：{title}" for n in range(1, rounds + 1) for title in reply_columns()]
    return (*plain[:at], *people, BODY, *plain[at:], *replies)


def is_column(title: str) -> bool:
    """Tell whether a table that is read may have a column of this title."""
    match = ROUND.fullmatch(title)
    return (
        title in plain_columns()
        or title in (LEAD, OTHERS, BODY)
        or title in ROLES.values()
        or title in SHORT_STEPS
        or bool(match and match[2] in reply_columns())
    )


def explained(columns: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Return each column's title with what it holds, in plain words."""
    return tuple((title, _told(title)) for title in columns)


def _told(title: str) -> str:
    if title in (LEAD, OTHERS):
        return "编号和姓名；第一位提出的是领衔代表。"
    if title in ROLES.values():
        return "承办单位的编号和名称；协办单位后面可以有给出意见的日期。"
    if match := ROUND.fullmatch(title):
        return Reply.model_fields[reply_columns()[match[2]]].description or ""
    path = plain_columns().get(title, ("body",))
    info = Suggestion.model_fields[path[0]]
    if len(path) == 1:
        form = forms_of(Suggestion)[path[0]]
        parts = forms_of(form.part).values() if form.part else ()
        inside = f"一行一条：{'、'.join(part.title for part in parts)}。" if parts else ""
        return inside or info.description or "、".join(form.words.values())
    part = forms_of(Suggestion)[path[0]].part
    return "、".join(forms_of(part)[path[1]].words.values()) if part else ""


@cache
def ids_of(columns: tuple[str, ...]) -> frozenset[str]:
    """Return the columns that hold ids alone, which a spreadsheet must not take for numbers."""
    plain, forms = plain_columns(), forms_of(Suggestion)
    single = {title for title, path in plain.items() if len(path) == 1 and forms[path[0]].kind}
    return frozenset(columns) & {*single, LEAD, OTHERS, *ROLES.values()}
