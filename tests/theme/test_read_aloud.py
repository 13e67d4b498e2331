"""Reading aloud: offered in the elder view where the device has a Chinese voice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page as Window

from small_site import SmallSite

# A device with a voice: it speaks nothing, and ends a sentence when the test says so.
VOICE = """
localStorage.setItem("view", "elder");
globalThis.__said = [];
globalThis.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
Object.defineProperty(globalThis, "speechSynthesis", { value: {
  getVoices: () => [{ name: "test", lang: "LANG" }],
  speak(speech) { __said.push(speech.text); this.now = speech; },
  cancel() { const now = this.now; this.now = null; now?.onend(); },
  end() { const now = this.now; this.now = null; now.onend(); },
} });
"""


@pytest.fixture
def article(
    site: SmallSite, serve: Callable[[Path], str], page: Window
) -> Iterator[Callable[[str], Window]]:
    """A function that opens an article on a device whose voice speaks a language."""
    root = serve(site.build())

    def opened(lang: str) -> Window:
        page.add_init_script(VOICE.replace("LANG", lang))
        page.goto(f"{root}news/2025/well-mended/", wait_until="networkidle")
        return page

    return opened


def test_a_device_without_a_chinese_voice_offers_nothing(article) -> None:
    assert not article("en-GB").locator("[data-module=read-aloud]").is_visible()


def test_the_page_is_read_sentence_by_sentence_and_keeps_its_place(article) -> None:
    page = article("zh-CN")
    page.get_by_role("button", name="朗读本页").click()
    page.evaluate("speechSynthesis.end()")
    page.get_by_role("button", name="暂停").click()
    paused = page.evaluate("__said.length")
    page.get_by_role("button", name="继续朗读").click()
    said = page.evaluate("__said")

    assert (paused, said[0], said[1] == said[2], len(said)) == (2, "村口的井修好了", True, 3)


def test_what_is_read_is_marked_and_stopping_begins_anew(article) -> None:
    page = article("zh-CN")
    page.get_by_role("button", name="朗读本页").click()
    marked = page.locator(".is-read-aloud").inner_text()
    page.evaluate("speechSynthesis.end()")
    page.get_by_role("button", name="停止").click()
    after = page.locator(".is-read-aloud").count()
    page.get_by_role("button", name="朗读本页").click()

    assert (marked, after, page.evaluate("__said.at(-1)")) == (
        "村口的井修好了",
        0,
        "村口的井修好了",
    )
