"""Former: the tree of the last build. A file that would become the same again is taken over.

What a file was printed from has a fingerprint: all that its template sees, the templates, the
program. Nobody has to know which record is shown where, so nobody can get it wrong.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from .. import fingerprints
from ..cache import Cache, NoCache


@dataclass(frozen=True, slots=True)
class Printed:
    """A file that was written.

    Attributes:
        path: Relative to the site's folder.
        key: Fingerprint of what it was printed from; empty when nobody asked for it.
        seal: Fingerprint of its bytes; empty with the key.
    """

    path: str
    key: str = ""
    seal: str = ""


@dataclass(frozen=True, slots=True)
class Former:
    """What may be taken over.

    Attributes:
        folder: The published tree; None when there is none, or none is to be used.
        printed: Path → what is known of the file there.
    """

    folder: Path | None = None
    printed: Mapping[str, Printed] = field(default_factory=dict)

    def take(self, path: str, key: str, target: Path) -> Printed | None:
        """Put a former file in its new place.

        Args:
            path: Relative to the site's folder.
            key: Fingerprint of what the file would be printed from now.
            target: Where it belongs.

        Returns:
            None when it was printed from something else, or is not as we left it.
        """
        known = self.printed.get(path)
        if self.folder is None or known is None or known.key != key:
            return None
        former = self.folder / path
        try:
            content = former.read_bytes()
        except OSError:
            return None
        if seal(content) != known.seal:
            return None
        try:
            os.link(former, target, follow_symlinks=False)
        except (OSError, NotImplementedError):
            target.write_bytes(content)
        return known


def seal(content: bytes) -> str:
    """Return the fingerprint of a file's bytes."""
    return fingerprints.of_bytes(content)


def recalled(cache: Cache | NoCache, folder: Path) -> Former:
    """Return what the last build into a folder left there."""
    kept = cache.get(_name(folder))
    if kept is None:
        return Former()
    rows = json.loads(kept)
    return Former(folder, {path: Printed(path, key, seal) for path, key, seal in rows})


def remember(cache: Cache | NoCache, folder: Path, printed: Iterable[Printed]) -> None:
    """Keep what a build leaves in a folder, for the next one."""
    rows = [(one.path, one.key, one.seal) for one in printed if one.key]
    cache.put(_name(folder), json.dumps(rows).encode())


def _name(folder: Path) -> str:
    return f"printed in {folder.absolute()}"
