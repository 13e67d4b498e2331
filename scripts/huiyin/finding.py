"""Finding: many texts and shapes at once in a stream of bytes, read once however many they are."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cached_property
from typing import NamedTuple

from hyperscan import HS_FLAG_SINGLEMATCH, Database, ScanTerminated, Scratch

_Note = Callable[..., bool | None]


class Place(NamedTuple):
    """Where a text stands.

    Attributes:
        start: Of its first byte.
        end: Behind its last byte.
        number: Which of the finder's texts it is, from 0.
    """

    start: int
    end: int
    number: int


class _Scanner:
    """Reads bytes for some patterns; two threads may do so at once."""

    def __init__(self, patterns: tuple[bytes, ...], *, literal: bool, once: bool) -> None:
        """Make ready; where one pattern suffices, `once` spares the work of telling others."""
        self._database = Database()
        if patterns:
            count = len(patterns)
            self._database.compile(
                expressions=patterns,
                ids=range(count),
                elements=count,
                flags=(HS_FLAG_SINGLEMATCH if once else 0,) * count,
                literal=literal,
            )
        self._is_empty = not patterns
        self._of_thread = threading.local()  # what a scan notes down cannot be shared

    def scan(self, text: bytes, note: _Note) -> None:
        if self._is_empty:
            return
        if not hasattr(self._of_thread, "scratch"):
            self._of_thread.scratch = Scratch(self._database)
        self._database.scan(text, match_event_handler=note, scratch=self._of_thread.scratch)

    def has_any(self, text: bytes) -> bool:
        with suppress(ScanTerminated):
            self.scan(text, lambda *_: True)
            return False
        return True


class Finder:
    """Finds some texts, wherever they begin, those within others too."""

    def __init__(self, texts: Iterable[bytes], *, once: bool = False) -> None:
        """Learn what to find.

        Args:
            texts: None of them empty, and none with a zero byte.
            once: Note only where each of them ends first: all that is needed to tell which there
                are, and quicker.

        Raises:
            ValueError: There is a zero byte, at which the library would cut the text off.
        """
        self.texts = tuple(texts)
        if any(b"\0" in text for text in self.texts):
            raise ValueError("zero byte")
        self._scanner = _Scanner(self.texts, literal=True, once=once)

    def places_in(self, text: bytes) -> list[Place]:
        """Return every place that is noted of a text in some bytes, in order."""
        found: list[Place] = []
        texts = self.texts

        def note(number: int, _: int, end: int, *__: object) -> None:
            found.append(Place(end - len(texts[number]), end, number))

        self._scanner.scan(text, note)
        return sorted(found)

    def numbers_in(self, text: bytes) -> set[int]:
        """Return which of the texts stand in some bytes."""
        found: set[int] = set()
        self._scanner.scan(text, lambda number, *_: found.add(number))
        return found

    def has_any(self, text: bytes) -> bool:
        """Tell whether one of the texts stands in some bytes."""
        return self._scanner.has_any(text)


class Shape:
    """Finds what a regular expression describes."""

    def __init__(self, pattern: bytes) -> None:
        """Take the expression; Hyperscan reads it, which knows no references and looks around."""
        self._pattern = pattern

    @cached_property
    def _each(self) -> _Scanner:
        return _Scanner((self._pattern,), literal=False, once=False)

    @cached_property
    def _once(self) -> _Scanner:
        return _Scanner((self._pattern,), literal=False, once=True)

    def is_in(self, text: bytes) -> bool:
        """Tell whether there is such a place in some bytes."""
        return self._once.has_any(text)

    def lines_in(self, text: bytes) -> list[bytes]:
        """Return the lines on which such a place ends, in order."""
        starts = {text.rfind(b"\n", 0, end) + 1 for end in self.ends_in(text)}
        return [text[start:].partition(b"\n")[0] for start in sorted(starts)]

    def ends_in(self, text: bytes) -> list[int]:
        """Return behind which bytes such a place ends; nobody knows where it began."""
        ends: list[int] = []
        self._each.scan(text, lambda _, __, end, *___: ends.append(end))
        return ends
