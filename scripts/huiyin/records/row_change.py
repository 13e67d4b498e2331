"""What a row changes in the record that is there.

The row is compared with the row that the record itself would give in the same columns. What is the
same in both stays as it was written; so does what those columns do not hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from .columns import ROLES, SHORT_STEPS, STEPS, Names, forms_of
from .row_in import Tree, in_order, tree_of
from .row_out import row_of
from .suggestion import Reply, Suggestion


def changed(old: Tree, record: Suggestion, row: Mapping[str, str], new: Tree, names: Names) -> Tree:
    """Return a record's tree with what a row changes in it.

    Args:
        old: What the record's file says.
        record: The record.
        row: The cells of the row, all its columns.
        new: What the row says.
        names: Names of all records that may be referred to.
    """
    titles = tuple(row)
    cells = dict(zip(titles, row_of(record, titles, names), strict=True))
    days: dict[str, str] = {event.kind: str(event.on) for event in reversed(record.events)}
    short = {title: days.get(step, "") for title, step in SHORT_STEPS.items() if title in row}
    was, _ = tree_of({**cells, **short}, names)
    by_kind = STEPS not in row
    read = (_undirected(tree) if by_kind else tree for tree in (was, new))
    parts = [_keyed(tree, by_kind=by_kind) for tree in (old, *read)]
    merged = _merged(*parts)
    kept = {key: old[key] for key in merged if key in old and merged[key] == parts[0][key]}
    tree = {**_listed(merged, old), **kept}
    if by_kind and short:
        _directed(tree, old)
    return in_order(tree)


def _undirected(tree: Tree) -> Tree:
    """Return a row's tree without whom a step went to: the table gave no more than its day."""
    if "events" not in tree:
        return tree
    return {**tree, "events": [{"on": e["on"], "kind": e["kind"]} for e in tree["events"]]}


def _merged(old: Tree, was: Tree, new: Tree) -> Tree:
    """Return the old tree with the differences between `was` and `new`."""
    merged = dict(old)
    for key in dict.fromkeys((*was, *new)):
        if was.get(key) == new.get(key):
            continue
        if isinstance(old.get(key), dict) and isinstance(was.get(key, {}), dict):
            merged[key] = _merged(old[key], was.get(key, {}), new.get(key, {}))
        else:
            merged[key] = new.get(key)
        if merged[key] in (None, {}):
            del merged[key]
    return merged


def _keyed(tree: Tree, *, by_kind: bool) -> Tree:
    """Return a tree whose lists from several columns are groups, so that each is told apart."""
    keyed: dict[str, Any] = dict(tree)
    if proposers := tree.get("proposers"):
        keyed["proposers"] = {"lead": proposers[0], "others": proposers[1:]}
    if "handlers" in tree:
        keyed["handlers"] = {
            role: held
            for role in ROLES
            if (held := [part for part in tree["handlers"] if part["role"] == role])
        }
    if "replies" in tree:
        keyed["replies"] = {reply["round"]: reply for reply in tree["replies"]}
    if "events" in tree and by_kind:
        # The first of each kind; the same step later on has no column of its own.
        keyed["events"] = {event["kind"]: event for event in reversed(tree["events"])}
    return keyed


def _listed(keyed: Tree, old: Tree) -> Tree:
    tree = dict(keyed)
    if proposers := keyed.get("proposers"):
        lead, others = proposers.get("lead"), proposers.get("others", [])
        tree["proposers"] = [*filter(None, [lead]), *(id_ for id_ in others if id_ != lead)]
    if "handlers" in keyed:
        tree["handlers"] = [part for role in ROLES for part in keyed["handlers"].get(role, [])]
    if "replies" in keyed:
        rounds = keyed["replies"].items()
        tree["replies"] = [
            _sorted({"round": number, **reply}, forms_of(Reply)) for number, reply in sorted(rounds)
        ]
    if isinstance(keyed.get("events"), dict):
        tree["events"] = _steps(keyed["events"], old.get("events", []))
    return {key: _sorted(value, _inside(key)) for key, value in tree.items()}


def _steps(first: Tree, old: list[Tree]) -> list[Tree]:
    """Return the steps with the first of each kind as given; a new one goes where its day is."""
    firsts = {event["kind"]: event for event in reversed(old)}
    steps = [first.get(event["kind"]) if event is firsts[event["kind"]] else event for event in old]
    added = [event for kind, event in first.items() if kind not in firsts]
    return sorted([*added, *filter(None, steps)], key=lambda event: event["on"])


def _directed(tree: Tree, old: Tree) -> None:
    """Assign to those who handle it now what is newly assigned, or was to all who handled it."""
    given, now = _assigned(old), _assigned(tree)
    before, bodies = ([h["body"] for h in t.get("handlers", [])] for t in (old, tree))
    to_all = given is None or sorted(given.get("to", [])) == sorted(before) != sorted(bodies)
    if now and bodies and to_all:
        directed = {**now, "to": bodies}
        tree["events"] = [directed if event is now else event for event in tree["events"]]


def _assigned(tree: Tree) -> Tree | None:
    return next((e for e in tree.get("events", []) if e["kind"] == "assigned"), None)


def _inside(key: str) -> Iterable[str]:
    part = forms_of(Suggestion)[key].part
    return forms_of(part) if part else ()


def _sorted(value: Any, order: Iterable[str]) -> Any:
    """Return a group with its keys in the order of the model; what is no group as it is."""
    return {key: value[key] for key in order if key in value} if isinstance(value, dict) else value
