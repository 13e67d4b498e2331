"""Without a network: what was visited is still there, and a worker can take itself away."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext
from playwright.sync_api import Page as Window

from small_site import SmallSite

KEPT = """
async () => {
  const paths = [];
  for (const name of await caches.keys()) {
    for (const { url } of await (await caches.open(name)).keys()) {
      paths.push(new URL(url).pathname);
    }
  }
  return paths.sort();
}
"""

# The names of what is kept, once they are as wanted or will not be.
SETTLED_NAMES = """
async (wanted) => {
  for (let tries = 0; tries < 500; tries++) {
    if ((await caches.keys()).join() === wanted) break;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return caches.keys();
}
"""


@pytest.fixture
def reader(browser: Browser) -> Iterator[Window]:
    """A window whose workers are let be."""
    context: BrowserContext = browser.new_context(locale="zh-CN", service_workers="allow")
    yield context.new_page()
    context.close()


def visit(reader: Window, url: str) -> None:
    reader.goto(url, wait_until="load")
    reader.wait_for_function("navigator.serviceWorker.controller !== null")


def a_minute_later(file: Path) -> None:
    """Let a file be newer to a browser: servers tell times in whole seconds."""
    later = file.stat().st_mtime + 60
    os.utime(file, (later, later))


def heading(reader: Window) -> str:
    return reader.locator("h1").inner_text()


def test_a_visited_page_can_be_read_without_a_network(
    site: SmallSite, serve: Callable[[Path], str], reader: Window
) -> None:
    root = serve(site.build())
    visit(reader, root)
    reader.goto(f"{root}stations/")
    styled = reader.evaluate("getComputedStyle(document.body).display")
    reader.context.set_offline(True)
    reader.goto(f"{root}stations/")
    known = (heading(reader), reader.evaluate("getComputedStyle(document.body).display"))
    reader.goto(f"{root}deputies/")

    assert (known, heading(reader)) == (("联络站", styled), "现在没有网络")


def test_with_a_network_the_newest_page_is_shown(
    site: SmallSite, serve: Callable[[Path], str], reader: Window
) -> None:
    root = serve(site.build())
    visit(reader, root)
    reader.goto(f"{root}stations/")
    path = site.out / "stations/index.html"
    path.write_text(path.read_text("utf-8").replace("<h1>联络站", "<h1>新的联络站"), "utf-8")
    later = path.stat().st_mtime + 60  # servers tell times in whole seconds
    os.utime(path, (later, later))
    reader.goto(f"{root}stations/")

    assert heading(reader) == "新的联络站"


def test_only_pages_and_their_parts_are_kept(
    site: SmallSite, serve: Callable[[Path], str], reader: Window
) -> None:
    root = serve(site.build())
    visit(reader, root)
    reader.goto(f"{root}stations/?from=somewhere")
    reader.evaluate("fetch('../deputies/deputy-0001/index.json').then((answer) => answer.text())")
    reader.goto(f"{root}nowhere/")
    reader.goto(f"{root}search/?q=%E4%BA%95", wait_until="networkidle")
    kept = reader.evaluate(KEPT)

    wrong = [p for p in kept if p.startswith(("/stations", "/deputies", "/nowhere"))]
    assert (wrong, "/search/" in kept) == ([], True)


def test_offline_the_search_answers_from_what_was_seen_and_says_so(
    site: SmallSite, serve: Callable[[Path], str], reader: Window
) -> None:
    """What was asked is found again; of other words it says that it could not look everywhere."""
    root = serve(site.build())
    visit(reader, root)
    online = asked(reader, f"{root}search/?q=李华")
    reader.context.set_offline(True)

    assert (asked(reader, f"{root}search/?q=李华"), asked(reader, f"{root}search/?q=井水")) == (
        online,
        ("网络不通，看过的内容里没有找到“井水”。连上网络以后再试。", []),
    )
    assert online[1][0] == "李华"


def asked(reader: Window, url: str) -> tuple[str, list[str]]:
    """What the search page says and lists."""
    reader.goto(url)
    status = reader.locator("[data-search-status]")
    status.filter(has_text="。").wait_for()
    return status.inner_text(), reader.locator(".search-result__title").all_inner_texts()


def test_a_new_theme_drops_what_the_old_one_kept(
    site: SmallSite, serve: Callable[[Path], str], reader: Window
) -> None:
    root = serve(site.build())
    visit(reader, root)
    [old] = reader.evaluate("caches.keys()")
    worker = site.out / "sw.js"
    worker.write_text(worker.read_text("utf-8").replace(old, "huiyin-newer"), "utf-8")
    a_minute_later(worker)
    reader.evaluate("navigator.serviceWorker.getRegistration().then((r) => r.update())")

    assert reader.evaluate(SETTLED_NAMES, "huiyin-newer") == ["huiyin-newer"]


def test_a_site_that_wants_no_worker_takes_the_old_one_away(
    site: SmallSite, serve: Callable[[Path], str], reader: Window
) -> None:
    root = serve(site.build())
    visit(reader, root)
    site.replace("site_config.yml", "    footer:\n", "    offline: false\n    footer:\n")
    a_minute_later(site.build() / "sw.js")
    reader.goto(root)
    reader.evaluate("navigator.serviceWorker.getRegistration().then((r) => r?.update())")
    reader.evaluate(SETTLED_NAMES, "")
    reader.goto(root, wait_until="networkidle")
    left = "navigator.serviceWorker.getRegistrations().then((all) => all.length)"

    assert (reader.evaluate(left), reader.evaluate(KEPT)) == (0, [])
