"""Origins: from a file of the site back to the record, and the line, that it came from."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

from ..load.source import Source
from ..records.urls import narrative_url

NO_PATHS: Mapping[str, str] = MappingProxyType({})


class Origins:
    """Where the files of a site come from. A list comes from many records, and so from none."""

    def __init__(
        self, written: Callable[[], Iterable[Source]] = tuple, paths: Mapping[str, str] = NO_PATHS
    ) -> None:
        """Take what is needed to find a record; without it no origin is known.

        Args:
            written: Gives every file of the site as it was read. Asked when there is a fault.
            paths: The file of each record, by its id.
        """
        self._written = written
        self._paths = paths

    @cached_property
    def _sources(self) -> Mapping[str, Source]:
        return {source.path: source for source in self._written() if source.kind != "media"}

    @cached_property
    def _narrative(self) -> Mapping[str, Source]:
        return {
            f"{narrative_url(path)}index.html": source
            for path, source in self._sources.items()
            if source.kind == "page"
        }

    def record_of(self, path: str, folder: Path) -> Source | None:
        """Return the record a file was made from: the one whose data lies beside it."""
        if path in self._narrative:
            return self._narrative[path]
        try:
            beside = json.loads((folder / path).with_name("index.json").read_bytes())
        except (OSError, ValueError):
            return None
        id_ = str(beside.get("id")) if isinstance(beside, dict) else ""
        return self._sources.get(self._paths.get(id_, ""))

    def place(self, path: str, folder: Path, *words: str) -> str:
        """Return `file:line` of the first words found in the page's record, else in any record.

        Args:
            path: The file of the site.
            folder: The staged tree.
            words: What to look for, the likeliest first.
        """
        own = self.record_of(path, folder)
        others = [source for source in self._sources.values() if source is not own]
        for source in filter(None, (own, *others)):
            for word in filter(None, words):
                at = source.text.find(word)
                if at >= 0:
                    return f"{source.path}:{source.text.count(chr(10), 0, at) + 1}"
        return own.path if own else ""

    def says(self, words: str) -> bool:
        """Tell whether an editor wrote these words anywhere."""
        return any(words in source.text for source in self._sources.values())
