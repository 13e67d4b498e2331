"""Dress: one text written in many ways. What is private must be known in each of them."""

from __future__ import annotations

import html
import re
import unicodedata
from functools import cache
from urllib.parse import unquote

from ..finding import Finder

# What NFKC would change and no reader takes for anything else; clauses end at the first nine.
_USUAL = "，：；！？（）｜…\u3000\xa0"
_INVISIBLE = "\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff"
_COMBINING = "\u0300-\u036f\u3099\u309a\u1100-\u11ff"
_HIDDEN = re.compile(f"[{_INVISIBLE}]")
_JSON_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
_PERCENT = re.compile(r"%[0-9A-Fa-f]{2}")
_WORD = re.compile(r"[^\s\"'<>]+")
# A tag without a Chinese character, whose first byte would be E4 to E9.
_PLAIN_TAG = re.compile(rb"<[/a-zA-Z][^<>\xe4-\xe9]*+>")
_TAG_ON_A_LINE = re.compile(rb"<[/a-zA-Z][^<>\n\xe4-\xe9]*+>")
_BLANKS = b" \t\r\f\v\x1c\x1d\x1e\x1f"


def undressed(text: str) -> str:
    """Return a text as it is read: without entities, escapes, invisible and wide characters.

    Most texts wear nothing and come back as they are. What an address spells with percent signs
    is added at the end.
    """
    if "&" in text:
        text = html.unescape(text)
    if "\\u" in text:
        text = _JSON_ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    if "%" in text and _PERCENT.search(text):
        coded = (word for word in _WORD.findall(text) if "%" in word)
        text = "\n".join((text, *(unquote(word, errors="replace") for word in coded)))
    if not text.isascii() and _wide().search(text):
        text = _HIDDEN.sub("", unicodedata.normalize("NFKC", text))
    return text


def is_dressed(text: bytes) -> bool:
    """Tell whether a text would be undressed; most wear nothing.

    Args:
        text: UTF-8.
    """
    return b"&" in text or b"\\u" in text or b"%" in text or _wide_bytes().has_any(text)


def run_together(text: bytes) -> bytes:
    """Return a text without its blanks, line ends and tags, all of which can split a word.

    Args:
        text: Undressed, UTF-8.
    """
    return _unspaced(b"".join(_PLAIN_TAG.split(text)).replace(b"\n", b""))


def lines_run_together(text: bytes) -> bytes:
    """Return a text with each of its lines run together; the halves of a tag over lines stay."""
    return _unspaced(b"".join(_TAG_ON_A_LINE.split(text)))


def _unspaced(text: bytes) -> bytes:
    text = text.translate(None, _BLANKS)
    return text.replace("\u3000".encode(), b"").replace("\xa0".encode(), b"")


def without_blanks(text: str) -> str:
    """Return a text without blanks and line ends."""
    return "".join(text.split())


@cache
def _wide_bytes() -> Finder:
    """Return what finds the characters of `_wide` in UTF-8."""
    plane = map(chr, (*range(0xA0, 0xD800), *range(0xE000, 0x10000)))
    wide = [char.encode() for char in plane if _wide().match(char)]
    return Finder([*wide, *(bytes([first]) for first in range(0xF0, 0xF5))], once=True)


@cache
def _wide() -> re.Pattern[str]:
    """Return the characters that NFKC changes; any beyond the first plane may be one of them."""
    changed = "".join(
        re.escape(char)
        for char in map(chr, range(0xA0, 0x10000))
        if char not in _USUAL and unicodedata.normalize("NFKC", char) != char
    )
    return re.compile(f"[{_INVISIBLE}{_COMBINING}{changed}\U00010000-\U0010ffff]")
