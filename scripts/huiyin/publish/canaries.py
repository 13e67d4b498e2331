"""Canaries: what the records hold and no reader may see, learnt from the records themselves.

Every name, title, sentence and id that stands in a source and in nothing public is a canary. One
in the output means that a draft, a withdrawn record, a field without consent or an editor's
comment got out.
"""

from __future__ import annotations

import dataclasses
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from itertools import chain, islice
from operator import attrgetter
from typing import Any

from pydantic import BaseModel

from ..finding import Finder
from ..load.source import Source
from ..load.strict_yaml import Loc, Tree
from ..model.figures import Figures, Subjects
from ..model.site_model import Links
from ..records.lifecycle import Step
from ..validate.catalogue import Catalogue
from .dress import undressed, without_blanks

SHORTEST = 4  # Chinese characters; two are enough for a name
_AT_ONCE = 4096  # texts that lie in memory undressed at one time
LONGEST = 24  # characters of a clause that are looked for; a leak may be cut short
_CLAUSE = re.compile(r"[。！？；，、：…\n\r*_#>|`\[\]()（）“”‘’「」《》!?;,:\"']+")
_CHINESE = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9.-]{7,}", re.ASCII)
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+", re.ASCII)
_SLUG_LETTER = re.compile(rb"[a-z0-9-]")
_COMMENT = re.compile(r"(?:^|[ \t])#+[ \t]*(.+)$", re.MULTILINE)
_HTML_COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)
_NAMES = frozenset({"name", "by"})
_LENIENT: Loc = ("name",)  # where the shortest texts are taken in
_OURS_ALONE = frozenset({"reviews", "consents", "decided_by"})
_SAID_ELSEWHERE = (Figures, Subjects, Links, Step)
_HIDDEN = "这份记录没有公布"


@dataclass(frozen=True, slots=True)
class Canary:
    """A text that must not be in the output, and where it stands in the records.

    Attributes:
        text: What is looked for: undressed, without blanks, UTF-8.
        source: The record that holds it.
        loc: Its place there.
        raw: How it is written there.
        what: Why it is private, in the editor's language.
    """

    text: bytes
    source: Source
    loc: Loc
    raw: str
    what: str

    @property
    def is_short(self) -> bool:
        """Tell whether it is so short that only a whole word may be taken for it."""
        return len(self.text.decode()) < SHORTEST

    @property
    def field(self) -> str:
        """Return the record's key, for example `name`, `body`."""
        return ".".join(str(key) for key in self.loc if not isinstance(key, int)) or "id"

    @property
    def line(self) -> int:
        """Return its line in the record, 1-based; 0 when there is none."""
        at = self.source.text.find(self.raw)
        if at >= 0:
            return self.source.text.count("\n", 0, at) + 1
        return self.source.fault("leak", self.loc).line if self.source.data else 0


def canaries_of(
    sources: Sequence[Source],
    catalogue: Catalogue,
    model: Any,
    today: date,
    said_by_us: Iterable[str],
) -> tuple[Canary, ...]:
    """Return what must not get out of some records.

    Args:
        sources: Every file of the site as it was read.
        catalogue: The typed records.
        model: What readers may know, a `SiteModel`.
        today: The day the site is built for.
        said_by_us: Texts of the program itself, its templates above all: they are no leaks.
    """
    public = _texts_in(model)
    candidates = _wanted(sources, catalogue, today, public)
    if not candidates:
        return ()
    spoken = (*public, *said_by_us, *_public_texts(sources, catalogue))
    return tuple(_never_said(candidates, spoken))


def stands_alone(pattern: bytes, text: bytes, start: int, end: int) -> bool:
    """Tell whether an id is not part of a longer one; a text may stand in another."""
    if not pattern.isascii():
        return True
    before, after = text[start - 1 : start], text[end : end + 1]
    return not _SLUG_LETTER.match(before) and not _SLUG_LETTER.match(after)


def _wanted(
    sources: Sequence[Source], catalogue: Catalogue, today: date, public: Set[str]
) -> list[Canary]:
    """Return what might be a canary: everything readers are not shown as it was written."""
    records = {entry.source.path: entry.record for entry in catalogue.entries if not entry.loc}
    found: list[Canary] = []
    harmless = set(public)  # and, as they are met, texts too short to tell anything: days, numbers
    for source in sources:
        record = records.get(source.path)
        is_hidden = record is not None and (
            not record.is_public(today) or getattr(record, "is_stub", False)
        )
        if is_hidden:
            found += _of_hidden(source)
        elif record is not None and (unsaid := _texts_of(source.data) - harmless):
            dull = {text for text in unsaid if not _has_any(_clauses(source, _LENIENT, text, ""))}
            harmless |= dull
            if unsaid := unsaid - dull:
                for loc, text in source.leaves():
                    if text in unsaid:
                        found += _clauses(source, loc, text, "不公布的内容")
        for text in _comments(source):
            found += _clauses(source, ("注释",), text, "编辑写的注释")
    return found


def _texts_of(tree: Tree) -> set[str]:
    """Return the texts in a source's tree, wherever they stand."""
    texts: set[str] = set()
    groups: list[Tree] = [tree]
    for group in groups:  # it grows as it is walked
        for part in group.values() if type(group) is dict else group:
            if type(part) is str:
                texts.add(part)
            else:
                groups.append(part)
    return texts


def _of_hidden(source: Source) -> Iterator[Canary]:
    for loc, text in (*source.leaves(), (("body",), source.body)):
        yield from _clauses(source, loc, text, _HIDDEN)
        if loc[-1:] == ("file",) and "/" in text:
            yield Canary(text.rsplit(".", 1)[0].encode(), source, loc, text, _HIDDEN)
    address = f"{source.folder}/{source.stem}" if source.kind == "suggestion" else source.stem
    for name in sorted({address, str(source.data.get("id", ""))}):
        if _SLUG.search(name):
            yield Canary(name.encode(), source, ("id",), name, _HIDDEN)


def _clauses(source: Source, loc: Loc, text: str, what: str) -> Iterator[Canary]:
    """Yield the clauses of a text that are long enough to be nobody else's."""
    shortest = 2 if loc[-1:] and loc[-1] in _NAMES else SHORTEST
    for clause in _CLAUSE.split(text):
        folded = without_blanks(undressed(clause))
        if len(_CHINESE.findall(folded)) >= shortest or _LATIN.search(folded):
            yield Canary(folded[:LONGEST].encode(), source, loc, clause.strip(), what)


def _never_said(candidates: list[Canary], spoken: Iterable[str]) -> Iterator[Canary]:
    """Yield the candidates that nothing public says."""
    finder = Finder({canary.text for canary in candidates})
    said: set[bytes] = set()
    for haystack in _haystacks(spoken):
        for start, end, number in finder.places_in(haystack):
            if stands_alone(finder.texts[number], haystack, start, end):
                said.add(finder.texts[number])
    return (canary for canary in candidates if canary.text not in said)


def _haystacks(texts: Iterable[str]) -> Iterator[bytes]:
    """Yield texts as they are looked for, some at a time: with their blanks, and without."""
    waiting = map(undressed, texts)
    while some := list(islice(waiting, _AT_ONCE)):
        for each in (some, map(without_blanks, some)):
            yield "\n".join(each).encode("utf-8", "replace")


def _has_any(canaries: Iterator[Canary]) -> bool:
    return next(canaries, None) is not None


def _comments(source: Source) -> Iterator[str]:
    if "#" in source.text:
        yield from _COMMENT.findall(source.yaml_text)
    if "<!--" in source.body:
        yield from _HTML_COMMENT.findall(source.body)


def _public_texts(sources: Sequence[Source], catalogue: Catalogue) -> Iterator[str]:
    """Yield what registers, settings and narrative pages say, their comments left out."""
    for source in sources:
        if source.kind in ("settings", "page") or source.kind.startswith("register:"):
            yield from (text for _, text in source.leaves())
            yield _HTML_COMMENT.sub("", source.body)
    for entry in catalogue.entries:
        if getattr(entry.record, "is_stub", False):
            yield entry.record.session


def _texts_in(model: Any) -> set[str]:
    """Return every text in a model that readers may know. What is ours about a record is not.

    Figures, links and steps are passed over: they hold most of a large model's values, and
    nothing but numbers and what the records themselves or the program say.
    """
    texts: set[str] = set()
    seen: set[int] = set()
    openers: dict[type, Callable[[Any], Iterable[Any]] | None] = dict.fromkeys(_SAID_ELSEWHERE)
    pending: list[Any] = [model]
    while pending:
        by_kind: dict[type, list[Any]] = defaultdict(list)
        for value in pending:
            by_kind[type(value)].append(value)
        pending = []
        for kind, values in by_kind.items():
            if kind not in openers:
                openers[kind] = _opener(kind)
            if issubclass(kind, str):
                texts.update(values)
            elif held := openers[kind]:
                new = dict(zip(map(id, values), values, strict=True))
                for number in new.keys() & seen:
                    del new[number]
                seen.update(new)
                pending += chain.from_iterable(map(held, new.values()))
    return texts


def _opener(kind: type) -> Callable[[Any], Iterable[Any]] | None:
    """Return what gives the values held by values of a kind; None for kinds that hold none."""
    if issubclass(kind, BaseModel):
        return _values(tuple(name for name in kind.model_fields if name not in _OURS_ALONE))
    if dataclasses.is_dataclass(kind):
        return _values(tuple(entry.name for entry in dataclasses.fields(kind)))
    if issubclass(kind, Mapping):
        return lambda value: (*value.keys(), *value.values())
    return iter if issubclass(kind, (tuple, list, set, frozenset)) else None


def _values(names: tuple[str, ...]) -> Callable[[Any], Iterable[Any]]:
    if len(names) == 1:
        return lambda value: (getattr(value, names[0]),)
    return attrgetter(*names) if names else lambda value: ()
