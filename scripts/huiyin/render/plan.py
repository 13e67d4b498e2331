"""The page plan: every file the records become, before a byte is written."""

from __future__ import annotations

from ..model.site_model import SiteModel
from . import deputies, disclosure, moved, news, site_pages, stations, suggestions
from .page import Planned, path_of


class AddressTakenError(ValueError):
    """Two pages want the same address (letter case and Unicode form aside)."""


def plan(model: SiteModel) -> tuple[Planned, ...]:
    """Plan every file that comes from records, in a stable order.

    Raises:
        AddressTakenError: Two records would overwrite each other's page.
    """
    rooms = (deputies, stations, suggestions, disclosure, news)
    pages: list[Planned] = [page for room in rooms for page in room.plan(model)]
    pages += site_pages.plan(model, tuple(pages))
    pages += moved.plan(model, tuple(pages))
    seen: dict[str, str] = {}
    for page in pages:
        path = path_of(page.url)
        other = seen.setdefault(path.casefold(), path)
        if other is not path:
            raise AddressTakenError(f"{path} and {other}")
    return tuple(pages)
