"""Head: what every page says about itself and the site it belongs to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import orjson
from jinja2.utils import htmlsafe_json_dumps

from ..model.numerals import chinese_date
from ..model.site_model import SiteModel
from ..records import labels
from ..records.urls import narrative_url
from ..settings import Footer
from .assets import StyleSheets
from .page import Alternate, Page
from .views import Day, Link

CARD = "assets/icons/icon-512.png"  # the picture of a page that has none of its own


@dataclass(frozen=True, slots=True)
class Meta:
    """A page's description. The attribute names are those MkDocs uses."""

    description: str = ""


@dataclass(frozen=True, slots=True)
class PageHead:
    """What a template knows as `page`. Narrative pages get MkDocs's object of the same shape.

    Attributes:
        url: From the site's root, without a first slash; empty for the home page.
    """

    title: str
    url: str
    canonical_url: str
    meta: Meta = field(default_factory=Meta)
    is_homepage: bool = False
    content: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """What a template knows as `meta`: what a page tells machines about itself.

    Attributes:
        image: Full address of the picture for shared links; empty when the site has no address.
        is_article: Whether the page is content with a day, and no list.
        tags: Page tags (网页标签) as (name, content), none of them empty.
        json_ld: A JSON-LD document, safe inside a script element; empty when there is none.
    """

    title: str
    description: str
    canonical_url: str
    image: str
    is_article: bool
    tags: tuple[tuple[str, str], ...]
    json_ld: str
    alternates: tuple[Alternate, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """What a template knows as `site`: the same on every page.

    Attributes:
        style: Address of the style sheet of every page.
        styles: Template name → address of the sheet its pages load too.
        pages: Addresses of the narrative pages, so that templates link only to those that exist.
        version: Fingerprint of the theme's assets.
        offline: Whether browsers may keep visited pages.
    """

    name: str
    congress: str
    motto: str
    url: str
    notice: str
    built: Day
    navigation: tuple[Link, ...]
    footer: Footer
    footer_links: tuple[Link, ...]
    style: str
    styles: Mapping[str, str]
    search: str
    generator: str
    pages: frozenset[str]
    version: str
    offline: bool


def frame(model: SiteModel, styles: StyleSheets, version: str, generator: str) -> Frame:
    """Return the site's frame.

    Args:
        model: The site.
        styles: The theme's style sheets.
        version: Fingerprint of the theme's assets.
        generator: Name and version of this program.
    """
    ours = model.settings.ours
    return Frame(
        name=model.settings.site_name,
        congress=model.congress.name,
        motto=ours.motto,
        url=model.settings.site_url or "",
        notice=ours.sample.notice if ours.sample else "",
        built=Day(model.today.isoformat(), chinese_date(model.today)),
        navigation=tuple(Link(link.title, link.url.lstrip("/")) for link in ours.navigation),
        footer=ours.footer,
        footer_links=tuple(Link(link.title, link.url.lstrip("/")) for link in ours.footer_links),
        style=styles.site,
        styles=styles.of_templates,
        search="search/",
        generator=generator,
        pages=frozenset(narrative_url(path) for path in model.pages),
        version=version,
        offline=ours.offline,
    )


def head(frame: Frame, page: Page) -> Head:
    """Return what a page tells machines about itself."""
    address = f"{frame.url}{_spoken_for(page)}" if frame.url and page.url != "404.html" else ""
    return Head(
        title=page.title,
        description=page.description,
        canonical_url=address,
        image=f"{frame.url}{page.image or CARD}" if frame.url else "",
        is_article=page.publication is not None,
        tags=tuple((name, value) for name, value in _tags(frame, page) if value),
        json_ld=_json_ld(frame, page),
        alternates=page.alternates,
    )


def _spoken_for(page: Page) -> str:
    """Return the address a page stands for: its own, or the new one where it was left."""
    if page.template != "pages/moved.html" or not isinstance(page.context, Mapping):
        return page.url
    new = page.context["to"]
    return page.url if new is None else str(new)


def _tags(frame: Frame, page: Page) -> Iterator[tuple[str, str]]:
    yield "SiteName", frame.name
    yield "SiteDomain", urlsplit(frame.url).hostname or ""
    yield "SiteIDCode", frame.footer.site_id_code or ""
    if not page.url or page.url == "404.html":
        return
    column = page.column or Link(page.title, page.url, page.description)
    part = page.url.partition("/")[0]
    yield "ColumnName", column.title
    yield "ColumnDescription", column.note or column.title
    yield "ColumnKeywords", f"{column.title},{frame.congress}"
    yield "ColumnType", labels.COLUMN_TYPE.get(part, labels.OTHER_COLUMN_TYPE)
    if page.publication:
        published = page.publication
        yield "ArticleTitle", page.title
        yield "PubDate", published.on.strftime("%Y-%m-%d %H:%M")
        yield "ContentSource", published.source or frame.footer.organiser
        yield "Keywords", ",".join(published.keywords)
        yield "Author", published.author
        yield "Description", page.description
        yield "Image", f"{frame.url}{page.image}" if page.image and frame.url else ""
        yield "Url", f"{frame.url}{page.url}" if frame.url else ""


def _json_ld(frame: Frame, page: Page) -> str:
    objects = list(page.json_ld)
    if page.trail and frame.url:
        objects.append(_breadcrumbs(frame, page))
    if not objects:
        return ""
    document = {"@context": "https://schema.org", "@graph": objects}
    return htmlsafe_json_dumps(document, dumps=lambda told: orjson.dumps(told).decode())


def _breadcrumbs(frame: Frame, page: Page) -> dict[str, Any]:
    steps = [*page.trail, Link(page.title, page.url)]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": at, "name": step.title, "item": frame.url + step.url}
            for at, step in enumerate(steps, 1)
        ],
    }
