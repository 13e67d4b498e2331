"""Write planned pages: each becomes one file, its bytes a function of its context alone."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple, Protocol
from urllib.parse import urlsplit

import jinja2
import orjson

from .. import fingerprints, workers
from ..progress import Tell, silent
from .environment import base_url_of
from .former import Former, Printed, seal, stamp_of
from .head import Frame, Meta, PageHead, head
from .page import Data, Drawn, Page, Planned, Raw, path_of
from .templates import Templates

CHUNK = 24  # pages: all that is known of their lines fits the cache of a core
SHOWN_AT_ONCE = 2_000_000  # bytes: who inspects files holds them several times over
NOTHING = Former()
Inspect = Callable[[Mapping[str, bytes], Mapping[str, str]], Any]  # files, their SHA-256
_ADDRESS = " at 0x"  # of what has no form of its own: it tells nothing of what is inside
_FOR_PEOPLE = orjson.OPT_SORT_KEYS | orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
# A day is no text that looks like one, nor is a text that is safe as it stands.
_AS_IT_IS = orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_PASSTHROUGH_SUBCLASS


@dataclass(frozen=True, slots=True)
class Press:
    """What turns a planned page into bytes.

    Attributes:
        base: Fingerprint of what all pages depend on: the frame and the program. Empty when nobody
            wants to know whether a page would become the same again.
    """

    environment: jinja2.Environment
    frame: Frame
    base: str = ""
    _templates: list[Templates] = field(default_factory=list)

    def ready(self, page: Planned) -> tuple[str, Planned]:
        """Return the fingerprint of a page and all it depends on, and the page with its context.

        The fingerprint is empty for what is made as quickly as compared.
        """
        if not self.base or isinstance(page, Data | Raw):
            return "", page
        if isinstance(page, Drawn):
            return fingerprints.of_bytes(self.base.encode(), page.known_by().encode()), page
        page = replace(page, context=page.made())
        if not (told := _told(page)):
            return "", page
        origin = self._origin_of(page.template)
        return fingerprints.of_bytes(self.base.encode(), origin.encode(), told), page

    def _origin_of(self, template: str) -> str:
        if not self._templates:
            self._templates.append(Templates(self.environment))
        return self._templates[0].origin_of(template)

    def bytes_of(self, page: Planned) -> bytes:
        """Return a page's file."""
        if isinstance(page, Data):
            return orjson.dumps(page.make(), option=_FOR_PEOPLE)
        if isinstance(page, Raw):
            return page.made()
        if isinstance(page, Drawn):
            return page.draw()
        template = self.environment.get_template(page.template)
        return template.render(self.context_of(page)).encode()

    def context_of(self, page: Page) -> dict[str, Any]:
        """Return what a page's template sees."""
        return {
            **page.made(),
            **self.shared(page),
            "page": PageHead(
                title=page.title,
                url=page.url,
                canonical_url=f"{self.frame.url}{page.url}" if self.frame.url else "",
                meta=Meta(page.description),
                is_homepage=not page.url,
            ),
        }

    def shared(self, page: Page) -> dict[str, Any]:
        """Return what every template sees, those of narrative pages too."""
        return {
            "site": self.frame,
            "meta": head(self.frame, page),
            "base_url": base_url_of(page.url, urlsplit(self.frame.url).path),
            "trail": page.trail,
            "section": page.section,
            "page_style": self.frame.styles.get(page.template, ""),
        }


class Pages(Protocol):
    """Planned pages, which may be made while somebody walks along them: each time the same."""

    def __len__(self) -> int: ...

    def __iter__(self) -> Iterator[Planned]: ...


class Written(NamedTuple):
    """What was written.

    Attributes:
        printed: Every file.
        found: What inspecting them found, stretch by stretch.
    """

    printed: tuple[Printed, ...]
    found: tuple[Any, ...]


def write(
    pages: Pages,
    press: Press,
    folder: Path,
    jobs: int,
    beside: Callable[[], Iterable[tuple[str, bytes]]] = tuple,
    former: Former = NOTHING,
    inspect: Inspect | None = None,
    tell: Tell = silent,
) -> Written:
    """Write every page below a folder.

    Args:
        pages: The plan; every process walks along it.
        press: Templates and the site's frame.
        folder: Where to write.
        jobs: How many processes; one writes here, in this process.
        beside: Makes further files, paths and bytes, while the pages are being printed.
        former: The tree from which files that would become the same are taken over.
        inspect: Is shown the files that are new, by whoever printed them.
        tell: Is told how many pages are written.
    """
    bench, walk, count = Bench(press, folder, former, inspect), _Walk(pages), len(pages)

    def item(number: int) -> Written:
        return bench.print(walk.stretch(number - 1)) if number else bench.put(beside())

    tell("生成", 0, count)
    with workers.uncounted():
        done = workers.mapped(
            item,
            range(1 + -(-count // CHUNK)),
            jobs,
            lambda items: tell("生成", min((items - 1) * CHUNK, count), count),
            apart=1,
        )
    return Written(
        tuple(printed for part in done for printed in part.printed),
        tuple(found for part in done for found in part.found),
    )


class _Walk:
    """One process's way along the plan. What others print is passed by."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages
        self._coming: Iterator[Planned] = iter(())
        self._at = len(pages)

    def stretch(self, number: int) -> list[Planned]:
        """Return the pages of a stretch; best in ascending order."""
        start = number * CHUNK
        if start < self._at:
            self._coming, self._at = iter(self._pages), 0
        pages = list(islice(self._coming, start - self._at, start - self._at + CHUNK))
        self._at = start + CHUNK
        return pages


class Bench:
    """Where one worker prints, compares with the former tree, writes, and shows what is new."""

    def __init__(self, press: Press, folder: Path, former: Former, inspect: Inspect | None) -> None:
        """Take the press, where to write, and what may be taken over."""
        self._press = press
        self._folder = str(folder)
        self._former = former
        self._inspect = inspect
        self._made: set[str] = set()  # folders

    def print(self, pages: Sequence[Planned]) -> Written:
        """Print some pages."""
        written = self._seen(self._printed(page) for page in pages)
        gc.collect(1)  # templates leave circles behind
        gc.freeze()  # and what is left now is remembered for other pages
        return written

    def put(self, files: Iterable[tuple[str, bytes]]) -> Written:
        """Write files whose bytes are ready."""
        return self._seen(self._settled(path, "", content) for path, content in files)

    def _seen(self, files: Iterable[tuple[Printed, bytes | None]]) -> Written:
        """Write files, and show those that are new, some at a time."""
        printed, found = [], []
        fresh: dict[str, bytes] = {}
        seals: dict[str, str] = {}
        waiting = 0
        for one, content in files:
            printed.append(one)
            if self._inspect is None or content is None:
                continue
            fresh[one.path], seals[one.path] = content, one.seal
            waiting += len(content)
            if waiting > SHOWN_AT_ONCE:
                found.append(self._inspect(fresh, seals))
                fresh, seals, waiting = {}, {}, 0
        if self._inspect and fresh:
            found.append(self._inspect(fresh, seals))
        return Written(tuple(printed), tuple(found))

    def _printed(self, page: Planned) -> tuple[Printed, bytes | None]:
        path = path_of(page.url)
        key, page = self._press.ready(page)
        if taken := self._former.take(path, key, self._target(path)):
            return taken, None
        return self._settled(path, key, self._press.bytes_of(page))

    def _settled(self, path: str, key: str, content: bytes) -> tuple[Printed, bytes | None]:
        """Take over the former file with the same bytes, or write a new one.

        Returns:
            The file, and its bytes; None when it was taken over.
        """
        target, mark = self._target(path), seal(content)
        if taken := self._former.take_same(path, key, mark, target):
            return taken, None
        self._former.make_room(path, target)
        with open(target, "xb") as file:  # noqa: PTH123  a path is slow to make
            file.write(content)
        return Printed(path, key, mark, stamp_of(target)), content

    def _target(self, path: str) -> str:
        """Return where a file goes, with its folder made."""
        below = path.rpartition("/")[0]
        if below not in self._made:
            _make_folder(f"{self._folder}/{below}")
            self._made.add(below)
        return f"{self._folder}/{path}"


def _make_folder(path: str) -> None:
    """Make a folder that may be there; most have theirs above them already."""
    try:
        os.mkdir(path)  # noqa: PTH102  a path is slow to make
    except FileExistsError:
        return
    except FileNotFoundError:
        os.makedirs(path, exist_ok=True)  # noqa: PTH103  the same


def _told(page: Page) -> bytes:
    """Return all that a page is made from; nothing when some of it has no form of its own.

    What JSON has no form for is told as Python writes it.
    """
    try:
        return orjson.dumps(page, default=_form, option=_AS_IT_IS)
    except TypeError:
        return b""


def _form(value: Any) -> dict[str, str]:
    told = repr(value)
    if _ADDRESS in told:
        raise TypeError
    return {"": told}
