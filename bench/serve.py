"""Measure the preview, from a save to the page: `python -m bench.serve ROOT --date 2026-03-01`.

Starts `serve.py` on a copy of a congress, edits a record, a template and a style sheet, breaks a
record and mends it, and asks for the page until it shows the edit, as a browser would that was told
at once. Writes its section of `docs/benchmarks.md`.
"""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from urllib.error import HTTPError
from urllib.request import urlopen

import click

from .document import table, write_section

PROJECT = Path(__file__).parents[1]
PORT = 8790
ASKED_EVERY_S = 0.01
CAP_S = 120
MADE_WITHIN_S = 0.5  # what a person needs at least between two saves
TEMPLATE, ANCHOR = "theme/pages/suggestion.html", "</h1>"
STYLES = "theme/assets/css/layout.css"


@dataclass(frozen=True, slots=True)
class Preview:
    """A preview that runs."""

    root: Path
    log: Path

    def page(self, url: str) -> str:
        """Return a page as it is served now; an error page, too."""
        try:
            with urlopen(f"http://127.0.0.1:{PORT}/{url}") as answer:
                return str(answer.read().decode("utf-8", "replace"))
        except HTTPError as error:
            return error.read().decode("utf-8", "replace")

    def seconds_until(self, shown: Callable[[], bool]) -> float:
        """Wait until something is shown, and return how long that took."""
        begun = time.perf_counter()
        while time.perf_counter() - begun < CAP_S:
            with suppress(OSError):
                if shown():
                    return time.perf_counter() - begun
            time.sleep(ASKED_EVERY_S)
        raise TimeoutError(self.log.read_text("utf-8")[-2000:])

    def rest(self) -> None:
        """Wait until the last change was judged."""
        self.seconds_until(lambda: self._last_line().startswith("检查过了"))
        time.sleep(MADE_WITHIN_S)

    def _last_line(self) -> str:
        return (self.log.read_text("utf-8").splitlines() or [""])[-1]


@contextmanager
def started(root: Path, day: str, log: Path) -> Iterator[Preview]:
    """Start a preview and end it."""
    command = [sys.executable, "-u", PROJECT / "scripts/serve.py", "--root", root]
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*map(str, command), "--date", day, "--port", str(PORT)],
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            yield Preview(root, log)
        finally:
            process.send_signal(signal.SIGINT)
            process.wait()


def measured(preview: Preview, rounds: int) -> dict[str, list[float]]:
    """Return what was changed → seconds until it was shown, a figure a round."""
    record = sorted((preview.root / "content/reports/suggestions").rglob("*.md"))[100]
    url = f"suggestions/{record.parent.name}/{record.stem}/"
    template, styles = preview.root / TEMPLATE, preview.root / STYLES
    text, html, css = (path.read_text("utf-8") for path in (record, template, styles))
    found: dict[str, list[float]] = {}

    def change(name: str, path: Path, content: str, shown: Callable[[str], bool]) -> None:
        path.write_text(content, "utf-8")
        took_s = preview.seconds_until(lambda: shown(preview.page(url)))
        found.setdefault(name, []).append(took_s)

    for number in range(rounds):
        mark = f"第{number + 1}次改动"
        change("a record", record, f"{text}\n补充：{mark}。\n", lambda page, m=mark: m in page)
        preview.rest()
        mark = f"<!-- {number} -->"
        changed = html.replace(ANCHOR, f"{mark}{ANCHOR}", 1)
        change("a template", template, changed, lambda page, m=mark: m in page)
        time.sleep(MADE_WITHIN_S)
        before = _sheet(preview.page(url))
        more = f"{css}\nmain {{ order: {number + 1}; }}\n"
        change("a style sheet", styles, more, lambda page, b=before: _sheet(page) not in ("", b))
        time.sleep(MADE_WITHIN_S)
        broken = text.replace("title:", "titel:", 1)
        change("a record, broken", record, broken, lambda page: 'role="alert"' in page)
        time.sleep(MADE_WITHIN_S)
        change("the record, mended", record, text, lambda page: 'role="alert"' not in page)
        preview.rest()
    return found


def _sheet(page: str) -> str:
    """Return the address of the site's style sheet."""
    return page.partition("assets/site.")[2].partition('"')[0]


@click.command()
@click.argument("root", type=click.Path(exists=True, path_type=Path))
@click.option("--date", "day", default="2026-03-01")
@click.option("--rounds", default=5)
@click.option("--write", is_flag=True, help="Put the figures into docs/benchmarks.md.")
def main(root: Path, day: str, rounds: int, *, write: bool) -> None:
    """Measure a preview of a copy of a congress."""
    with tempfile.TemporaryDirectory() as name:
        copy, log = Path(name) / "root", Path(name) / "log"
        shutil.copytree(root, copy, ignore=shutil.ignore_patterns(".cache", "theme"))
        shutil.copytree(PROJECT / "theme", copy / "theme")
        count = sum(1 for path in (copy / "content").rglob("*") if path.is_file())
        with started(copy, day, log) as preview:
            first_s = preview.seconds_until(lambda: 'role="alert"' not in preview.page(""))
            preview.rest()
            found = {"first start": [first_s], **measured(preview, rounds)}
    rows = [
        [name, f"{median(times):.2f}", f"{min(times):.2f}", f"{max(times):.2f}", str(len(times))]
        for name, times in found.items()
    ]
    head = [f"{count:,} files", "median, s", "quickest", "slowest", "rounds"]
    text = table(head, rows)
    print(text)
    if write:
        write_section("serve", text)


if __name__ == "__main__":
    main()
