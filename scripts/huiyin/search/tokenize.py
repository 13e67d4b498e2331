"""Cut text into search terms: Chinese into overlapping pairs of characters, Latin into words.

The index is cut here, the reader's query in `theme/assets/js/search/tokenize.js`; what one side
cuts differently, nobody finds. Both follow `tests/search/token_cases.json`, and a test compares
them on every character of Unicode that either could treat in its own way.

Each character folds alone, whatever its neighbours: compatibility forms (NFKD, which is NFKC here,
since accents are dropped), lower case, no accents, traditional to simplified by the table in
`traditional.txt`. Only blocks that Unicode finished long ago take part. Newer characters separate
words, so no Python and no browser disagree by their Unicode age.

Terms alone would miss `25年` in `2025年` and every single character. So the index also holds
pieces: each character, and each two neighbours that are not both Chinese.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from importlib.resources import files

CJK = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
WORD = "0-9a-z\u00df-\u00f6\u00f8-\u02af"
NAME_DOT = "\u00b7"
PIECE = NAME_DOT  # how a piece begins; folding leaves no dot at the beginning of a term
_BLANK = "\t-\r \u00a0\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_INVISIBLE = (
    "\u00ad\u0300-\u036f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef"
)
_FINISHED_BLOCKS = (
    "\u0000-\u02ff\u1e00-\u1eff\u2000-\u218f\u2460-\u24ff\u2e80-\u2fdf\u3000-\u30ff"
    "\u3190-\u319f\u3200-\u4dbf\u4e00-\u9fff\uf900-\ufaff\ufb00-\ufb06\uff00-\uffef"
    "\U0001d400-\U0001d7ff\U0001f100-\U0001f2ff\U00020000-\U000323af"
)
_QUOTES = '"“”„‟«»「」『』＂'
_MINUS = "-－−"

_invisible = re.compile(f"[{_INVISIBLE}]")
_finished = re.compile(f"[{_FINISHED_BLOCKS}]")
_like_a_name_dot = re.compile("[\u2022\u2027\u30fb]")
_separator = re.compile(f"[^{CJK}{WORD}{NAME_DOT}]")
_run = re.compile(f"[{CJK}](?:{NAME_DOT}?[{CJK}])*|[{WORD}]+")
_stretch = re.compile(f"(?:[{CJK}](?:{NAME_DOT}?[{CJK}])*|[{WORD}]+)+")
_part = re.compile(
    f"(?P<minus>[{_MINUS}]?)(?:[{_QUOTES}](?P<exact>[^{_QUOTES}]*)[{_QUOTES}]"
    f"|(?P<plain>[^{_BLANK}{_QUOTES}]+))"
)


def terms(text: str) -> list[str]:
    """Return the terms of a text in order of occurrence, duplicates kept."""
    runs = (run.replace(NAME_DOT, "") for run in _run.findall(folded(text)))
    return [term for run in runs for term in _terms_of_run(run)]


def pieces(text: str) -> list[str]:
    """Return the pieces of a text, marked as such, duplicates kept."""
    found = []
    for match in _stretch.finditer(folded(text)):
        stretch = match[0].replace(NAME_DOT, "")
        found += [PIECE + char for char in stretch]
        pairs = (stretch[at : at + 2] for at in range(len(stretch) - 1))
        found += [PIECE + pair for pair in pairs if not (_is_cjk(pair[0]) and _is_cjk(pair[1]))]
    return found


def query_parts(text: str) -> list[tuple[str, list[str]]]:
    """Return the parts of a query, each with a sign and the terms that must all be held.

    Blanks separate the parts, quotation marks keep blanks together, a leading minus excludes.

    Returns:
        The sign is `+`, `"` for what was quoted, `-` for what is excluded. A part without any
        term, such as `~`, is left out.
    """
    found = []
    for match in _part.finditer(text):
        exact = match["exact"]
        if held := required(match["plain"] if exact is None else exact):
            found.append(("-" if match["minus"] else "+" if exact is None else '"', held))
    return found


def required(text: str) -> list[str]:
    """Return the terms and pieces that a page must hold to hold this text.

    Every two neighbours are asked for; a character alone only where it has no neighbour.
    """
    found: dict[str, None] = {}
    for match in _stretch.finditer(folded(text)):
        stretch = match[0].replace(NAME_DOT, "")
        pairs = [stretch[at : at + 2] for at in range(len(stretch) - 1)]
        for pair in pairs or [stretch]:
            both = len(pair) == 2 and _is_cjk(pair[0]) and _is_cjk(pair[1])
            found[pair if both else PIECE + pair] = None
    return list(found)


def folded(text: str) -> str:
    """Return a text of Chinese and Latin characters, name dots and blanks only."""
    return text.translate(_folds)


@cache
def simplified() -> dict[str, str]:
    """Return the table of traditional characters: each with its simplified one."""
    lines = (files(__package__) / "traditional.txt").read_text("utf-8").split()
    return {line[0]: line[1] for line in lines}


def _terms_of_run(run: str) -> list[str]:
    if len(run) == 1 or not _is_cjk(run[0]):
        return [run]
    return [run[at : at + 2] for at in range(len(run) - 1)]


def _is_cjk(char: str) -> bool:
    return char >= "\u3007"


class _Folds(dict[int, str]):
    """Maps a character's number to its folded text, worked out when first asked for."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _folded(chr(code))
        return folded


_folds = _Folds()


def _folded(char: str) -> str:
    if _invisible.match(char):
        return ""
    if not _finished.match(char):
        return " "
    plain = _invisible.sub("", unicodedata.normalize("NFKD", char).lower())
    known = "".join(simplified().get(one, one) for one in plain)
    return _separator.sub(" ", _like_a_name_dot.sub(NAME_DOT, known))
