"""The page plan: every file the records become, before a byte is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
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


@dataclass(frozen=True, slots=True)
class Plan:
    """Every file that comes from records, in a stable order.

    It is not held: who walks along it plans page after page anew. Of a hundred thousand records
    the plan would be larger than the records, and each process would come to have its own.

    Attributes:
        model: The site.
        from_records: How many files the rooms plan.
        notes: What lists say of themselves, by address: those that content pages belong to.
        last: The files that speak of all others.
    """

    model: SiteModel
    from_records: int
    notes: Mapping[str, str]
    last: tuple[Planned, ...]

    def __len__(self) -> int:
        """Return how many files there are."""
        return self.from_records + len(self.last)

    def __iter__(self) -> Iterator[Planned]:
        """Plan one file after the other."""
        for page in _of_records(self.model):
            yield in_column(page, self._note_of)
        yield from self.last

    def _note_of(self, url: str) -> str:
        return self.notes.get(url, "")


def plan(model: SiteModel, known: data_page.Known = lambda _: None) -> Plan:
    """Plan every file that comes from records.

    Args:
        model: The site.
        known: Tells of a file at an address when `data_page.LAST` is printed; see there.

    Raises:
        AddressTakenError: Two records would overwrite each other's page.
    """
    others: list[Planned] = []
    notes: dict[str, str] = {}
    columns: set[str] = set()
    for page in _of_records(model):
        others.append(_in_outline(page))
        if isinstance(page, Page):
            notes[page.url] = page.description
            columns.update(link.url for link in page.trail[1:][-1:])
    last = tuple(last_pages(model, others, known))
    _refuse_taken((*others, *last))
    notes = {url: notes[url] for url in columns & notes.keys()}
    last = tuple(in_column(page, lambda url: notes.get(url, "")) for page in last)
    return Plan(model, len(others), notes, last)


def _of_records(model: SiteModel) -> Iterator[Planned]:
    return (page for room in ROOMS for page in room.plan(model))


def _in_outline(page: Planned) -> Planned:
    """Return what the last pages tell of a page, without what it is made from."""
    if not isinstance(page, Page):
        return page
    return Page(page.url, page.template, page.title, trail=page.trail, changed_on=page.changed_on)


def _refuse_taken(pages: Iterable[Planned]) -> None:
    seen: dict[str, str] = {}
    for page in pages:
        path = path_of(page.url)
        other = seen.setdefault(path.casefold(), path)
        if other is not path:
            raise AddressTakenError(f"{path} and {other}")


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
    note = (page.description if parent.url == page.url else note_of(parent.url)) or parent.title
    published = page.publication or (page.changed_on and Publication(page.changed_on)) or None
    column = Link(parent.title, parent.url, note)
    return replace(page, column=column, publication=published)
