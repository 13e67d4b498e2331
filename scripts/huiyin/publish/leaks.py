"""The leak guard: nothing private leaves, in no stream of bytes and in no dress.

It looks for canaries, which the records themselves name, for the private numbers that are refused
on input, and for paths of the machine that builds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, partial
from itertools import chain
from pathlib import Path
from posixpath import splitext
from typing import Any
from urllib.parse import urlsplit

from .. import fingerprints
from ..finding import Finder, Shape
from ..load.source import Source
from ..validate import privacy, private_numbers, seams
from ..validate.catalogue import Catalogue
from ..workers import Apart
from .canaries import Canary, canaries_of, stands_alone
from .dress import is_dressed, lines_run_together, run_together, undressed
from .joints import Joints
from .pictures import PICTURES, metadata_of

# Shards of the search index hold words as they are, between numbers that are nobody's.
BINARY = frozenset((".bin",))
_LONG_LINE = 4000
_NEAR = 12  # lines over which a private number may go on
_BLOCK = 4000  # bytes of lines that are looked at in one go
_DRAWING = re.compile(r'\s(?:d|points|transform|viewBox|[xyrw]|[xy][12]|c[xy]|r[xy])="[^"]*"')
# What readers do not see within a number, as Markdown makes it of `138**0013**[8000](/x/)`.
_TAG = (
    r"</?(?:a|abbr|b|bdi|br|code|del|em|i|ins|kbd|mark|s|small|span|strong|su[bp]|u|wbr)\b[^<>]*>"
)
_INLINE = re.compile(rf"<(?<=[0-9]<){_TAG[1:]}(?:{_TAG})*+(?=[0-9Xx])")
_HAS_INLINE = Shape(rf"[0-9](?:{_TAG})+[0-9Xx]".encode())
# A line ends with digits, and a paragraph's next line goes on with them.
_LINE_END = Shape(rf"[0-9](?:[*~`_ \t]|{_TAG})*\n[ \t]*(?:{_TAG})*[0-9Xx]".encode())
_ICS_FOLD = re.compile(rb"\r?\n[ \t]")
# The name of an event ends with a day: `…-station-0139-2026-03-14@…` holds no telephone.
_EVENT_DAY = re.compile(rb"-(20[0-9]{2}-[01][0-9]-[0-3][0-9]@)")


@dataclass(frozen=True, slots=True, order=True)
class Leak:
    """Something private in the output.

    Attributes:
        path: The file of the site that holds it.
        what: What it is, in the editor's language; never the private words themselves.
        source: The record it belongs to, from the site's root; empty when there is none.
        line: 1-based line in that record, 0 when there is none.
        field: The record's key, for example `name`, `body`.
    """

    path: str
    what: str
    source: str = ""
    line: int = 0
    field: str = ""

    def __str__(self) -> str:
        """Return the line an editor reads."""
        if not self.source:
            return f"泄漏：{self.path} 里有{self.what}。"
        place = f"{self.source}:{self.line}" if self.line else self.source
        return f"泄漏：{self.path} 里出现了 {place} 的 {self.field}（{self.what}）。"


class LeakError(RuntimeError):
    """Something private is in the staged tree; nothing was published."""


@dataclass
class Guard:
    """Looks for what must not be in the output.

    Attributes:
        declared: Telephones and mail domains that may stand in public.
        learnt: Gives what the records hold and readers may not see. It may still be learning.
        paths: Paths of the machine that builds.
        hosts: The site's own, behind the names of its events; no mail goes there.
        written: Gives the records, in which a private number is looked up when it was found.
    """

    declared: private_numbers.Declared
    learnt: Callable[[], tuple[Canary, ...]] = tuple
    paths: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    written: Callable[[], Iterable[Source]] = tuple

    @cached_property
    def canaries(self) -> tuple[Canary, ...]:
        """Wait until they are learnt, and return what the records hold and readers may not see."""
        return self.learnt()

    @cached_property
    def _meaning(self) -> dict[bytes, Canary | None]:
        meaning: dict[bytes, Canary | None] = {}
        meaning.update((canary.text, canary) for canary in reversed(self.canaries))
        meaning.update((path.encode(), None) for path in self.paths)
        return meaning

    @cached_property
    def _finder(self) -> Finder:
        return Finder(self._meaning)

    @cached_property
    def _joints(self) -> Joints | None:
        long = [text for text, canary in self._meaning.items() if not (canary and canary.is_short)]
        return Joints(long) if long else None

    @cached_property
    def mark(self) -> str:
        """Return the fingerprint of what is looked for: equal marks, equal findings."""
        texts = sorted((canary.text, canary.is_short) for canary in self.canaries)
        known = (sorted(self.declared.phones), sorted(self.declared.domains), sorted(self.paths))
        return fingerprints.of_bytes(repr((texts, known, self.declared.readable)).encode())

    def prepare(self) -> None:
        """Wait until all is learnt, and make what looks for it. Processes forked then share it."""
        _ = self._finder, self._joints

    def leaks(
        self, files: Mapping[str, bytes], split: Mapping[str, Sequence[bytes]] | None = None
    ) -> list[Leak]:
        """Return each leak in some files of the site: in their names, texts, hidden parts.

        Most of a page is the same on every page, so the lines of all files are looked at
        together, each once. Only where something is found, every file is looked at by itself.

        Args:
            files: Content by path, best some hundred of one kind.
            split: The lines of those that somebody split already; no calendars.
        """
        found = [
            Leak(path, f"图片里的附加信息（{what}）")
            for path, content in files.items()
            if _suffix(path) in PICTURES
            for what in metadata_of(content)
        ]
        if self._is_suspect(files, split or {}):
            for path, content in files.items():
                found += self._leaks_in(path, path)
                if (suffix := _suffix(path)) not in PICTURES:
                    text = _unfolded(suffix, content).decode("utf-8", "replace")
                    found += self._leaks_in(path, text, has_numbers=suffix not in BINARY)
                    found += self._numbers_across_lines(path, content)
        return list(dict.fromkeys(found))

    def _is_suspect(self, files: Mapping[str, bytes], split: Mapping[str, Sequence[bytes]]) -> bool:
        texts: list[Iterable[bytes]] = [(path.encode() for path in files)]
        shards: list[Iterable[bytes]] = []
        for path, content in files.items():
            if (suffix := _suffix(path)) not in PICTURES:
                lines = shards if suffix in BINARY else texts
                lines.append(split.get(path) or _unfolded(suffix, content).split(b"\n"))
        plain = [_undressed(block) for block in _blocks(texts)]
        words = b"\n".join((b"", *plain, *map(_undressed, _blocks(shards)), b""))
        return (
            any(map(self._may_hold_numbers, plain))
            or any(_has_any(self._numbers_across_lines(*file)) for file in files.items())
            or self._may_hold_canaries(words, files)
        )

    def _may_hold_canaries(self, words: bytes, files: Mapping[str, bytes]) -> bool:
        """Tell it of files of which each line stands somewhere in an undressed text."""
        lines = lines_run_together(words)
        if _has_any(self._matches("", words)) or _has_any(self._matches("", lines, is_whole=False)):
            return True
        return (self._joints is not None and self._joints.may_spell(lines)) and any(
            _has_any(self._canaries_in(path, _undressed(_unfolded(_suffix(path), content))))
            for path, content in files.items()
            if _suffix(path) not in PICTURES
        )

    def _leaks_in(self, path: str, text: str, has_numbers: bool = True) -> Iterator[Leak]:
        plain = undressed(text)
        yield from self._canaries_in(path, plain.encode("utf-8", "replace"))
        if has_numbers:
            yield from self._numbers_in(path, plain)

    def _canaries_in(self, path: str, text: bytes) -> Iterator[Leak]:
        yield from self._matches(path, text)
        yield from self._matches(path, run_together(text), is_whole=False)

    def _matches(self, path: str, text: bytes, is_whole: bool = True) -> Iterator[Leak]:
        for start, end, number in self._finder.places_in(text):
            pattern = self._finder.texts[number]
            canary = self._meaning[pattern]
            if canary is None:
                yield Leak(path, "生成网站的那台机器上的路径")
            elif (is_whole or not canary.is_short) and stands_alone(pattern, text, start, end):
                what, source = canary.what, canary.source.path
                yield Leak(path, what, source, canary.line, canary.field)

    def _may_hold_numbers(self, text: bytes) -> bool:
        """Tell, of undressed text, whether `_numbers_in` might find something in it."""
        if b"@" in text:
            text = text.replace(b'"@', b'"')
            for host in self.hosts:
                text = text.replace(f"@{host}\r".encode(), b"\r")
        if not _HAS_INLINE.is_in(text) and not private_numbers.is_suspect_raw(text, self.declared):
            return False
        return _has_any(self._numbers_in("", text.decode("utf-8", "replace")))

    def _numbers_in(self, path: str, text: str) -> Iterator[Leak]:
        # A mail address has a name before its @; `"@type"` is a key of linked data.
        text = _INLINE.sub("", text.replace('"@', '"'))
        for host in self.hosts:
            text = text.replace(f"@{host}\r", "\r")
        if not private_numbers.is_suspect(text, self.declared):
            return
        for line in self._suspects(list(_lines(_DRAWING.sub("", text)))):
            for found in private_numbers.private_in(line, self.declared):
                yield self._told(path, found, line)

    def _numbers_across_lines(self, path: str, content: bytes) -> Iterator[Leak]:
        if _suffix(path) != ".html" or not _LINE_END.is_in(content):
            return
        text = undressed("\n".join(_around_line_ends(content)))
        for found in seams.private_across(text, self.declared):
            if seams.ends_a_line(text, found):
                yield self._told(path, found, text)

    def _told(self, path: str, found: private_numbers.Found, text: str) -> Leak:
        """Return the leak of a private number or address, with the record that holds it."""
        is_mail = found.code == "private-mail"
        what = f"没有登记的邮箱（{found.what}）" if is_mail else found.what
        words = text[found.start : found.end]
        for source in self.written() if words else ():
            if (at := seams.place_of(words, source.text)) >= 0:
                line = source.text.count("\n", 0, at)
                loc = source.loc_at(line, at - source.text.rfind("\n", 0, at) - 1)
                key = ".".join(str(key) for key in loc if not isinstance(key, int))
                return Leak(path, what, source.path, line + 1, key or "id")
        return Leak(path, what)

    def _suspects(self, lines: list[str]) -> Iterator[str]:
        """Yield the lines that may hold a private number, found by halving."""
        if private_numbers.is_suspect("\n".join(lines), self.declared):
            if len(lines) == 1:
                yield lines[0]
            else:
                half = len(lines) // 2
                yield from self._suspects(lines[:half])
                yield from self._suspects(lines[half:])


def guard_for(
    sources: Sequence[Source],
    catalogue: Catalogue,
    model: Any,
    today: date,
    said_by_us: Iterable[str] = (),
    paths: Iterable[Path] = (),
    jobs: int = 1,
    written: Callable[[], Iterable[Source]] = tuple,
) -> Guard:
    """Return the guard of a site: it learns from the records what must not get out.

    Args:
        sources: Every file of the site as it was read.
        catalogue: The typed records.
        model: What readers may know, a `SiteModel`.
        today: The day the site is built for.
        said_by_us: Texts of the program itself, its templates above all: they are no leaks.
        paths: Folders of the machine that builds.
        jobs: How many processes there may be; beside another, it learns while the site is made.
            Prepare it before its user is forked.
        written: Gives the sources once more; asked when something was found.
    """
    machine = tuple(sorted({str(path) for path in paths if len(path.parts) > 2}))
    named = urlsplit(model.settings.site_url or "").hostname
    own = frozenset(filter(None, (named, f"{model.congress.id}.invalid")))
    learn = partial(canaries_of, sources, catalogue, model, today, said_by_us)
    learnt = Apart(learn).result if jobs > 1 else learn
    return Guard(_declared(catalogue, own), learnt, machine, tuple(sorted(own)), written)


def _declared(catalogue: Catalogue, own: Set[str]) -> private_numbers.Declared:
    """Return what may stand in public; the site's own hosts do, in the names of its events."""
    declared = privacy.declared_in(catalogue)
    return replace(declared, domains=declared.domains | own)


def _has_any(leaks: Iterator[Leak]) -> bool:
    return next(leaks, None) is not None


def _suffix(path: str) -> str:
    return splitext(path)[1]


def _unfolded(suffix: str, content: bytes) -> bytes:
    """Return a calendar's lines whole and as they are read; another file as it is."""
    if suffix != ".ics":
        return content
    whole = _ICS_FOLD.sub(b"", content).replace(b"\\,", b",").replace(b"\\;", b";")
    return _EVENT_DAY.sub(rb"/\1", whole)


def _around_line_ends(content: bytes) -> Iterator[str]:
    """Yield the lines within whose neighbourhood digits end a line and begin the next."""
    lines = content.split(b"\n")
    nexts = (content.count(b"\n", 0, end) for end in _LINE_END.ends_in(content))
    near = {at for line in nexts for at in range(max(line - 1 - _NEAR, 0), line + 1 + _NEAR)}
    for at in sorted(near & set(range(len(lines)))):
        if at - 1 not in near:
            yield ""  # no line of this neighbourhood goes on with one of the last
        yield lines[at].decode("utf-8", "replace")


def _blocks(texts: Iterable[Iterable[bytes]]) -> Iterator[bytes]:
    """Yield each line of some texts where it stands first, some thousand bytes at a time."""
    whole = b"\n".join(dict.fromkeys(chain.from_iterable(texts)))
    start = 0
    while (end := whole.find(b"\n", start + _BLOCK)) >= 0:
        yield whole[start:end]
        start = end + 1
    yield whole[start:]


def _undressed(text: bytes) -> bytes:
    """Do as `undressed` for a text of bytes, quickly where it wears nothing."""
    if not is_dressed(text):
        return text
    return undressed(text.decode("utf-8", "replace")).encode("utf-8", "replace")


def _lines(text: str) -> Iterator[str]:
    """Yield a text's lines; data written without line ends is cut between its values."""
    for line in text.split("\n"):
        if len(line) < _LONG_LINE:
            yield line
        else:
            yield from line.split('"')
