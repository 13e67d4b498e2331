"""Joints: where what is private may go on from one line to the next.

Most lines of a page stand on many pages and are looked at once, so that nobody sees which line
follows which. But words over two lines end one line with their beginning, and begin another with
what comes then: only where lines of both kinds are about, the pages themselves need be read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from ahocorasick_rs import BytesAhoCorasick

_AHEAD = 4  # characters of what goes on that are looked for; the fewer, the fewer patterns
# Words begin and end at a line end, or at the half of a tag whose other half is on another line.
_BEGIN, _END = "\n>", "\n<"


class Joints:
    """Knows where each of some texts may be broken over lines."""

    def __init__(self, texts: Iterable[bytes]) -> None:
        """Learn some texts, UTF-8 without blanks."""
        follow: dict[str, set[str]] = defaultdict(set)
        for text in texts:
            words = text.decode()
            for at in range(1, len(words)):
                for end in _END:
                    follow[words[:at] + end] |= _next_lines(words[at:])
        going_on = sorted(set().union(*follow.values()))
        number = {line: at for at, line in enumerate(going_on)}
        self._follow = [frozenset(map(number.__getitem__, follow[begun])) for begun in follow]
        # Backwards each begins with a line end, which is found far sooner than a letter.
        self._begun = BytesAhoCorasick([begun.encode()[::-1] for begun in follow])
        self._going_on = BytesAhoCorasick([line.encode() for line in going_on])

    def may_spell(self, lines: bytes) -> bool:
        """Tell whether some of these lines, in whatever order, may have one of the texts over them.

        Args:
            lines: Undressed, each run together, a line end before the first and after the last.
        """
        going_on = _numbers(self._going_on, lines)
        return any(
            not self._follow[begun].isdisjoint(going_on)
            for begun in _numbers(self._begun, lines[::-1])
        )


def _next_lines(rest: str) -> set[str]:
    """Return how the line may begin on which a text goes on; a short one may be all there is."""
    short = {rest[:length] + end for length in range(1, min(_AHEAD, len(rest))) for end in _END}
    return {begin + words for words in {rest[:_AHEAD], *short} for begin in _BEGIN}


def _numbers(automaton: BytesAhoCorasick, text: bytes) -> set[int]:
    return {found[0] for found in automaton.find_matches_as_indexes(text, overlapping=True)}
