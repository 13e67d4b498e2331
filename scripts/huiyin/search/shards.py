"""Shards of the index: small files of postings, so that a phone loads only what a query needs.

A term's hash tells which shard it is in. So all shards are about equally large, common terms that
begin alike share none, and a browser knows where a term is without asking. In a shard:

    count of terms
    for each term: length of its UTF-8, its UTF-8, length of its postings
    for each term, for each field: count of pages, the gaps between their numbers, their weights

Numbers are varints (seven bits a byte, low bits first, the high bit says that more follows), gaps
count from -1, a weight is one byte: `FULL · 2^(-byte/16)`, so at most 2.2 % off.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import exp, log, log2, sqrt

import numpy as np
from numpy.typing import NDArray

from .counting import Counts, parts_of

SATURATION = 1.2  # lunr's k1
LENGTH_INFLUENCE = 0.75  # lunr's b
FULL = SATURATION + 1  # the weight that ever more occurrences come near to
STEPS = 16  # how many steps halve a weight
_BYTES_PER_POSTING = 1.4
# Between two steps. Rounded, so that no machine's logarithm has a say.
_EDGES = np.asarray([round(2 ** ((step + 0.5) / STEPS), 9) for step in range(255)])
_AT_ONCE = 64  # shards that lie in memory as arrays at one time


def shard_count(posting_count: int) -> int:
    """Return into how many shards to cut, a power of two.

    A first query loads a list of all shards (4 bytes each) and about three of them. This count
    makes the sum least, and it changes only when a site has become four times as large.
    """
    best = sqrt(max(posting_count, 1) * _BYTES_PER_POSTING * 3 / 4)
    return 1 << max(0, round(log2(best)))


def hash_of(term: str) -> int:
    """Return FNV-1a over the term's UTF-16 units, as a browser sees them, stirred once more."""
    value = 0x811C9DC5
    units = term.encode("utf-16-le")
    for low, high in zip(units[::2], units[1::2], strict=True):
        value = (value ^ (low | high << 8)) * 0x01000193 & 0xFFFFFFFF
    value = (value ^ value >> 16) * 0x85EBCA6B & 0xFFFFFFFF
    return value ^ value >> 13


def shard_order(term: str) -> tuple[int, str]:
    """Return what terms are sorted by, so that those of one shard stand together."""
    return hash_of(term), term


def shard_of(term: str, number: int) -> int:
    """Return which of so many shards holds a term."""
    return hash_of(term) * number >> 32


def averages(lengths: NDArray[np.int64]) -> list[float]:
    """Return the fields' average lengths, rounded to steps of a hundredth.

    A weight depends on the average. Rounded, it stays the same when one page is edited, and so do
    the shards that this page is not in.
    """
    means = lengths.mean(axis=1).tolist() if lengths.size else [1] * len(lengths)
    return [round(exp(round(log(max(mean, 1)) * 100) / 100), 3) for mean in means]


def shards(counts: Counts, number: int) -> Iterator[bytes]:
    """Yield every shard, in order.

    Args:
        counts: With terms in `shard_order`.
        number: How many shards.
    """
    places = np.asarray([shard_of(term, number) for term in counts.terms], np.int64)
    means = averages(counts.lengths)
    for start in range(0, number, _AT_ONCE):
        first, last = np.searchsorted(places, (start, start + _AT_ONCE)).tolist()
        low, high = np.searchsorted(counts.postings, (first << 40, last << 40)).tolist()
        blocks = _blocks(counts, low, high, means)
        filled: list[list[tuple[bytes, bytes]]] = [[] for _ in range(start, start + _AT_ONCE)]
        for at in range(first, last):
            filled[int(places[at]) - start].append((counts.terms[at].encode(), next(blocks)))
        yield from map(_shard, filled[: number - start])


def _shard(held: Sequence[tuple[bytes, bytes]]) -> bytes:
    names = (_varint(len(term)) + term + _varint(len(block)) for term, block in held)
    return _varint(len(held)) + b"".join(names) + b"".join(block for _, block in held)


def _blocks(counts: Counts, low: int, high: int, means: Sequence[float]) -> Iterator[bytes]:
    """Yield the postings of each term in a slice of them."""
    term, field, page, often = parts_of(counts.postings[low:high])
    weights = quantised(often, counts.lengths[field, page], np.asarray(means)[field]).tobytes()
    firsts = np.flatnonzero(np.diff(term << 2 | field, prepend=-1))
    gaps = np.diff(page, prepend=0)
    gaps[firsts] = page[firsts] + 1
    encoded, ends = _varints(gaps)
    bounds = [*firsts.tolist(), len(term)]
    places = [0, *ends.tolist()]
    current, block, fields = -1, b"", len(counts.lengths)
    done = 0
    for begin, end in pairwise(bounds):
        if term[begin] != current:
            if current >= 0:
                yield block + bytes(fields - done)
            current, block, done = term[begin], b"", 0
        block += bytes(int(field[begin]) - done) + _varint(end - begin)
        block += encoded[places[begin] : places[end]] + weights[begin:end]
        done = int(field[begin]) + 1
    if current >= 0:
        yield block + bytes(fields - done)


def quantised(
    often: NDArray[np.int64], length: NDArray[np.int64], mean: NDArray[np.float64]
) -> NDArray[np.uint8]:
    """Return lunr's BM25 weights, without the term's rarity and the field's boost, as bytes."""
    damping = SATURATION * (1 - LENGTH_INFLUENCE + LENGTH_INFLUENCE * length / mean)
    return np.searchsorted(_EDGES, (damping + often) / often).astype(np.uint8)


def _varint(number: int) -> bytes:
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)


def _varints(numbers: NDArray[np.int64]) -> tuple[bytes, NDArray[np.int64]]:
    """Return many varints, and where each one ends."""
    sizes = np.searchsorted((1 << 7, 1 << 14, 1 << 21), numbers, side="right") + 1
    ends = np.cumsum(sizes)
    out = np.zeros(int(ends[-1]) if len(ends) else 0, np.uint8)
    starts = ends - sizes
    for at in range(4):
        longer = sizes > at
        more = (sizes > at + 1).astype(np.int64) << 7
        out[(starts + at)[longer]] = ((numbers >> 7 * at & 0x7F) | more)[longer]
    return out.tobytes(), ends
