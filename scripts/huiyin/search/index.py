"""Write the search index: everything the search page fetches, each file named by what it holds.

| File | Holds |
|---|---|
| `search/manifest.json` | the list of all others, and what every query needs |
| `search/terms/<n>.<hash>.bin` | postings: see `shards.py` |
| `search/facets.<hash>.bin` | kind, year, topic and outcome of every page, a byte each |
| `search/pages/<n>.<hash>/<m>.json` | two pages: title, names, body, address, date, kind of each |
| `search/people/<letter>.<hash>.json` | deputies by the first letter of their pinyin |
| `search/traditional.<hash>.txt` | traditional characters with their simplified ones |

Pages are numbered by date, so that a new one is the last and changes few files. A result takes one
small file; those of neighbouring pages lie in a folder named by what they all hold, so that the
list of names stays short.
"""

from __future__ import annotations

from base64 import b32encode
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files
from typing import NamedTuple

import orjson

from ..cache import Cache, NoCache
from ..workers import chunks
from .counting import met
from .renewal import FOLDER, shelved
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
    "body": "承办单位",
    "list": "目录",
    "page": "页面",
}
TOGETHER = 2  # pages in a file: half as many files to write, for 600 bytes more a result
HASH = 6  # characters of a file's hash in its name
NO_CACHE = NoCache()
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


def search_files(
    documents: Iterable[SearchDocument], cache: Cache | NoCache = NO_CACHE
) -> Iterator[tuple[str, bytes]]:
    """Yield path under the site and bytes of every file that the search page needs.

    Args:
        documents: Public pages only, in any order.
        cache: What the last build knew; it changes how long this takes, nothing else.

    Yields:
        The files listed above, each as soon as it is made: together they are as large as all
        texts of the site. Same documents, same files.
    """
    pages = sorted(map(_kept, documents), key=lambda page: (page.date, page.url))
    lines = [page.line for page in pages]
    pages = [page._replace(line=b"") for page in pages]
    folders: list[bytes] = []
    for at, block in enumerate(chunks(lines, FOLDER)):
        folders.append(sha256(b"\n".join(block)).digest())
        path = f"search/pages/{at}.{_short(folders[-1])}"
        for number, two in enumerate(chunks(block, TOGETHER)):
            yield f"{path}/{number}.json", b"[%b]" % b",".join(two)
    folds = _folds_met(lines)
    shelf = shelved(lines, [digest.hex() for digest in folders], cache)
    terms = [_named(f"terms/{at}.{{}}.bin", shard) for at, shard in enumerate(shelf.shards)]
    labels, facets = _facets(pages)
    people = {
        letter: _named(f"people/{letter}.{{}}.json", _json(found))
        for letter, found in _people(pages).items()
    }
    table = _named("traditional.{}.txt", (files(__package__) / "traditional.txt").read_bytes())
    yield from (
        (f"search/{file.path}", file.content) for file in (*terms, facets, *people.values(), table)
    )
    manifest = {
        "pages": len(pages),
        "fields": list(BOOSTS.items()),
        "averages": shelf.means,
        "terms": "".join(shard.name for shard in terms),
        "folder": FOLDER,
        "together": TOGETHER,
        "folders": "".join(map(_short, folders)),
        "facets": facets.name,
        "labels": labels,
        "people": {letter: file.name for letter, file in people.items()},
        "traditional": table.name,
        "folds": folds,
    }
    yield "search/manifest.json", _json(manifest)


class _Kept(NamedTuple):
    """What is kept of a page while the index is made; its words are in its line alone.

    Attributes:
        line: What a result shows of the page, after the fields it is found by: a JSON list.
        labels: What it is narrowed by, facet by facet.
        person: Name, syllables, place and address of a deputy.
    """

    date: str
    url: str
    line: bytes
    labels: tuple[str, ...]
    person: tuple[str, str, str, str] | None


def _kept(page: SearchDocument) -> _Kept:
    fields = (getattr(page, field) for field in BOOSTS)
    written = memoryview(_json((*fields, page.url, page.date, page.label("kind"))))
    labels = tuple(page.label(facet) for facet in FACETS)
    person = (page.title, page.syllables, page.place, page.url) if page.syllables else None
    # A copy: what orjson returns keeps the room it was written in, four times as much.
    return _Kept(page.date, page.url, bytes(written), labels, person)


@dataclass(frozen=True, slots=True)
class _File:
    """A file whose name tells what it holds, so that a browser may keep it for good."""

    path: str
    name: str
    content: bytes


def _named(path: str, content: bytes) -> _File:
    name = _short(sha256(content).digest())
    return _File(path.format(name), name, content)


def _short(digest: bytes) -> str:
    return b32encode(digest[:5]).decode()[:HASH].lower()


def _facets(pages: Sequence[_Kept]) -> tuple[dict[str, list[str]], _File]:
    """Return the labels of each facet, and for each facet and page the label's place plus one."""
    labels: dict[str, list[str]] = {}
    columns = []
    order = {label: at for at, label in enumerate(KINDS.values())}
    for number, facet in enumerate(FACETS):
        values = [page.labels[number] for page in pages]
        known = sorted(set(values) - {""}, key=lambda label: (order.get(label, len(order)), label))
        labels[facet] = known = known[:_MOST_LABELS]
        place = {label: at for at, label in enumerate(known, start=1)}
        columns.append(bytes(place.get(value, 0) for value in values))
    return labels, _named("facets.{}.bin", b"".join(columns))


def _people(pages: Sequence[_Kept]) -> dict[str, list[tuple[str, str, str, str]]]:
    """Return deputies by letter, each as name, syllables, place, address."""
    found = defaultdict(list)
    for person in filter(None, (page.person for page in pages)):
        found[person[1][0]].append(person)
    return {letter: sorted(people, key=_by_pinyin) for letter, people in sorted(found.items())}


def _by_pinyin(person: Sequence[str]) -> tuple[str, str]:
    return person[1], person[3]


def _folds_met(lines: Iterable[bytes]) -> str:
    """Return the traditional characters that pages hold, each before its simplified one."""
    found = met(map(bytes.decode, lines))
    return "".join(char + simplified()[char] for char in found if char in simplified())


def _json(value: object) -> bytes:
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
