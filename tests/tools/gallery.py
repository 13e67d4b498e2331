"""Take a picture of every page type as readers meet it: phone, tablet, desk, dark, elder, paper.

Usage: python tests/tools/gallery.py SITE OUT   (SITE is a built sample; the pictures and the index
in OUT are written anew)
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageOps
from playwright.sync_api import Browser, sync_playwright
from selectolax.lexbor import LexborHTMLParser
from serving import served

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "scripts"))

from huiyin import pipeline  # noqa: E402
from huiyin.render.page import Page, path_of  # noqa: E402
from huiyin.render.plan import plan  # noqa: E402

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
SAMPLE_DAY = date(2026, 3, 1)
HEIGHT_PX, GAP_PX, QUALITY = 720, 16, 28
MARGIN_PX = 34  # of the sheet of paper, in its picture
GROUND = (120, 120, 120)
INDEX = """\
# 页面图集

示例市网站的每一种页面，各拍六张，从左到右：手机（360 像素）、平板（768）、电脑（1280）、
深色、适老版（手机）、打印（A4）。图是程序拍的：`make gallery`。
"""


@dataclass(frozen=True)
class Shot:
    """One way to meet a page: a width in CSS pixels, a scale, and how the reader looks at it."""

    width_px: int
    scale: float
    scheme: str = "light"
    medium: str = "screen"
    view: str = ""


SHOTS = (
    Shot(360, 0.7),
    Shot(768, 0.5),
    Shot(1280, 0.5),
    Shot(1280, 0.4, scheme="dark"),
    Shot(360, 0.7, view="elder"),
    Shot(658, 0.5, medium="print"),  # A4 at 96 dots an inch, less its margins
)


def page_types(site: Path) -> dict[str, str]:
    """Name of a template → address of its fullest page."""
    model = pipeline.model_of(pipeline.read_and_judge(ROOT), SAMPLE_DAY)
    found = {"home": [""], "narrative": ["pages/accessibility/"]}
    for planned in plan(model):
        if isinstance(planned, Page) and path_of(planned.url).endswith(".html"):
            found.setdefault(Path(planned.template).stem, []).append(planned.url)
    found["search"] = ["search/?q=%E9%A5%AE%E6%B0%B4"]

    def size(url: str) -> int:
        return 0 if "?" in url else (site / path_of(url)).stat().st_size

    return {name: max(urls, key=size) for name, urls in found.items()}


def pictures(browser: Browser, root: str, types: dict[str, str], shot: Shot) -> list[Image.Image]:
    """Take every page type in one way."""
    context = browser.new_context(
        viewport={"width": shot.width_px, "height": round(HEIGHT_PX / shot.scale)},
        color_scheme=shot.scheme,
        locale="zh-CN",
        service_workers="block",
    )
    window = context.new_page()
    window.emulate_media(media=shot.medium)
    window.add_init_script(f"localStorage.setItem('view', '{shot.view}')")
    size = (round(shot.width_px * shot.scale), HEIGHT_PX)
    taken = []
    for name, url in types.items():
        window.goto(root + url)
        if name == "search":
            window.wait_for_selector(".search-result")
        taken.append(Image.open(BytesIO(window.screenshot())).convert("RGB"))
    context.close()
    small = [picture.resize(size, Image.Resampling.LANCZOS) for picture in taken]
    return [on_paper(picture) for picture in small] if shot.medium == "print" else small


def on_paper(picture: Image.Image) -> Image.Image:
    """Give a printed page its margins."""
    paper = ImageOps.expand(picture, MARGIN_PX, "white")
    return paper.crop((0, 0, paper.width, HEIGHT_PX))


def titles(site: Path, types: dict[str, str]) -> dict[str, str]:
    """Name of a template → the heading of the page that was taken."""
    pages = {name: site / path_of(url.partition("?")[0]) for name, url in types.items()}
    return {
        name: LexborHTMLParser(path.read_bytes()).css_first("h1").text().strip()
        for name, path in pages.items()
    }


def index(headings: dict[str, str]) -> str:
    """The page that shows the pictures."""
    rows = (f"## {heading}\n\n![{heading}]({name}.webp)\n" for name, heading in headings.items())
    return "\n".join([INDEX, *rows])


def sheet(row: Sequence[Image.Image]) -> Image.Image:
    width = sum(picture.width + GAP_PX for picture in row) + GAP_PX
    whole = Image.new("RGB", (width, HEIGHT_PX + 2 * GAP_PX), GROUND)
    left = GAP_PX
    for picture in row:
        whole.paste(picture, (left, GAP_PX))
        left += picture.width + GAP_PX
    return whole


def main(site: Path, out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    for old in out.glob("*.webp"):
        old.unlink()
    executable = next(filter(None, map(shutil.which, CHROMIUM)))
    with served(site) as root, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        types = page_types(site)
        columns = [pictures(browser, root, types, shot) for shot in SHOTS]
        browser.close()
    for name, row in zip(types, zip(*columns, strict=True), strict=True):
        sheet(row).save(out / f"{name}.webp", quality=QUALITY, method=6)
    (out / "README.md").write_text(index(titles(site, types)), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
