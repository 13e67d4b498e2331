"""QR codes for paper: each leads to one page of this site and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from io import BytesIO

import segno

from ..model.site_model import SiteModel
from ..records import urls
from .page import Drawn

# One mask for all codes: to weigh all eight takes five times as long, and readers read any.
MASK = 3


def svg(address: str) -> bytes:
    """Return a QR code as an SVG image of its own, four modules of white around it."""
    code = segno.make(address, error="m", micro=False, boost_error=False, mask=MASK)
    out = BytesIO()
    code.save(out, kind="svg", xmldecl=False, omitsize=True, dark="#000", light="#fff", border=4)
    return out.getvalue()


def code(model: SiteModel, url: str) -> Drawn | None:
    """Return the code that leads to a page, beside that page; None without the site's address.

    Args:
        model: The site.
        url: The page's address from the site's root, ending with a slash.
    """
    if not model.settings.site_url:
        return None
    address = f"{model.settings.site_url}{url}"
    return Drawn(code_url(url), f"qr {address}", partial(svg, address))


def code_url(url: str) -> str:
    """Return where the code is that leads to a page."""
    return f"{url}qr.svg"


def plan(model: SiteModel) -> Iterator[Drawn]:
    """Yield a code for every deputy in office."""
    for deputy in model.deputies.values():
        drawn = code(model, urls.deputy_url(deputy.id)) if model.is_serving(deputy) else None
        if drawn:
            yield drawn
