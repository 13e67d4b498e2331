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
    if not _SEAM.search(text):
        return []
    for within, at_end in _READINGS:
        joined, origin, seams = _joined(text, within, at_end)
        places = [at for at, _ in seams]
        for start, line in _seamed_lines(joined, seams):
            for f in private_in(line, declared):
                inside = seams[bisect(places, start + f.start) : bisect_left(places, start + f.end)]
                ends = [at for at, is_end in inside if is_end]
                if inside and (not ends or _is_parted(joined, start, f, ends)):
                    first, last = origin[start + f.start], origin[start + f.end - 1] + 1
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


def _joined(text: str, within: str, at_end: str) -> tuple[str, list[int], list[tuple[int, bool]]]:
    """Return a text without seams, where each character came from, and where the seams were.

    A seam is told by the place of the first digit behind it, and by whether it ended a line.
    """
    parts: list[str] = []
    origin: list[int] = []
    seams: list[tuple[int, bool]] = []
    last = 0
    for seam in _SEAM.finditer(text):
        ends = "\n" in _GOES_ON.sub("", seam[0])
        glue = at_end if ends else within
        parts += text[last : seam.start()], glue
        origin += (*range(last, seam.start()), *([seam.start()] * len(glue)))
        last = seam.end()
        seams.append((len(origin), ends))
    return "".join((*parts, text[last:])), [*origin, *range(last, len(text))], seams


def _seamed_lines(joined: str, seams: list[tuple[int, bool]]) -> Iterator[tuple[int, str]]:
    """Yield each line that has a seam, with the place where it begins."""
    starts = dict.fromkeys(joined.rfind("\n", 0, at) + 1 for at, _ in seams)
    for start in starts:
        end = joined.find("\n", start)
        yield start, joined[start:] if end < 0 else joined[start:end]


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
