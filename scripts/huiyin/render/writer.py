"""Write planned pages: each becomes one file, its bytes a function of its context alone."""

from __future__ import annotations

import gc
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import jinja2

from .. import workers
from .environment import base_url_of
from .head import Frame, Meta, PageHead, head
from .page import Data, Drawn, Page, Planned, Raw, path_of

CHUNK = 64


@dataclass(frozen=True, slots=True)
class Press:
    """What turns a planned page into bytes."""

    environment: jinja2.Environment
    frame: Frame

    def bytes_of(self, page: Planned) -> bytes:
        """Return a page's file."""
        if isinstance(page, Data):
            text = json.dumps(page.make(), ensure_ascii=False, indent=1, sort_keys=True)
            return f"{text}\n".encode()
        if isinstance(page, Raw):
            return page.content
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


def write(
    pages: Sequence[Planned],
    press: Press,
    folder: Path,
    jobs: int,
    beside: Callable[[], Mapping[str, bytes]] = dict,
) -> set[str]:
    """Write every page below a folder.

    Args:
        pages: The plan.
        press: Templates and the site's frame.
        folder: Where to write.
        jobs: How many processes; one writes here, in this process.
        beside: Makes further files, path → bytes, while the pages are being printed.

    Returns:
        The files written, relative to the folder.
    """
    tasks: list[Callable[[], Iterable[tuple[str, bytes]]]] = [lambda: beside().items()]
    tasks += [partial(_printed, press, chunk) for chunk in workers.chunks(pages, CHUNK)]
    with workers.uncounted():
        done = workers.mapped(lambda task: _written(folder, task()), tasks, jobs)
    return {path for paths in done for path in paths}


def _printed(press: Press, pages: Sequence[Planned]) -> Iterator[tuple[str, bytes]]:
    return ((path_of(page.url), press.bytes_of(page)) for page in pages)


def _written(folder: Path, files: Iterable[tuple[str, bytes]]) -> list[str]:
    paths: list[str] = []
    made: set[Path] = set()
    for path, content in files:
        target = folder / path
        if target.parent not in made:
            target.parent.mkdir(parents=True, exist_ok=True)
            made.add(target.parent)
        target.write_bytes(content)
        paths.append(path)
    gc.collect()  # templates leave circles behind
    return paths
