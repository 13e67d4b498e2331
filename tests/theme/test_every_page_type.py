"""Every page type in a real browser: access rules, width, sizes of targets, policy, stillness."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page as Window

from access import AXE, DESK, PHONE, RUN_AXE, SMALL_TARGETS, TAGS, set_view

TOUCHED_BY_COLOUR = ["color-contrast-enhanced"]
TOUCHED_BY_WIDTH = ["target-size", "scrollable-region-focusable"]
Run = tuple[dict[str, int], list[str] | None]  # a window's size, and the rules; None for all

WATCH = """
globalThis.__seen = { violations: [], shift: 0 };
addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
  __seen.violations.push(`${violatedDirective} ${blockedURI}`));
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) __seen.shift += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""


@pytest.mark.parametrize(
    ("view", "first", "second"),
    [
        # Colours do not change with the width, so each view is judged whole at one of them.
        ("light", (DESK, None), (PHONE, TOUCHED_BY_WIDTH)),
        ("elder", (PHONE, None), (DESK, ["target-size"])),
        ("dark", (PHONE, TOUCHED_BY_COLOUR), None),
    ],
)
def test_no_page_type_breaks_a_rule_of_access(
    view: str,
    first: Run,
    second: Run | None,
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
        for size, only in filter(None, (first, second)):
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
