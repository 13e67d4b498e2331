"""Private numbers: what a telephone, identity or card number and a mail address look like.

Digits and separators count as what they look like: full-width, circled and Chinese ones too.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache, cached_property
from itertools import accumulate
from urllib.parse import unquote

from stdnum import luhn
from stdnum.exceptions import ValidationError
from stdnum.iso7064 import mod_11_2

from ..finding import Finder, Shape

_CHINESE_DIGITS = dict(zip("〇零一二三四五六七八九幺", "001234567891", strict=True))
_DRAWN_DIGITS = {
    char: str(unicodedata.digit(char))
    for char in map(chr, (*range(0x80, 0x3300), *range(0xFF10, 0xFF1A), *range(0x1D7CE, 0x1D800)))
    if unicodedata.digit(char, None) is not None
}
_SEPARATORS = " \t\u3000\xa0-\u2010\u2011\u2012\u2013\u2014\u2015\u2212－.．·_＿()（）"
_FOLDED = str.maketrans({**_DRAWN_DIGITS, **dict.fromkeys(_SEPARATORS, " "),
                         "x": "X", "Ｘ": "X", "ｘ": "X", "＋": "+"})  # fmt: skip
_INVISIBLE = (0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180E,
              *range(0x200B, 0x2010), *range(0x2060, 0x2065), 0xFEFF)  # fmt: skip
_FOLDED_CHINESE = str.maketrans(_CHINESE_DIGITS)
_FULL_WIDTH = str.maketrans({code + 0xFEE0: code for code in range(0x21, 0x7F)})

_CHINESE = "".join(_CHINESE_DIGITS)
DIGIT = "0-9" + "".join(_DRAWN_DIGITS) + _CHINESE  # for a class of a regular expression

# The cheap look, at ASCII alone: a telephone, identity or card number begins like this. What
# starts with 20 is a date. Chinese characters, which begin with E4 to E9, stand in no number.
_LONG = Shape(rb"[0-9](?:[ \t.()_\x80-\xe3\xea-\xff-]*[0-9]){9}")
_PLAIN = {**_FOLDED, **dict.fromkeys(_INVISIBLE)}
_BARE_RUN = re.compile(rb"[013-9](?<![0-9].)(?:[ \t.()_-]{0,3}[0-9]){9,}")
_BARE_RUN_FROM_2 = re.compile(rb"2[1-7](?<![0-9]..)(?:[ \t.()_-]{0,3}[0-9]){13}")
# And at the rest: what is always looked at closely, digits in another dress above all ...
_SURE = (
    *_DRAWN_DIGITS, *map(chr, range(0x2070, 0x208A)), "＠", "@", "&#", "%3", "\\u", "\\U", "\\x",
    *(f"{mark}{gap}{a}{t}" for mark in "（【" for gap in ("", " ") for a in "aA" for t in "tT"),
)  # fmt: skip
# ... how numbers in Chinese begin, and what is said before a telephone ...
_HINTS = (
    *(f"{one}{gap}{digit}" for one in "一幺" for gap in ("", " ") for digit in "三四五六七八九"),
    "电话", "热线", "座机", "传真",
)  # fmt: skip
_HINTED = re.compile(
    rf"[一幺] ?[三四五六七八九] ?[{_CHINESE}]|(?:电话|热线|座机|传真)"
    r"[^0-9]{0,8}[1-9][0-9]{2}(?:[^0-9]?[0-9]{4}|[0-9][^0-9][0-9]{4})"
)
_HINTED_BYTES = 4 * len("电话") + 4 * (8 + 3 + 6)  # at most
# ... and an @ in words: (at).
_AT_ENDS = tuple(f"{a}{t}{end}" for a in "aA" for t in "tT" for end in "])} \t\n\r\f\v\u3000\xa0")
_FIRST_AT_END = len(_SURE) + len(_HINTS)
_BLANKS = rb"(?:\s|\xe3\x80\x80|\xc2\xa0)*"
_AT_IN_WORDS = re.compile(rb"[\[({]%b[aA][tT]%b[\])}]" % (_BLANKS, _BLANKS))
_AT = re.compile(r"@|＠|[\[({【（]\s*at\s*[\])}】）]", re.IGNORECASE)
_CHINESE_NUMBER = re.compile(rf"[{_CHINESE}]{{4}}")
_ESCAPED = re.compile(r"&#|%3[0-9]|\\[uUx]")
_YAML_ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U(000[0-9a-fA-F]{5}))")

_NO_DIGIT = re.compile(rb"[^0-9]")
_RUN = re.compile(r"(?:\+ ?)?[0-9](?: {0,3}[0-9])*(?: {0,3}X(?![A-Za-z0-9]))?")
_GROUP = re.compile(r"\+? ?([0-9]+X?|X)")
_MAIL = re.compile(
    r"[A-Za-z0-9._%+-]+\s*(?:@|[\[({【]\s*at\s*[\])}】])\s*"
    r"([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,})", re.IGNORECASE)  # fmt: skip
_WEB_ADDRESS = re.compile(r"https?://[^\s)>\]]+")
_PICTURE = re.compile(r"\.(?:jpg|jpeg|png|webp|gif)$")
_SAID_TO_BE_A_PHONE = re.compile(
    r"(?:电话|座机|热线|传真|[Tt]el)[^0-9]{0,8}([1-9][0-9]{2} ?[0-9]{4,5}|[1-9][0-9]{3} [0-9]{4})"
    r"(?! {0,3}[0-9])"
)
_CONTACT_WORD = re.compile(r"(?:tel|phone|mobile|wechat|weixin|wx|vx|qq|v)$", re.IGNORECASE)
_MONEY = re.compile(r" *[元万亿]")

_CALLED_FROM_ABROAD = re.compile(r"(?:\+|00)86(?=[1-9])")
_MOBILE = re.compile(r"(?:(?:\+|00)?86)?0?1[3-9][0-9]{9}")
_LANDLINE = re.compile(r"0(?:10|2[0-9]|[3-9][0-9]{2})[0-9]{7,8}")
_AREA = re.compile(r"0(?:10|2[0-9]|[3-9][0-9]{2})")
_MONTH_AND_DAY = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
_IDENTITY = re.compile(rf"[1-9][0-9]{{5}}(?:19|20)[0-9]{{2}}{_MONTH_AND_DAY}[0-9]{{3}}[0-9X]")
_OLD_IDENTITY = re.compile(
    r"(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])[0-9]{4}"
    rf"[0-9]{{2}}{_MONTH_AND_DAY}[0-9]{{3}}"
)
# UnionPay, Visa, Mastercard, American Express, JCB. Diners' fourteen places are left out: those
# are also what a site's police filing number has.
_CARD = re.compile(
    r"62[0-9]{14,17}|4[0-9]{15}|5[1-5][0-9]{14}|2(?:2[2-9]|[3-6][0-9]|7[01])[0-9]{13}"
    r"|3[47][0-9]{13}|35[0-9]{14}"
)
UNDECLARED = "没有登记的电话号码"


@dataclass(frozen=True)
class Declared:
    """What may stand in public: office telephones, digits only, and the offices' mail domains."""

    phones: frozenset[str] = frozenset()
    domains: frozenset[str] = frozenset()
    readable: bool = True

    @cached_property
    def locals(self) -> frozenset[str]:
        """Return the telephones as they are dialled from nearby."""
        return frozenset(phone[-places:] for phone in self.phones for places in (7, 8))


@dataclass(frozen=True, slots=True)
class Found:
    """A private number or address in a line: from where to where, and what it is."""

    start: int
    end: int
    code: str
    what: str


def folded(text: str) -> str:
    """Return a text, as long as it was, with plain digits and blanks for separators."""
    return text.translate(_FOLDED)


def undrawn(text: str) -> str:
    """Return a text as `folded` does, Chinese digits too."""
    return folded(text).translate(_FOLDED_CHINESE)


def is_suspect(text: str, declared: Declared) -> bool:
    """Tell, fast, whether a text may hold anything private; most hold nothing."""
    return is_suspect_raw(text.encode("utf-8", "replace"), declared)


def is_suspect_raw(raw: bytes, declared: Declared) -> bool:
    """Do as `is_suspect` for a text of bytes, UTF-8."""
    marks = _marks().places_in(raw)
    if any(_is_suspect_at(raw, mark.number, mark.start) for mark in marks):
        return True
    if any(mark.number >= _FIRST_AT_END for mark in marks) and _AT_IN_WORDS.search(raw):
        return True
    return _has_long_number(raw, declared)


def _is_suspect_at(raw: bytes, number: int, start: int) -> bool:
    """Look at the place where a mark begins, which is told by its number among `_marks`."""
    if number < len(_SURE):
        return True
    words = raw[start : start + _HINTED_BYTES].decode("utf-8", "replace")
    return number < _FIRST_AT_END and _HINTED.match(words) is not None


def _has_long_number(raw: bytes, declared: Declared) -> bool:
    long = b"\n".join(_LONG.lines_in(raw))
    if not long:
        return False
    bare = long.decode("utf-8", "replace").translate(_PLAIN).encode("ascii", "replace")
    runs = (_NO_DIGIT.sub(b"", run).decode() for run in _BARE_RUN.findall(bare))
    return any(run not in declared.phones for run in runs) or bool(_BARE_RUN_FROM_2.search(bare))


@cache
def _marks() -> Finder:
    """Return what finds the places that `_is_suspect_at` looks at."""
    return Finder(mark.encode() for mark in (*_SURE, *_HINTS, *_AT_ENDS))


def private_in(line: str, declared: Declared) -> list[Found]:
    """Return what is private in a line of text, in order.

    Source:
        GB 11643 (identity numbers, ISO 7064 MOD 11-2), ISO/IEC 7812 (cards, Luhn).
    """
    found = {f.start: f for f in (*_numbers(line, declared), *_mails(line, declared))}
    if _CHINESE_NUMBER.search(line):
        for other in _numbers(line.translate(_FOLDED_CHINESE), declared):
            found.setdefault(other.start, other)
    if not found and _ESCAPED.search(line):
        plain = unquote(html.unescape(_YAML_ESCAPE.sub(_unescaped, line)))
        if plain != line:
            return [replace(f, start=0, end=len(line)) for f in private_in(plain, declared)][:1]
    if not declared.readable:
        return [f for _, f in sorted(found.items()) if f.code == "private-number"]
    return [f for _, f in sorted(found.items())]


def _unescaped(match: re.Match[str]) -> str:
    code = int(match[1] or match[2] or match[3], 16)
    return chr(code) if code < 0x110000 else ""


def _mails(line: str, declared: Declared) -> Iterator[Found]:
    for match in _MAIL.finditer(line.translate(_FULL_WIDTH)) if _AT.search(line) else ():
        domain = match[1].lower()
        known = any(domain == d or domain.endswith(f".{d}") for d in declared.domains)
        if not known and not _PICTURE.search(domain):
            yield Found(match.start(), match.end(), "private-mail", domain)


def _numbers(line: str, declared: Declared) -> Iterator[Found]:
    folded = line.translate(_FOLDED)
    addresses = [match.span() for match in _WEB_ADDRESS.finditer(line)]
    for run in _RUN.finditer(folded):
        if run.end() - run.start() >= 10:
            yield from _numbers_in(_Run(folded, run, addresses, line), declared)
    for match in _SAID_TO_BE_A_PHONE.finditer(folded):
        if match[1].replace(" ", "") not in declared.locals:
            yield Found(match.start(1), match.end(1), "undeclared-phone", UNDECLARED)


class _Run:
    """Groups of digits that stand close enough to be one number, or several."""

    def __init__(
        self, folded: str, run: re.Match[str], addresses: list[tuple[int, int]], line: str
    ) -> None:
        groups = list(_GROUP.finditer(folded, run.start(), run.end()))
        self.groups = [group[1] for group in groups]
        self.spans = [group.span() for group in groups]
        before, after = folded[: run.start()], folded[run.end() :]
        self.abroad = run[0].startswith("+")
        self.glued_before = before[-1:].isascii() and before[-1:].isalpha()
        self.glued_before &= not _CONTACT_WORD.search(before)
        self.glued_after = after[:1].isascii() and after[:1].isalpha()
        self.is_money = bool(_MONEY.match(after))
        written = line[: run.start()]
        self.in_slug = bool(re.search(r"[a-z]-$", written, re.ASCII))
        self.in_address = any(start <= run.start() < end for start, end in addresses)

    def may_be(self, first: int, last: int) -> bool:
        """Tell whether no letter is glued to the groups from first to last."""
        whole = len(self.groups) - 1
        return not (self.glued_before and first == 0) and not (self.glued_after and last == whole)


def _numbers_in(run: _Run, declared: Declared) -> Iterator[Found]:
    """Yield private numbers among the groups of a run, the longest first, declared ones never."""
    count = len(run.groups)
    first = 0
    while first < count:
        lengths = accumulate(map(len, run.groups[first : first + 22]))
        lasts = [first + n for n, length in enumerate(lengths) if 8 <= length <= 24]
        windows = [(last, run.groups[first : last + 1]) for last in lasts]
        for last, groups in windows:
            if _as_dialled(groups, run.abroad and first == 0) in declared.phones:
                first = last
                break
        else:
            for last, groups in reversed(windows):
                kind = _kind(groups, run, first)
                if kind and run.may_be(first, last):
                    code = "undeclared-phone" if kind == UNDECLARED else "private-number"
                    yield Found(run.spans[first][0], run.spans[last][1], code, kind)
                    first = last
                    break
        first += 1


def _as_dialled(groups: list[str], abroad: bool) -> str:
    return _CALLED_FROM_ABROAD.sub("0", f"{'+' * abroad}{''.join(groups)}")


def _kind(groups: list[str], run: _Run, first: int) -> str:
    """Say what private number some groups are, empty when they are none."""
    digits = "".join(groups)
    if not run.is_money and _MOBILE.fullmatch(digits) and _is_one_number(groups):
        return "手机号"
    if _is_one_number(groups):
        if _IDENTITY.fullmatch(digits) and _holds(mod_11_2.validate, digits):
            return "身份证号"
        if _OLD_IDENTITY.fullmatch(digits):
            return "身份证号"
        if not run.in_address and _CARD.fullmatch(digits) and _holds(luhn.validate, digits):
            return "银行卡号"
    dialled = _as_dialled(groups, run.abroad and first == 0)
    apart = run.in_address or (run.in_slug and first == 0)
    if not apart and _LANDLINE.fullmatch(dialled) and _is_one_phone(groups):
        return UNDECLARED
    return ""


def _is_one_number(groups: list[str]) -> bool:
    """Tell groups that make one number from dates that stand side by side."""
    sizes = [len(group) for group in groups]
    if groups[0] in ("86", "0086", "0"):
        sizes = sizes[1:] or sizes
    return len(sizes) == 1 or sizes[0] == 1 or sizes[0] >= 3 or max(sizes) <= 2


def _is_one_phone(groups: list[str]) -> bool:
    if groups[0] in ("86", "0086"):
        groups = [f"0{groups[1]}", *groups[2:]] if len(groups) > 1 else groups
    if len(groups) == 1:
        return True
    local = groups[1:] if _AREA.fullmatch(groups[0]) else groups
    return len(local) <= 3 and all(len(group) >= 3 for group in local)


def _holds(validate: Callable[[str], str], digits: str) -> bool:
    try:
        validate(digits)
    except ValidationError:
        return False
    return True
