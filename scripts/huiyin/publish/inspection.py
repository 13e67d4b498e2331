"""Inspection: each file of a site is read once, by whoever has its bytes at hand.

What a single file cannot tell, whether its links lead on, is told from the notes of all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from posixpath import splitext
from typing import NamedTuple

from .formats import Readers
from .leaks import Guard, Leak
from .links import Found, LinkReader, Targets, has_text, template_texts
from .manifest import mark_of
from .origins import Origins
from .pictures import PICTURES

# The most bytes a file of a kind may have; what is larger would not open on a phone.
BUDGETS = {".html": 1_000_000, ".css": 200_000, ".js": 300_000, ".svg": 300_000}
PICTURE_BUDGET = 1_500_000
LARGEST = 25_000_000  # what the usual hosts of static sites take


class Note(NamedTuple):
    """What is known of a file that was found in order.

    Attributes:
        sha256: In hex.
        size: In bytes.
        places: The names of the places on a page, a line each.
        leads_to: The places of the site its links mean, a line each: `deputies/index.html#top`.
    """

    sha256: str
    size: int
    places: str = ""
    leads_to: str = ""


@dataclass(slots=True)
class Inspection:
    """What reading some files found out.

    Attributes:
        notes: By path, for files in order and others.
        faults: Path and fault; a fault ends with `{}` where its origin is to be told.
        leaks: What is private.
    """

    notes: dict[str, Note] = field(default_factory=dict)
    faults: list[tuple[str, str]] = field(default_factory=list)
    leaks: list[Leak] = field(default_factory=list)

    @classmethod
    def of_all(cls, parts: Iterable[Inspection]) -> Inspection:
        """Put inspections together."""
        whole = cls()
        for part in parts:
            whole.notes.update(part.notes)
            whole.faults += part.faults
            whole.leaks += part.leaks
        return whole


class Inspector:
    """Reads files; what it learns from one makes it quicker with the next."""

    def __init__(
        self, site_url: str = "", origins: Origins | None = None, guard: Guard | None = None
    ) -> None:
        """Say what files are compared with.

        Args:
            site_url: Where the site will be, with a closing slash; empty when nobody knows.
            origins: The way from a file back to its record.
            guard: What must not be in the output; None looks for nothing.
        """
        self.site_url = site_url
        self.origins = origins or Origins()
        self.guard = guard
        self._readers = Readers()
        self._links = LinkReader(site_url)
        self._targets = Targets(site_url)

    def __call__(
        self, files: Mapping[str, bytes], seals: Mapping[str, str] | None = None
    ) -> Inspection:
        """Read some files, best some dozen to some hundred.

        Args:
            files: Content by path.
            seals: The SHA-256 of those whose somebody knows, in hex.
        """
        seals = seals or {}
        inspection = Inspection()
        # Their bytes are compared once, so both who look for lines shall have the same.
        lines = {path: content.split(b"\n") for path, content in files.items() if _is_page(path)}
        for path, content in files.items():
            inspection.faults += ((path, fault) for fault in self._faults(path, content))
            found = self._found(path, content, lines.get(path))
            leads_to = self._targets.of(path, found.links)
            inspection.notes[path] = Note(
                seals.get(path) or mark_of(content)[0],
                len(content),
                "\n".join(sorted(found.ids)),
                "\n".join(sorted(leads_to)),
            )
        if self.guard:
            inspection.leaks = self.guard.leaks(files, lines)
        return inspection

    def links_to(self, path: str, content: bytes, places: Set[str]) -> Iterator[tuple[str, str]]:
        """Yield each link of a file that means one of some places, and the place.

        Links come as they are written, those of a page in its order.
        """
        if _is_page(path):
            links = self._links.taken_apart(content).links
        else:
            links = dict.fromkeys(sorted(self._found(path, content).links)).keys()
        for link in links:
            if (place := self._targets.meant(path, link)) in places:
                yield link, place

    def _found(self, path: str, content: bytes, lines: Sequence[bytes] | None = None) -> Found:
        if _is_page(path):
            return self._links.of_page(content, lines)
        return self._links.of_file(splitext(path)[1], content)

    def _faults(self, path: str, content: bytes) -> Iterator[str]:
        if not content:
            yield f"空文件：{path}"
            return
        suffix = splitext(path)[1]
        budget = PICTURE_BUDGET if suffix in PICTURES else BUDGETS.get(suffix, LARGEST)
        if len(content) > budget:
            yield f"文件太大：{path} 有 {len(content):,} 字节，最多 {budget:,} 字节。"
        if suffix != ".html":
            if error := self._readers.fault_of(suffix, content):
                yield f"读不出来：{path}（{error}）{{}}"
            return
        if not has_text(content):
            yield f"没有正文的页面：{path}{{}}"
        for words in template_texts(content):
            if not self.origins.says(words):
                yield f"没有换成内容的模板文字：{path} 里的 {words}"


def _is_page(path: str) -> bool:
    return path.endswith(".html")
