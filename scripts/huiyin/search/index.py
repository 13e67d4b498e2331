"""Write the search index: lunr's own format and weights, without lunr's slow builder."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from importlib.resources import files
from math import log

from .tokenize import terms

LUNR_VERSION = "2.3.9"
BOOSTS = {"title": 10, "names": 5, "body": 1}

# Field → for each document, how often it holds each term.
_Counts = dict[str, list[Counter[str]]]

_TERM_SATURATION = 1.2  # lunr's k1
_LENGTH_INFLUENCE = 0.75  # lunr's b


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """One page as the search knows it.

    Attributes:
        url: Address from the site's root: `deputies/deputy-0001/`.
        kind: deputy, station, suggestion, news, research, group or page.
        title: What the result shows as its heading.
        date: ISO date, or empty.
        names: Names, numbers, keywords, separated by blanks.
        body: The page's words as plain text.
    """

    url: str
    kind: str
    title: str
    date: str
    names: str
    body: str


def search_files(documents: Sequence[SearchDocument]) -> dict[str, bytes]:
    """Return the files that the search page needs, by path under the site.

    Args:
        documents: Public pages only. Their order is the order among equals, so it must not
            depend on the machine.

    Returns:
        `search/index.json` is a serialised lunr index whose refs are positions in
        `search/documents.json`; `assets/js/search/lunr.js` is the script that reads it.
        Same documents, same bytes.
    """
    return {
        "search/index.json": _json_bytes(_serialised_index(documents)),
        "search/documents.json": _json_bytes([asdict(document) for document in documents]),
        "assets/js/search/lunr.js": _lunr_script(),
    }


def _serialised_index(documents: Sequence[SearchDocument]) -> dict[str, object]:
    counts: _Counts = {
        field: [Counter(terms(getattr(document, field))) for document in documents]
        for field in BOOSTS
    }
    rarity = _rarity(counts, len(documents))
    number_of = {term: number for number, term in enumerate(sorted(rarity, key=_browser_order))}
    return {
        "version": LUNR_VERSION,
        "fields": list(BOOSTS),
        "fieldVectors": _field_vectors(counts, rarity, number_of),
        "invertedIndex": _inverted_index(counts, number_of),
        "pipeline": [],
    }


def _browser_order(term: str) -> bytes:
    """Sort as JavaScript does, by UTF-16 unit; lunr.js refuses terms in another order."""
    return term.encode("utf-16-be")


def _rarity(counts: _Counts, document_count: int) -> dict[str, float]:
    """Return how much each term tells (lunr's idf): a field that holds it counts as a document."""
    holders: Counter[str] = Counter()
    for counts_of_field in counts.values():
        for counted in counts_of_field:
            holders.update(counted.keys())
    return {
        term: log(1 + abs((document_count - held + 0.5) / (held + 0.5)))
        for term, held in holders.items()
    }


def _field_vectors(
    counts: _Counts, rarity: dict[str, float], number_of: dict[str, int]
) -> list[tuple[str, list[float]]]:
    """Return the BM25 weight of every term in every field, as `number, weight, number, …`."""
    vectors = []
    for field, counts_of_field in counts.items():
        lengths = [counted.total() for counted in counts_of_field]
        average = sum(lengths) / max(len(lengths), 1)
        for position, (counted, length) in enumerate(zip(counts_of_field, lengths, strict=True)):
            share = length / average if average else 0
            damping = _TERM_SATURATION * (1 - _LENGTH_INFLUENCE + _LENGTH_INFLUENCE * share)
            vector: list[float] = []
            for number, term in sorted((number_of[term], term) for term in counted):
                often = counted[term]
                weight = rarity[term] * ((_TERM_SATURATION + 1) * often) / (damping + often)
                vector += (number, round(weight * BOOSTS[field], 3))
            vectors.append((f"{field}/{position}", vector))
    return vectors


def _inverted_index(
    counts: _Counts, number_of: dict[str, int]
) -> list[tuple[str, dict[str, object]]]:
    """Return where each term stands: term → field → ref → lunr's metadata, which we leave empty."""
    nothing: dict[str, object] = {}  # one for all: a fresh one each would double the time
    postings: dict[str, dict[str, object]] = {
        term: {"_index": number, **dict.fromkeys(BOOSTS, nothing)}
        for term, number in number_of.items()
    }
    for field, counts_of_field in counts.items():
        refs: defaultdict[str, dict[str, object]] = defaultdict(dict)
        for position, counted in enumerate(counts_of_field):
            ref = str(position)
            for term in counted:
                refs[term][ref] = nothing
        for term, holders in refs.items():
            postings[term][field] = holders
    return list(postings.items())


def _json_bytes(value: object) -> bytes:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8")


def _lunr_script() -> bytes:
    return (files("mkdocs") / "contrib/search/templates/search/lunr.js").read_bytes()
