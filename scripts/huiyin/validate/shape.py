"""Shape: give every source its typed record, or say field by field why it has none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel, ValidationError

from ..load.source import Source
from ..load.strict_yaml import Loc
from ..problems import Fault
from ..records import common, labels
from ..settings import Settings
from .anatomy import keys_of, model_at, title_of
from .catalogue import ANY, LISTED, MODELS, Catalogue, Entry, id_by_place

# pydantic's error types that an editor may meet, under the names editors see.
CODES = {
    "extra_forbidden": "unknown-key",
    "missing": "missing-key",
    "literal_error": "not-in-list",
    "string_pattern_mismatch": "wrong-form",
    "string_too_long": "too-long",
    "string_too_short": "too-short",
    "too_long": "too-many",
    "too_short": "too-few",
    "greater_than_equal": "out-of-range",
    "less_than_equal": "out-of-range",
    "string_type": "not-one-text",
    "tuple_type": "not-a-list",
    "dict_type": "not-a-group",
    "model_type": "not-a-group",
    "model_attributes_type": "not-a-group",
}
FORBIDDEN_KEYS = {
    "phone", "mobile", "id_no", "id_number", "home_addr", "home_address", "birthday", "wechat",
    "email",
}  # fmt: skip


def shape(sources: Iterable[Source]) -> tuple[Settings | None, Catalogue, list[Fault]]:
    """Turn sources into typed records.

    Returns:
        The settings (None when they have no shape), the catalogue, and the faults found.
    """
    catalogue = Catalogue()
    faults: list[Fault] = []
    settings: Settings | None = None
    for source in sources:
        if source.kind == "media":
            continue
        if source.kind == "settings":
            settings = _one(source, Settings, faults)
        elif source.kind not in MODELS:
            faults.append(Fault("unexpected-file", source.path))
        else:
            catalogue.claimed[source.kind].add(id_by_place(source))
            record = _one(source, MODELS[source.kind], faults)
            if record is None:
                _claim_entries(source, catalogue)
            else:
                _enter(source, record, catalogue)
    return settings, catalogue, faults


def _one(source: Source, model: type[BaseModel], faults: list[Fault]) -> Any:
    faults += source.faults
    if source.faults:
        return None
    data = source.data
    if source.path.endswith(".md"):
        if "body" in data:
            faults.append(source.key_fault("body-in-front-matter", ("body",)))
            return None
        data = {**data, "body": source.body}
    try:
        return model.model_validate(data)
    except ValidationError as error:
        faults += [_fault(source, model, item) for item in error.errors(include_url=False)]
        return None


def _fault(source: Source, model: type[BaseModel], error: Any) -> Fault:
    code = CODES.get(error["type"], error["type"])
    loc: Loc = tuple(step for step in error["loc"] if step != "[key]")
    facts = {"field": title_of(model, loc), "value": _brief(error["input"])}
    context = error.get("ctx", {})
    if code == "unknown-key":
        return _unknown_key(source, model, loc)
    if code == "missing-key":
        if loc == ("body",):
            return source.fault("empty-body", loc)
        facts |= {"key": str(loc[-1]), "owner": title_of(model, loc[:-1]) or "这份记录"}
        return source.fault(code, loc[:-1], **facts)
    if code == "not-in-list":
        facts |= _choices(re.findall(r"'([^']*)'", context["expected"]), facts["value"])
    if code == "wrong-form":
        facts["form"] = FORMS.get(context["pattern"], FORMS[""])
    facts |= {
        "limit": str(context.get("max_length") or context.get("min_length") or ""),
        "from": str(context.get("ge", "")),
        "to": str(context.get("le", "")),
        "keys": "、".join(context.get("fields", ())),
    }
    if code in ("too-short", "too-few") and loc == ("body",):
        return source.fault("empty-body", loc)
    return source.fault(code, loc, **facts)


def _unknown_key(source: Source, model: type[BaseModel], loc: Loc) -> Fault:
    key = str(loc[-1])
    if key in FORBIDDEN_KEYS:
        return source.key_fault("private-key", loc, key=key)
    owner = model_at(model, loc[:-1])
    allowed = [name for name in keys_of(owner) if name != "body"] if owner else []
    near = get_close_matches(key, allowed, n=1, cutoff=0.5)
    facts = {"key": key, "allowed": "、".join(allowed), "near": near[0] if near else ""}
    return source.key_fault("unknown-key", loc, **facts)


def _choices(allowed: list[str], value: str) -> dict[str, str]:
    words = next(
        (t for t in vars(labels).values() if isinstance(t, dict) and t.keys() >= set(allowed)), {}
    )
    shown = [f"{key}（{words[key]}）" if key in words else key for key in allowed]
    near = get_close_matches(value, allowed, n=1, cutoff=0.5)
    by_word = [key for key in allowed if words.get(key) == value]
    return {"allowed": "、".join(shown), "near": (by_word or near or [""])[0]}


FORMS = {
    "": "请对照数据字典检查写法",
    common.SLUG: "只用小写英文字母、数字和连字符，以字母或数字开头，最长80个字符",
    r"^https?://[^\s/?#]+\.[^\s]+$": "以 https:// 或 http:// 开头的完整网址",
    r"^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$": "起止时间，例如 09:00-11:30",
    r"^0\d{2,3}-\d{7,8}(-\d{1,4})?$": "办公电话，区号和号码之间用连字符，例如 0999-1234567",
    r"^[1-4]-(mon|tue|wed|thu|fri|sat|sun)$": "第几个星期几，例如 2-wed 是第二个星期三",
    r"^[a-z]+( [a-z]+)*$": "小写拼音，每个字之间空一格，例如 zeng guang lin",
}


def _brief(value: object) -> str:
    text = value if isinstance(value, str) else ""
    return text if len(text) <= 40 else text[:40] + "…"


def _enter(source: Source, record: Any, catalogue: Catalogue) -> None:
    if source.kind == "page":
        catalogue.pages[source.path] = record
    elif source.kind == "register:holidays":
        catalogue.holiday_years += record.years
    elif source.kind in LISTED:
        for entry in _listed(source, record):
            catalogue.add(entry)
    else:
        catalogue.add(Entry(source.kind, record.id, record, source))


def _listed(source: Source, register: Any) -> Iterator[Entry]:
    attribute, kind = LISTED[source.kind]
    for index, item in enumerate(getattr(register, attribute)):
        yield Entry(kind, item.id, item, source, (attribute, index))
        for number, term in enumerate(getattr(item, "terms", ())):
            yield Entry("term", term.id, term, source, (attribute, index, "terms", number))


def _claim_entries(source: Source, catalogue: Catalogue) -> None:
    """Keep the ids of a register that has no shape, so that one mistake is not told twice."""
    if source.kind not in LISTED:
        return
    attribute, kind = LISTED[source.kind]
    items = source.data.get(attribute)
    for item in items if isinstance(items, list) else ():
        if isinstance(item, dict) and isinstance(item.get("id"), str):
            catalogue.claimed[kind].add(item["id"])
    if not source.data:
        catalogue.claimed[kind].add(ANY)
