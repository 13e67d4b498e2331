"""JSON Schema for every kind of file, so that an editor completes keys and explains them.

A schema is a helper, not a judge: rules between fields and records are the validator's. Numbers
and yes or no are accepted as an editor's YAML tool loads them and as the quoted text we read too.
"""

from __future__ import annotations

import json
import re
from typing import Any

from pydantic import BaseModel

from .fields import Described, Value, fields_of
from .words import FILES

Schema = dict[str, Any]

DIALECT = "http://json-schema.org/draft-07/schema#"
_YEAR = r"(19(49|[5-9][0-9])|20[0-9]{2})"
_MONTH = r"(0[1-9]|1[0-2])"
_DAY = r"(0[1-9]|[12][0-9]|3[01])"
_LINE = r"^\S(.*\S)?$"
_FORMS = {
    "date": f"^{_YEAR}-{_MONTH}-{_DAY}$",
    "moment": rf"^{_YEAR}-{_MONTH}-{_DAY} ([01][0-9]|2[0-3]):[0-5][0-9]$",
    "month": rf"^[0-9]{{4}}-{_MONTH}$",
}


def schemas() -> dict[str, str]:
    """Return each schema file's text by its name, for example `deputy.schema.json`."""
    return {
        f"{name}.schema.json": json.dumps(
            {"$schema": DIALECT, "title": title, "description": place, **_group(model)},
            ensure_ascii=False,
            indent=1,
        )
        + "\n"
        for name, (model, place, title) in FILES.items()
    }


def _group(model: type[BaseModel]) -> Schema:
    fields = list(fields_of(model))
    strict = model.model_config.get("extra") == "forbid"
    return {
        "type": "object",
        "properties": {field.key: _field(field) for field in fields},
        "required": [field.key for field in fields if field.required],
        **({"additionalProperties": False} if strict else {}),
    }


def _field(field: Described) -> Schema:
    told = [
        field.rule,
        _choices_told(field.value),
        "必填。" if field.required else "",
        f"不写就是 {field.default}。" if field.default else "",
        f"例如：{field.key}: {field.example}" if field.example else "",
    ]
    return {
        "title": field.title,
        "description": "\n\n".join(line for line in told if line),
        **_value(field.value),
    }


def _choices_told(value: Value) -> str:
    inner = value.item if value.sort == "list" and value.item else value
    return "；".join(f"{key} {word}" for key, word in inner.choices if word)


def _value(value: Value) -> Schema:
    if value.sort == "choice":
        return _choice(value)
    if value.sort == "group" and value.model:
        return _group(value.model)
    if value.sort == "list" and value.item:
        return _without_none(
            type="array", minItems=value.shortest, maxItems=value.longest, items=_value(value.item)
        )
    if value.sort == "table" and value.item and value.key:
        keys = {**_value(value.key), "type": "string"}
        return {"type": "object", "propertyNames": keys, "additionalProperties": _value(value.item)}
    if value.sort == "yes-no":
        return {"enum": [True, False, "true", "false", "是", "否"]}
    if value.sort == "number":
        return _without_none(
            type=["integer", "string"],
            minimum=value.lowest,
            maximum=value.highest,
            pattern=r"^(0|[1-9][0-9]{0,8})$",
        )
    return _text(value)


def _text(value: Value) -> Schema:
    if form := _FORMS.get(value.sort):
        return {"type": "string", "pattern": form}
    types = ["string", "number", "boolean"]
    if value.pattern:
        digits = any(re.fullmatch(value.pattern, number) for number in ("12", "1234567890"))
        types = ["string", *["number"] * digits]
    return _without_none(
        type=types if len(types) > 1 else "string",
        minLength=value.shortest or 1,
        maxLength=value.longest,
        pattern=value.pattern or (_LINE if value.sort == "line" else r"\S"),
    )


def _choice(value: Value) -> Schema:
    """A closed list; what is written in digits is loaded as a number, `null` as nothing."""
    keys = [key for key, _ in value.choices]
    loaded = [int(key) for key in keys if key.isdigit()] + [None for key in keys if key == "null"]
    words = [word for _, word in value.choices]
    told = {"enumDescriptions": words + words[: len(loaded)]} if any(words) else {}
    return {"enum": [*keys, *loaded], **told}


def _without_none(**parts: Any) -> Schema:
    return {name: part for name, part in parts.items() if part is not None}
