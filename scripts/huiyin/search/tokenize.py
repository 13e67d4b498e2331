"""Cut text into search terms: Chinese into overlapping pairs of characters, Latin into words.

The index is cut here, the reader's query in `theme/assets/js/search/tokenize.js`; what one side
cuts differently, nobody finds. Both follow `tests/search/token_cases.json`, and a test compares
them on every character of Unicode that either could treat in its own way.

Each character folds alone, whatever its neighbours: compatibility forms (NFKD, which is NFKC here,
since accents are dropped), lower case, no accents. Only blocks that Unicode finished long ago take
part. Newer characters separate words, so no Python and no browser disagree by their Unicode age.
"""

from __future__ import annotations

import re
import unicodedata

_CJK = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_WORD = "0-9a-z\u00df-\u00f6\u00f8-\u02af"
_NAME_DOT = "\u00b7"
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

_invisible = re.compile(f"[{_INVISIBLE}]")
_finished = re.compile(f"[{_FINISHED_BLOCKS}]")
_like_a_name_dot = re.compile("[\u2022\u2027\u30fb]")
_separator = re.compile(f"[^{_CJK}{_WORD}{_NAME_DOT}]")
_blanks = re.compile(f"[{_BLANK}]+")
_run = re.compile(f"[{_CJK}](?:{_NAME_DOT}?[{_CJK}])*|[{_WORD}]+")


def terms(text: str) -> list[str]:
    """Return the terms of a text in order of occurrence, duplicates kept."""
    return [term for run in _runs(text) for term in _terms_of_run(run)]


def query_terms(text: str) -> list[list[str]]:
    """Return the parts of a query, each as its terms.

    Blanks separate the parts. A document answers when it holds every part, and a part is held
    when its terms stand side by side. Parts without any term, such as `~`, are left out.
    """
    parts = (terms(part) for part in _blanks.split(text))
    return [part for part in parts if part]


def _runs(text: str) -> list[str]:
    return [run.replace(_NAME_DOT, "") for run in _run.findall(text.translate(_folds))]


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
    return _separator.sub(" ", _like_a_name_dot.sub(_NAME_DOT, plain))
