"""A suggestion as a row of the table that `columns` lays out."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from pydantic import BaseModel

from .columns import (
    BODY,
    LEAD,
    NOT_PUBLIC,
    OTHERS,
    ROLES,
    Form,
    Names,
    forms_of,
    plain_columns,
    reply_columns,
)
from .suggestion import Reply, Suggestion


def row_of(record: Suggestion, columns: Sequence[str], names: Names) -> tuple[str, ...]:
    """Return a public suggestion as cells.

    Args:
        record: The suggestion.
        columns: The titles of the columns, as `columns_of` gives them.
        names: The names of all public records it may refer to; a deputy without a name here is not
            public and is told as `NOT_PUBLIC`.
    """
    cells = dict(_cells(record, names))
    return tuple(cells.get(title, "") for title in columns)


@cache
def _getters() -> tuple[tuple[str, str, str, Form], ...]:
    """Return of each plain column its title, the field, the field's own one, and its form."""
    rows = []
    for title, path in plain_columns().items():
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
    told = [_reference(i, people) if i in people else NOT_PUBLIC for i in record.proposers]
    yield LEAD, "".join(told[:1])
    yield OTHERS, "；".join(told[1:])
    for role, title in ROLES.items():
        held = [handler for handler in record.handlers if handler.role == role]
        yield (
            title,
            "；".join(
                f"{_reference(h.body, names['body'])} {h.opinion_on or ''}".strip() for h in held
            ),
        )
    yield BODY, record.body
    replies = [(title, forms_of(Reply)[key]) for title, key in reply_columns().items()]
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
        elif form.many:
            text = _written(form, value, names)
        else:
            text = _one(form, value, names)
        written.append(f"{form.title}：{_escaped(text, '｜')}")
    return "｜".join(written)


def _one(form: Form, value: Any, names: Names) -> str:
    if form.words:
        return form.words[str(value).lower() if isinstance(value, bool) else value]
    if form.kind:
        return _reference(value, names.get(form.kind, {}))
    return str(value).strip()


def _reference(id_: str, names: Mapping[str, str]) -> str:
    return f"{id_} {names.get(id_, '')}".strip()


def _escaped(text: str, sign: str) -> str:
    if "\\" in text or sign in text:
        return text.replace("\\", "\\\\").replace(sign, f"\\{sign}")
    return text
