"""Every page type in a real browser: access rules, width, sizes of targets, policy, stillness."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page as Window

AXE = (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "wcag2aaa", "best-practice")
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 800}
TOUCHED_BY_COLOUR = ["color-contrast-enhanced"]
TOUCHED_BY_WIDTH = [*TOUCHED_BY_COLOUR, "target-size", "scrollable-region-focusable"]
Run = tuple[dict[str, int], list[str] | None]  # a window's size, and the rules; None for all

RUN_AXE = """
async ({ tags, only }) => {
  const runOnly = only ? { type: "rule", values: only } : { type: "tag", values: tags };
  const rules = only ? {} : { "color-contrast": { enabled: false } }; // …-enhanced asks for more
  const options = { runOnly, rules, resultTypes: ["violations"], iframes: false, preload: false };
  const { violations } = await axe.run(document, options);
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id} ${node.target} ${node.any[0]?.message ?? ""}`));
}
"""
# A target is a control, or a link that stands alone; one inside a sentence is as high as its line.
SMALL_TARGETS = """
(least) => {
  const faults = [];
  const exempt = ".visually-hidden, .skip-link, .breadcrumbs";
  for (const node of document.querySelectorAll("a[href], button, summary, input, select")) {
    const box = node.getBoundingClientRect();
    const style = getComputedStyle(node);
    const hidden = style.visibility === "hidden" || style.clipPath !== "none";
    if (!box.width || hidden || node.closest(exempt)) continue;
    if (node.localName === "a" && style.display === "inline") {
      const block = node.closest("h1, h2, h3, h4, p, li, dd, td, th, figcaption, div");
      if (block && block.textContent.trim() !== node.textContent.trim()) continue;
    }
    const label = ["checkbox", "radio"].includes(node.type) ? node.closest("label") : null;
    const height = (label ?? node).getBoundingClientRect().height;
    const name = `${node.className || node.localName} "${node.textContent.trim().slice(0, 12)}"`;
    if (height < least - 0.5) faults.push(`${name} ${height}`);
  }
  return faults;
}
"""
WATCH = """
globalThis.__seen = { violations: [], shift: 0 };
addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
  __seen.violations.push(`${violatedDirective} ${blockedURI}`));
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) __seen.shift += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""


def set_view(page: Window, view: str) -> None:
    page.emulate_media(color_scheme="dark" if view == "dark" else "light")
    page.evaluate("(view) => { document.documentElement.dataset.view = view }", view)


@pytest.mark.parametrize(
    ("view", "first", "second"),
    [
        ("light", (DESK, None), (PHONE, TOUCHED_BY_WIDTH)),
        ("elder", (PHONE, None), (DESK, TOUCHED_BY_WIDTH)),
        ("dark", (PHONE, TOUCHED_BY_COLOUR), (DESK, TOUCHED_BY_COLOUR)),
    ],
)
def test_no_page_type_breaks_a_rule_of_access(
    view: str,
    first: Run,
    second: Run,
    page_types: dict[str, str],
    strict_site: str,
    window: Callable[..., Window],
) -> None:
    page = window()
    faults = []
    for template, url in page_types.items():
        page.goto(strict_site + url)
        page.evaluate(AXE)
        set_view(page, view)
        for size, only in (first, second):
            page.set_viewport_size(size)
            found = page.evaluate(RUN_AXE, {"tags": TAGS, "only": only})
            faults += [f"{template} {size['width']}: {fault}" for fault in found]

    assert faults == []


def test_no_page_type_scrolls_sideways(
    page_types: dict[str, str], strict_site: str, window: Callable[..., Window]
) -> None:
    page = window()
    faults = []
    for template, url in page_types.items():
        page.goto(strict_site + url)
        for view, width in (("light", 320), ("elder", 320), ("elder", 768), ("light", 1280)):
            set_view(page, view)
            page.set_viewport_size({"width": width, "height": 800})
            wide = page.evaluate("document.documentElement.scrollWidth")
            if wide > width:
                faults.append(f"{template} {view} {width}: {wide}")

    assert faults == []


def test_targets_are_large_enough_for_a_thumb(
    page_types: dict[str, str], strict_site: str, window: Callable[..., Window]
) -> None:
    page = window(viewport=PHONE)
    faults = []
    for template, url in page_types.items():
        page.goto(strict_site + url)
        for view, least in (("light", 44), ("elder", 60)):
            set_view(page, view)
            faults += [f"{template} {view}: {f}" for f in page.evaluate(SMALL_TARGETS, least)]

    assert faults == []


def test_no_page_type_breaks_the_policy_asks_elsewhere_or_moves(
    page_types: dict[str, str], strict_site: str, window: Callable[..., Window]
) -> None:
    page = window(viewport=PHONE)
    page.add_init_script(WATCH)
    asked: set[str | None] = set()
    page.on("request", lambda request: asked.add(urlsplit(request.url).hostname))
    faults = []
    for template, url in page_types.items():
        page.goto(strict_site + url, wait_until="networkidle")
        page.mouse.wheel(0, 4000)
        seen = page.evaluate("__seen")
        if seen["violations"] or seen["shift"] > 0:
            faults.append((template, seen))

    assert (faults, asked) == ([], {"127.0.0.1"})
