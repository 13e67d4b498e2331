"""Former: the tree of the last build. A file that would become the same again is taken over.

What a file was printed from has a fingerprint: all that its template sees, the templates, the
program. Nobody has to know which record is shown where, so nobody can get it wrong.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from pydantic_core import from_json, to_json

from .. import fingerprints
from ..cache import Cache, NoCache

Stamp = tuple[int, int, int]
_AT_ONCE = 20_000  # files


class Printed(NamedTuple):
    """A file that was written.

    Attributes:
        path: Relative to the site's folder.
        key: Fingerprint of what it was printed from; empty for what is made as quickly as compared.
        seal: The SHA-256 of its bytes, in hex.
        stamp: Size in bytes, time of change in nanoseconds, and number of the file itself.
    """

    path: str
    key: str
    seal: str
    stamp: Stamp


@dataclass(frozen=True, slots=True)
class Former:
    """What may be taken over.

    Attributes:
        folder: The published tree; empty when there is none, or none is to be used.
        printed: Path → what is known of the file there.
        spare: Path → whether the file that lies in the new tree already is the same one.
        terms: What inspecting the tree depended on beside the bytes of its files.
        notes: Path → what inspecting found, in texts and numbers, for every file of the tree.
    """

    folder: str = ""
    printed: Mapping[str, Printed] = field(default_factory=dict)
    spare: Mapping[str, bool] = field(default_factory=dict)
    terms: str = ""
    notes: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)

    def notes_under(self, terms: str) -> Mapping[str, tuple[Any, ...]]:
        """Return what is known of the files there; under other terms nothing is."""
        return self.notes if terms == self.terms else {}

    def beside(self, folder: Path, paths: Iterable[str]) -> Former:
        """Return this with the files that lie in the new tree before it is written."""
        spare = {path: self._is_in(f"{folder}/{path}", path) for path in paths}
        return replace(self, spare=spare)

    def _is_in(self, target: str, path: str) -> bool:
        known = self.printed.get(path)
        return known is not None and stamp_of(target) == known.stamp

    def take(self, path: str, key: str, target: str) -> Printed | None:
        """Put a former file in its new place if it was printed from the same.

        Args:
            path: Relative to the site's folder.
            key: Fingerprint of what the file would be printed from now; empty for unknown.
            target: Where it belongs.

        Returns:
            None when it was printed from something else, or is not as we left it.
        """
        known = self.printed.get(path)
        return self._taken(known, target) if known and key and known.key == key else None

    def take_same(self, path: str, key: str, seal: str, target: str) -> Printed | None:
        """Put a former file in its new place if it has the same bytes.

        Args:
            path: Relative to the site's folder.
            key: Fingerprint of what the file is printed from now.
            seal: The SHA-256 of its bytes now, in hex.
            target: Where it belongs.
        """
        known = self.printed.get(path)
        return (
            self._taken(known._replace(key=key), target) if known and known.seal == seal else None
        )

    def make_room(self, path: str, target: str) -> None:
        """Remove what lies in the new tree from before: it may be linked to the live file."""
        if path in self.spare:
            os.unlink(target)  # noqa: PTH108  a path is slow to make

    def _taken(self, known: Printed, target: str) -> Printed | None:
        """Link a file to its new place, unless it was changed since we left it there."""
        if self.spare.get(known.path):
            return known
        former = f"{self.folder}/{known.path}"
        try:
            if stamp_of(former) != known.stamp and _seal_of(former) != known.seal:
                return None
            self.make_room(known.path, target)
            os.link(former, target, follow_symlinks=False)
        except (OSError, NotImplementedError):
            return None
        return known


def seal(content: bytes) -> str:
    """Return the SHA-256 of a file's bytes, in hex."""
    return sha256(content).hexdigest()


def stamp_of(path: str) -> Stamp:
    """Return what changes when a file is written to: its size, time and number."""
    known = os.lstat(path)
    return known.st_size, known.st_mtime_ns, known.st_ino


def recalled(cache: Cache | NoCache, folder: str) -> Former:
    """Return what the last build into a folder left there; nothing where a part is missing."""
    kept = cache.get(_name(folder))
    if not kept:
        return Former(folder)
    known = from_json(kept)
    printed: dict[str, Printed] = {}
    notes: dict[str, tuple[Any, ...]] = {}
    for number, mark in enumerate(known["parts"]):
        part = cache.get(_name(folder, number))
        if part is None or seal(part) != mark:
            return Former(folder)
        kind, (paths, *columns) = from_json(part, cache_strings="none")
        if kind == "printed":
            keys, seals, *stamps = columns
            told = map(Printed, paths, keys, seals, zip(*stamps, strict=True))
            printed.update(zip(paths, told, strict=True))
        else:
            notes.update(zip(paths, zip(*columns, strict=True), strict=True))
    return Former(folder, printed, terms=known["terms"], notes=notes)


def remember(cache: Cache | NoCache, left: Former) -> None:
    """Keep what a build leaves in a folder, for the next one.

    Columns are read soonest, and of a large site some thousand files at a time need little memory.
    """
    printed = ((*one[:3], *one.stamp) for one in left.printed.values())
    notes = ((path, *note) for path, note in left.notes.items())
    marks: list[str] = []
    for kind, rows in (("printed", printed), ("notes", notes)):
        while some := list(islice(rows, _AT_ONCE)):
            part = to_json((kind, list(zip(*some, strict=True))))
            cache.put(_name(left.folder, len(marks)), part)
            marks.append(seal(part))
    cache.put(_name(left.folder), to_json({"terms": left.terms, "parts": marks}))


def _name(folder: str, part: int | None = None) -> str:
    where = os.path.abspath(folder)  # noqa: PTH100  a text
    which = "" if part is None else f", part {part}"
    return f"printed in {where} by {fingerprints.of_program()}{which}"


def _seal_of(path: str) -> str:
    with open(path, "rb") as file:  # noqa: PTH123  a path is slow to make
        return seal(file.read())
