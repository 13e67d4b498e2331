"""The page plan: every file the records become, before a byte is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Protocol

from ..model.site_model import SiteModel
from . import (
    activities,
    calendar,
    data_page,
    deputies,
    disclosure,
    disclosure_data,
    feeds,
    groups,
    icalendars,
    images,
    ledgers,
    moved,
    news,
    posters,
    qr,
    site_pages,
    social_cards,
    stations,
    subjects,
    suggestions,
)
from .page import Page, Planned, Publication, path_of
from .views import Link


class _Room(Protocol):
    def plan(self, model: SiteModel) -> Iterator[Planned]: ...


ROOMS: tuple[_Room, ...] = (
    deputies,
    stations,
    posters,
    calendar,
    groups,
    activities,
    suggestions,
    subjects,
    disclosure,
    disclosure_data,
    ledgers,
    news,
    feeds,
    icalendars,
    images,
    qr,
    social_cards,
)


class AddressTakenError(ValueError):
    """Two pages want the same address (letter case and Unicode form aside)."""


def plan(model: SiteModel, known: data_page.Known = lambda _: None) -> tuple[Planned, ...]:
    """Plan every file that comes from records, in a stable order.

    Args:
        model: The site.
        known: Tells of a file at an address when `data_page.LAST` is printed; see there.

    Raises:
        AddressTakenError: Two records would overwrite each other's page.
    """
    pages: list[Planned] = [page for room in ROOMS for page in room.plan(model)]
    pages += last_pages(model, pages, known)
    seen: dict[str, str] = {}
    for page in pages:
        path = path_of(page.url)
        other = seen.setdefault(path.casefold(), path)
        if other is not path:
            raise AddressTakenError(f"{path} and {other}")
    notes = {page.url: page.description for page in pages if isinstance(page, Page)}
    return tuple(in_column(page, lambda url: notes.get(url, "")) for page in pages)


def last_pages(
    model: SiteModel, others: Sequence[Planned], known: data_page.Known = lambda _: None
) -> Sequence[Planned]:
    """Plan the files that speak of all others.

    Args:
        model: The site.
        others: What the rooms have planned, in order.
        known: As in `plan`.
    """
    pages = list(others)
    pages += data_page.plan(model, tuple(pages), known)
    pages += site_pages.plan(model, tuple(pages))
    pages += moved.plan(model, tuple(pages))
    return pages[len(others) :]


def in_column(page: Planned, note_of: Callable[[str], str]) -> Planned:
    """Tell a content page which list it belongs to, and what that list says of itself.

    A page with a record's day is a content page; it was published on that day, unless it says more.

    Args:
        page: Any planned file.
        note_of: Returns the description of the page at an address, empty when there is none.
    """
    if not isinstance(page, Page) or not (page.publication or page.changed_on):
        return page
    parent = page.trail[-1] if len(page.trail) > 1 else Link(page.title, page.url)
    note = note_of(parent.url) or parent.title
    published = page.publication or (page.changed_on and Publication(page.changed_on)) or None
    column = Link(parent.title, parent.url, note)
    return replace(page, column=column, publication=published)
