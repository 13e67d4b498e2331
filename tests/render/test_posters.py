"""A poster is one sheet of paper that says when, who and where, and leads to the station's page."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Page

SHEET = re.compile(rb"/Type\s*/Page\b(?!s)")
FULLEST = "station-city-home"


@pytest.fixture
def poster(page: Page, sample: Path, serve: Callable[[Path], str]) -> Page:
    page.goto(f"{serve(sample)}stations/{FULLEST}/poster/")
    page.emulate_media(media="print")
    return page


def test_the_code_on_the_poster_opens_the_page_of_the_station(poster: Page) -> None:
    shot = poster.locator(".poster__code img").screenshot()

    assert [read.text for read in zxingcpp.read_barcodes(Image.open(BytesIO(shot)))] == [
        f"https://renda.example.com/stations/{FULLEST}/"
    ]


def test_the_fullest_poster_is_one_sheet_and_nothing_but_the_poster(poster: Page) -> None:
    sheets = len(SHEET.findall(poster.pdf(prefer_css_page_size=True)))
    shown = [poster.locator(part).is_visible() for part in (
        ".poster", ".site-header", ".site-footer", ".breadcrumbs", ".poster-help")]  # fmt: skip

    assert (sheets, shown) == (1, [True, False, False, False, False])


def test_the_poster_and_the_page_tell_the_same_dates(sample: Path) -> None:
    def days(path: str) -> list[str]:
        html = (sample / "stations" / FULLEST / path).read_text("utf-8")
        return re.findall(r'<time datetime="([0-9-]+)">', html[html.index("<main") :])[:3]

    assert days("poster/index.html") == days("index.html")
    assert len(days("index.html")) == 3
