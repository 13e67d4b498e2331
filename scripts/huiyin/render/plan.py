"""The page plan: every file the records become, before a byte is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

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
    rooms = (
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
    pages: list[Planned] = [page for room in rooms for page in room.plan(model)]
    pages += data_page.plan(model, tuple(pages), known)
    pages += site_pages.plan(model, tuple(pages))
    pages += moved.plan(model, tuple(pages))
    seen: dict[str, str] = {}
    for page in pages:
        path = path_of(page.url)
        other = seen.setdefault(path.casefold(), path)
        if other is not path:
            raise AddressTakenError(f"{path} and {other}")
    return tuple(_in_columns(pages))


def _in_columns(pages: Sequence[Planned]) -> Iterator[Planned]:
    """Tell each content page which list it belongs to, and what that list says of itself.

    A page with a record's day is a content page; it was published on that day, unless it says more.
    """
    notes = {page.url: page.description for page in pages if isinstance(page, Page)}
    for page in pages:
        if not isinstance(page, Page) or not (page.publication or page.changed_on):
            yield page
            continue
        parent = page.trail[-1] if len(page.trail) > 1 else Link(page.title, page.url)
        note = notes.get(parent.url) or parent.title
        published = page.publication or (page.changed_on and Publication(page.changed_on)) or None
        column = Link(parent.title, parent.url, note)
        yield replace(page, column=column, publication=published)
