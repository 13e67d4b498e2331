"""Public: which records may be shown, and no trace in them of those that may not."""

from __future__ import annotations

from collections.abc import Mapping, Set
from datetime import date
from typing import Any

from pydantic import BaseModel

from ..validate.anatomy import references_of
from ..validate.catalogue import Catalogue

KINDS = ("deputy", "station", "group", "activity", "suggestion", "news", "research")
# Who proposed is a fact of the suggestion; pages show the public ones and count them all.
KEPT = (("proposers", "[]"),)


def public_records(catalogue: Catalogue, today: date) -> dict[str, list[Any]]:
    """Return the records that may be shown on a day, by kind, without references to others.

    A not-public suggestion is among them as a stub, for the grand total; nothing may name it.
    """
    shown = {
        kind: [record for record in catalogue.records(kind) if record.is_public(today)]
        for kind in KINDS
    }
    ids = {
        kind: {record.id for record in records if not getattr(record, "is_stub", False)}
        for kind, records in shown.items()
    }
    return {kind: [_pruned(record, ids) for record in records] for kind, records in shown.items()}


def _pruned(record: Any, ids: Mapping[str, Set[str]]) -> Any:
    model: type[BaseModel] = type(record)
    for path, kind in references_of(model):
        if kind in ids and path not in KEPT:
            record = _without(record, path, ids[kind])
    return record


def _without(here: Any, path: tuple[str, ...], ids: Set[str]) -> Any:
    """Return a value in which the ids at a path are among those given."""
    if here is None or not path:
        return here if here in ids else None
    if path == ("[]",):
        return here if ids >= {*here} else tuple(item for item in here if item in ids)
    if path[0] == "[]":
        items = (_without(item, path[1:], ids) for item in here)
        return tuple(item for item in items if item is not None)
    assert isinstance(here, BaseModel)
    before = getattr(here, path[0])
    if not before:
        return here
    after = _without(before, path[1:], ids)
    return here if after == before else here.model_copy(update={path[0]: after})
