"""Text forms: characters are written the ordinary way, so that search and comparison find them.

The same word can be spelt with other code points: a letter and its accent apart (NFD), a radical
for the character, a double from an old code table, a full-width letter.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from ..load.source import Source
from ..problems import Fault

_RADICAL_OR_WIDE = re.compile("[\u2e80-\u2fd5\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]")
_WIDE = re.compile("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]+")
# A character whose ordinary form is another, or a mark that belongs on the letter before it.
_SUSPECTS = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u3099\u309a"
                       "\u1100-\u11ff\u2e80-\u2fd5\uf900-\ufaff\U0002f800-\U0002fa1f]")  # fmt: skip


def check(sources: Sequence[Source]) -> Iterator[Fault]:
    """Yield a fault for each line with a character in an unusual form."""
    for source in sources:
        text = source.text
        if text.isascii() or not (
            _RADICAL_OR_WIDE.search(text) or not unicodedata.is_normalized("NFC", text)
        ):
            continue
        for number, line in enumerate(text.split("\n")):
            for match in _SUSPECTS.finditer(line):
                if fault := _unusual(source, number, line, match.start()):
                    yield fault
            for match in _WIDE.finditer(line):
                meant = unicodedata.normalize("NFKC", match[0])
                yield source.fault_at(
                    "full-width-letters", number, match.start(), value=match[0], meant=meant
                )


def _unusual(source: Source, number: int, line: str, at: int) -> Fault | None:
    char = line[at]
    facts = {"value": f"U+{ord(char):04X}"}
    if unicodedata.combining(char) or "\u1100" <= char <= "\u11ff":
        begin = max(0, at - 1)
        facts["meant"] = unicodedata.normalize("NFC", line[begin : at + 1])
        joined = len(facts["meant"]) == 1 and at > 0
        return source.fault_at("letters-apart", number, begin, **facts) if joined else None
    ordinary = unicodedata.normalize("NFKC", char)
    if ordinary == char:
        return None
    return source.fault_at("unusual-character", number, at, **facts, written=char, meant=ordinary)
