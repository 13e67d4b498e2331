"""Origins: from a file of the site back to the record, and the line, that it came from."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from ..load.source import Source
from ..records.urls import narrative_url
from ..validate.catalogue import Catalogue


class Origins:
    """Where the files of a site come from. A list comes from many records, and so from none."""

    def __init__(self, sources: Sequence[Source] = (), catalogue: Catalogue | None = None) -> None:
        """Take what was read and judged; without it no origin is known."""
        self._sources = {source.path: source for source in sources if source.kind != "media"}
        entries = catalogue.entries if catalogue else ()
        self._by_id: Mapping[str, Source] = {
            entry.id: entry.source for entry in entries if not entry.loc
        }
        self._narrative = {
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
        return self._by_id.get(str(beside.get("id"))) if isinstance(beside, dict) else None

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
