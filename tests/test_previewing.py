"""A preview shows a save at once, judges it as a build does, and keeps the last good pages."""

from __future__ import annotations

import re
import shutil
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from huiyin import mkdocs_door
from huiyin.previewing import app
from huiyin.previewing.desk import Desk, Place
from huiyin.previewing.notice import with_notice
from huiyin.previewing.watcher import Watcher
from small_site import THEME, TODAY, SmallSite, tree

PAGE = "<html><body class=a><h1>井</h1></body></html>".encode()
NEWS, NEWS_PAGE = "news/2025/well-mended.md", "news/2025/well-mended/index.html"
URL = "https://xiaocheng.example.com/"


def _app(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
    start("200 OK", [("Content-Type", "text/html"), ("Content-Length", str(len(PAGE)))])
    return [PAGE]


@pytest.mark.parametrize(
    ("notice", "banner"),
    [
        ("", ""),
        ("a.md:1 <坏>", "a.md:1 &lt;坏&gt;</pre>"),
    ],
)
def test_a_problem_stands_above_the_last_good_page(notice: str, banner: str) -> None:
    told: list[Any] = []
    content = b"".join(with_notice(_app, lambda: notice)({}, lambda *args: told.append(args)))

    shown = re.sub(r'<pre role="alert" style="[^"]+">', "", content.decode())
    assert shown == PAGE.decode().replace("class=a>", f"class=a>{banner}")
    assert dict(told[0][1])["Content-Length"] == str(len(content))


class Bench:
    """A desk over a small site, judged in this process."""

    def __init__(self, site: SmallSite, folder: Path, theme: Path = THEME) -> None:
        self.site = site
        folder.mkdir()
        narrative = partial(mkdocs_door.narrative_pages, theme, site.root)
        place = Place(site.root, theme, URL, lambda _: TODAY, narrative)
        self.desk = Desk(place, folder)
        opened = self.desk.open(1)
        self.desk.settle(opened, opened.judge())

    def page(self, path: str = NEWS_PAGE) -> str:
        assert self.desk.shown.edition is not None
        return (self.desk.shown.edition.file(path) or b"").decode()

    def saved(self, *paths: str | Path) -> Callable[[], None]:
        """Take in a change; what is returned judges it."""
        taken = self.desk.take(
            [self.site.path(path) if isinstance(path, str) else path for path in paths]
        )
        return lambda: self.desk.settle(taken, taken.judge()) if taken else None


@pytest.fixture
def bench(site: SmallSite, tmp_path: Path) -> Bench:
    return Bench(site, tmp_path / "preview")


def test_every_file_has_the_bytes_a_build_writes(bench: Bench) -> None:
    built = tree(bench.site.build())
    del built["build.json"]  # the mark of a build
    edition = bench.desk.shown.edition
    assert edition is not None
    differing = [path for path, content in sorted(built.items()) if edition.file(path) != content]

    assert (differing, edition.file("no/such/page.html")) == ([], None)


def test_a_save_is_shown_before_it_is_judged(bench: Bench) -> None:
    bench.site.replace(NEWS, "井水清了", "井水甜了")
    judge = bench.saved(NEWS)
    before = "井水甜了" in bench.page()
    judge()

    assert (before, "井水甜了" in bench.page(), bench.desk.shown.notice) == (True, True, "")


def test_what_was_judged_bad_gives_way_to_the_last_good_page_until_it_is_mended(
    bench: Bench,
) -> None:
    good = bench.page()
    text = bench.site.read(NEWS)
    bench.site.write(NEWS, text.replace("井水清了", "井水甜了").replace("status:", "statis:"))
    judge = bench.saved(NEWS)
    told = "statis" in bench.desk.shown.notice
    judge()
    bad = (told and bench.page() == good, "statis" in bench.desk.shown.notice)
    bench.site.write(NEWS, text.replace("井水清了", "井水甜了"))
    bench.saved(NEWS)

    assert (bad, "井水甜了" in bench.page(), bench.desk.shown.notice) == ((True, True), True, "")


def test_after_a_bad_judgement_another_records_save_waits_for_its_own(bench: Bench) -> None:
    deputy = "deputies/deputy-0001.yml"
    bench.site.write(NEWS, bench.site.read(NEWS).replace("deputy-0001", "deputy-0999"))
    bench.saved(NEWS)()
    shown = bench.desk.shown
    bench.site.write(deputy, bench.site.read(deputy) + "\n")
    judge = bench.saved(deputy)
    waits = bench.desk.shown is shown
    judge()

    assert (waits, "deputy-0999" in bench.desk.shown.notice) == (True, True)


def test_files_that_come_go_and_move_are_noticed(bench: Bench) -> None:
    text = bench.site.read(NEWS)
    bench.site.remove(NEWS)
    bench.site.write("news/2025/well-again.md", text.replace("well-mended", "well-again"))
    bench.saved(NEWS, "news/2025/well-again.md")()

    assert bench.desk.shown.notice == ""
    assert (bench.page(), "井水清了" in bench.page("news/2025/well-again/index.html")) == ("", True)


def test_the_engine_writes_no_page_that_comes_from_records(bench: Bench, tmp_path: Path) -> None:
    edition = bench.desk.shown.edition
    assert edition is not None
    edition.narrative(edition.model, tmp_path / "narrative")
    folders = {path.partition("/")[0] for path in tree(tmp_path / "narrative")}

    assert folders == {"assets", "index.html", "pages"}


def test_a_fault_in_a_narrative_page_is_told(bench: Bench) -> None:
    bench.site.write("pages/about.md", "---\ntitle: 一\ndescription: 二\n---\n\n[三](gone.md)\n")
    bench.saved("pages/about.md")()

    assert "gone.md" in bench.desk.shown.notice


def test_an_edited_template_is_shown_without_judging(
    site: SmallSite, tmp_path: Path, themes: Path
) -> None:
    bench = Bench(site, tmp_path / "preview", themes)
    template = themes / "pages" / "article.html"
    template.write_text(template.read_text("utf-8").replace("</h1>", "！</h1>", 1), "utf-8")
    bench.saved(template)

    assert "！</h1>" in bench.page()


def test_a_page_that_cannot_be_printed_says_why(
    site: SmallSite, tmp_path: Path, themes: Path
) -> None:
    bench = Bench(site, tmp_path / "preview", themes)
    template = themes / "pages" / "article.html"
    template.write_text("{% nonsense %}", "utf-8")
    bench.saved(template)
    with _served(bench.desk) as base, pytest.raises(HTTPError, match="500") as refused:
        urlopen(f"{base}/news/2025/well-mended/")

    assert "pages/article.html:1  TemplateSyntaxError" in refused.value.read().decode()


@pytest.fixture
def themes(tmp_path: Path) -> Path:
    shutil.copytree(THEME, tmp_path / "theme")
    return tmp_path / "theme"


@contextmanager
def _served(desk: Desk) -> Iterator[str]:
    with app.server(desk, 0) as listening:
        thread = threading.Thread(target=lambda: listening.serve_forever(0.02))
        thread.start()
        try:
            yield f"http://127.0.0.1:{listening.server_port}"
        finally:
            listening.shutdown()
            thread.join()


def test_a_browser_gets_pages_is_led_to_folders_and_hears_of_changes(bench: Bench) -> None:
    with _served(bench.desk) as base:
        with urlopen(f"{base}/news/2025/well-mended") as answer:
            led, page = answer.url, answer.read().decode()
        with pytest.raises(HTTPError, match="404"):
            urlopen(f"{base}/no/such/page/")
        with urlopen(f"{base}/-/changes?{bench.desk.shown.number - 1}") as answer:
            heard = answer.read().decode().endswith("data: new\n\n")

    assert (led, "井水清了" in page, "/-/changes?" in page, heard) == (
        f"{base}/news/2025/well-mended/",
        True,
        True,
        True,
    )


def test_the_watcher_tells_what_changed_below_its_folders_only(tmp_path: Path) -> None:
    inside, single = tmp_path / "content", tmp_path / "site_config.yml"
    inside.mkdir()
    watcher = Watcher((inside,), (single,))
    try:
        for path in (inside / "a.yml", single, tmp_path / "other.yml"):
            path.write_text("x", "utf-8")
        heard = watcher.changed(5)
    finally:
        watcher.stop()

    assert heard == {inside / "a.yml", single}
