"""Phrasing: typos that cost a career, doubled words, wrong names of places, narrow punctuation.

What is wrong and what is right is data, in `content/registers/phrasing.yml`. Without that register
nothing is checked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..load.source import Source
from ..load.strict_yaml import Tree
from ..problems import Fault
from ..records.registers import PhrasingRegister
from .catalogue import PHRASING, Catalogue

_HAN = "\u3400-\u9fff"
_TWICE = re.compile(rf"([{_HAN}])([{_HAN}])\1\2")
_NARROW = re.compile(rf"[,;:!?()](?=[{_HAN}])")
_WIDE = dict(zip(",;:!?()", "，；：！？（）", strict=True))
_SUFFIX = re.compile(r"[市县区州旗乡镇村]|街道|社区")
# Suffixes that are mistaken for each other, each with what makes another word of it.
_CITY = {"市": "场民区容价", "县": "城级", "区": "域间别块段位", "州": "", "旗": ""}
_TOWN = {"乡": "村亲下土间", "镇": "区级", "街道": ""}
_SUFFIXES = {"city": _CITY, "county": _CITY, "town": _TOWN, "village": {"村": "民庄落", "社区": ""}}


@dataclass(frozen=True, slots=True)
class Slip:
    """Words in a text that should be others."""

    at: int
    written: str
    code: str
    meant: str


class _Rules:
    def __init__(self, register: PhrasingRegister, catalogue: Catalogue) -> None:
        self.wrong = [("fatal-typo", pair.wrong, pair.right) for pair in register.typos]
        self.wrong += [("careless-phrase", pair.wrong, pair.right) for pair in register.cautions]
        self.wrong += [("doubled-word", char * 2, char) for char in register.doubled]
        self.allowed = register.allowed
        self.places = _misnamed_places(catalogue)
        self.lengths = sorted({len(name) for name in self.places})

    def slips(self, text: str) -> Iterator[Slip]:
        """Yield what may be wrong in a file's whole text, keys and comments included."""
        for slip in self._all(text):
            if not self._is_allowed(text, slip):
                yield slip

    def _all(self, text: str) -> Iterator[Slip]:
        for code, wrong, right in self.wrong:
            at = text.find(wrong)
            while at >= 0:
                yield Slip(at, wrong, code, right)
                at = text.find(wrong, at + len(wrong))
        for match in _TWICE.finditer(text):
            if match[1] not in (match[2], "一"):
                yield Slip(match.start(), match[0], "doubled-word", match[0][:2])
        for match in _NARROW.finditer(text):
            before = text[match.start() - 1 : match.start()]
            if re.match(f"[{_HAN}]", before):
                yield Slip(match.start(), match[0], "narrow-punctuation", _WIDE[match[0]])
        yield from self._misnamed(text)

    def _misnamed(self, text: str) -> Iterator[Slip]:
        for match in _SUFFIX.finditer(text) if self.places else ():
            for length in self.lengths:
                written = text[max(0, match.end() - length) : match.end()]
                right, otherwise = self.places.get(written, ("", ""))
                following = text[match.end() : match.end() + 1]
                if right and not (following and following in otherwise):
                    yield Slip(match.end() - length, written, "wrong-place-name", right)

    def _is_allowed(self, text: str, slip: Slip) -> bool:
        """Tell whether a slip lies inside words that are allowed."""
        end = slip.at + len(slip.written)
        return any(
            text.find(words, max(0, end - len(words)), slip.at + len(words)) >= 0
            for words in self.allowed
            if slip.written in words
        )


def check(catalogue: Catalogue, sources: Sequence[Source]) -> Iterator[Fault]:
    """Yield a fault for each wrong wording in titles, bodies and other texts."""
    register = catalogue.whole.get(PHRASING)
    if register is None:
        return
    rules = _Rules(register, catalogue)
    for source in sources:
        if source.kind == PHRASING or source.faults:
            continue
        found = list(rules.slips(source.text))
        if found:
            yield from _faults(source, found)


def _faults(source: Source, slips: list[Slip]) -> Iterator[Fault]:
    values = list(_values(source.data))
    for slip in slips:
        line = source.text.count("\n", 0, slip.at)
        begin = source.text.rfind("\n", 0, slip.at) + 1
        in_body = bool(source.body) and line >= source.body_from
        if in_body or _is_said(source.text, slip, values):
            yield source.fault_at(
                slip.code, line, slip.at - begin, written=slip.written, meant=slip.meant
            )


def _is_said(text: str, slip: Slip, values: list[str]) -> bool:
    """Tell whether a slip stands in a value, and not in a key, a comment or YAML's own signs."""
    end = slip.at + len(slip.written)
    narrow = slip.code == "narrow-punctuation"
    said = text[slip.at - 1 : end + 1] if narrow else slip.written
    return any(said in value for value in values)


def _values(tree: Tree) -> Iterator[str]:
    if isinstance(tree, dict):
        for value in tree.values():
            yield from _values(value)
    elif isinstance(tree, list):
        for value in tree:
            yield from _values(value)
    else:
        yield tree


def _misnamed_places(catalogue: Catalogue) -> dict[str, tuple[str, str]]:
    """Return each wrong name of a place, with the right one and what may follow nevertheless."""
    divisions = catalogue.records("division")
    known = {division.name for division in divisions}
    found: dict[str, tuple[str, str]] = {}
    for division in divisions:
        suffixes = _SUFFIXES[division.kind]
        suffix = next((end for end in suffixes if division.name.endswith(end)), "")
        stem = division.name.removesuffix(suffix)
        if not suffix or len(stem) < 2:
            continue
        for other, otherwise in suffixes.items():
            if other != suffix and stem + other not in known:
                found.setdefault(stem + other, (division.name, otherwise))
    return found
