"""Joints: where what is private may go on from one line to the next.

Most lines of a page stand on many pages and are looked at once, so that nobody sees which line
follows which. But words over two lines end one line with their beginning, and begin another with
what comes then: only where lines of both kinds are about, the pages themselves need be read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Set

from ..finding import Finder

_AHEAD = 3  # characters of what goes on that are looked for; the fewer, the fewer patterns
# A line ends at its end, and at the half of a tag whose other half is on another line.
_ENDS = bytes.maketrans(b"<>", b"\n\n")


class Joints:
    """Knows where each of some texts may be broken over lines."""

    def __init__(self, texts: Iterable[bytes]) -> None:
        """Learn some texts, UTF-8 without blanks."""
        self._texts = [text.decode() for text in texts]
        nexts: dict[str, set[str]] = defaultdict(set)
        for words in self._texts:
            for at in range(1, len(words)):
                nexts[f"{words[:at]}\n"].add(words[at : at + _AHEAD + 1])
        self._heads = list(nexts)
        self._nexts = [tuple(own) for own in nexts.values()]
        self._lines = sorted({line for own in self._nexts for line in _lines_of(own)})
        self._find_heads = Finder((head.encode() for head in self._heads), once=True)
        self._find_lines = Finder((line.encode() for line in self._lines), once=True)

    def may_spell(self, lines: bytes) -> bool:
        """Tell whether some of these lines, in whatever order, may have one of the texts over them.

        Args:
            lines: Undressed, each run together, a line end before the first and after the last.
        """
        lines = lines.translate(_ENDS)
        heads = self._find_heads.numbers_in(lines)
        there = {self._lines[at] for at in self._find_lines.numbers_in(lines)}
        wanted = {words for at in heads for words in self._nexts[at]}
        if there.isdisjoint(_lines_of(wanted)):
            return False
        ending = {self._heads[at] for at in heads}
        return any(
            f"{words[:at]}\n" in ending and _go_on(words[at:], there)
            for words in self._texts
            for at in range(1, len(words))
        )


def _lines_of(rests: Iterable[str]) -> Iterator[str]:
    """Yield how the line may begin on which a text goes on; a short one may be all there is."""
    for rest in rests:
        yield f"\n{rest[:_AHEAD]}"
        yield from (f"\n{rest[:length]}\n" for length in range(1, min(_AHEAD, len(rest))))


def _go_on(rest: str, lines: Set[str]) -> bool:
    """Tell whether there are lines on which a text may go on, short ones up to the last."""
    return f"\n{rest[:_AHEAD]}" in lines or any(
        f"\n{rest[:length]}\n" in lines and _go_on(rest[length:], lines)
        for length in range(1, min(_AHEAD, len(rest)))
    )
