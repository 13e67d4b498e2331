"""A page of the plan: an address, a template, and a context of plain data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from .views import Link

HOME = Link("首页", "")


@dataclass(frozen=True, slots=True)
class Publication:
    """When and by whom the content of a page was published: it becomes page tags (网页标签).

    Attributes:
        on: The day the reader sees on the page, with its time where there is one.
        source: Who published it (来源); empty for the site's organiser.
    """

    on: date | datetime
    source: str = ""
    author: str = ""
    keywords: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Alternate:
    """The same content in another form: a feed, a calendar, a table.

    Attributes:
        type: Media type, such as `application/atom+xml`.
        url: From the site's root, without a first slash.
    """

    type: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Page:
    """One file to be written through a template.

    Attributes:
        url: From the site's root, without a first slash. Ending with a slash (or empty) it is a
            page at `…/index.html`, else the file itself.
        template: Name in the theme.
        title: The page's own title, without the site's name.
        description: One sentence for search engines and shared links.
        trail: Breadcrumbs from the home page to here, this page excluded.
        section: Address of the navigation entry it belongs to.
        changed_on: The day its record last changed; None for lists.
        context: What the template may use beside `page`, `site` and `trail`; or what makes it
            when the page is printed, so that a long plan stays small and is carried out by many.
        publication: For a content page (内容页); lists and pages about the site have none.
        image: Address of the picture that goes with a shared link, from the site's root.
        json_ld: What the page is about, as schema.org objects, see `linked_data.py`. The
            breadcrumbs are added to them.
        alternates: Feeds and other forms of this page, beside the site's own feed.
        column: Title and description of the list a content page belongs to; the plan fills it in.
    """

    url: str
    template: str
    title: str
    description: str = ""
    trail: tuple[Link, ...] = ()
    section: str = ""
    changed_on: date | None = None
    context: Mapping[str, Any] | Callable[[], Mapping[str, Any]] = field(default_factory=dict)
    publication: Publication | None = None
    image: str = ""
    json_ld: tuple[Mapping[str, Any], ...] = ()
    alternates: tuple[Alternate, ...] = ()
    column: Link | None = None

    def made(self) -> Mapping[str, Any]:
        """Return the context, made where it is yet to be made."""
        return self.context() if callable(self.context) else self.context


@dataclass(frozen=True, slots=True)
class Data:
    """One file of data to be written as JSON.

    Attributes:
        url: From the site's root, ending with `.json`.
        make: Makes what is told: dictionaries, lists, text, numbers, truth values and None.
    """

    url: str
    make: Callable[[], Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Raw:
    """One file of bytes: an icon, a table, a catalogue.

    Attributes:
        url: From the site's root, never ending with a slash.
        content: The bytes; or what makes them when the file is written, as in `Page.context`.
    """

    url: str
    content: bytes | Callable[[], bytes]

    def made(self) -> bytes:
        """Return the bytes, made where they are yet to be made."""
        return self.content() if callable(self.content) else self.content


@dataclass(frozen=True, slots=True)
class Drawn:
    """One file whose bytes are made when it is written: a picture in one size, a QR code.

    Attributes:
        url: From the site's root, never ending with a slash.
        key: Stands for everything the bytes depend on; files of one key hold the same bytes. Or
            what makes it: only a build that compares asks for it.
        draw: Makes the bytes.
    """

    url: str
    key: str | Callable[[], str]
    draw: Callable[[], bytes]

    def known_by(self) -> str:
        """Return the key, made where it is yet to be made."""
        return self.key() if callable(self.key) else self.key


Planned = Page | Data | Raw | Drawn


def path_of(url: str) -> str:
    """Return the file that answers at an address, relative to the site's folder."""
    return f"{url}index.html" if not url or url.endswith("/") else url
