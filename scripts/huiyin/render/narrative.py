"""Narrative pages: written by hand in Markdown, rendered by the engine inside our frame."""

from __future__ import annotations

from ..model.site_model import SiteModel
from ..records.page import Page as Narrative
from . import linked_data
from .page import HOME, Page, Publication

# The engine renders both through its own door; these names choose the style sheets.
HOME_PAGE, NARRATIVE = "pages/home.html", "main.html"


def page(model: SiteModel, record: Narrative, url: str) -> Page:
    """Return what a narrative page says of itself. The home page is one of them.

    Args:
        model: The site.
        record: The page's front matter.
        url: Its address from the site's root; empty for the home page.
    """
    return Page(
        url=url,
        template=NARRATIVE if url else HOME_PAGE,
        title=record.title,
        description=record.description,
        trail=(HOME,) if url else (),
        section=url,
        changed_on=record.updated_on,
        publication=Publication(record.updated_on) if url and record.updated_on else None,
        json_ld=() if url else (linked_data.organization(model), linked_data.website(model)),
    )
