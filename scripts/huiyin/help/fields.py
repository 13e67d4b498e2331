"""Fields: what may stand behind a key, in one vocabulary for hover texts and for the dictionary."""

from __future__ import annotations

import re
import types
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import reduce
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, StringConstraints
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from ..records import common, labels
from ..validate.anatomy import keys_of
from ..validate.wording import FORMS
from .words import ID_EXAMPLES, gloss, home_of

_ONE_LINE, _MANY_LINES, _MONTH = (
    get_args(text)[1] for text in (common.Line, common.Text, common.YearMonth)
)


@dataclass(frozen=True, slots=True)
class Value:
    """What may be written as a value.

    Attributes:
        sort: `line`, `text`, `id`, `date`, `moment`, `month`, `yes-no`, `number`, `choice`,
            `list`, `table` (keys chosen by the editor) or `group` (keys of a model).
        choices: The values of a closed list, each with its Chinese word (empty if it is one).
        pattern: The form a text must have; empty when any will do.
        lowest: The smallest number; None when there is none.
        highest: The largest number.
        shortest: The fewest characters or items.
        longest: The most characters or items.
        refers_to: The kind of record an id names; empty when it names none.
        item: What a list or a table holds.
        key: What the keys of a table are.
        model: What a group is made of.
    """

    sort: str = "line"
    choices: tuple[tuple[str, str], ...] = ()
    pattern: str = ""
    lowest: int | None = None
    highest: int | None = None
    shortest: int | None = None
    longest: int | None = None
    refers_to: str = ""
    item: Value | None = None
    key: Value | None = None
    model: type[BaseModel] | None = None


@dataclass(frozen=True, slots=True)
class Described:
    """One key of a record, as an editor needs to know it.

    Attributes:
        key: What is written before the colon.
        title: What people call it.
        advice: What to mind when writing it.
        rule: The advice and every limit, in sentences.
        required: Whether it must be there.
        default: What its absence means; empty when it means nothing.
        example: What may stand behind the colon; empty for a group, whose keys have their own.
        value: What may be written.
    """

    key: str
    title: str
    advice: str
    rule: str
    required: bool
    default: str
    example: str
    value: Value


def fields_of(model: type[BaseModel]) -> Iterator[Described]:
    """Yield the keys an editor writes, in the model's order. A Markdown body is no key."""
    hints = keys_of(model)
    for name, info in model.model_fields.items():
        key = info.alias or name
        if key == "body" and hints[key] is str:
            continue
        value = reduce(_marked, info.metadata, _value(hints[key]))
        if name == "id":
            value = replace(value, sort="id")
        yield Described(
            key=key,
            title=info.title or key,
            advice=info.description or "",
            rule=_rule(info, value),
            required=info.is_required(),
            default=_default(info),
            example=_example(model, name, info, value),
            value=value,
        )


def _value(hint: Any) -> Value:
    origin, inner = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return reduce(_marked, inner[1:], _value(inner[0]))
    if origin in (Union, types.UnionType):
        return _value(next(part for part in inner if part is not types.NoneType))
    if origin is Literal:
        words = gloss(inner)
        return Value("choice", tuple((value, words.get(value, "")) for value in inner))
    if origin is tuple:
        return Value("list", item=_value(inner[0]))
    if origin is dict:
        return Value("table", key=_value(inner[0]), item=_value(inner[1]))
    if issubclass(hint, BaseModel):
        return Value("group", model=hint)
    sorts = {bool: "yes-no", int: "number", date: "date", datetime: "moment"}
    return Value(sorts.get(hint, "line"))


def _marked(value: Value, mark: Any) -> Value:
    """Narrow a value by one mark of its annotation."""
    if isinstance(mark, common.Ref):
        return replace(value, sort="id", refers_to=mark.kind)
    if isinstance(mark, FieldInfo):
        return reduce(_marked, mark.metadata, value)
    if isinstance(mark, StringConstraints):
        return replace(value, pattern=str(mark.pattern or ""))
    if mark in (_MANY_LINES, _MONTH):
        return replace(value, sort="text" if mark == _MANY_LINES else "month")
    limits = {"ge": "lowest", "le": "highest", "min_length": "shortest", "max_length": "longest"}
    found = {ours: getattr(mark, name) for name, ours in limits.items() if hasattr(mark, name)}
    return replace(value, **found)


def sort_word(value: Value) -> str:
    """Return in Chinese what sort of value it is."""
    if value.sort == "list" and value.item:
        return f"列表，每一项是{sort_word(value.item)}"
    if value.sort == "table" and value.item and value.key:
        return f"一组“{sort_word(value.key)}: {sort_word(value.item)}”"
    if value.refers_to:
        return f"{labels.RECORD_KIND[value.refers_to]}编号"
    return _SORTS[value.sort]


_SORTS = {
    "line": "一行文字",
    "text": "文字，可以分段",
    "id": "编号",
    "date": "日期",
    "moment": "时间",
    "month": "年月",
    "yes-no": "是或否",
    "number": "整数",
    "choice": "从列出的里选一个",
    "group": "一组",
}


def _rule(info: FieldInfo, value: Value) -> str:
    rules = [info.description or "", *_limits(value)]
    return "".join(rule if rule.endswith("。") else f"{rule}。" for rule in rules if rule)


def _limits(value: Value) -> Iterator[str]:
    unit = "项" if value.sort == "list" else "个字"
    if value.shortest is not None:
        yield f"至少 {value.shortest} {unit}"
    if value.longest is not None:
        yield f"最多 {value.longest} {unit}"
    if value.sort == "number" and value.highest is not None:
        yield f"{value.lowest} 到 {value.highest}"
    inner = value.item if value.sort == "list" and value.item else value
    if inner.refers_to:
        yield f"写 {home_of(inner.refers_to)} 里已有的编号"
    elif inner.pattern:
        yield FORMS.get(inner.pattern, f"要合乎 `{inner.pattern}`")


def _default(info: FieldInfo) -> str:
    given = info.default
    if given in (None, (), "", PydanticUndefined) or isinstance(given, BaseModel):
        return ""
    return _plain(given)


def _example(model: type[BaseModel], name: str, info: FieldInfo, value: Value) -> str:
    given = info.examples[0] if info.examples else ""
    if value.sort == "list" and value.item:
        item = str(given) or _sample(value.item)
        return f"[{item}]" if item else ""
    if name == "id":
        kind = re.sub(r"(?<!^)(?=[A-Z])", "-", model.__name__).lower()
        return ID_EXAMPLES[kind]
    return str(given) or _sample(value)


def _sample(value: Value) -> str:
    """Return a value of this sort; empty for a group, whose keys have their own."""
    if value.sort == "choice":
        return str(value.choices[0][0])
    if value.sort == "number":
        return _NUMBERS.get(value.lowest or 0, str(value.lowest))
    if value.sort == "id":
        return ID_EXAMPLES[value.refers_to]
    return _SAMPLES.get(value.sort, "")


_NUMBERS = {0: "12", 1949: "2025"}  # by the lowest: a count, a year
_SAMPLES = {
    "date": "2025-03-01",
    "moment": "2025-03-01 09:30",
    "month": "1975-03",
    "yes-no": "true",
}


def _plain(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
