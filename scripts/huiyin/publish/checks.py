"""Checks of a staged tree, before it is served: complete, whole, readable, and every link leads on.

A fault names the record and line it came from, where there is one.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import Path
from posixpath import splitext
from types import MappingProxyType
from typing import Any

from ..workers import chunks, mapped
from .inspection import Inspection, Inspector, Note
from .leaks import LeakError
from .manifest import paths_below
from .origins import Origins

Noted = tuple[Any, ...]  # a note, as it was remembered
_STRETCH = 256  # files that a worker reads in one go
_MOST_LEAKS = 200  # lines of a message


class StagedTreeError(RuntimeError):
    """The staged tree is not what it should be; nothing was published."""


@dataclass(frozen=True, slots=True)
class _DeadLink:
    """A link that leads to no file, or to no place in one."""

    path: str
    link: str
    target: str
    name: str


def check(
    folder: Path,
    planned: Set[str],
    inspector: Inspector,
    seen: Inspection | None = None,
    jobs: int = 1,
    former: Mapping[str, Noted] = MappingProxyType({}),
) -> dict[str, Note]:
    """Compare a staged tree with its plan, read every file, and follow every internal link.

    Args:
        folder: The tree.
        planned: Every file there should be.
        inspector: Reads the files that nobody has seen.
        seen: What is known of the others.
        jobs: How many processes read.
        former: What was known of every file of a tree that was found in order.

    Returns:
        What is known of every file, by path.

    Raises:
        StagedTreeError: Something is not as it should be. The message lists everything.
        LeakError: Something private is in the tree. The message lists everything.
    """
    written = paths_below(folder)
    whole = _inspected(folder, written, inspector, seen or Inspection(), jobs)
    if leaks := dict.fromkeys(map(str, whole.leaks)):
        raise LeakError(_shortened(list(leaks)))
    faults = [f"计划了却没有生成：{path}" for path in sorted(planned - set(written))]
    faults += [f"生成了却没有计划：{path}" for path in written if path not in planned]
    telling = _Telling(folder, inspector.origins)
    faults += map(telling.of_file, sorted(whole.faults, key=lambda fault: fault[0]))
    faults += map(telling.of_link, _dead_links(folder, inspector, whole.notes, former))
    if faults:
        raise StagedTreeError("\n".join(dict.fromkeys(faults)))
    return whole.notes


def _inspected(
    folder: Path, written: Sequence[str], inspector: Inspector, seen: Inspection, jobs: int
) -> Inspection:
    """Return what is known of every file of a tree, after reading those nobody has seen."""

    def read(stretch: Sequence[str]) -> Inspection:
        return inspector({path: _content(folder, path) for path in stretch})

    unseen = (path for path in written if path not in seen.notes)
    kinds = sorted(unseen, key=lambda path: (splitext(path)[1], path))
    found = Inspection.of_all((seen, *mapped(read, chunks(kinds, _STRETCH), jobs)))
    found.notes = {path: found.notes[path] for path in written}
    return found


def _dead_links(
    folder: Path,
    inspector: Inspector,
    notes: Mapping[str, Note],
    former: Mapping[str, Noted],
) -> Iterator[_DeadLink]:
    """Yield the links that lead nowhere, page by page."""
    wanted: set[str] = set()
    for leads_to in _to_follow(notes, former):
        wanted.update(leads_to.split("\n"))
    pages = {place.partition("#")[0] for place in wanted if "#" in place}
    there = {f"{page}#{name}" for page in pages & notes.keys() for name in _places(notes[page])}
    if dead := wanted - notes.keys() - there - {""}:
        for path, note in sorted(notes.items()):
            if here := dead.intersection(note.leads_to.split("\n")):
                for link, place in inspector.links_to(path, _content(folder, path), here):
                    page, _, name = place.partition("#")
                    yield _DeadLink(path, link, page, name if page in notes else "")


def _to_follow(notes: Mapping[str, Note], former: Mapping[str, Noted]) -> Iterator[str]:
    """Yield what files lead to, except for what still leads on as it did in the former tree."""
    same = {path for path, note in notes.items() if former.get(path) == note}
    changed = former.keys() - same
    if all(path in notes and _has_all(notes[path], former[path]) for path in changed):
        notes = {path: note for path, note in notes.items() if path not in same}
    return (note.leads_to for note in notes.values())


def _has_all(note: Note, former: Noted) -> bool:
    """Tell whether a page still has all the places it had."""
    return set(_places(Note(*former))) <= set(_places(note))


def _places(note: Note) -> list[str]:
    return note.places.split("\n")


def _content(folder: Path, path: str) -> bytes:
    with open(f"{folder}/{path}", "rb") as file:  # noqa: PTH123  a path is slow to make
        return file.read()


class _Telling:
    """Says what is wrong, and where it came from."""

    def __init__(self, folder: Path, origins: Origins) -> None:
        self._folder = folder
        self._origins = origins

    def of_file(self, fault: tuple[str, str]) -> str:
        path, words = fault
        return words.replace("{}", self._told(path)) if words.endswith("{}") else words

    def of_link(self, dead: _DeadLink) -> str:
        if dead.name:
            return f"找不到的位置：{dead.link}{self._told(dead.path, f'#{dead.name}')}"
        return f"打不开的链接：{dead.link}{self._told(dead.path, dead.target)}"

    def _told(self, path: str, target: str = "") -> str:
        """Return where a fault came from: the page a reader sees, and the editor's line."""
        url = target.removesuffix("index.html")
        words = (f"/{url}", url.rstrip("/"), posixpath.basename(url.rstrip("/"))) if target else ()
        place = self._origins.place(path, self._folder, *words)
        page = path.removesuffix("index.html") or "首页"
        return f"（在 {page}，来自 {place}）" if place else f"（在 {page}）"


def _shortened(lines: list[str]) -> str:
    more = len(lines) - _MOST_LEAKS
    return "\n".join([*lines[:_MOST_LEAKS], *([f"另有 {more} 处泄漏。"] if more > 0 else [])])
