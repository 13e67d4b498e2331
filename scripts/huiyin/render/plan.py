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
    taken: dict[str, str] = {}
    weighed = data_page.addresses(model)
    for page in _untaken(_of_records(model), taken):
        if isinstance(page, Page):
            others.append(_outline(page))
            notes[page.url] = page.description
            columns.update(link.url for link in page.trail[1:][-1:])
        elif page.url in weighed:
            others.append(page)
    count = len(taken)
    last = tuple(_untaken(last_pages(model, others, known), taken))
    notes = {url: notes[url] for url in columns & notes.keys()}
    last = tuple(in_column(page, lambda url: notes.get(url, "")) for page in last)
    return Plan(model, count, notes, last)


def _of_records(model: SiteModel) -> Iterator[Planned]:
    return (page for room in ROOMS for page in room.plan(model))


def _outline(page: Page) -> Page:
    """Return what the last pages tell of a page, without what it is made from."""
    return Page(page.url, page.template, page.title, trail=page.trail, changed_on=page.changed_on)


def _untaken(pages: Iterable[Planned], taken: dict[str, str]) -> Iterator[Planned]:
    """Pass pages on, and refuse one whose address is taken; note down each that is from now on."""
    for page in pages:
        path = path_of(page.url)
        folded = path.casefold()
        other = taken.setdefault(path if folded == path else folded, path)
        if other is not path:
            raise AddressTakenError(f"{path} and {other}")
        yield page


def last_pages(
    model: SiteModel, others: Sequence[Planned], known: data_page.Known = lambda _: None
) -> Sequence[Planned]:
    """Plan the files that speak of all others.

    Args:
        model: The site.
        others: What the rooms have planned, in order: the pages, and what the data page weighs.
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
