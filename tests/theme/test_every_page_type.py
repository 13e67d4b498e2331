"""Every page type in a real browser: access rules, width, sizes of targets, policy, stillness."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser
from playwright.sync_api import Page as Window

from access import AXE, JUDGE, LEAST_TARGET_PX, TAGS, set_view
from small_site import THEME

TEMPLATES = sorted(f"pages/{path.name}" for path in (THEME / "pages").glob("*.html"))
PAGE_TYPES = ["home", "narrative", "404.html", *TEMPLATES]
PHONE = {"width": 360, "height": 740}
# Nothing may scroll sideways in any of these; axe and the sizes of targets judge those in JUDGED.
STATES = {
    "light": (320, 360, 768, 1280),
    "dark": (1280, 360),
    "elder": (320, 360, 768, 1280),
    "larger": (768, 320),
}
JUDGED = {(view, width) for view in ("light", "dark", "elder") for width in (360, 1280)}
WATCH = """
globalThis.__seen = { violations: [], shift: 0 };
addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
  __seen.violations.push(`${violatedDirective} ${blockedURI}`));
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) __seen.shift += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""


@dataclass
class Reader:
    """A window that goes from page to page, and what it has seen."""

    window: Window
    hosts: set[str | None] = field(default_factory=set)
    looks: list[str] = field(default_factory=list)

    def opens(self, address: str) -> dict[str, object]:
        """Load a page and scroll through it. Returns what it asked of others and what moved."""
        self.hosts.clear()
        self.window.set_viewport_size(PHONE)
        self.window.emulate_media(color_scheme="light")
        self.window.goto(address)
        self.window.evaluate("access.settled()")
        seen = self.window.evaluate("__seen")
        seen["shift"] = round(seen["shift"], 2)  # a busy machine parses a page in pieces
        self.window.evaluate("(looks) => { access.know(looks); access.unfold(); }", self.looks)
        return {**seen, "hosts": sorted(map(str, self.hosts))}

    def breaches(self) -> list[str]:
        """The rules of axe that the page breaks as it is shown now."""
        found = self.window.evaluate("(tags) => access.breaches(tags)", TAGS)
        self.looks += found["looks"]
        return list(found["faults"])

    def small_targets(self, least_px: int) -> list[str]:
        """Controls and lone links that are too low for a thumb."""
        return list(self.window.evaluate("(least) => access.smallTargets(least)", least_px))

    def lost_in_forced_colours(self) -> list[str]:
        """Controls and marks that a reader with colours of her own would not see."""
        self.window.emulate_media(forced_colors="active")
        found = self.window.evaluate("access.lost()")
        self.window.emulate_media(forced_colors="none")
        return list(found)


@pytest.fixture(scope="module")
def reader(browser: Browser) -> Iterator[Reader]:
    context = browser.new_context(locale="zh-CN", service_workers="block")
    for script in (AXE, JUDGE, WATCH):
        context.add_init_script(script)
    one = Reader(context.new_page())
    one.window.on("request", lambda sent: one.hosts.add(urlsplit(sent.url).hostname))
    yield one
    context.close()


def test_every_page_type_is_judged(page_types: dict[str, str]) -> None:
    assert sorted(page_types) == sorted(PAGE_TYPES)


@pytest.mark.parametrize("template", PAGE_TYPES)
def test_every_reader_can_use_every_page_type(
    template: str, page_types: dict[str, str], strict_site: str, reader: Reader
) -> None:
    quiet = reader.opens(strict_site + page_types[template])
    faults = []
    for view, widths in STATES.items():
        for width in widths:
            wide = set_view(reader.window, view, width)
            found = [f"scrolls sideways, {wide}"] if wide > width else []
            if (view, width) in JUDGED:
                found += [*reader.breaches(), *reader.small_targets(LEAST_TARGET_PX[view])]
            faults += [f"{view} {width}: {fault}" for fault in found]
    faults += reader.lost_in_forced_colours()

    assert (faults, quiet) == ([], {"violations": [], "shift": 0, "hosts": ["127.0.0.1"]})
