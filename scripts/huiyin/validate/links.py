"""Links: a link in a text that means a record leads to one that readers can open on that day."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from datetime import date

from ..load.source import Source
from ..problems import Fault
from .catalogue import Catalogue, Entry
from .identity import FILED_KINDS

_LINK = re.compile(r"\]\(\s*<?/([^)\s>#?]*)")
# Addresses that records live at; lists beside them are left to the check of the built tree.
_RECORD = re.compile(
    r"(?:deputies/(?!former/|delegation/)|stations/(?!place/|kind/|next/|network/|closed/)|groups/|reports/|pages/|(?:news|activities)/\d{4}/"
    r"|suggestions/[^/]+/)(?!page/)[^/]+/"
)


def check(catalogue: Catalogue, sources: Sequence[Source], today: date) -> Iterator[Fault]:
    """Yield a fault for each link to a record that is not there, or not public.

    An address is told from the file's place, so that a broken record is no dead link as well.
    """
    there = {address_of(source.path) for source in sources}
    hidden = {address_of(entry.source.path) for entry in catalogue.entries if _hidden(entry, today)}
    for source in sources:
        if "](/" not in source.text.replace("<", ""):
            continue
        for number, line in enumerate(source.text.split("\n")):
            for match in _LINK.finditer(line):
                url = match[1] if match[1].endswith("/") else f"{match[1]}/"
                if not _RECORD.fullmatch(url) or (url in there and url not in hidden):
                    continue
                code = "link-to-hidden" if url in there else "link-to-nothing"
                yield source.fault_at(code, number, match.start(1) - 1, url=f"/{url}")
    for row in catalogue.rows["redirect"]:
        yield from _redirect(row, there, hidden)


def _redirect(row: Entry, there: Set[str], hidden: Set[str]) -> Iterator[Fault]:
    """Yield a fault for an old address that is alive, and a new one that is not."""
    old, new = (f"{(address or '').strip('/')}/" for address in (row.record.from_, row.record.to))
    if old.casefold() in there - hidden:
        yield row.fault("redirect-of-a-live-page", ("from",), url=row.record.from_)
    if _RECORD.fullmatch(new) and (new not in there or new in hidden):
        code = "link-to-hidden" if new in there else "link-to-nothing"
        yield row.fault(code, ("to",), url=f"/{new}")


def address_of(path: str) -> str:
    """Return the address at which a record's file is published."""
    below = path.removeprefix("content/").rsplit(".", 1)[0]
    below = below.removeprefix("reports/") if below.startswith("reports/suggestions/") else below
    return below.replace("reports/research/", "reports/") + "/"


def _hidden(entry: Entry, today: date) -> bool:
    if entry.kind not in FILED_KINDS:
        return False
    return getattr(entry.record, "is_stub", False) or not entry.record.is_public(today)
