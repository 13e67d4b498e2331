"""Published schemas: what the JSON of each kind of record holds, told from the models."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from ..records import labels
from ..records.columns import words_of
from ..records.common import Record
from ..records.deputy import Deputy
from ..records.group import Group
from ..records.news import News
from ..records.research import Research
from ..records.station import Station
from ..records.suggestion import Suggestion

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
MODELS: Mapping[str, type[Record]] = {
    "deputy": Deputy,
    "station": Station,
    "group": Group,
    "suggestion": Suggestion,
    "news": News,
    "research": Research,
}
ADDRESSES: Mapping[str, str] = {kind: f"data/schemas/{kind}.schema.json" for kind in MODELS}
# How a record came to be published stays here; see `open_data`.
_OURS = ("status", "publish_on", "reviews", "consents")
_DAY: Schema = {"anyOf": [{"type": "string", "format": "date"}, {"type": "null"}]}
_PICTURE: Schema = {
    "type": ["object", "null"],
    "properties": {
        "url": {"type": "string", "title": "图片地址"},
        "alt": {"type": "string", "title": "文字说明"},
        "credit": {"type": "string", "title": "作者或来源"},
    },
    "required": ["url", "alt"],
}
_COMPUTED: Mapping[str, Mapping[str, Schema]] = {
    "suggestion": {
        "session_title": {"type": "string", "title": "会议全称"},
        "state": {"enum": list(labels.STATE), "title": "办理状态，由办理过程推算"},
        "state_label": {"type": "string", "title": "办理状态的说法"},
        "assigned_on": {**_DAY, "title": "算期限的交办日期"},
        "due_on": {**_DAY, "title": "答复期限，已顺延到工作日"},
        "due_before_rolling": {**_DAY, "title": "顺延以前的答复期限"},
        "outcome": {"enum": [*labels.OUTCOME, None], "title": "统一结果"},
        "is_overdue": {"type": "boolean", "title": "逾期未答复"},
        "late_days": {"type": "integer", "title": "第一次答复比期限晚几天"},
    },
    "deputy": {
        "is_active": {"type": "boolean", "title": "现在是不是本届代表"},
        "portrait": {**_PICTURE, "title": "肖像，网站上的小图"},
    },
    "news": {"cover": {**_PICTURE, "title": "题图，网站上的小图"}},
    "station": {
        "is_open": {"type": "boolean", "title": "现在是不是开放"},
        "photo": {**_PICTURE, "title": "照片，网站上的小图"},
        "map": {**_PICTURE, "title": "位置图，网站上的小图"},
    },
}
_TABLES = ("properties", "$defs")  # their keys are names, not words of the dialect
_RENAMED = {"ge": "minimum", "le": "maximum"}  # pydantic's own names, left in by unions


def schemas(site_url: str) -> dict[str, Schema]:
    """Return each kind's JSON Schema by its address from the site's root.

    Args:
        site_url: The site's address, empty when it has none.
    """
    return {url: schema(site_url, kind) for kind, url in ADDRESSES.items()}


def schema(site_url: str, kind: str) -> Schema:
    """Return the JSON Schema of one kind of record, a key of `MODELS`."""
    return {
        "$schema": DIALECT,
        "$id": f"{site_url or '/'}{ADDRESSES[kind]}",
        **_schema(kind),
    }


@cache
def _schema(kind: str) -> Schema:
    """Return what is the same for every site; making it takes a quarter of a second."""
    schema = _plain(MODELS[kind].model_json_schema(by_alias=True))
    properties = {k: v for k, v in schema["properties"].items() if k not in _OURS}
    computed = {"url": {"type": "string", "title": "页面地址，从网站根目录算起"}}
    return {
        "title": labels.RECORD_KIND[kind],
        "type": "object",
        "properties": {**properties, **computed, **_COMPUTED.get(kind, {})},
        "required": [*(key for key in schema["required"] if key in properties), "url"],
        **({"$defs": schema["$defs"]} if "$defs" in schema else {}),
    }


def _plain(node: Any, *, is_fields: bool = False) -> Any:
    """Leave out what is meant for programmers and editors, and tell the words of closed lists."""
    if isinstance(node, list):
        return [_plain(item) for item in node]
    if not isinstance(node, dict):
        return node
    is_model = "properties" in node and not is_fields
    kept = {
        _RENAMED.get(key, key): _plain(value, is_fields=key in _TABLES and not is_fields)
        for key, value in node.items()
        if is_fields
        or (
            key not in ("default", "examples", "additionalProperties", "description")
            and not (is_model and key == "title")
        )
    }
    if isinstance(node.get("enum"), list) and all(isinstance(key, str) for key in node["enum"]):
        words = words_of(tuple(node["enum"]))
        kept["description"] = "；".join(f"{key} {word}" for key, word in words.items())
    return kept
