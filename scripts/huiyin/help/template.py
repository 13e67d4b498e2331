"""Template: a record as commented YAML, what was answered in it, what is optional as comments."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from .fields import Described, fields_of

Answers = Mapping[str, Any]

OPTIONAL = "# 行首有“# ”的各项可以不写；要写时删掉“# ”，把例子改成自己的内容。"
# Text that stays one plain scalar, in block and in flow.
_PLAIN = re.compile(r"[0-9A-Za-z\u3400-\u9fff“《][^\x00-\x1f:#,\[\]{}\"'&*!|>%@`\\]*(?<!\s)")
_PLAIN_WITH_COLONS = re.compile(r"[0-9A-Za-z][0-9A-Za-z:/.+-]*(?: [0-9:]+)?(?<!:)")


def commented(model: type[BaseModel], answers: Answers, *, bare: bool = False) -> str:
    """Return a record as YAML in the model's order, each line with what it means.

    Args:
        model: The model the record will be read as.
        answers: What to write: text, lists and groups, by key.
        bare: Leave out what was not answered, and every comment.
    """
    fields = list(fields_of(model))
    lines = [] if bare else [OPTIONAL]
    for field in fields:
        if field.key in answers:
            lines += _written(field, answers[field.key], "", bare=bare)
        elif not bare and (example := _example(field)):
            lines.append(f"# {field.key}: {example}{_remark(field)}")
    return "".join(f"{line}\n" for line in lines)


def scalar(value: str) -> str:
    """Return a text so that a strict reader takes it as it is."""
    if _PLAIN.fullmatch(value) or _PLAIN_WITH_COLONS.fullmatch(value):
        return value
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _written(field: Described, answer: Any, indent: str, *, bare: bool = False) -> Iterator[str]:
    remark = "" if bare else _remark(field)
    head = f"{indent}{field.key}:"
    group = field.value.item.model if field.value.item else field.value.model
    if isinstance(answer, str):
        yield f"{head} {scalar(answer)}{remark}"
    elif group is None:
        yield f"{head} [{', '.join(map(scalar, answer))}]{remark}"
    else:
        yield f"{head}{remark}"
        if isinstance(answer, Mapping):
            yield from _group(group, answer, indent + "  ", bare=bare)
            return
        for item in answer:
            first, *others = _group(group, item, indent + "    ", bare=bare)
            yield f"{indent}  - {first.lstrip()}"
            yield from others


def _group(model: type[BaseModel], answers: Answers, indent: str, *, bare: bool) -> Iterator[str]:
    for field in fields_of(model):
        if field.key in answers:
            yield from _written(field, answers[field.key], indent, bare=bare)


def _remark(field: Described) -> str:
    return f"  # {field.title}{'。' * bool(field.advice)}{field.advice}"


def _example(field: Described) -> str:
    """Return what may stand behind an optional key; groups show what they need."""
    if field.example:
        return field.example
    listed = field.value.sort == "list"
    group = field.value.item.model if field.value.item else field.value.model
    inner = list(fields_of(group)) if group else []
    pairs = [f"{part.key}: {part.example}" for part in inner if part.required]
    flow = "{" + ", ".join(pairs) + "}"
    return "" if not pairs else f"[{flow}]" if listed else flow
