"""Chains: what lies above or takes in something else never comes back to it."""

from __future__ import annotations

from collections.abc import Iterator

from ..problems import Fault
from ..records import labels
from .catalogue import Catalogue, Entry

# Each kind that has something above it, and the key that says what.
_LINKS = {"division": "parent", "body": "parent", "station": "parent", "suggestion": "merged_into"}
_HEIGHT = {"city": 0, "county": 1, "town": 2, "village": 3}
_DIVISION_KIND = {"city": "市", "county": "区县", "town": "乡镇街道", "village": "村和社区"}
_ABOVE_A_VILLAGE = ("home", "centre", "town")


def check(catalogue: Catalogue) -> Iterator[Fault]:
    """Yield a fault for each circle, and each place or station below one of a lower kind."""
    for kind, key in _LINKS.items():
        yield from _circles(catalogue, kind, key)
    for entry in catalogue.of("division"):
        above = catalogue.get("division", entry.record.parent)
        if above and _HEIGHT[above.kind] >= _HEIGHT[entry.record.kind] and above.id != entry.id:
            yield _below(entry, above, _DIVISION_KIND)
    for entry in catalogue.of("station"):
        above = catalogue.get("station", entry.record.parent)
        if entry.record.kind == "village" and above and above.kind not in _ABOVE_A_VILLAGE:
            yield _below(entry, above, labels.STATION_KIND)


def _below(entry: Entry, above: object, words: dict[str, str]) -> Fault:
    kinds = {"kind": words[entry.record.kind], "above": words[getattr(above, "kind", "")]}
    return entry.fault("wrong-parent", ("parent",), name=getattr(above, "name", ""), **kinds)


def _circles(catalogue: Catalogue, kind: str, key: str) -> Iterator[Fault]:
    """Follow each chain upwards once; a chain that meets itself is a circle."""
    done: set[str] = set()
    for start in catalogue.by_kind[kind]:
        walk: dict[str, None] = {}
        id_: str | None = start
        while id_ and id_ not in done and id_ not in walk:
            walk[id_] = None
            id_ = getattr(catalogue.get(kind, id_), key, None)
        if id_ in walk:
            steps = list(walk)
            circle = steps[steps.index(str(id_)) :]
            if len(circle) > 1:  # a record that names itself is told already
                entry = catalogue.by_kind[kind][circle[0]]
                shown = " → ".join((*circle[:5], *["…"][: len(circle) > 5], circle[0]))
                yield entry.fault("circle", (key,), steps=shown)
        done.update(walk)
