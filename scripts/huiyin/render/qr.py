"""QR codes for paper: each leads to one page of this site and nowhere else."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache, partial
from math import isqrt

import segno

from ..model.site_model import SiteModel
from ..records import urls
from .page import Drawn

# One mask for all codes: to weigh all eight takes five times as long, and readers read any.
MASK = 3
BORDER = 4  # modules of white on each side
_ALIKE = 16  # addresses of one form, after which it pays to know what their figures change
_FIGURE = re.compile("[1-9]")
_RUN = re.compile(b"\0+|\x01+")
_LARGEST = 177  # modules on a side
_STROKES = {b"\1" * n: f"h{n}" for n in range(1, _LARGEST + 1)} | {
    b"\0" * n: f"m{n} 0" for n in range(1, _LARGEST + 1)
}
_forms: Counter[str] = Counter()


def svg(address: str) -> bytes:
    """Return a QR code as an SVG image of its own, four modules of white around it."""
    modules = _modules(address)
    side = isqrt(len(modules))
    path, end, above = [], 0, 0
    for number in range(side):
        row = modules[number * side : (number + 1) * side]
        dark = row.strip(b"\0")
        if not dark:
            continue
        first = row.index(1)
        path.append(f"m{first - end} {number - above}")
        path += map(_STROKES.__getitem__, _RUN.findall(dark))
        end, above = first + len(dark), number
    whole = side + 2 * BORDER
    start = f"M{BORDER} {BORDER}.5"  # a line runs through the middle of its row
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {whole} {whole}" class="segno">'
        f'<path fill="#fff" d="M0 0h{whole}v{whole}h-{whole}z"/>'
        f'<path class="qrline" stroke="#000" d="{start}{"".join(path).removeprefix("m0 0")}"/>'
        "</svg>\n"
    ).encode()


def _modules(address: str) -> bytes:
    """Return a code's modules row by row, 1 for dark and 0 for light.

    Codes are linear: a bit of the address turns the same modules over, whatever the others are.
    Most addresses differ from one another in figures alone, and a figure from 0 in four bits.
    """
    form = _FIGURE.sub("0", address)
    _forms[form] += 1
    if _forms[form] <= _ALIKE:
        return _encoded(address)
    modules = int.from_bytes(_form(form))
    for place in (match.start() for match in _FIGURE.finditer(address)):
        for bit in range(4):
            if int(address[place]) >> bit & 1:
                modules ^= _turned_over(form, place, bit)
    return modules.to_bytes(len(_form(form)))


@cache
def _form(form: str) -> bytes:
    return _encoded(form)


@cache
def _turned_over(form: str, place: int, bit: int) -> int:
    """Return the modules that a bit of a figure turns over."""
    other = f"{form[:place]}{1 << bit}{form[place + 1 :]}"
    return int.from_bytes(_form(form)) ^ int.from_bytes(_encoded(other))


def _encoded(address: str) -> bytes:
    code = segno.make(address, error="m", micro=False, boost_error=False, mask=MASK)
    return b"".join(map(bytes, code.matrix))


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
