"""Head: what every page says about itself and the site it belongs to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..model.numerals import chinese_date
from ..model.site_model import SiteModel
from ..records.urls import narrative_url
from ..settings import Footer
from .assets import StyleSheets
from .views import Day, Link


@dataclass(frozen=True, slots=True)
class Meta:
    """A page's description and tags. The attribute names are those MkDocs uses."""

    description: str = ""


@dataclass(frozen=True, slots=True)
class PageHead:
    """What a template knows as `page`. Narrative pages get MkDocs's object of the same shape.

    Attributes:
        url: From the site's root, without a first slash; empty for the home page.
        tags: Page tags of the government site guideline as (name, content).
    """

    title: str
    url: str
    canonical_url: str
    meta: Meta = field(default_factory=Meta)
    is_homepage: bool = False
    content: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """What a template knows as `site`: the same on every page.

    Attributes:
        style: Address of the style sheet of every page.
        styles: Template name → address of the sheet its pages load too.
        pages: Addresses of the narrative pages, so that templates link only to those that exist.
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


def frame(model: SiteModel, styles: StyleSheets, generator: str) -> Frame:
    """Return the site's frame.

    Args:
        model: The site.
        styles: The theme's style sheets.
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
    )
