"""Seams: a private number that stands across emphasis, a link, a back slash or the end of a line.

Readers see one number where an editor wrote several pieces. A seam is what stands between two of
its digits and is not read: `139**0013**8000`, `[139](/x/)0013`, a line that ends within a number.
"""

from __future__ import annotations

import re
from bisect import bisect, bisect_left
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from .private_numbers import DIGIT, UNDECLARED, Declared, Found, folded, private_in, undrawn

_DIGIT = f"[{DIGIT}]"
_SPACE = r"[ \t\u3000\xa0.·_—–－-]"
_TAG = (
    r"</?(?:a|abbr|b|bdi|br|code|del|em|i|ins|kbd|mark|s|small|span|strong|su[bp]|u|wbr)"
    r"(?:[\s/][^<>]{0,300})?>"
)
# The next line goes on with the paragraph: it is not empty, no item of a list and no fence.
_LINE_END = r"\\?\n[ \t>]*(?![ \t>\n—–-]|[*+] )"
_LINK = r"\](?:\([^()\n]{0,300}\)|\[[^\]\n]{0,100}\])?"
_NAMED = r"&(?:[a-z]{1,9}sp|shy|zwn?j|[nm]dash|hyphen|middot|NoBreak|ZeroWidthSpace);"
_MARK = rf"(?:{_LINE_END}|{_LINK}|{_TAG}|{_NAMED}|[*~`\\\[])"
# The cheap look, at plain digits: it begins at what is rare, and takes no empty line.
_LOOK = re.compile(
    r"[\n*~`\\\[\]<&](?s:(?<=[0-9].)|(?<=[0-9][ .-].)|(?<=[0-9][ .-]{2}.))"
    r"(?:(?<=[<&\]])[a-z/(\[]"
    r"|[ \t>*~`\\\[\]._-]{0,40}(?:\n[ \t>*~`\\\[\]]{0,40})?(?:[0-9]|[Xx](?![A-Za-z0-9])))"
)
# And at digits in another dress, where a text was found to hold such.
_WIDE_LOOK = re.compile(
    rf"[\n*~`\\\[\]<&](?s:(?<={_DIGIT}.)|(?<={_DIGIT}{_SPACE}.))"
    rf"(?:(?<=[<&\]])[a-z/(\[]|(?:{_SPACE}|[\n>*~`\\\[\]]){{0,40}}(?:{_DIGIT}|[XxＸｘ]))"
)
_SEAM = re.compile(rf"(?<={_DIGIT}){_SPACE}{{0,9}}(?:{_MARK}{_SPACE}{{0,9}}){{1,10}}"
                   rf"(?={_DIGIT}|[XxＸｘ](?![A-Za-z0-9]))")  # fmt: skip
_GOES_ON = re.compile(r"\\\n[ \t]*")  # YAML: the value goes on without even a blank
_YEAR_OR_DAY = re.compile(r"(?:19|20)[0-9]{2}(?:[01][0-9][0-3][0-9])?(?![0-9])")
_NO_DIGIT = re.compile(r"[^0-9X]")
# How a seam that ends no line is read, and one that does: as nothing, or as a blank.
_READINGS = (("", ""), ("", " "), (" ", " "))


def has_seam(text: str, dressed: bool = False) -> bool:
    """Tell, fast, whether there may be a seam between two digits; most texts have none.

    Args:
        text: What is looked at.
        dressed: Whether digits may be drawn otherwise than as 0 to 9.
    """
    return _LOOK.search(text) is not None or (dressed and _WIDE_LOOK.search(text) is not None)


def private_across(text: str, declared: Declared) -> list[Found]:
    """Return the private numbers of a text that stand across a seam, in order.

    Within a line the same numbers are private as without the seam. Across the end of a line two
    figures may stand that only look like a number together, so there it must end where such
    numbers are parted (`138 | 0013 | 8000`), or have a check digit that holds.
    """
    found: dict[int, Found] = {}
    seams = list(_SEAM.finditer(text))
    for within, at_end in _READINGS if seams else ():
        joined = _Joined(text, seams, within, at_end)
        for start, line in joined.seamed_lines():
            for f in private_in(line, declared):
                ends = joined.line_ends(start + f.start, start + f.end)
                if ends is not None and (not ends or _is_parted(joined.text, start, f, ends)):
                    first = joined.origin(start + f.start)
                    last = joined.origin(start + f.end - 1) + 1
                    if not ends or _is_of_a_paragraph(text, first, last):
                        found.setdefault(first, replace(f, start=first, end=last))
    return [found[at] for at in sorted(found)]


def ends_a_line(text: str, found: Found) -> bool:
    """Tell whether a number begins on one line and ends on another."""
    return "\n" in text[found.start : found.end]


def digits_of(text: str) -> str:
    """Return the digits of a text as they are read, without seams, other characters left out."""
    return _NO_DIGIT.sub("", undrawn(_SEAM.sub("", text)))


def place_of(words: str, text: str) -> int:
    """Return where a number stands in a text, however it is parted there; -1 where it does not."""
    digits = _NO_DIGIT.sub("", undrawn(words))
    if len(digits) < 7 or words in text:
        return text.find(words)
    parted = re.compile("[^0-9]{0,40}?".join(digits)).search(undrawn(text))
    return parted.start() if parted else -1


class _Joined:
    """A text without its seams. Each is told by the place of the first digit behind it."""

    def __init__(self, text: str, seams: list[re.Match[str]], within: str, at_end: str) -> None:
        parts: list[str] = []
        self._starts = [0]  # of the pieces between seams, here
        self._origins = [0]  # and there
        self._is_end: list[bool] = []
        last = length = 0
        for seam in seams:
            ends = "\n" in _GOES_ON.sub("", seam[0])
            glue = at_end if ends else within
            parts += (text[last : seam.start()], glue)
            length += seam.start() - last + len(glue)
            last = seam.end()
            self._starts.append(length)
            self._origins.append(last)
            self._is_end.append(ends)
        self.text = "".join((*parts, text[last:]))

    def origin(self, at: int) -> int:
        """Return where a character that is no glue came from."""
        piece = bisect(self._starts, at) - 1
        return self._origins[piece] + at - self._starts[piece]

    def line_ends(self, first: int, last: int) -> list[int] | None:
        """Return the seams within a stretch that ended a line; None when it has no seam at all."""
        places = self._starts
        inside = range(bisect(places, first), bisect_left(places, last))
        return [places[n] for n in inside if self._is_end[n - 1]] if inside else None

    def seamed_lines(self) -> Iterator[tuple[int, str]]:
        """Yield each line that has a seam, with the place where it begins."""
        for start in dict.fromkeys(self.text.rfind("\n", 0, at) + 1 for at in self._starts[1:]):
            end = self.text.find("\n", start)
            yield start, self.text[start:] if end < 0 else self.text[start:end]


def _is_parted(joined: str, start: int, found: Found, ends: list[int]) -> bool:
    """Tell a number that goes on in the next line from two figures of two lines."""
    first, last = start + found.start, start + found.end
    pieces = [undrawn(joined[a:b]) for a, b in pairwise((first, *ends, last))]
    sizes = [len(_NO_DIGIT.sub("", piece)) for piece in pieces]
    length = sum(sizes)
    parted = {sum(sizes[: n + 1]) for n in range(len(ends))}
    if found.what == "身份证号":
        return length == 18  # the last digit proves it
    if found.what == "银行卡号":
        return all(at % 4 == 0 for at in parted)
    alone = not re.search(r"[0-9] *$", folded(joined[max(0, first - 9) : first]))
    alone = alone and not re.match(r" *[0-9]", folded(joined[last : last + 9]))
    if not alone or any(map(_YEAR_OR_DAY.match, pieces[1:])):
        return False
    where = (4, 7, 8) if found.what == UNDECLARED else (4, 8, 11)
    return all(length - at in where for at in parted)


def _is_of_a_paragraph(text: str, first: int, last: int) -> bool:
    """Tell whether a number over several lines stands in no heading and no row of a table."""
    begin, end = text.rfind("\n", 0, first) + 1, text.find("\n", last)
    lines = text[begin:] if end < 0 else text[begin:end]
    return "|" not in lines and not lines.lstrip(" >").startswith("#")
