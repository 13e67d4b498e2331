"""Pages at addresses that were left: they lead on, or say that what was here is gone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..model.site_model import SiteModel
from ..records.urls import narrative_url
from .page import HOME, Page, Planned, path_of


def plan(model: SiteModel, others: Sequence[Planned]) -> Iterator[Page]:
    """Yield a page for each old address that a reader may still have.

    Args:
        model: The site.
        others: Every page planned so far; one that has an old address keeps it. Addresses of
            other files, a feed for example, are left to the server's own redirects.
    """
    if not model.redirects:
        return
    taken = {path_of(page.url).casefold() for page in others}
    taken |= {path_of(narrative_url(path)) for path in model.pages}
    for old, new in model.redirects.items():
        url = old.lstrip("/")
        if url.endswith(("/", ".html", ".htm")) and path_of(url).casefold() not in taken:
            yield Page(
                url=url,
                template="pages/moved.html",
                title="这一页换了地址" if new else "这一页已经撤下",
                trail=(HOME,),
                context={"to": new.lstrip("/") if new else None},
            )
