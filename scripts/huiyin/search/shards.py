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

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from math import exp, log, log2, sqrt

import numpy as np
from numpy.typing import NDArray

from .counting import Counts, Numbers, packed, parts_of, ragged

SATURATION = 1.2  # lunr's k1
LENGTH_INFLUENCE = 0.75  # lunr's b
FULL = SATURATION + 1  # the weight that ever more occurrences come near to
STEPS = 16  # how many steps halve a weight
_BYTES_PER_POSTING = 1.4
# Between two steps. Rounded, so that no machine's logarithm has a say.
_EDGES = np.asarray([round(2 ** ((step + 0.5) / STEPS), 9) for step in range(255)])
_AT_ONCE = 64  # shards that lie in memory as arrays at one time

Bytes = NDArray[np.uint8]


def shard_count(posting_count: int) -> int:
    """Return into how many shards to cut, a power of two.

    A first query loads a list of all shards (4 bytes each) and about three of them. This count
    makes the sum least, and it changes only when a site has become four times as large.
    """
    best = sqrt(max(posting_count, 1) * _BYTES_PER_POSTING * 3 / 4)
    return 1 << max(0, round(log2(best)))


def hashes(terms: Sequence[str]) -> NDArray[np.uint64]:
    """Return FNV-1a over each term's UTF-16 units, as a browser sees them, stirred once more."""
    spelled = [term.encode("utf-16-le") for term in terms]
    units = np.frombuffer(b"".join(spelled), "<u2").astype(np.uint64)
    lengths = np.fromiter(map(len, spelled), np.int64, len(spelled)) // 2
    starts = np.cumsum(lengths) - lengths
    value = np.full(len(spelled), 0x811C9DC5, np.uint64)
    low = np.uint64(0xFFFFFFFF)
    for at in range(int(lengths.max(initial=0))):
        long = np.flatnonzero(lengths > at)
        value[long] = (value[long] ^ units[starts[long] + at]) * np.uint64(0x01000193) & low
    value = (value ^ value >> np.uint64(16)) * np.uint64(0x85EBCA6B) & low
    return value ^ value >> np.uint64(13)


def order_of(terms: Sequence[str]) -> Numbers:
    """Return the places of terms in the order in which shards hold them: by hash, then by name."""
    found = hashes(terms)
    order = np.argsort(found)
    found = found[order]
    for shared in np.unique(found[1:][found[1:] == found[:-1]]):  # by some dozen terms of a million
        start, stop = np.searchsorted(found, shared), np.searchsorted(found, shared, side="right")
        order[start:stop] = sorted(order[start:stop].tolist(), key=terms.__getitem__)
    return order


def ordered(terms: Sequence[str]) -> list[str]:
    """Return terms in the order in which shards hold them."""
    return [terms[at] for at in order_of(terms).tolist()]


def shards_of(terms: Sequence[str], number: int) -> Numbers:
    """Return which of so many shards holds each term."""
    return (hashes(terms) * np.uint64(number) >> np.uint64(32)).astype(np.int64)


def averages(totals: Sequence[int], pages: int) -> list[float]:
    """Return the fields' average lengths, rounded to steps of a hundredth.

    A weight depends on the average. Rounded, it stays the same when one page is edited, and so do
    the shards that this page is not in.

    Args:
        totals: The sum of each field's lengths over all pages.
        pages: How many pages there are.
    """
    means = (total / max(pages, 1) for total in totals)
    return [round(exp(round(log(max(mean, 1)) * 100) / 100), 3) for mean in means]


def shards(counts: Counts, means: Sequence[float], number: int) -> Iterator[bytes]:
    """Yield every shard, in order.

    Args:
        counts: What the pages hold.
        means: The fields' average lengths, from `averages`.
        number: How many shards.
    """
    places = shards_of(counts.terms, number)
    for start in range(0, number, _AT_ONCE):
        edges = np.arange(start, min(start + _AT_ONCE, number) + 1)
        bounds = np.searchsorted(places, edges).tolist()
        ours = counts.postings(bounds[0], bounds[-1])
        postings = weighed(counts, means, ours) - (bounds[0] << 40)
        terms = counts.terms[bounds[0] : bounds[-1]]
        blocks = list(encoded(postings, len(terms), len(means)))
        for first, last in pairwise(bounds):
            held = slice(first - bounds[0], last - bounds[0])
            yield shard(dict(zip(terms[held], blocks[held], strict=True)))


def shard(blocks: Mapping[str, bytes]) -> bytes:
    """Return the shard of these terms, in this order, each with what `encoded` made of it."""
    names = ((term.encode(), len(block)) for term, block in blocks.items())
    head = (_varint(len(name)) + name + _varint(size) for name, size in names)
    return _varint(len(blocks)) + b"".join(head) + b"".join(blocks.values())


def weighed(counts: Counts, means: Sequence[float], postings: Numbers) -> Numbers:
    """Return some of the postings with weights in the place of how often."""
    term, field, page, often = parts_of(postings)
    weights = quantised(often, counts.lengths[field, page], np.asarray(means)[field])
    return packed(term, field, page, weights.astype(np.int64))


def encoded(postings: Numbers, terms: int, fields: int) -> Iterator[bytes]:
    """Yield what a shard holds of each term.

    Args:
        postings: With weights, ascending.
        terms: How many terms, numbered from 0.
        fields: How many fields.
    """
    term, field, page, weight = parts_of(postings)
    group = term * fields + field
    firsts = np.diff(group, prepend=-1) != 0
    gaps = np.diff(page, prepend=0)
    gaps[firsts] = page[firsts] + 1

    sizes = np.bincount(group, minlength=terms * fields)
    counts, count_widths = _varints(sizes)
    steps, step_widths = _varints(gaps)
    widths = np.bincount(group, step_widths, terms * fields).astype(np.int64)
    total = count_widths + widths + sizes
    starts = np.cumsum(total) - total
    out = np.empty(total.sum(), np.uint8)
    out[ragged(starts, count_widths)] = counts
    out[ragged(starts + count_widths, widths)] = steps
    out[ragged(starts + count_widths + widths, sizes)] = weight
    data = out.tobytes()
    ends = [0, *np.cumsum(total)[fields - 1 :: fields].tolist()]
    yield from (data[start:end] for start, end in pairwise(ends))


def quantised(often: Numbers, length: Numbers, mean: NDArray[np.float64]) -> Bytes:
    """Return lunr's BM25 weights, without the term's rarity and the field's boost, as bytes."""
    damping = SATURATION * (1 - LENGTH_INFLUENCE + LENGTH_INFLUENCE * length / mean)
    return np.searchsorted(_EDGES, (damping + often) / often).astype(np.uint8)


def blocks_of(data: bytes) -> dict[str, bytes]:
    """Take apart what `shard` made."""
    at = 0

    def number() -> int:
        nonlocal at
        value, at = _read_varint(data, at)
        return value

    sizes = {}
    for _ in range(number()):
        length = number()
        term = data[at : at + length].decode()
        at += length
        sizes[term] = number()
    blocks = {}
    for term, size in sizes.items():
        blocks[term] = data[at : at + size]
        at += size
    return blocks


def decoded(block: bytes, term: int, fields: int) -> Numbers:
    """Return the postings of a term, with weights, numbered as this term: what `encoded` took."""
    at, found = 0, [np.zeros(0, np.int64)]
    data = np.frombuffer(block, np.uint8).astype(np.int64)
    for field in range(fields):
        size, at = _read_varint(block, at)
        if not size:
            continue
        ends = np.flatnonzero(data[at : at + 4 * size] < 0x80)[:size] + 1
        widths = np.diff(ends, prepend=0)
        starts = at + ends - widths
        gaps = np.zeros(size, np.int64)
        for byte in range(int(widths.max())):
            more = np.flatnonzero(widths > byte)
            gaps[more] |= (data[starts[more] + byte] & 0x7F) << 7 * byte
        at += int(ends[-1])
        ours, theirs = np.full(size, term), np.full(size, field)
        found.append(packed(ours, theirs, np.cumsum(gaps) - 1, data[at : at + size]))
        at += size
    return np.concatenate(found)


def _varint(number: int) -> bytes:
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)


def _read_varint(data: bytes, at: int) -> tuple[int, int]:
    number = shift = 0
    while True:
        byte = data[at]
        number |= (byte & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if byte < 0x80:
            return number, at


def _varints(numbers: Numbers) -> tuple[Bytes, Numbers]:
    """Return many varints, and how many bytes each one has."""
    sizes = np.searchsorted((1 << 7, 1 << 14, 1 << 21), numbers, side="right") + 1
    ends = np.cumsum(sizes)
    out = np.zeros(int(ends[-1]) if len(ends) else 0, np.uint8)
    starts = ends - sizes
    for at in range(4):
        longer = sizes > at
        more = (sizes > at + 1).astype(np.int64) << 7
        out[(starts + at)[longer]] = ((numbers >> 7 * at & 0x7F) | more)[longer]
    return out, sizes
