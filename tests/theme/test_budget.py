"""What a phone on a slow line must load before it can show a page."""

from __future__ import annotations

import gzip
import posixpath
from functools import cache
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

# What a server may send at once, ten packets of TCP, holds a record with all its styles.
BUDGET = 14 * 1024
RECORDS = (
    "deputies/deputy-*", "stations/station-*", "suggestions/*/[0-9r]*", "news/20*/*", "reports/*",
    "groups/group-*", "activities/20*/*", "bodies/*", "topics/*",
)  # fmt: skip


def test_a_record_with_its_styles_fits_into_the_first_round_trip(sample: Path) -> None:
    @cache
    def packed(path: str) -> int:
        return len(gzip.compress((sample / path).read_bytes(), mtime=0))

    def weight(folder: str) -> int:
        page = LexborHTMLParser((sample / folder / "index.html").read_bytes())
        sheets = (node.attributes["href"] or "" for node in page.css("link[rel=stylesheet]"))
        paths = [posixpath.normpath(posixpath.join(folder, sheet)) for sheet in sheets]
        return sum(map(packed, [f"{folder}/index.html", *paths]))

    folders = {
        path.relative_to(sample).as_posix()
        for pattern in RECORDS
        for path in sample.glob(pattern)
        if (path / "index.html").exists()
    }
    heavy = {folder: size for folder in folders if (size := weight(folder)) > BUDGET}

    assert (len(folders) > 200, heavy) == (True, {})


def test_nothing_but_the_view_switch_keeps_a_page_from_being_read(sample: Path) -> None:
    blocking = {
        (sample / posixpath.normpath(posixpath.join(path.parent.as_posix(), source))).stat().st_size
        for path in (file.relative_to(sample) for file in sample.rglob("index.html"))
        for node in LexborHTMLParser((sample / path).read_bytes()).css("script[src]")
        if node.attributes.get("type") != "module"
        for source in [(node.attributes["src"] or "")]
    }

    assert max(blocking) <= 1024
