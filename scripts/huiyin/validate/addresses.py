"""Addresses: what is linked to is a public host, by its name and without a password."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from ..problems import Fault
from .catalogue import Catalogue

# Browsers also take 127.1, 0x7f.0.0.1 and full-width digits for numbers of machines.
_NUMBER = re.compile(r"(0x[0-9a-f]*|[\d\uff10-\uff19]+)", re.IGNORECASE)
_INSIDE = ("localhost", "local", "internal", "lan", "home", "intranet", "localdomain")


def check(catalogue: Catalogue) -> Iterator[Fault]:
    """Yield a fault for each web address that readers cannot or should not open."""
    for entry in catalogue.of("news"):
        if why := what_is_wrong(entry.record.source.url):
            yield entry.fault("unsafe-address", ("source", "url"), why=why)
    for entry in catalogue.rows["holiday-year"]:
        if why := what_is_wrong(entry.record.url):
            yield entry.fault("unsafe-address", ("url",), why=why)
    yield from _redirects(catalogue)


def _redirects(catalogue: Catalogue) -> Iterator[Fault]:
    """Yield a fault for each old address that is told twice, and each that leads back to itself."""
    seen: set[str] = set()
    for row in catalogue.rows["redirect"]:
        old = row.record.from_
        if old in seen:
            yield row.fault("listed-twice", ("from",), what="改过的地址", value=old)
        elif catalogue.redirects[old] in catalogue.redirects:
            yield row.fault("redirect-circle", ("to",), value=old)
        seen.add(old)


def what_is_wrong(url: str | None) -> str:
    """Return why an address may not be linked to: password, number, inside; empty when it may."""
    if not url:
        return ""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").rstrip(".。．｡")
        _ = parts.port
    except ValueError:
        return "broken"
    if "@" in parts.netloc or "\\" in parts.netloc:
        return "password"
    last = re.split(r"[.。．｡]", host)[-1]
    if ":" in host or _NUMBER.fullmatch(last):
        return "number"
    return "inside" if last in _INSIDE else ""
