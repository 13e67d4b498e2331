"""Write planned pages: each becomes one file, its bytes a function of its context alone."""

from __future__ import annotations

import gc
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import jinja2

from .. import fingerprints, workers
from ..progress import Tell, silent
from .environment import base_url_of
from .former import Former, Printed, seal
from .head import Frame, Meta, PageHead, head
from .page import Data, Drawn, Page, Planned, Raw, path_of

CHUNK = 64
NOTHING = Former()
_ADDRESS = " at 0x"  # of what has no form of its own: it tells nothing of what is inside


@dataclass(frozen=True, slots=True)
class Press:
    """What turns a planned page into bytes.

    Attributes:
        base: Fingerprint of what all pages depend on: templates, settings, program. Empty when
            nobody wants to know whether a page would become the same again.
    """

    environment: jinja2.Environment
    frame: Frame
    base: str = ""

    def ready(self, page: Planned) -> tuple[str, Planned]:
        """Return the fingerprint of a page and all it depends on, and the page with its context.

        The fingerprint is empty for what is made as quickly as compared.
        """
        if not self.base or isinstance(page, Data | Raw):
            return "", page
        if isinstance(page, Drawn):
            return fingerprints.of_bytes(self.base.encode(), page.known_by().encode()), page
        page = replace(page, context=page.made())
        told = repr(page)
        known = _ADDRESS not in told
        return fingerprints.of_bytes(self.base.encode(), told.encode()) if known else "", page

    def bytes_of(self, page: Planned) -> bytes:
        """Return a page's file."""
        if isinstance(page, Data):
            text = json.dumps(page.make(), ensure_ascii=False, indent=1, sort_keys=True)
            return f"{text}\n".encode()
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


def write(
    pages: Sequence[Planned],
    press: Press,
    folder: Path,
    jobs: int,
    beside: Callable[[], Mapping[str, bytes]] = dict,
    former: Former = NOTHING,
    tell: Tell = silent,
) -> tuple[Printed, ...]:
    """Write every page below a folder.

    Args:
        pages: The plan.
        press: Templates and the site's frame.
        folder: Where to write.
        jobs: How many processes; one writes here, in this process.
        beside: Makes further files, path → bytes, while the pages are being printed.
        former: The tree from which pages that would become the same are taken over.
        tell: Is told how many pages are written.

    Returns:
        The files written.
    """
    tasks: list[Callable[[], list[Printed]]] = [lambda: _put(beside(), folder)]
    tasks += [
        partial(_print, chunk, press, folder, former) for chunk in workers.chunks(pages, CHUNK)
    ]
    with workers.uncounted():
        done = workers.mapped(
            lambda task: task(),
            tasks,
            jobs,
            lambda count: tell("生成", min((count - 1) * CHUNK, len(pages)), len(pages)),
        )
    return tuple(printed for chunk in done for printed in chunk)


def _put(files: Mapping[str, bytes], folder: Path) -> list[Printed]:
    for path, content in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return [Printed(path) for path in files]


def _print(pages: Sequence[Planned], press: Press, folder: Path, former: Former) -> list[Printed]:
    printed = [_printed(page, press, folder, former) for page in pages]
    gc.collect()  # templates leave circles behind
    return printed


def _printed(page: Planned, press: Press, folder: Path, former: Former) -> Printed:
    path = path_of(page.url)
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    key, page = press.ready(page)
    if key and (taken := former.take(path, key, target)):
        return taken
    content = press.bytes_of(page)
    target.write_bytes(content)
    return Printed(path, key, seal(content) if key else "")
