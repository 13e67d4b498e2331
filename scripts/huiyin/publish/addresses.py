"""Addresses once published keep answering: by a page, a redirect, or saying it is gone."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

from ..validate.catalogue import Catalogue

# What people keep and pass on: pages, feeds, calendars, tables. Data beside a page goes with it.
_KEPT = re.compile(r"(?:.*/)?index\.html|.*\.(?:xml|ics|csv|pdf)|(?:.*/)?feed\.json")
# Views of what there is just now: later pages of a list, facets, months, what hangs on a wall.
_VIEW = re.compile(
    r"(?:^|/)(?:page/[0-9]+|(?:state|outcome|by|kind|place|year)/[^/]+|calendar/[0-9]{4}-[0-9]{2}"
    r"|card|poster)/index\.html$"
)


def vanished(
    former: Mapping[str, object], written: Iterable[str], hidden: Iterable[str] = ()
) -> Iterator[str]:
    """Yield each address that answered in the former release and has no file now, sorted.

    A feed, calendar or table may go while its page stays, and so may a view of a list.

    Args:
        former: The former release's files by path.
        written: The files there are now, those of redirects among them.
        hidden: Folders of pages whose records were taken back on purpose; they and all below
            them may go.
    """
    folders = tuple(hidden)
    now = set(written)
    for path in sorted(former):
        if path in now or not _KEPT.fullmatch(path) or _VIEW.search(path):
            continue
        beside = f"{path.rpartition('/')[0]}/index.html".removeprefix("/")
        if path != beside and beside in now:  # a feed or table with nothing left to tell
            continue
        if not any(path.startswith(folder) for folder in folders):
            yield f"/{path.removesuffix('index.html')}"


def taken_back(
    former: Path, paths: Iterable[str], catalogue: Catalogue, today: date
) -> Iterator[str]:
    """Yield the folder of each former page whose record is still there and no longer public."""
    hidden = {
        entry.id
        for entry in catalogue.entries
        if not entry.loc and not entry.record.is_public(today)
    }
    for path in paths:
        if path.endswith("/index.json") and _id_in(former / path) in hidden:
            yield path.removesuffix("index.json")


def _id_in(file: Path) -> str:
    try:
        value = json.loads(file.read_bytes())
    except (OSError, ValueError):
        return ""
    return str(value.get("id", "")) if isinstance(value, dict) else ""
