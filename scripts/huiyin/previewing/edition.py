"""Edition: the site after one change. A page is printed when somebody asks for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from threading import RLock

import jinja2

from .. import pipeline
from ..cache import opened
from ..model.site_model import SiteModel
from ..records.urls import narrative_url
from ..render.assets import StyleSheets, style_sheets, version
from ..render.environment import prepared
from ..render.head import frame
from ..render.page import Page, Planned, path_of
from ..render.plan import ROOMS, in_column, last_pages
from ..render.scripts import search_script
from ..render.writer import Press
from ..search.documents import documents
from ..search.index import search_files

Narrative = Callable[[SiteModel, Path], None]  # writes the narrative pages into a folder


class NarrativeError(ValueError):
    """The engine found fault with a narrative page; the message says which and why."""


@dataclass(frozen=True)
class Look:
    """The theme, read once: what pages of every edition look like until it changes."""

    theme: Path

    @cached_property
    def environment(self) -> jinja2.Environment:
        """Return what renders templates; each is compiled when it is first needed."""
        loader = jinja2.FileSystemLoader(self.theme)
        return prepared(jinja2.Environment(loader=loader))  # noqa: S701  it escapes: `prepared`

    @cached_property
    def styles(self) -> StyleSheets:
        """Return the style sheets."""
        return style_sheets(self.theme)

    @cached_property
    def version(self) -> str:
        """Return the fingerprint of what browsers get from the theme."""
        return version(self.theme)

    @cached_property
    def files(self) -> Mapping[str, bytes]:
        """Return the files that are put together from several of the theme's."""
        return {**self.styles.files, **search_script(self.theme)}

    def asset(self, path: str) -> bytes | None:
        """Return a file of the theme as it is, None when there is none."""
        inside = (self.theme / path).resolve()
        if not inside.is_relative_to(self.theme.resolve() / "assets") or not inside.is_file():
            return None
        return inside.read_bytes()


@dataclass(eq=False)
class Edition:
    """One state of the records in one look.

    Attributes:
        model: The site.
        look: The theme.
        narrative: Writes the narrative pages.
        folder: Where it writes them, of this edition's own.
        cache: The file that remembers the search's parts; None for nothing.
        rooms: Path → the room of the plan that had it in a former edition: looked into first.
    """

    model: SiteModel
    look: Look
    narrative: Narrative
    folder: Path
    cache: Path | None = None
    rooms: dict[str, int] = field(default_factory=dict)
    _printed: dict[str, bytes] = field(default_factory=dict)
    _lock: RLock = field(default_factory=RLock)
    _searching: RLock = field(default_factory=RLock)

    def __post_init__(self) -> None:
        """Begin the plan; nothing is planned yet."""
        self._plan = _Plan(self.model, self.rooms)

    def dressed(self, look: Look, folder: Path) -> Edition:
        """Return the same records in another look."""
        other = replace(self, look=look, folder=folder, _printed={}, _lock=self._lock)
        other._plan = self._plan
        return other

    def file(self, path: str) -> bytes | None:
        """Return the bytes of one file of the site, made now or before.

        Args:
            path: From the site's root, `suggestions/t8-s3/0017/index.html`.

        Returns:
            None when the site has no such file.

        Raises:
            NarrativeError: It is a narrative page, and one of these has a fault.
            jinja2.TemplateError: A template has a fault.
        """
        if path.startswith("search/") and not path.endswith(".html"):
            return self._index.get(path)
        if path in self._narrative_paths:
            return self._narrative_page(path)
        if (ready := self.look.files.get(path)) is not None:
            return ready
        with self._lock:
            if path not in self._printed and (page := self._plan.page(path)):
                self._printed[path] = self._press.bytes_of(page)
        return self._printed.get(path) or self.look.asset(path)

    @cached_property
    def _press(self) -> Press:
        look = self.look
        seen = frame(self.model, look.styles, look.version, pipeline.GENERATOR)
        return Press(look.environment, seen)

    @property
    def _index(self) -> Mapping[str, bytes]:
        with self._searching:
            return self._search_files

    @cached_property
    def _search_files(self) -> Mapping[str, bytes]:
        with opened(self.cache) as cache:
            return dict(search_files(documents(self.model), cache))

    @cached_property
    def _narrative_paths(self) -> frozenset[str]:
        return frozenset(path_of(narrative_url(path)) for path in self.model.pages)

    def _narrative_page(self, path: str) -> bytes | None:
        with self._lock:
            if not self.folder.exists():
                self.narrative(self.model, self.folder)
        page = self.folder / path
        return page.read_bytes() if page.is_file() else None


class _Plan:
    """The page plan, made only as far as somebody looks.

    Args:
        model: The site.
        rooms: Path → number of the room that plans it, as far as known; what is found is added.
    """

    def __init__(self, model: SiteModel, rooms: dict[str, int]) -> None:
        self._model = model
        self._rooms = rooms
        self._found: list[dict[str, Planned]] = [{} for _ in ROOMS]
        self._coming: list[Iterator[Planned]] = [room.plan(model) for room in ROOMS]

    def page(self, path: str) -> Planned | None:
        """Return the page that is planned for a path, None when there is none."""
        page = self._page(path)
        return in_column(page, self._note_of) if page else None

    def _page(self, path: str) -> Planned | None:
        first = self._rooms.get(path, 0)
        for number in (first, *range(len(ROOMS))):
            if page := self._in_room(number, path):
                return page
        return self._last.get(path)

    def _in_room(self, number: int, path: str) -> Planned | None:
        found = self._found[number]
        if path in found:
            return found[path]
        for page in self._coming[number]:
            here = path_of(page.url)
            found[here] = page
            self._rooms[here] = number
            if here == path:
                return page
        return None

    @cached_property
    def _last(self) -> Mapping[str, Planned]:
        pages = [page for found in self._found for page in found.values()]
        return {path_of(page.url): page for page in last_pages(self._model, pages)}

    def _note_of(self, url: str) -> str:
        parent = self._page(path_of(url))
        return parent.description if isinstance(parent, Page) else ""
