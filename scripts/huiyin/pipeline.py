"""The whole road, on one screen: load → validate → model → render → search → publish.

The core knows no engine. An engine (MkDocs today) is a function that renders the narrative pages
into a folder, lends us its template environment, and lets us write the rest.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import Any

import jinja2

from . import __version__, fingerprints
from .cache import opened
from .judging import Checked, judge, judged_on, read_and_judge
from .load.reader import read_site
from .load.source import Source
from .model.site_model import SiteModel, build_model
from .progress import Tell, silent
from .publish.checks import check
from .publish.inspection import Inspection, Inspector, Note
from .publish.leaks import guard_for
from .publish.manifest import paths_below
from .publish.origins import Origins
from .publish.staging import MARK, remove, staged
from .render import data_page
from .render.assets import style_sheets, version
from .render.former import Former, Printed, recalled, remember
from .render.head import frame
from .render.plan import plan
from .render.published_schemas import schemas
from .render.scripts import search_script
from .render.writer import Press, Written
from .render.writer import write as write_here
from .search.documents import documents
from .search.index import search_files

__all__ = ["STAGES", "Checked", "judge", "judged_on", "read_and_judge"]

STAGES = ("load", "validate", "model", "render", "search", "publish")
GENERATOR = f"Huiyin {__version__}"
Write = Callable[..., Written]


@dataclass(frozen=True, slots=True)
class Request:
    """What a build is asked for.

    Attributes:
        root: The folder with `site_config.yml` and `content/`.
        theme: The theme's folder.
        jobs: How many processes render.
        cache: The file that remembers what was computed before; None for nothing.
        former: The tree of the last build, whose unchanged pages are taken over.
        tell: Is told how far the build is.
        write: Writes a plan; has the parameters of `writer.write`.
        left: What is known of the former tree, and which of its files lie in the new one already.
    """

    root: Path
    theme: Path
    jobs: int = 1
    cache: Path | None = None
    former: Path | None = None
    tell: Tell = silent
    write: Write = write_here
    left: Former = field(default_factory=Former)


class ProblemsFound(ValueError):  # noqa: N818  it is no error of ours
    """The records have problems, so there is nothing to build from."""

    def __init__(self, checked: Checked) -> None:
        super().__init__(f"{len(checked.problems)} problems")
        self.checked = checked


@dataclass(frozen=True, slots=True)
class Staged:
    """What lies in a folder now.

    Attributes:
        planned: Every file there should be.
        printed: What was written from records.
        seen: What inspecting it found.
    """

    planned: Set[str]
    printed: tuple[Printed, ...] = ()
    seen: Inspection = field(default_factory=Inspection)


Engine = Callable[[Request, SiteModel, Path, Inspector], Staged]


def model_of(checked: Checked, today: date) -> SiteModel:
    """Run the third stage.

    Raises:
        ProblemsFound: There is an error among the problems, or too many warnings.
    """
    checked = judged_on(checked, today)
    if not checked.verdict.is_publishable or checked.settings is None:
        raise ProblemsFound(checked)
    media = checked.root / "content/media" if checked.root else None
    return build_model(checked.validated.catalogue, checked.settings, today, media)


def press_for(request: Request, model: SiteModel, environment: jinja2.Environment) -> Press:
    """Return what prints this site's pages."""
    theme = request.theme
    seen = frame(model, style_sheets(theme), version(theme), GENERATOR)
    if not request.cache:
        return Press(environment, seen)
    told = (replace(seen, pages=frozenset()), sorted(seen.pages))
    parts = (fingerprints.of_program(), repr(told))
    return Press(environment, seen, fingerprints.of_bytes(*(part.encode() for part in parts)))


def write_records(
    request: Request,
    model: SiteModel,
    press: Press,
    folder: Path,
    inspector: Inspector | None = None,
) -> Staged:
    """Run the stages of rendering and searching: write all that comes from records."""

    def beside() -> Iterator[tuple[str, bytes]]:
        yield from style_sheets(request.theme).files.items()
        yield from search_script(request.theme).items()
        yield MARK, _mark(model)
        with opened(request.cache) as cache:
            yield from search_files(documents(model), cache)

    former = request.left
    request.tell("计划", 0, 1)
    seen = Inspection()
    pages = plan(model, lambda url: seen.notes.get(url))
    request.tell("计划", len(pages), len(pages))
    last = [page for page in pages.last if page.url in data_page.LAST]
    first = replace(pages, last=tuple(page for page in pages.last if page not in last))
    if inspector and inspector.guard:
        inspector.guard.prepare()
    known = request.left.notes_under(_terms(inspector))
    done = request.write(
        first, press, folder, request.jobs, beside, former, inspector, request.tell
    )
    seen = Inspection.of_all((_former_notes(known, done), *done.found))
    more = write_here(last, press, folder, 1, tuple, former, inspector)  # of what is known by now
    seen = Inspection.of_all((_former_notes(known, more), seen, *more.found))
    printed = (*done.printed, *more.printed)
    return Staged({one.path for one in printed}, printed, seen)


def _former_notes(notes: Mapping[str, tuple[Any, ...]], done: Written) -> Inspection:
    """Return what is known of files that were taken over; notes on new ones go before these."""
    paths = (one.path for one in done.printed if one.path in notes)
    return Inspection({path: Note(*notes[path]) for path in paths})


def recalling(request: Request, folder: Path, lying: Iterable[str]) -> Request:
    """Return a request that knows what the last build left.

    Args:
        request: What a build is asked for.
        folder: Where it will be built.
        lying: Every file that lies there already.
    """
    if not request.former:
        return request
    with opened(request.cache) as cache:
        left = recalled(cache, str(request.former))
    return replace(request, left=left.beside(folder, lying))


def left_by(request: Request, done: Staged, inspector: Inspector | None = None) -> Former:
    """Return what a build leaves in its target."""
    printed = {one.path: one for one in done.printed}
    where = str(request.former or "")
    return Former(where, printed, terms=_terms(inspector), notes=done.seen.notes)


def keep(request: Request, left: Former) -> None:
    """Remember what a build leaves in its target, for the next one, unless it is the same again."""
    if request.former and left != replace(request.left, spare={}):
        with opened(request.cache) as cache:
            remember(cache, left)


def build(
    request: Request, model: SiteModel, out: Path, engine: Engine, inspector: Inspector
) -> Former:
    """Build a site beside its target, check it, and swap it in.

    Returns:
        What it leaves there, every file in the notes.

    Raises:
        StagedTreeError: The tree is not as planned; the target is as it was.
        LeakError: Something private is in the tree; the target is as it was.
        BusyError: Another build of the same target is running.
    """
    with staged(out, keeps_spare=request.former is not None) as folder:
        lying = paths_below(folder)
        request = recalling(request, folder, lying)
        done, notes = fill(request, model, folder, engine, inspector, lying=lying)
    left = left_by(request, replace(done, seen=Inspection(notes)), inspector)
    keep(request, left)
    return left


def inspector_for(request: Request, model: SiteModel, checked: Checked) -> Inspector:
    """Return what looks at every file of a site before it is served.

    Args:
        request: What the build is asked for.
        model: The site.
        checked: The records the model was made from. They are not held: where a fault is to name
            its record, the files are read again.
    """
    url, catalogue = model.settings.site_url or "", checked.validated.catalogue
    read = cache(partial(read_site, request.root))

    def written() -> list[Source]:
        return read()[0]

    guard = guard_for(
        checked.sources,
        catalogue,
        model,
        model.today,
        said_by_us=_said_by_us(request.theme),
        paths=(request.root.resolve(), Path.home(), Path(sys.prefix)),
        jobs=request.jobs,
        written=written,
    )
    paths = {entry.id: entry.source.path for entry in catalogue.entries if not entry.loc}
    return Inspector(url, Origins(written, paths), guard)


def _said_by_us(theme: Path) -> Iterator[str]:
    yield json.dumps(schemas(""), ensure_ascii=False)
    for path in (*theme.rglob("*.html"), *Path(__file__).parent.rglob("*.py")):
        yield path.read_text("utf-8")


def fill(
    request: Request,
    model: SiteModel,
    folder: Path,
    engine: Engine,
    inspector: Inspector,
    beside: Callable[[Set[str]], Iterable[tuple[str, bytes]]] = lambda _: (),
    lying: Iterable[str] = (),
) -> tuple[Staged, dict[str, Note]]:
    """Build a site into a folder and check it there. What lies in it may stay if it is the same.

    Args:
        request: What the build is asked for.
        model: The site.
        folder: Where to build.
        engine: What renders the narrative pages.
        inspector: Looks at every file.
        beside: Gives paths and bytes of the files that a host wants beside those of the site, or
            instead of some.
        lying: Every file that lies in the folder already.

    Returns:
        What was staged, and what is known of every file, by its path from the folder.

    Raises:
        StagedTreeError: The tree is not as planned.
        LeakError: Something private is in the tree.
    """
    done = engine(request, model, folder, inspector)
    planned = set(done.planned)
    remove(folder, set(lying) - planned)
    for path, content in beside(done.planned):
        (folder / path).write_bytes(content)
        planned.add(path)
        done.seen.notes.pop(path, None)
    request.tell("核对", 0, len(planned))
    before = request.left.notes_under(_terms(inspector))
    notes = check(folder, planned, inspector, done.seen, request.jobs, before)
    request.tell("核对", len(notes), len(notes))
    return done, notes


def _terms(inspector: Inspector | None) -> str:
    """Return the fingerprint of what an inspection depends on beside a file's bytes."""
    if inspector is None:
        return ""
    guarded = inspector.guard.mark if inspector.guard else ""
    return fingerprints.of_bytes(inspector.site_url.encode(), guarded.encode())


def _mark(model: SiteModel) -> bytes:
    mark = {"generator": GENERATOR, "build_date": model.today.isoformat()}
    return (json.dumps(mark, indent=1) + "\n").encode()
