"""Take a picture of every page type as readers meet it: phone, tablet, desk, dark, elder, paper.

Usage: python tests/tools/gallery.py SITE OUT   (SITE is a built sample; OUT is emptied first)
"""

from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright
from serving import served

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "scripts"))

from huiyin import pipeline  # noqa: E402
from huiyin.render.page import Page, path_of  # noqa: E402
from huiyin.render.plan import plan  # noqa: E402

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
SAMPLE_DAY = date(2026, 3, 1)
HEIGHT_PX, GAP_PX, QUALITY = 720, 16, 45
GROUND = (120, 120, 120)


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
    Shot(794, 0.5, medium="print"),  # A4 at 96 dots an inch
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


def picture(browser: Browser, address: str, shot: Shot) -> Image.Image:
    context = browser.new_context(
        viewport={"width": shot.width_px, "height": round(HEIGHT_PX / shot.scale)},
        color_scheme=shot.scheme,
        locale="zh-CN",
        service_workers="block",
    )
    window = context.new_page()
    window.emulate_media(media=shot.medium)
    window.add_init_script(f"localStorage.setItem('view', '{shot.view}')")
    window.goto(address, wait_until="networkidle")
    image = Image.open(BytesIO(window.screenshot())).convert("RGB")
    context.close()
    return image.resize((round(shot.width_px * shot.scale), HEIGHT_PX), Image.Resampling.LANCZOS)


def sheet(pictures: list[Image.Image]) -> Image.Image:
    width = sum(picture.width + GAP_PX for picture in pictures) + GAP_PX
    whole = Image.new("RGB", (width, HEIGHT_PX + 2 * GAP_PX), GROUND)
    left = GAP_PX
    for picture_ in pictures:
        whole.paste(picture_, (left, GAP_PX))
        left += picture_.width + GAP_PX
    return whole


def main(site: Path, out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    for old in out.glob("*.webp"):
        old.unlink()
    executable = next(filter(None, map(shutil.which, CHROMIUM)))
    with served(site) as root, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        for name, url in page_types(site).items():
            whole = sheet([picture(browser, root + url, shot) for shot in SHOTS])
            whole.save(out / f"{name}.webp", quality=QUALITY, method=6)
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
