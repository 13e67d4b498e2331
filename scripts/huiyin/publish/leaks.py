"""The leak guard: nothing private leaves, in no stream of bytes and in no dress.

It knows what must not be said from the records themselves: every name, title, sentence and id that
stands in a source and in nothing public is a canary. A canary in the output means that a draft, a
withdrawn record, a field without consent or an editor's comment got out. Beside that it looks for
the private numbers that are refused on input, and for paths of the machine that builds.
"""

from __future__ import annotations

import dataclasses
import html
import re
import struct
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from ahocorasick_rs import BytesAhoCorasick
from PIL import Image, UnidentifiedImageError
from pydantic import BaseModel

from ..load.source import Source
from ..load.strict_yaml import Loc, Tree
from ..validate import privacy
from ..validate.catalogue import Catalogue

PICTURES = frozenset((".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif"))
# Shards of the search index hold words as they are, between numbers that are nobody's.
BINARY = frozenset((".bin",))
SHORTEST = 4  # Chinese characters; two are enough for a name
_LONG_LINE = 4000
LONGEST = 24  # characters of a clause that are looked for; a leak may be cut short
_CLAUSE = re.compile(r"[。！？；，、：…\n\r*_#>|`\[\]()（）“”‘’「」《》!?;,:\"']+")
_CHINESE = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9.-]{7,}", re.ASCII)
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+", re.ASCII)
_SLUG_LETTER = re.compile(rb"[a-z0-9-]")
_COMMENT = re.compile(r"(?:^|[ \t])#+[ \t]*(.+)$", re.MULTILINE)
_HTML_COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)
_PLAIN_TAG = re.compile(r"</?[a-zA-Z][^<>\u3400-\u9fff]*>")
_DRAWING = re.compile(r'\s(?:d|points|transform|viewBox|[xyrw]|[xy][12]|c[xy]|r[xy])="[^"]*"')
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]")
_BLANKS = re.compile(r"\s+")
_JSON_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
_PERCENT = re.compile(r"[^\s\"'<>]{0,80}%[0-9A-Fa-f]{2}[^\s\"'<>]*")
_ICS_FOLD = re.compile(r"\r?\n[ \t]")
_NAMES = frozenset({"name", "by"})


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


@dataclass(frozen=True, slots=True)
class _Canary:
    """A text that must not be in the output, and where it stands in the records."""

    text: bytes
    source: Source
    loc: Loc
    raw: str
    what: str

    @property
    def is_short(self) -> bool:
        return len(self.text.decode()) < SHORTEST

    def leak_in(self, path: str) -> Leak:
        names = [str(key) for key in self.loc if not isinstance(key, int)] or ["id"]
        return Leak(path, self.what, self.source.path, self._line(), ".".join(names))

    def _line(self) -> int:
        at = self.source.text.find(self.raw)
        if at >= 0:
            return self.source.text.count("\n", 0, at) + 1
        return self.source.fault("leak", self.loc).line if self.source.data else 0


@dataclass
class Guard:
    """Looks for what must not be in the output.

    Attributes:
        declared: Telephones and mail domains that may stand in public.
        canaries: What the records hold and readers may not see.
        paths: Paths of the machine that builds.
    """

    declared: privacy.Declared
    canaries: tuple[_Canary, ...] = ()
    paths: tuple[str, ...] = ()
    _seen: set[str] = field(default_factory=set)
    _automaton: BytesAhoCorasick | None = None
    _patterns: list[bytes] = field(default_factory=list)
    _meaning: dict[bytes, _Canary | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Put all patterns into one automaton, so that their number costs nothing."""
        self._meaning = {canary.text: canary for canary in reversed(self.canaries)}
        self._meaning.update({path.encode(): None for path in self.paths})
        self._patterns = list(self._meaning)
        if self._patterns:
            self._automaton = BytesAhoCorasick(self._patterns)

    def leaks(self, path: str, content: bytes) -> Iterator[Leak]:
        """Yield each leak in one file of the site: in its name, its text, its hidden parts."""
        yield from self._leaks_in_text(path, path)
        suffix = Path(path).suffix
        if suffix in PICTURES:
            for what in metadata_of(content):
                yield Leak(path, f"图片里的附加信息（{what}）")
            return
        text = content.decode("utf-8", "replace")
        if suffix == ".ics":
            text = _ICS_FOLD.sub("", text).replace("\\,", ",").replace("\\;", ";")
        yield from self._leaks_in_text(path, text, has_numbers=suffix not in BINARY)

    def _leaks_in_text(self, path: str, text: str, has_numbers: bool = True) -> Iterator[Leak]:
        """Look at the lines that no other file had: most of a page is the same on every page."""
        new = [line for line in dict.fromkeys(text.split("\n")) if line not in self._seen]
        self._seen.update(new)
        plain = _undressed("\n".join(new))
        yield from dict.fromkeys(self._canaries_in(path, plain))
        if has_numbers and privacy.is_suspect(plain, self.declared):
            yield from dict.fromkeys(self._numbers_in(path, plain))

    def _canaries_in(self, path: str, text: str) -> Iterator[Leak]:
        if self._automaton is None:
            return
        shown = text.encode("utf-8", "replace")
        joined = _BLANKS.sub("", _PLAIN_TAG.sub("", text)).encode("utf-8", "replace")
        for haystack, is_whole in ((shown, True), (joined, False)):
            for number, start, end in self._automaton.find_matches_as_indexes(
                haystack, overlapping=True
            ):
                pattern = self._patterns[number]
                canary = self._meaning[pattern]
                if canary is None:
                    yield Leak(path, "生成网站的那台机器上的路径")
                elif not (canary.is_short and not is_whole) and _stands_alone(
                    pattern, haystack, start, end
                ):
                    yield canary.leak_in(path)

    def _numbers_in(self, path: str, text: str) -> Iterator[Leak]:
        for line in _lines(_DRAWING.sub("", text)):
            if privacy.is_suspect(line, self.declared):
                for found in privacy.private_in(line, self.declared):
                    is_mail = found.code == "private-mail"
                    yield Leak(path, f"没有登记的邮箱（{found.what}）" if is_mail else found.what)


def guard_for(
    sources: Sequence[Source],
    catalogue: Catalogue,
    model: Any,
    today: date,
    said_by_us: Iterable[str] = (),
    paths: Iterable[Path] = (),
) -> Guard:
    """Return the guard of a site: it learns from the records what must not get out.

    Args:
        sources: Every file of the site as it was read.
        catalogue: The typed records.
        model: What readers may know, a `SiteModel`.
        today: The day the site is built for.
        said_by_us: Texts of the program itself, its templates above all: they are no leaks.
        paths: Folders of the machine that builds.
    """
    public = {text for part in vars_of(model) for text in _strings(part)}
    candidates = _wanted(sources, catalogue, today, public)
    canaries: tuple[_Canary, ...] = ()
    if candidates:
        spoken = [*public, *said_by_us, *_public_texts(sources, catalogue)]
        canaries = tuple(_never_said(candidates, spoken))
    machine = tuple(sorted({str(path) for path in paths if len(path.parts) > 2}))
    own = {urlsplit(model.settings.site_url or "").hostname or "", f"{model.congress.id}.invalid"}
    return Guard(_declared(catalogue, own), canaries, machine)


def _declared(catalogue: Catalogue, own: Set[str]) -> privacy.Declared:
    """Return what may stand in public; the site's own hosts do, in the names of its events."""
    declared = privacy.declared_in(catalogue)
    return replace(declared, domains=declared.domains | own - {""})


def _never_said(candidates: list[_Canary], spoken: Iterable[str]) -> Iterator[_Canary]:
    """Yield the candidates that nothing public says."""
    patterns = list({canary.text for canary in candidates})
    automaton = BytesAhoCorasick(patterns)
    said: set[bytes] = set()
    folded = _undressed("\n".join(spoken))
    for text in (folded, _BLANKS.sub("", folded)):
        haystack = text.encode("utf-8", "replace")
        for number, start, end in automaton.find_matches_as_indexes(haystack, overlapping=True):
            if _stands_alone(patterns[number], haystack, start, end):
                said.add(patterns[number])
    return (canary for canary in candidates if canary.text not in said)


def _stands_alone(pattern: bytes, text: bytes, start: int, end: int) -> bool:
    """Tell whether an id is not part of a longer one; a text may stand in another."""
    if not pattern.isascii():
        return True
    before, after = text[start - 1 : start], text[end : end + 1]
    return not _SLUG_LETTER.match(before) and not _SLUG_LETTER.match(after)


def _wanted(
    sources: Sequence[Source], catalogue: Catalogue, today: date, public: set[str]
) -> list[_Canary]:
    """Return what might be a canary: everything readers are not shown as it was written."""
    records = {entry.source.path: entry.record for entry in catalogue.entries if not entry.loc}
    found: list[_Canary] = []
    for source in sources:
        record = records.get(source.path)
        is_hidden = record is not None and (
            not record.is_public(today) or getattr(record, "is_stub", False)
        )
        if is_hidden:
            found += _of_hidden(source)
        elif record is not None:
            for loc, text in _leaves(source.data):
                if text not in public:
                    found += _canaries(source, loc, text, "不公布的内容")
        for text in _comments(source):
            found += _canaries(source, ("注释",), text, "编辑写的注释")
    return found


def _of_hidden(source: Source) -> Iterator[_Canary]:
    what = "这份记录没有公布"
    for loc, text in (*_leaves(source.data), (("body",), source.body)):
        yield from _canaries(source, loc, text, what)
        if loc[-1:] == ("file",) and "/" in text:
            yield _Canary(text.rsplit(".", 1)[0].encode(), source, loc, text, what)
    address = f"{source.folder}/{source.stem}" if source.kind == "suggestion" else source.stem
    for name in sorted({address, str(source.data.get("id", ""))}):
        if _SLUG.search(name):
            yield _Canary(name.encode(), source, ("id",), name, what)


def _canaries(source: Source, loc: Loc, text: str, what: str) -> Iterator[_Canary]:
    """Yield the clauses of a text that are long enough to be nobody else's."""
    shortest = 2 if loc[-1:] and loc[-1] in _NAMES else SHORTEST
    for clause in _CLAUSE.split(text):
        folded = _BLANKS.sub("", _undressed(clause))
        if len(_CHINESE.findall(folded)) >= shortest or _LATIN.search(folded):
            yield _Canary(folded[:LONGEST].encode(), source, loc, clause.strip(), what)


def _comments(source: Source) -> Iterator[str]:
    if "#" in source.yaml_text:
        yield from _COMMENT.findall(source.yaml_text)
    if "<!--" in source.body:
        yield from _HTML_COMMENT.findall(source.body)


def _leaves(tree: Tree, loc: Loc = ()) -> Iterator[tuple[Loc, str]]:
    if isinstance(tree, str):
        yield loc, tree
    elif isinstance(tree, dict):
        for key, value in tree.items():
            yield from _leaves(value, (*loc, key))
    elif isinstance(tree, list):
        for number, value in enumerate(tree):
            yield from _leaves(value, (*loc, number))


def _public_texts(sources: Sequence[Source], catalogue: Catalogue) -> Iterator[str]:
    """Yield what registers, settings and narrative pages say, their comments left out."""
    for source in sources:
        if source.kind in ("settings", "page") or source.kind.startswith("register:"):
            yield from (text for _, text in _leaves(source.data))
            yield _HTML_COMMENT.sub("", source.body)
    for entry in catalogue.entries:
        if getattr(entry.record, "is_stub", False):
            yield entry.record.session


def vars_of(model: Any) -> Iterator[Any]:
    """Yield the values of a model's fields."""
    return (getattr(model, entry.name) for entry in dataclasses.fields(model))


def _strings(value: Any) -> Iterator[str]:
    """Yield every text in a value that readers may know. What is ours about a record is not."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            if name not in ("reviews", "consents", "decided_by"):
                yield from _strings(getattr(value, name))
    elif isinstance(value, Mapping):
        for key, held in value.items():
            yield from _strings(key)
            yield from _strings(held)
    elif isinstance(value, (tuple, list, set, frozenset)):
        for held in value:
            yield from _strings(held)
    elif dataclasses.is_dataclass(value):
        for held in vars_of(value):
            yield from _strings(held)


def _undressed(text: str) -> str:
    """Return a text as it is read: without entities, escapes, invisible and wide characters."""
    if "&" in text:
        text = html.unescape(text)
    if "\\u" in text:
        text = _JSON_ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    if "%" in text and (coded := _PERCENT.findall(text)):
        text = "\n".join((text, *(unquote(word, errors="replace") for word in coded)))
    return _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))


def _lines(text: str) -> Iterator[str]:
    """Yield a text's lines; data written without line ends is cut between its values."""
    for line in text.split("\n"):
        if len(line) < _LONG_LINE:
            yield line
        else:
            yield from line.split('"')


def metadata_of(content: bytes) -> list[str]:
    """Return the names of what a picture holds beside its pixels."""
    try:
        with Image.open(BytesIO(content)) as picture:
            named = {str(key).lower() for key in picture.info}
            if picture.format == "PNG":
                named |= _png_texts(content)
            if picture.getexif():
                named.add("exif")
    except (UnidentifiedImageError, OSError, ValueError):
        return ["不是图片"]
    told = {"exif", "xmp", "comment", "photoshop", "text", "xml:com.adobe.xmp", "raw profile type"}
    return sorted(named & told)


def _png_texts(content: bytes) -> set[str]:
    """Return `text` when a PNG has a chunk of words, before or after its pixels."""
    at = 8
    while at + 8 <= len(content):
        length, kind = struct.unpack(">I4s", content[at : at + 8])
        if kind in (b"tEXt", b"zTXt", b"iTXt"):
            return {"text"}
        if kind == b"eXIf":
            return {"exif"}
        at += length + 12
    return set()
