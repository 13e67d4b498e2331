"""Shelf: the site's files as they were read, and their typed records. Only what changed is read."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import BaseModel

from .. import workers
from ..load.reader import CHUNK, SETTINGS_FILE, listed, read
from ..load.source import Source
from ..problems import Fault
from ..progress import Tell, silent
from ..settings import Settings
from ..validate.catalogue import Catalogue
from ..validate.shape import Shaped, shape, shaped

Stamp = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Holding:
    """Everything on the shelf at one moment.

    Attributes:
        faults: Those of files that could not become a source.
        settings: None when they have no shape.
        shape_faults: What is wrong with single files.
    """

    sources: tuple[Source, ...]
    faults: tuple[Fault, ...]
    settings: Settings | None
    catalogue: Catalogue
    shape_faults: tuple[Fault, ...]

    @property
    def is_whole(self) -> bool:
        """Tell whether every file was read and has its shape."""
        return not self.faults and not self.shape_faults


@dataclass(slots=True)
class Shelf:
    """The files below a root, kept in memory.

    Attributes:
        root: The folder with `site_config.yml` and `content/`.
    """

    root: Path
    _sources: dict[str, Source] = field(default_factory=dict)
    _stamps: dict[str, Stamp | None] = field(default_factory=dict)
    _faults: tuple[Fault, ...] = ()
    _shaped: dict[str, tuple[Source, Shaped]] = field(default_factory=dict)

    def filled(self, jobs: int, tell: Tell = silent) -> Holding:
        """Read every file, for the first time."""
        return self._listed(frozenset(), jobs, tell)

    def renewed(self, paths: Iterable[Path]) -> Holding:
        """Read what changed.

        Args:
            paths: Files that were written, made or removed, or folders of such.
        """
        told = {path.relative_to(self.root).as_posix() for path in paths}
        if not told.issubset(self._sources.keys()) or not all(map(self._is_plain, told)):
            return self._listed(told, 1)
        for path in told:
            self._stamps[path] = self._stamp(path)
            self._sources[path] = read(self.root, Source(path, self._sources[path].kind))
        return self._held()

    def _is_plain(self, path: str) -> bool:
        return (self.root / path).is_file() and not (self.root / path).is_symlink()

    def _listed(self, told: Iterable[str], jobs: int, tell: Tell = silent) -> Holding:
        sources, faults = listed(self.root)
        stamps = {source.path: self._stamp(source.path) for source in sources}
        known = {
            path: self._sources[path]
            for path, stamp in stamps.items()
            if path not in told and stamp and self._stamps.get(path) == stamp
        }
        new = [source for source in sources if source.path not in known]
        parts = workers.mapped(
            lambda chunk: [read(self.root, source) for source in chunk],
            workers.chunks(new, CHUNK),
            jobs,
            lambda done: tell("读取", min(done * CHUNK, len(new)), len(new)),
        )
        known |= {source.path: source for part in parts for source in part}
        self._sources = {source.path: known[source.path] for source in sources}
        self._stamps, self._faults = stamps, tuple(faults)
        return self._held()

    def _stamp(self, path: str) -> Stamp | None:
        try:
            told = os.lstat(self.root / path)
        except OSError:
            return None
        return told.st_mtime_ns, told.st_size, told.st_ino

    def _held(self) -> Holding:
        sources = tuple(self._sources.values())
        settings, catalogue, faults = shape(sources, self._shape)
        if len(self._shaped) > len(sources):
            self._shaped = {
                path: self._shaped[path] for path in self._sources if path in self._shaped
            }
        return Holding(sources, self._faults, settings, catalogue, tuple(faults))

    def _shape(self, source: Source, model: type[BaseModel]) -> Shaped:
        known = self._shaped.get(source.path)
        if known is None or known[0] is not source:
            known = self._shaped[source.path] = (source, shaped(source, model))
        return known[1]


def is_content(path: Path, root: Path) -> bool:
    """Tell whether a path is the settings or lies below `content/`."""
    return path == root / SETTINGS_FILE or (root / "content") in (path, *path.parents)
