"""Differences: what a later reply says otherwise than the one before, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

_WORD = re.compile(r"[0-9A-Za-z.%℃]+|\s+|.", re.DOTALL)
_ISLAND = 3  # fewer same signs than this between two changes are read as changed too
_ALIKE = 0.35  # below this share of same words, marks would only hide the text
_LONGEST = 6000

Kind = Literal["same", "gone", "new"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that stayed, went, or is new."""

    kind: Kind
    text: str


def differences(before: str, after: str) -> tuple[tuple[Piece, ...], ...]:
    """Return the later text paragraph by paragraph, with what went and what is new.

    Args:
        before: The earlier text, plain.
        after: The later text, plain.

    Returns:
        A tuple of pieces for each paragraph; empty when the texts have so little in common that
        they are better read one beside the other.
    """
    if len(before) + len(after) > 2 * _LONGEST:
        return ()
    old, new = _WORD.findall(before.strip()), _WORD.findall(after.strip())
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.quick_ratio() < _ALIKE or matcher.ratio() < _ALIKE:
        return ()
    return tuple(_paragraphs(_joined(_pieces(matcher, old, new))))


def _pieces(matcher: SequenceMatcher[str], old: list[str], new: list[str]) -> Iterator[Piece]:
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            text = "".join(new[c:d])
            if len(text.strip()) >= _ISLAND or "\n" in text:
                yield Piece("same", text)
            else:
                yield from (Piece("gone", text), Piece("new", text))
            continue
        yield from (Piece("gone", "".join(old[a:b])), Piece("new", "".join(new[c:d])))


def _joined(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Put together what went and what is new between two stretches that stayed."""
    gone = new = ""
    for piece in pieces:
        if piece.kind == "gone":
            gone += piece.text
        elif piece.kind == "new":
            new += piece.text
        else:
            yield from _changed(gone, new)
            gone = new = ""
            yield piece
    yield from _changed(gone, new)


def _changed(gone: str, new: str) -> Iterator[Piece]:
    if gone == new:
        yield from (Piece("same", text) for text in [gone] if text)
        return
    if gone:
        yield Piece("gone", gone)
    if new:
        yield Piece("new", new)


def _paragraphs(pieces: Iterator[Piece]) -> Iterator[tuple[Piece, ...]]:
    """Cut at line ends; one that went or came is a cut as well."""
    paragraph: list[Piece] = []
    for piece in pieces:
        first, *others = re.split(r"\n+", piece.text)
        if first:
            paragraph.append(Piece(piece.kind, first))
        for line in others:
            if paragraph:
                yield tuple(paragraph)
            paragraph = [Piece(piece.kind, line)] if line else []
    if paragraph:
        yield tuple(paragraph)
