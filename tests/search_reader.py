"""Reads the index's files back and answers from them, as the browser does, in plain Python."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from math import log

from huiyin.search.shards import FULL, STEPS, shard_of
from huiyin.search.tokenize import query_parts, required, terms

HASH = 6

Weights = Mapping[str, Mapping[int, float]]


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

    @property
    def shard_count(self) -> int:
        return len(self.manifest["terms"]) // HASH

    def cards(self) -> list[list]:
        names = self.manifest["cards"]
        count = len(names) // HASH
        paths = (f"cards/{n}.{names[n * HASH : (n + 1) * HASH]}.json" for n in range(count))
        return [card for path in paths for card in json.loads(self.files[path])]

    def _shard(self, number: int) -> dict[str, dict[str, dict[int, int]]]:
        """Term → field → page → the weight's byte."""
        name = self.manifest["terms"][number * HASH : (number + 1) * HASH]
        data = self.files[f"terms/{number}.{name}.bin"]
        at = 0

        def varint() -> int:
            nonlocal at
            value = shift = 0
            while True:
                byte = data[at]
                at += 1
                value |= (byte & 127) << shift
                shift += 7
                if byte < 128:
                    return value

        def name_of_a_term() -> tuple[str, int]:
            nonlocal at
            length = varint()
            at += length
            return data[at - length : at].decode(), varint()

        held = {}
        for term, length in [name_of_a_term() for _ in range(varint())]:
            end = at + length
            held[term] = {}
            for field in self.fields:
                page, pages = -1, []
                for _ in range(varint()):
                    page += varint()
                    pages.append(page)
                held[term][field] = dict(zip(pages, data[at : at + len(pages)], strict=True))
                at += len(pages)
            assert at == end
        assert at == len(data)
        return held

    def every_term(self) -> Iterable[str]:
        for number in range(self.shard_count):
            yield from self.shard(number)

    def weights(self, term: str) -> Weights:
        """Field → page → lunr's weight, as the browser works it out."""
        held = self.shard(shard_of(term, self.shard_count)).get(term)
        if not held:
            return {}
        count = sum(map(len, held.values()))
        rarity = log(1 + abs((self.manifest["pages"] - count + 0.5) / (count + 0.5)))
        return {
            field: {
                page: rarity * boost * FULL * 2 ** (-byte / STEPS)
                for page, byte in held[field].items()
            }
            for field, boost in self.manifest["fields"]
        }

    def holders(self, term: str) -> set[int]:
        return set().union(*self.weights(term).values())

    def candidates(self, text: str) -> set[int]:
        """The pages with every term and piece of a text, before a page is read."""
        return set.intersection(*map(self.holders, required(text)))

    def ask(self, query: str) -> Found:
        parts = query_parts(query)
        wanted = [held for sign, held in parts if sign != "-"]
        asked = list(dict.fromkeys(term for held in wanted for term in held))
        if not asked:
            return Found((), False)
        cards = self.cards()
        keys = {page: self._keys(cards[page]) for page in set().union(*map(self.holders, asked))}
        without = [
            set.intersection(*map(self.holders, held)) for sign, held in parts if sign == "-"
        ]
        pages = set.intersection(*map(self.holders, asked)).difference(*without)
        needles = [needle for sign, needle in needles_of(query) if sign != "-"]
        pages = {p for p in pages if all(any(n in k for k in keys[p]) for n in needles)}
        return Found(tuple(cards[page][0] for page in self._order(pages, query, cards)), False)

    def _order(self, pages: set[int], query: str, cards: list[list]) -> list[int]:
        asked = [term for sign, held in query_parts(query) if sign != "-" for term in held]
        words = [term for term in terms(query) if term < "\u3007"]
        sums = dict.fromkeys(pages, 0.0)
        for term in dict.fromkeys((*asked, *words)):
            for of_field in self.weights(term).values():
                for page in pages & of_field.keys():
                    sums[page] += of_field[page]
        wish = key(query)
        return sorted(
            pages, key=lambda p: (key(cards[p][1]) != wish, -round(sums[p], 3), -p)
        )  # fmt: skip

    def words(self, card: list) -> tuple[str, str]:
        """The names and the body of a page."""
        names, _, body = self.files[f"texts/{card[4]}.txt"].decode().partition("\n")
        return names, body

    def _keys(self, card: list) -> tuple[str, ...]:
        return tuple(map(key, (card[1], *self.words(card))))


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
