"""The rules of access that pages and components are judged by, in a real browser."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from playwright.sync_api import Page as Window

AXE = (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
JUDGE = (Path(__file__).parent / "access.js").read_text("utf-8")
# GOV.UK's, and the level AAA.
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "wcag2aaa", "best-practice")
LEAST_TARGET_PX = {"light": 44, "dark": 44, "elder": 60}


def set_view(page: Window, view: str, width_px: int) -> int:
    """Show a loaded page in another way, as its reader's device and its switches would.

    Args:
        page: The window.
        view: `light`, `dark`, `elder`, or `larger`: elder with the larger of its two sizes.
        width_px: The window's width in CSS pixels.

    Returns:
        How many CSS pixels wide the page has become; more than `width_px` where it scrolls.
    """
    page.set_viewport_size({"width": width_px, "height": 800})
    page.emulate_media(color_scheme="dark" if view == "dark" else "light")
    wide = page.evaluate(
        """(view) => {
            const root = document.documentElement;
            delete root.dataset.view;
            delete root.dataset.text;
            if (["elder", "larger"].includes(view)) root.dataset.view = "elder";
            if (view === "larger") root.dataset.text = "larger";
            return root.scrollWidth;
        }""",
        view,
    )
    return int(wide)
