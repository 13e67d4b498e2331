"""Elsewhere: pages printed by another engine's workers, on other machines perhaps.

What travels is small: the order, and back the bytes. Each worker reads the site itself, once, from
the folder it sees under the same path, so workers need no memory in common with this process.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from importlib.util import find_spec
from itertools import islice
from pathlib import Path

import jinja2

from . import fingerprints, pipeline, workers
from .model.site_model import SiteModel
from .progress import Tell
from .render.environment import prepared
from .render.former import Former
from .render.page import Planned, path_of
from .render.plan import plan
from .render.writer import Bench, Inspect, Pages, Press, Written

PART = 256  # pages
AHEAD = 32  # parts under way or waiting here: what is printed does not pile up
HAS_DASK = find_spec("distributed") is not None


class OtherSiteError(RuntimeError):
    """A worker sees other files than this process, or is another version of this program."""


class NoSchedulerError(RuntimeError):
    """Nobody answers at the scheduler's address."""


@dataclass(frozen=True, slots=True)
class Order:
    """What a worker must know.

    Attributes:
        root: The folder with `site_config.yml` and `content/`.
        theme: The theme's folder.
        today: The day the site is built for.
        site_url: Where the site will be, with a closing slash; empty for what the settings say.
        seal: Fingerprint of program, theme and content here; empty when nobody compares.
    """

    root: Path
    theme: Path
    today: date
    site_url: str = ""
    seal: str = ""


def seal_of(root: Path, theme: Path) -> str:
    """Return the fingerprint of all that pages are made from."""
    seals = (
        fingerprints.of_program(),
        fingerprints.of_site(root),
        fingerprints.of_folder(theme),
    )
    return fingerprints.of_bytes(*(seal.encode() for seal in seals))


def writing(order: Order, opened: Callable[[], AbstractContextManager[Executor]]) -> pipeline.Write:
    """Return what writes a plan as `writer.write` does, with an executor's workers.

    Args:
        order: What to print.
        opened: Opens the executor; it is closed again before the tree is checked.

    Raises:
        OtherSiteError: A worker would print another site. Raised by what is returned.
    """

    def write(
        pages: Pages,
        press: Press,
        folder: Path,
        jobs: int,
        beside: Callable[[], Iterable[tuple[str, bytes]]],
        former: Former,
        inspect: Inspect | None,
        tell: Tell,
    ) -> Written:
        bench = Bench(press, folder, former, inspect=None)  # who checks the tree has more hands
        with opened() as executor:
            paths = [path_of(page.url) for page in pages]
            coming = print_all(order, executor, paths)
            printed = [*bench.put(beside()).printed]
            for done, (path, content) in enumerate(coming, 1):
                printed += bench.put([(path, content)]).printed
                tell("生成", done, len(paths))
        return Written(tuple(printed), ())

    return write


def print_all(
    order: Order, executor: Executor, paths: Sequence[str]
) -> Iterator[tuple[str, bytes]]:
    """Let an executor's workers print pages that come from records; they begin at once.

    Args:
        order: What to print from.
        executor: For example Dask's `client.get_executor()`; its workers must see the order's
            folders, which must not change meanwhile.
        paths: The files to print.

    Returns:
        Path and bytes, in the order of the paths: the same as printed here.

    Raises:
        OtherSiteError: A worker would print another site.
    """
    parts = iter(workers.chunks(paths, PART))
    waiting = deque(executor.submit(_part, order, part) for part in islice(parts, AHEAD))
    return _collected(order, executor, parts, waiting)


def _collected(
    order: Order,
    executor: Executor,
    parts: Iterator[Sequence[str]],
    waiting: deque[Future[list[tuple[str, bytes]]]],
) -> Iterator[tuple[str, bytes]]:
    while waiting:
        yield from waiting.popleft().result()
        waiting += (executor.submit(_part, order, part) for part in islice(parts, 1))


def _part(order: Order, paths: Sequence[str]) -> list[tuple[str, bytes]]:
    pages, press = _desk(order)
    if not pages.keys() >= set(paths):
        raise OtherSiteError("plan")
    return [(path, press.bytes_of(pages[path])) for path in paths]


@lru_cache(maxsize=1)
def _desk(order: Order) -> tuple[Mapping[str, Planned], Press]:
    """Return the plan by path and what prints it; made once in each process."""
    if order.seal and order.seal != seal_of(order.root, order.theme):
        raise OtherSiteError("seal")
    model = pipeline.model_of(pipeline.read_and_judge(order.root), order.today)
    model = at(model, order.site_url)
    templates = jinja2.Environment(loader=jinja2.FileSystemLoader(order.theme))  # noqa: S701
    press = pipeline.press_for(
        pipeline.Request(order.root, order.theme), model, prepared(templates)
    )
    return {path_of(page.url): page for page in plan(model)}, press


def at(model: SiteModel, site_url: str) -> SiteModel:
    """Return a site at another address; an empty one changes nothing."""
    if not site_url:
        return model
    return replace(model, settings=model.settings.model_copy(update={"site_url": site_url}))


@contextmanager
def dask(scheduler: str, jobs: int) -> Iterator[Executor]:
    """Open Dask's executor, which must be installed (`HAS_DASK`).

    Args:
        scheduler: The address of one that runs, `tcp://…`; empty for worker processes here.
        jobs: How many of these.

    Raises:
        NoSchedulerError: Nobody answers at the address.
    """
    from distributed import Client, LocalCluster

    if scheduler:
        try:
            client = Client(scheduler, timeout=10)
        except (OSError, ValueError) as error:
            raise NoSchedulerError(scheduler) from error
        with client:
            yield client.get_executor(pure=False)
        return
    with (
        LocalCluster(n_workers=jobs, threads_per_worker=1, dashboard_address=None) as cluster,
        Client(cluster) as client,
    ):
        yield client.get_executor(pure=False)
