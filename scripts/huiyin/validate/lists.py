"""Lists: what stands once stands once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..problems import Fault
from .catalogue import Catalogue, Entry

Loc = tuple[int | str, ...]
# By kind: each list, the keys that tell its items apart (none: the item itself), and its name.
_LISTS: dict[str, tuple[tuple[tuple[str, ...], tuple[str, ...], str], ...]] = {
    "station": (
        (("ratings",), ("year", "level"), "星级评定"),
        (("honours",), ("year", "title"), "示范称号"),
        (("years",), ("year",), "年度工作量"),
        (("reception", "receivers"), (), "接待代表"),
        (("reception", "dates"), (), "接待日期"),
        (("covers",), (), "联系范围"),
        (("months",), ("month",), "月报"),
        (("reception", "arrangements"), ("on",), "具体安排"),
    ),
    "group": (
        (("members",), (), "成员"),
        (("lists", "problems"), ("id",), "问题清单"),
        (("lists", "advice"), ("id",), "建议清单"),
    ),
    "activity": (
        (("deputies",), (), "参加代表"),
        (("organisers",), (), "组织单位"),
        (("groups",), (), "代表小组"),
        (("suggestions",), (), "相关建议"),
        (("reports",), (), "调研报告"),
        (("news",), (), "相关新闻"),
    ),
    "checklist": ((("items",), (), "条目"),),
    "suggestion": (
        (("keywords",), (), "关键词"),
        (("related",), (), "相关建议"),
    ),
    "news": (
        (("keywords",), (), "关键词"),
        (("deputies",), (), "涉及代表"),
        (("stations",), (), "涉及联络站"),
        (("suggestions",), (), "涉及建议"),
        (("related",), (), "相关新闻"),
    ),
    "research": (
        (("deputies",), (), "参加代表"),
        (("outputs",), (), "转化的建议"),
    ),
}
# Kinds whose names readers choose from: two alike cannot be told apart.
_NAMED = ("body", "topic", "column", "checklist", "outcome-scheme")


def check(catalogue: Catalogue) -> Iterator[Fault]:
    """Yield a fault for each item that is listed twice, and each name that two things share."""
    for entry in catalogue.entries:
        for path, keys, what in _LISTS.get(entry.kind, ()):
            yield from _twice(entry, path, keys, what)
    for kind in _NAMED:
        yield from _names(list(catalogue.of(kind)))


def _twice(
    entry: Entry, path: tuple[str, ...], keys: tuple[str, ...], what: str
) -> Iterator[Fault]:
    here: Any = entry.record
    for key in path:
        here = getattr(here, key, None)
    seen: set[Any] = set()
    for index, item in enumerate(here or ()):
        told = tuple(getattr(item, key) for key in keys) if keys else (item,)
        if told in seen:
            loc: Loc = (*path, index, *keys[:1])
            yield entry.fault("listed-twice", loc, what=what, value=" ".join(map(str, told)))
        seen.add(told)


def _names(entries: list[Entry]) -> Iterator[Fault]:
    """A body is also found by its aliases."""
    holders: dict[str, Entry] = {}
    for entry in entries:
        names: list[tuple[Loc, str]] = [(("name",), entry.record.name)]
        aliases = getattr(entry.record, "aliases", ())
        names += [(("aliases", index), alias) for index, alias in enumerate(aliases)]
        for loc, name in names:
            if name in holders:
                yield entry.fault("name-taken", loc, name=name, id=holders[name].id)
            holders.setdefault(name, entry)
