"""Index pages: an index of names, too long for one page, laid out over several."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ..model.site_model import SiteModel
from .paging import page_url
from .views import IndexPage, Link

LINES = 2000  # on a page; a name takes some 280 bytes of the million that a page may have
HEAD = 2  # lines that the title of a section and its note are worth
MANY = 60  # with more sections than these, a reader is told only what each page spans


@dataclass(frozen=True, slots=True)
class Part:
    """A section of an index, before its entries are made.

    Attributes:
        people: Ids of the deputies, in order.
        posts: What stands behind each name; empty for the place of work of all.
        url: Where the title leads; empty for nowhere.
        station: Id of the station whose next reception stands below the title.
        continued: It is the rest of a section that began on a page before.
    """

    title: str
    people: tuple[str, ...]
    posts: tuple[str, ...] = ()
    url: str = ""
    note: str = ""
    station: str = ""
    continued: bool = False

    @property
    def heading(self) -> str:
        """Return the title as it stands on the page."""
        return f"{self.title}（续）" if self.continued else self.title


def laid_out(parts: Iterable[Part], lines: int) -> tuple[tuple[Part, ...], ...]:
    """Lay sections out on pages, in order.

    Args:
        parts: The sections.
        lines: How many a page has; a name is one, the head of a section `HEAD`.

    Returns:
        The sections of each page. One that fits on a page stays whole; a longer one begins a page
        and is continued on the next.
    """
    pages: list[list[Part]] = [[]]
    left = lines
    for part in parts:
        for piece in _pieces(part, max(1, lines - HEAD)):
            needed = HEAD + len(piece.people)
            if needed > left and pages[-1]:
                pages.append([])
                left = lines
            pages[-1].append(piece)
            left -= needed
    return tuple(map(tuple, pages))


def _pieces(part: Part, size: int) -> Iterator[Part]:
    if len(part.people) <= size:
        yield part
        return
    for start in range(0, len(part.people), size):
        people, posts = (names[start : start + size] for names in (part.people, part.posts))
        piece = replace(part, people=people, posts=posts)
        yield replace(piece, note="", station="", continued=True) if start else piece


def tells_sections(pages: Sequence[Sequence[Part]]) -> bool:
    """Tell whether the guide to an index of several pages leads to each of its sections."""
    return len(pages) > 1 and sum(map(len, pages)) <= MANY


def guide(
    model: SiteModel, url: str, pages: Sequence[Sequence[Part]], anchor: str
) -> tuple[IndexPage, ...]:
    """Return what leads to each page of an index: its sections, or from where to where it goes.

    Args:
        model: The site.
        url: The index's address.
        pages: The sections of each page; none of them is empty.
        anchor: Where the list begins on a page that is told by what it spans.

    Returns:
        One entry a page; none for an index of one page.
    """
    if len(pages) == 1:
        return ()
    here = [page_url(url, number) for number in range(1, len(pages) + 1)]
    if tells_sections(pages):
        links = (_sections(model, *page) for page in zip(here, pages, strict=True))
    else:
        links = (
            (Link(_span(parts), f"{to}#{anchor}"),) for to, parts in zip(here, pages, strict=True)
        )
    return tuple(IndexPage(number, own) for number, own in enumerate(links, start=1))


def _sections(model: SiteModel, url: str, parts: Sequence[Part]) -> tuple[Link, ...]:
    return tuple(
        Link(part.title, f"{url}#s{place}", _from(model, part))
        for place, part in enumerate(parts, start=1)
    )


def _span(parts: Sequence[Part]) -> str:
    first, last = parts[0].heading, parts[-1].heading
    return first if len(parts) == 1 else f"从 {first} 到 {last}"


def _from(model: SiteModel, part: Part) -> str:
    return f"从{model.deputies[part.people[0]].name}起" if part.continued else ""


def seen_from(pages: Sequence[IndexPage], number: int) -> tuple[IndexPage, ...]:
    """Return a guide as a page of the index shows it: links to the page itself stay on it."""
    return tuple(
        IndexPage(page.number, tuple(map(_on_page, page.links)), current=True)
        if page.number == number
        else page
        for page in pages
    )


def _on_page(link: Link) -> Link:
    return Link(link.title, f"#{link.url.partition('#')[2]}", link.note)
