"""Write the search index: everything the search page fetches, each file named by what it holds.

| File | Holds |
|---|---|
| `search/manifest.json` | the list of all others, and what every query needs |
| `search/terms/<n>.<hash>.bin` | postings: see `shards.py` |
| `search/facets.<hash>.bin` | kind, year, topic and outcome of every page, a byte each |
| `search/cards/<n>.<hash>.json` | title, address, date of neighbouring pages |
| `search/texts/<hash>.txt` | one page's words for the snippet: names, line break, body |
| `search/people/<letter>.<hash>.json` | deputies by the first letter of their pinyin |
| `search/traditional.<hash>.txt` | traditional characters with their simplified ones |

Pages are numbered by date, so that a new one is the last and changes few files.
"""

from __future__ import annotations

import json
from base64 import b32encode
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files

from .counting import count
from .shards import averages, shard_count, shard_order, shards
from .tokenize import simplified

BOOSTS = {"title": 10, "names": 5, "body": 1}
FACETS = ("kind", "year", "topic", "outcome")
KINDS = {
    "deputy": "代表",
    "station": "联络站",
    "suggestion": "建议",
    "news": "新闻",
    "research": "调研报告",
    "group": "代表小组",
    "activity": "代表活动",
    "page": "页面",
}
_MOST_LABELS = 255  # the byte 0 says that a page has none


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """One page as the search knows it.

    Attributes:
        url: Address from the site's root: `deputies/deputy-0001/`.
        kind: A key of `KINDS`.
        title: What the result shows as its heading.
        date: ISO date, or empty.
        names: Names, numbers, keywords, separated by blanks.
        body: The page's words as plain text.
        topic: The topic's name, or empty.
        outcome: What became of a suggestion in a word, or empty.
        syllables: A deputy's name in pinyin, `li hua`; empty for all other pages.
        place: What tells deputies of one name apart: the delegation.
    """

    url: str
    kind: str
    title: str
    date: str
    names: str
    body: str
    topic: str = ""
    outcome: str = ""
    syllables: str = ""
    place: str = ""

    def label(self, facet: str) -> str:
        """Return what the page is narrowed by, as readers read it; empty when by nothing."""
        if facet == "kind":
            return KINDS.get(self.kind, self.kind)
        return self.date[:4] if facet == "year" else str(getattr(self, facet))


def search_files(documents: Iterable[SearchDocument]) -> dict[str, bytes]:
    """Return the files that the search page needs, by path under the site.

    Args:
        documents: Public pages only, in any order.

    Returns:
        The files listed above. Same documents, same bytes.
    """
    pages = sorted(documents, key=lambda page: (page.date, page.url))
    texts = {page.url: _named("texts/{}.txt", _words(page), 10) for page in pages}
    postings, terms = _terms(pages)
    labels, facets = _facets(pages)
    per_card = 16 if len(pages) < 32_000 else 64
    cards = [
        _named(f"cards/{number}.{{}}.json", _json(_cards(block, labels["kind"], texts)))
        for number, block in enumerate(_blocks(pages, per_card))
    ]
    people = {
        letter: _named(f"people/{letter}.{{}}.json", _json(found))
        for letter, found in _people(pages).items()
    }
    table = _named("traditional.{}.txt", (files(__package__) / "traditional.txt").read_bytes())
    manifest = {
        "pages": len(pages),
        "fields": list(BOOSTS.items()),
        **postings,
        "terms": "".join(shard.name for shard in terms),
        "perCard": per_card,
        "cards": "".join(card.name for card in cards),
        "facets": facets.name,
        "labels": labels,
        "people": {letter: file.name for letter, file in people.items()},
        "traditional": table.name,
        "folds": _folds_met(pages),
    }
    every = (*terms, *cards, facets, *people.values(), table, *texts.values())
    return {
        **{f"search/{file.path}": file.content for file in every},
        "search/manifest.json": _json(manifest),
    }


@dataclass(frozen=True, slots=True)
class _File:
    """A file whose name tells what it holds, so that a browser may keep it for good."""

    path: str
    name: str
    content: bytes


def _named(path: str, content: str | bytes, length: int = 6) -> _File:
    data = content.encode() if isinstance(content, str) else content
    name = b32encode(sha256(data).digest()).decode()[:length].lower()
    return _File(path.format(name), name, data)


def _terms(pages: Sequence[SearchDocument]) -> tuple[Mapping[str, object], list[_File]]:
    """Return what the manifest says of postings, and their shards."""
    fields = ([getattr(page, field) for field in BOOSTS] for page in pages)
    counts = count(map(tuple, fields), shard_order)
    number = shard_count(len(counts.postings))
    parts = enumerate(shards(counts, number))
    files = [_named(f"terms/{at}.{{}}.bin", shard) for at, shard in parts]
    return {"averages": averages(counts.lengths)}, files


def _facets(pages: Sequence[SearchDocument]) -> tuple[dict[str, list[str]], _File]:
    """Return the labels of each facet, and for each facet and page the label's place plus one."""
    labels: dict[str, list[str]] = {}
    columns = []
    order = {label: at for at, label in enumerate(KINDS.values())}
    for facet in FACETS:
        values = [page.label(facet) for page in pages]
        known = sorted(set(values) - {""}, key=lambda label: (order.get(label, len(order)), label))
        labels[facet] = known = known[:_MOST_LABELS]
        place = {label: at for at, label in enumerate(known, start=1)}
        columns.append(bytes(place.get(value, 0) for value in values))
    return labels, _named("facets.{}.bin", b"".join(columns))


def _cards(
    pages: Sequence[SearchDocument], kinds: Sequence[str], texts: Mapping[str, _File]
) -> list[list[object]]:
    return [
        [page.url, page.title, page.date, kinds.index(page.label("kind")), texts[page.url].name]
        for page in pages
    ]


def _people(pages: Sequence[SearchDocument]) -> dict[str, list[list[str]]]:
    """Return deputies by letter, each as name, syllables, place, address."""
    found = defaultdict(list)
    for page in pages:
        if page.syllables:
            found[page.syllables[0]].append([page.title, page.syllables, page.place, page.url])
    return {letter: sorted(people, key=_by_pinyin) for letter, people in sorted(found.items())}


def _by_pinyin(person: Sequence[str]) -> tuple[str, str]:
    return person[1], person[3]


def _folds_met(pages: Sequence[SearchDocument]) -> str:
    """Return the traditional characters that the texts hold, each before its simplified one."""
    met = {char for page in pages for char in {*page.title, *page.names, *page.body}}
    return "".join(char + simplified()[char] for char in sorted(met & simplified().keys()))


def _words(page: SearchDocument) -> str:
    return f"{page.names.replace(chr(10), ' ')}\n{page.body}"


def _blocks(pages: Sequence[SearchDocument], size: int) -> Iterator[Sequence[SearchDocument]]:
    return (pages[start : start + size] for start in range(0, len(pages), size))


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
