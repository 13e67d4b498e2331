"""The same made-up congress for every tool: written once, built once by ours, told to the peers."""

from __future__ import annotations

import compileall
import shutil
import subprocess
import sys
from pathlib import Path

from huiyin.demo.congress import Size, write_demo

from .export import SeenPage, pages_of, write_markdown
from .tools import PEERS, Tool

PROJECT = Path(__file__).parents[1]
OURS = "ours"
SEED = 1
_EDITED = "\n补充说明：第{number}次改动。\n"


class NotBuiltError(RuntimeError):
    """Our own site did not build, so there is no text to give to the peers."""


def size_of(records: int) -> Size:
    """Divide records by kind: of 100, 15 deputies, 5 stations, 60 suggestions, 20 news."""
    deputies, stations, news = records * 15 // 100, records * 5 // 100, records * 20 // 100
    return Size(deputies, stations, records - deputies - stations - news, news)


def write_ours(work: Path, records: int) -> None:
    """Write the congress, with copies of our scripts and theme, and build it once.

    Raises:
        NotBuiltError: The build said no.
    """
    folder = work / OURS
    shutil.rmtree(folder, ignore_errors=True)
    write_demo(folder / "root", size_of(records), SEED)
    shutil.copytree(PROJECT / "theme", folder / "root" / "theme")
    shutil.copytree(PROJECT / "scripts", folder / "scripts")
    compileall.compile_dir(folder / "scripts", quiet=2)
    build = [sys.executable, folder / "scripts" / "build.py", "--root", folder / "root"]
    done = subprocess.run(
        [*build, "--out", folder / "public"], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise NotBuiltError((done.stdout + done.stderr)[-2000:])


def pages_of_ours(work: Path) -> tuple[SeenPage, ...]:
    """Read what our site shows."""
    return tuple(pages_of(work / OURS / "public"))


def write_peer(tool: Tool, work: Path, pages: tuple[SeenPage, ...]) -> None:
    """Write a peer's folder: its settings and templates, and the text of every page."""
    folder = work / tool.name
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(PEERS / tool.name, folder)
    for page in pages:
        write_markdown(page, folder / "content", tool.home, tool.keys(page))


def edited_page(pages: tuple[SeenPage, ...]) -> SeenPage:
    """Return the suggestion that is edited: the middle one of those with a page."""
    suggestions = [page for page in pages if page.is_record and page.url.startswith("suggestions/")]
    return suggestions[len(suggestions) // 2]


def source_of(tool: Tool, folder: Path, page: SeenPage) -> Path:
    """Return the file in which a tool keeps a suggestion's text."""
    if tool.home:
        return folder / "content" / f"{page.url.rstrip('/')}.md"
    session, number = page.url.rstrip("/").split("/")[-2:]
    return folder / "root" / "content" / "reports" / "suggestions" / session / f"{number}.md"


class Edits:
    """Edits one suggestion and one template, each time anew, and takes everything back."""

    def __init__(self, suggestion: Path, template: Path, before: str) -> None:
        self._files = {"suggestion": suggestion, "template": template}
        self._before = before
        self._whole = {path: path.read_text("utf-8") for path in self._files.values()}

    def make(self, scenario: str, number: int) -> None:
        """Edit what a scenario asks for, if anything; the text differs with the number."""
        path = self._files.get(scenario)
        if path is None:
            return
        whole = self._whole[path]
        if scenario == "suggestion":
            path.write_text(whole + _EDITED.format(number=number), "utf-8")
        else:
            mark = f"<!-- {number} -->{self._before}"
            path.write_text(whole.replace(self._before, mark, 1), "utf-8")

    def take_back(self) -> None:
        """Put every file back as it was."""
        for path, whole in self._whole.items():
            path.write_text(whole, "utf-8")
