"""Reads the index's files back and answers from them, as the browser does, in plain Python."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from functools import cache
from math import log
from typing import NamedTuple

from huiyin.search.counting import parts_of
from huiyin.search.shards import FULL, STEPS, blocks_of, decoded, shards_of
from huiyin.search.tokenize import query_parts, required, terms

HASH = 6

Weights = Mapping[str, Mapping[int, float]]


class Sheet(NamedTuple):
    """What a result shows of a page."""

    title: str
    names: str
    body: str
    url: str
    date: str
    kind: str


@dataclass(frozen=True)
class Found:
    """Addresses, best first, and whether they hold a part of the query only."""

    urls: tuple[str, ...]
    partial: bool


class Index:
    """The files of `search_files`, read back."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = {path.removeprefix("search/"): data for path, data in files.items()}
        self.manifest = json.loads(self.files["manifest.json"])
        self.fields = [name for name, _ in self.manifest["fields"]]
        self.shard = cache(self._shard)
        self.holders = cache(self._holders)
        self.sheets = cache(self._sheets)

    @property
    def shard_count(self) -> int:
        return len(self.manifest["terms"]) // HASH

    def _sheets(self) -> list[Sheet]:
        """Every page, by its number."""
        names, size = self.manifest["folders"], self.manifest["folder"] // self.manifest["together"]
        folders = [f"{at}.{names[at * HASH : (at + 1) * HASH]}" for at in range(len(names) // HASH)]
        paths = (f"pages/{folder}/{at}.json" for folder in folders for at in range(size))
        read = (json.loads(self.files[path]) for path in paths if path in self.files)
        return [Sheet(*sheet) for sheets in read for sheet in sheets]

    def _shard(self, number: int) -> dict[str, bytes]:
        """Term → its postings as they stand in the file."""
        name = self.manifest["terms"][number * HASH : (number + 1) * HASH]
        return blocks_of(self.files[f"terms/{number}.{name}.bin"])

    def _block(self, term: str) -> bytes:
        [place] = shards_of([term], self.shard_count).tolist()
        return self.shard(place).get(term, bytes(len(self.fields)))

    def every_term(self) -> Iterable[str]:
        for number in range(self.shard_count):
            yield from self.shard(number)

    def weights(self, term: str) -> Weights:
        """Field → page → lunr's weight, as the browser works it out."""
        _, fields, pages, weights = parts_of(decoded(self._block(term), 0, len(self.fields)))
        rarity = log(1 + abs((self.manifest["pages"] - len(pages) + 0.5) / (len(pages) + 0.5)))
        found: dict[str, dict[int, float]] = {name: {} for name in self.fields}
        postings = zip(fields.tolist(), pages.tolist(), weights.tolist(), strict=True)
        for field, page, byte in postings:
            name, boost = self.manifest["fields"][field]
            found[name][page] = rarity * boost * FULL * 2 ** (-byte / STEPS)
        return found

    def _holders(self, term: str) -> frozenset[int]:
        return frozenset().union(*self.weights(term).values())

    def candidates(self, text: str) -> frozenset[int]:
        """The pages with every term and piece of a text, before a page is read."""
        return frozenset.intersection(*map(self.holders, required(text)))

    def ask(self, query: str) -> Found:
        parts = query_parts(query)
        wanted = [held for sign, held in parts if sign != "-"]
        asked = list(dict.fromkeys(term for held in wanted for term in held))
        if not asked:
            return Found((), False)
        sheets = self.sheets()
        keys = {
            page: tuple(map(key, sheets[page][:3]))
            for page in frozenset().union(*map(self.holders, asked))
        }
        without = [
            frozenset.intersection(*map(self.holders, held)) for sign, held in parts if sign == "-"
        ]
        pages = frozenset.intersection(*map(self.holders, asked)).difference(*without)
        needles = [needle for sign, needle in needles_of(query) if sign != "-"]
        pages = {p for p in pages if all(any(n in k for k in keys[p]) for n in needles)}
        return Found(tuple(sheets[page].url for page in self._order(pages, query, sheets)), False)

    def _order(self, pages: Set[int], query: str, sheets: list[Sheet]) -> list[int]:
        asked = [term for sign, held in query_parts(query) if sign != "-" for term in held]
        words = [term for term in terms(query) if term < "\u3007"]
        sums = dict.fromkeys(pages, 0.0)
        for term in dict.fromkeys((*asked, *words)):
            for of_field in self.weights(term).values():
                for page in pages & of_field.keys():
                    sums[page] += of_field[page]
        wish = key(query)
        return sorted(
            pages, key=lambda p: (key(sheets[p].title) != wish, -round(sums[p], 3), -p)
        )  # fmt: skip


def search_part(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The search's files of a built site."""
    return {path: data for path, data in files.items() if path.startswith("search/")}


def key(text: str) -> str:
    """A text's runs with one blank between, as `key` in tokenize.js."""
    from huiyin.search import tokenize

    runs = tokenize._run.findall(tokenize.folded(text))
    return " ".join(run.replace(tokenize.NAME_DOT, "") for run in runs)


def needles_of(query: str) -> list[tuple[str, str]]:
    from huiyin.search import tokenize

    return [
        ("-" if match["minus"] else "+", key(match["plain"] or match["exact"] or ""))
        for match in tokenize._part.finditer(query)
    ]
