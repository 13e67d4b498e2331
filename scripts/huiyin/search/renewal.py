"""Renew: make the shards of an edited site from those of the last time.

Counting a whole site takes seconds, one edited page a blink: only the shards of the words that it
held or holds are opened, the page's postings taken out and put in anew. What comes out is, byte
for byte, what counting everything gives; where that cannot be, everything is counted.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

import numpy as np
import orjson

from .. import fingerprints
from ..cache import Cache, NoCache
from .counting import Counts, Numbers, count, packed, parts_of
from .shards import (
    averages,
    blocks_of,
    decoded,
    encoded,
    order_of,
    ordered,
    shard,
    shard_count,
    shards,
    shards_of,
    weighed,
)

FIELDS = 3  # title, names, body: a page's line begins with them
FOLDER = 64  # pages in a folder
_LEAST_PART = 16  # when more than one page of so many changed, counting everything is as fast

Texts = tuple[str, ...]  # a page's fields


@dataclass(frozen=True, slots=True)
class Shelf:
    """The shards of a site.

    Attributes:
        means: The fields' average lengths, rounded.
        totals: The sum of each field's lengths over all pages.
        posting_count: How many postings there are.
        shards: In order.
    """

    means: Sequence[float]
    totals: Sequence[int]
    posting_count: int
    shards: Sequence[bytes]


def shelved(lines: list[bytes], names: Sequence[str], cache: Cache | NoCache) -> Shelf:
    """Return the shards of a site.

    Args:
        lines: A line for each page, by the page's number: a JSON list that begins with its fields.
            They are used up: the shards of a large site take as much room.
        names: What tells the folders of `FOLDER` pages each from any others.
        cache: Where the last site's shards are and this one's will be.
    """

    def folder(at: int) -> bytes:
        return b"\n".join(lines[at * FOLDER : (at + 1) * FOLDER])

    key = f"search:{fingerprints.of_program()}"
    last = _Last.read(cache, key)
    shelf = last.renewed(len(lines), names, folder, cache) if last else None
    known: set[str] = {*last.folders, *last.shards} if last and shelf else set()
    for at, name in enumerate(names):
        if name not in known:
            cache.put(f"search:{name}", folder(at))
    shelf = shelf or _counted(lines)
    shard_names = [sha256(shard).hexdigest() for shard in shelf.shards]
    for name, content in zip(shard_names, shelf.shards, strict=True):
        if name not in known:
            cache.put(f"search:{name}", content)
    cache.put(key, _Last(names, shard_names, shelf).written())
    return shelf


def _counted(lines: list[bytes]) -> Shelf:
    lines.reverse()
    counts = count((_fields(lines.pop()) for _ in range(len(lines))), order_of)
    totals = counts.lengths.sum(axis=1).tolist()
    means = averages(totals, counts.lengths.shape[1])
    made = shards(counts, means, shard_count(counts.posting_count))
    return Shelf(means, totals, counts.posting_count, tuple(made))


@dataclass(frozen=True, slots=True)
class _Last:
    """What was made the last time: a shelf, and the names of its shards and of the folders."""

    folders: Sequence[str]
    shards: Sequence[str]
    shelf: Shelf

    @classmethod
    def read(cls, cache: Cache | NoCache, key: str) -> _Last | None:
        """Read it; None when it is not there, or not whole."""
        if (kept := cache.get(key)) is None:
            return None
        folders, names, means, totals, postings = json.loads(kept)
        found = [cache.get(f"search:{name}") for name in names]
        whole = [shard for shard in found if shard is not None]
        if len(whole) < len(found):
            return None
        return cls(folders, names, Shelf(means, totals, postings, whole))

    def written(self) -> bytes:
        """Return what `read` reads, but for the shards themselves."""
        shelf = self.shelf
        figures = (shelf.means, shelf.totals, shelf.posting_count)
        return json.dumps((self.folders, self.shards, *figures)).encode()

    def renewed(
        self,
        page_count: int,
        names: Sequence[str],
        folder: Callable[[int], bytes],
        cache: Cache | NoCache,
    ) -> Shelf | None:
        """Return the shelf of these pages; None when it takes counting everything."""
        was = _pages(self.folders, names, lambda at: cache.get(f"search:{self.folders[at]}"))
        now = _pages(names, self.folders, folder)
        if was is None or now is None:
            return None
        changed = sorted(page for page in was | now if was.get(page) != now.get(page))
        if len(changed) * _LEAST_PART > page_count:
            return None
        gone = _Part.of(changed, was)
        come = _Part.of(changed, now)
        lengths = zip(self.shelf.totals, come.counts.lengths, gone.counts.lengths, strict=False)
        totals = [total + int(more.sum() - less.sum()) for total, more, less in lengths]
        count = self.shelf.posting_count
        count += come.counts.posting_count - gone.counts.posting_count
        means = averages(totals, page_count)
        if means != self.shelf.means or shard_count(count) != len(self.shelf.shards):
            return None
        return Shelf(means, totals, count, _patched(self.shelf, gone, come))


def _pages(
    ours: Sequence[str], others: Sequence[str], content: Callable[[int], bytes | None]
) -> dict[int, Texts] | None:
    """Return the texts of those pages whose folder the others do not have at its place.

    Returns:
        By page number; None when a folder is no longer kept.
    """
    found: dict[int, Texts] = {}
    for at, name in enumerate(ours):
        if at < len(others) and name == others[at]:
            continue
        if (folder := content(at)) is None:
            return None
        found.update(enumerate(map(_fields, folder.split(b"\n")), start=at * FOLDER))
    return found


def _fields(line: bytes) -> Texts:
    return tuple(orjson.loads(line)[:FIELDS])


@dataclass(frozen=True, slots=True)
class _Part:
    """Some pages of a site: their numbers, and what they hold."""

    pages: Sequence[int]
    counts: Counts

    @classmethod
    def of(cls, numbers: Sequence[int], texts: Mapping[int, Texts]) -> _Part:
        """Count those of these pages that are there."""
        pages = [number for number in numbers if number in texts]
        return cls(pages, count([texts[page] for page in pages], order_of))

    def postings(self, means: Sequence[float], terms: Mapping[str, int]) -> Numbers:
        """Return the postings, with weights, by the terms' and the pages' numbers in the site."""
        postings = weighed(self.counts, means, self.counts.postings())
        term, field, page, weight = parts_of(postings)
        numbers = np.asarray([terms[term] for term in self.counts.terms], np.int64)
        return packed(numbers[term], field, np.asarray(self.pages, np.int64)[page], weight)


def _patched(shelf: Shelf, gone: _Part, come: _Part) -> Sequence[bytes]:
    """Return the shards without the postings of what is gone, and with those of what came.

    Most words of an edited page weigh what they weighed before: their shards stay closed.
    """
    every = sorted({*gone.counts.terms, *come.counts.terms})
    numbers = {term: number for number, term in enumerate(every)}
    was, now = gone.postings(shelf.means, numbers), come.postings(shelf.means, numbers)
    less, more = np.setdiff1d(was, now), np.setdiff1d(now, was)
    touched = np.unique(np.concatenate([less, more]) >> 40).tolist()

    patched = list(shelf.shards)
    terms = [every[number] for number in touched]
    places = shards_of(terms, len(patched)).tolist()
    opened = {place: blocks_of(patched[place]) for place in set(places)}
    empty = bytes(FIELDS)
    held = [
        decoded(opened[place].get(term, empty), number, FIELDS)
        for number, term, place in zip(touched, terms, places, strict=True)
    ]
    old = np.concatenate([np.zeros(0, np.int64), *held])  # ascending, as the two others are
    stay = np.delete(old, np.searchsorted(old, less))
    term, field, page, weight = parts_of(np.insert(stay, np.searchsorted(stay, more), more))
    ranks = np.searchsorted(touched, term)
    blocks = encoded(packed(ranks, field, page, weight), len(terms), FIELDS)
    grown = set()
    for name, place, block in zip(terms, places, blocks, strict=True):
        if block == empty:
            del opened[place][name]
            continue
        if name not in opened[place]:
            grown.add(place)
        opened[place][name] = block
    for place, named in opened.items():
        names = ordered(list(named)) if place in grown else named
        patched[place] = shard({name: named[name] for name in names})
    return patched
