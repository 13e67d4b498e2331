"""Shape: give every source its typed record, or say field by field why it has none."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import islice
from typing import Any

from pydantic import BaseModel, ValidationError

from ..load.source import Source
from ..load.strict_yaml import Loc
from ..problems import Fault
from ..records import labels
from ..records.common import SLUG
from ..settings import Settings
from .anatomy import is_required, keys_of, model_at, title_of
from .catalogue import ANY, LISTED, MODELS, ROWS, WHOLE, Broken, Catalogue, Entry, id_by_place

# pydantic's error types that an editor may meet, under the names editors see.
CODES = {
    "extra_forbidden": "unknown-key",
    "missing": "missing-key",
    "literal_error": "not-in-list",
    "string_pattern_mismatch": "wrong-form",
    "string_too_long": "too-long",
    "too_long": "too-long",
    "string_too_short": "too-short",
    "too_short": "too-few",
    "greater_than_equal": "out-of-range",
    "less_than_equal": "out-of-range",
    "string_type": "not-one-text",
    "tuple_type": "not-a-list",
    "dict_type": "not-a-group",
    "model_type": "not-a-group",
    "model_attributes_type": "not-a-group",
    "int_type": "not-one-text",
    "bool_type": "not-one-text",
    "date_type": "not-one-text",
    "datetime_type": "not-one-text",
}
# Where a rule about a whole group is broken: the first of these keys that the editor wrote.
RULED_KEYS = {
    "unit-or-constituency": ("constituency",),
    "ended-without-date": ("ended_on", "status"),
    "stub-holds-content": ("publicity",),
    "public-needs": ("publicity",),
    "phone-twice": ("phones",),
    "change-untold": ("moved_to", "called_off"),
    "figure-half": ("part", "whole", "session", "measure"),
}
MOST_ERRORS = 200  # in one file; more of them tell an editor nothing
# What other YAML readers take for nothing at all.
NOTHING = ("", "~", "null", "Null", "NULL")
FORBIDDEN_KEYS = {
    "phone", "mobile", "id_no", "id_number", "home_addr", "home_address", "birthday", "wechat",
    "email",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shaped:
    """What one source came to.

    Attributes:
        record: Typed; None when the source has faults.
        broken: Where its values were refused; None when they were not, or nobody got so far.
    """

    record: Any
    faults: tuple[Fault, ...] = ()
    broken: Broken | None = None


Shaping = Callable[[Source, type[BaseModel]], Shaped]


def shape(
    sources: Iterable[Source], shaping: Shaping | None = None
) -> tuple[Settings | None, Catalogue, list[Fault]]:
    """Turn sources into typed records.

    Args:
        sources: In path order.
        shaping: Does as `shaped`; it may remember what it did before.

    Returns:
        The settings (None when they have no shape), the catalogue, and the faults found.
    """
    catalogue = Catalogue()
    faults: list[Fault] = []
    settings: Settings | None = None
    one = shaping or shaped

    def taken(source: Source, model: type[BaseModel]) -> Any:
        made = one(source, model)
        faults.extend(made.faults)
        catalogue.broken.extend([made.broken] if made.broken else ())
        return made.record

    for source in sources:
        if source.kind == "media":
            faults += source.faults
            continue
        if source.kind == "settings":
            settings = taken(source, Settings)
        elif source.kind not in MODELS:
            faults.append(Fault("unexpected-file", source.path))
        else:
            catalogue.claimed[source.kind].add(id_by_place(source))
            record = taken(source, MODELS[source.kind])
            if record is None:
                _claim_entries(source, catalogue)
            else:
                _enter(source, record, catalogue)
    return settings, catalogue, faults


def shaped(source: Source, model: type[BaseModel]) -> Shaped:
    """Give one source its typed record, or say why it has none."""
    if source.faults:
        return Shaped(None, tuple(source.faults))
    data = source.data
    if source.path.endswith(".md"):
        if "body" in data:
            return Shaped(None, (source.key_fault("body-in-front-matter", ("body",)),))
        data = {**data, "body": source.body}
    try:
        return Shaped(model.model_validate(data))
    except ValidationError as error:
        errors = error.errors(include_url=False)[:MOST_ERRORS]
        refused = frozenset(each["loc"] for each in errors)
        told = tuple(_told_once(source, model, errors))
        return Shaped(None, told, Broken(model, source, refused))


def _told_once(source: Source, model: type[BaseModel], errors: Sequence[Any]) -> Iterator[Fault]:
    """Put errors as faults, without those that only follow from another.

    A misspelt key is both unknown and missing; a list with a broken item counts as too short.
    """
    found = [(error, _fault(source, model, error)) for error in errors]
    misspelt = {
        (*error["loc"][:-1], fault.facts["near"])
        for error, fault in found
        if fault.code == "unknown-key"
    }
    for error, fault in found:
        known = fault.code == "missing-key" and error["loc"] in misspelt
        filled = fault.code == "too-few" and len(error["input"]) >= error["ctx"]["min_length"]
        if not known and not filled:
            yield fault


def _fault(source: Source, model: type[BaseModel], error: Any) -> Fault:
    code = _code(error)
    loc: Loc = error["loc"]
    if code == "unknown-key":
        return _unknown_key(source, model, loc)
    if loc == ("body",):
        return source.fault("empty-body", loc)
    at_key = loc[-1:] == ("[key]",)
    place = source.key_fault if at_key else source.fault
    loc = loc[:-1] if at_key else loc
    context = error.get("ctx", {})
    facts = {
        "field": title_of(model, loc),
        "value": _brief(context.get("value", error["input"])),
        "key": str(loc[-1]) if loc and isinstance(loc[-1], str) else "",
    }
    if code == "missing-key":
        return place(code, loc[:-1], **facts, owner=title_of(model, loc[:-1]))
    if code == "empty-value":
        facts["optional"] = "" if is_required(model, loc) else "yes"
    if code == "not-in-list":
        facts |= _choices(re.findall(r"'([^']*)'", context["expected"]), facts["value"])
    if code == "outcome-key-twice":
        loc, facts["value"] = _second_of_a_key(loc, error["input"])
    facts |= {
        "limit": str(context.get("max_length") or context.get("min_length") or ""),
        "from": str(context.get("ge", "")),
        "to": str(context.get("le", "")),
        "keys": "、".join(context.get("fields", ())),
        "pattern": context.get("pattern", ""),
    }
    written = (key for key in RULED_KEYS.get(code, ()) if source.has((*loc, key)))
    return place(code, (*loc, *islice(written, 1)), **facts)


def _code(error: Any) -> str:
    code: str = CODES.get(error["type"], error["type"])
    given = error["input"]
    if code in ("unknown-key", "missing-key"):
        return code
    if isinstance(given, str) and given.strip() in NOTHING:
        return "empty-value"
    if isinstance(given, (dict, list)) and code == "not-in-list":
        return "not-one-text"
    return code


def _second_of_a_key(loc: Loc, scheme: Any) -> tuple[Loc, str]:
    keys = [outcome["key"] for outcome in scheme["classes"]]
    index = next(n for n, key in enumerate(keys) if key in keys[:n])
    return (*loc, "classes", index, "key"), keys[index]


def _unknown_key(source: Source, model: type[BaseModel], loc: Loc) -> Fault:
    key = str(loc[-1])
    if key in FORBIDDEN_KEYS:
        return source.key_fault("private-key", loc, key=key)
    owner = model_at(model, loc[:-1])
    hidden = ("body",) if len(loc) == 1 else ()
    allowed = [name for name in keys_of(owner) if name not in hidden] if owner else []
    titles = {title_of(owner, (name,)): name for name in allowed} if owner else {}
    by_title = [name for title, name in titles.items() if key and title.startswith(key)]
    near = by_title or get_close_matches(key, allowed, n=1, cutoff=0.6)
    facts = {
        "key": _brief(key) or "''",
        "allowed": "、".join(allowed),
        "near": near[0] if near else "",
    }
    return source.key_fault("unknown-key", loc, **facts)


def _choices(allowed: list[str], value: str) -> dict[str, str]:
    words = next(
        (t for t in vars(labels).values() if isinstance(t, dict) and t.keys() >= set(allowed)), {}
    )
    shown = [f"{key}（{words[key]}）" if key in words else key for key in allowed]
    near = get_close_matches(value, allowed, n=1, cutoff=0.6)
    by_word = [key for key in allowed if words.get(key) == value]
    return {"allowed": "、".join(shown), "near": (by_word or near or [""])[0]}


def _brief(value: object) -> str:
    text = value.replace("\n", " ") if isinstance(value, str) else ""
    return text if len(text) <= 40 else text[:40] + "…"


def _enter(source: Source, record: Any, catalogue: Catalogue) -> None:
    if source.kind == "page":
        catalogue.pages[source.path] = record
    elif source.kind in WHOLE:
        catalogue.whole[source.kind] = record
    elif source.kind in ROWS:
        attribute, kind = ROWS[source.kind]
        for index, row in enumerate(getattr(record, attribute)):
            catalogue.rows[kind].append(Entry(kind, "", row, source, (attribute, index)))
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
    if source.kind in ROWS or source.kind in WHOLE:
        catalogue.claimed[source.kind].add(ANY)
    if source.kind not in LISTED:
        return
    attribute, kind = LISTED[source.kind]
    items = source.data.get(attribute)
    catalogue.claimed[kind] |= _ids(items)
    if kind == "congress":
        terms = [_ids(item.get("terms")) for item in _groups(items)]
        catalogue.claimed["term"].update(*terms, () if terms else (ANY,))


def _ids(items: object) -> set[str]:
    """Return the ids of a list's items; those of what is no such list may be any."""
    groups = _groups(items)
    ids = {item["id"] for item in groups if re.fullmatch(SLUG, str(item.get("id")))}
    whole = isinstance(items, list) and len(ids) == len(items)
    return ids if whole else ids | {ANY}


def _groups(items: object) -> list[dict[str, Any]]:
    return [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []
