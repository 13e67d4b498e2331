"""Former: the tree of the last build. A file that would become the same again is taken over.

What a file was printed from has a fingerprint: all that its template sees, the templates, the
program. Nobody has to know which record is shown where, so nobody can get it wrong.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NamedTuple

from .. import fingerprints
from ..cache import Cache, NoCache

Stamp = tuple[int, int, int]


class Printed(NamedTuple):
    """A file that was written.

    Attributes:
        path: Relative to the site's folder.
        key: Fingerprint of what it was printed from; empty for what is made as quickly as compared.
        seal: Fingerprint of its bytes.
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
    """

    folder: str = ""
    printed: Mapping[str, Printed] = field(default_factory=dict)
    spare: Mapping[str, bool] = field(default_factory=dict)

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
            seal: Fingerprint of its bytes now.
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
    """Return the fingerprint of a file's bytes."""
    return fingerprints.of_bytes(content)


def stamp_of(path: str) -> Stamp:
    """Return what changes when a file is written to: its size, time and number."""
    known = os.lstat(path)
    return known.st_size, known.st_mtime_ns, known.st_ino


def recalled(cache: Cache | NoCache, folder: str) -> Former:
    """Return what the last build into a folder left there."""
    kept = cache.get(_name(folder))
    rows = json.loads(kept) if kept else ()
    printed = (Printed(path, key, seal, tuple(stamp)) for path, key, seal, stamp in rows)
    return Former(folder, {one.path: one for one in printed})


def remember(cache: Cache | NoCache, folder: str, printed: Iterable[Printed]) -> None:
    """Keep what a build leaves in a folder, for the next one."""
    cache.put(_name(folder), json.dumps(list(printed), ensure_ascii=False).encode())


def notes_of(cache: Cache | NoCache, folder: str, terms: str) -> Mapping[str, Any]:
    """Return what inspecting the files in a folder found, by path.

    Args:
        cache: Where it is remembered.
        folder: The published tree.
        terms: What inspecting depends on beside a file's bytes; under other terms nothing is known.
    """
    kept = cache.get(f"notes on what was {_name(folder)}")
    known = json.loads(kept) if kept else {}
    return known["notes"] if known.get("terms") == terms else {}


def remember_notes(
    cache: Cache | NoCache, folder: str, terms: str, notes: Mapping[str, Any]
) -> None:
    """Keep what inspecting the files in a folder found: by path, what JSON can hold."""
    known = {"terms": terms, "notes": notes}
    cache.put(f"notes on what was {_name(folder)}", json.dumps(known, ensure_ascii=False).encode())


def _name(folder: str) -> str:
    where = os.path.abspath(folder)  # noqa: PTH100  a text
    return f"printed in {where} by {fingerprints.of_program()}"


def _seal_of(path: str) -> str:
    with open(path, "rb") as file:  # noqa: PTH123  a path is slow to make
        return seal(file.read())
