"""Publish in children that are killed just before each step that changes a folder or a file.

Run by `test_publish.py` in a process of its own, since it forks. Everything of a publish is real
but the making of the pages, which are copied from a finished site. Prints what it found as JSON.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from huiyin import pipeline, publishing
from huiyin.publish.inspection import Note
from huiyin.publish.manifest import differences, mark_of, paths_below, read_manifest, tools
from small_site import TODAY

STEPS = frozenset(
    ("os.rename", "os.link", "os.symlink", "os.remove", "os.mkdir", "os.rmdir", "os.chmod")
)
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
PAGE = "pages/contact/index.html"


class Steps:
    """Counts the steps of this process, and ends it before one of them."""

    def __init__(self, last: int) -> None:
        self.count, self.last = 0, last
        sys.addaudithook(self.step)

    def step(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event in STEPS or (event == "open" and (arguments[2] or 0) & WRITING):
            self.count += 1
            if self.count == self.last:
                os.kill(os.getpid(), signal.SIGKILL)


def main(root: Path, to: Path, site: Path) -> None:
    checked = pipeline.judged_on(pipeline.read_and_judge(root), TODAY)
    model = pipeline.model_of(checked, TODAY)
    quick: Any = pipeline
    quick.read_and_judge = quick.judged_on = lambda *_: checked
    quick.model_of = lambda *_: model
    quick.inspector_for = lambda *_: None
    os.sync = lambda: None
    tools()  # before the children are born, who would each look for themselves
    words = iter(range(1, 10_000))

    def order(number: int) -> Callable[[], int]:
        def fill(_request: Any, _model: Any, folder: Path, *_: Any) -> tuple[None, dict[str, Note]]:
            shutil.copytree(site, folder, dirs_exist_ok=True)
            (folder / PAGE).write_text(f"<p>{number}</p>" + " " * 700)
            marks = {path: mark_of((folder / path).read_bytes()) for path in paths_below(folder)}
            return None, {path: Note(*mark) for path, mark in marks.items()}

        def publish() -> int:
            quick.fill = fill
            return publishing.publish_site(publishing.Order(root, to, TODAY, keep=2, commit="0"))

        return publish

    def child(work: Callable[[], int], last: int = 0) -> int:
        """Do it in a child; return its exit code, or minus the signal that ended it."""
        if pid := os.fork():
            return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        Steps(last)
        os._exit(work())

    torn, failed, last = [], [], 0
    served = next(words)
    failed += [0] if child(order(served)) else []
    while True:
        last += 1
        new = next(words)
        code = child(order(new), last)
        text = (to / "current" / PAGE).read_text()
        is_whole = text.split("<")[1] in (f"p>{served}", f"p>{new}")
        if not is_whole or differences(to / "current") or not read_manifest(to / "current").files:
            torn.append(last)
        served = next(words)
        if child(order(served)) or f"p>{served}<" not in (to / "current" / PAGE).read_text():
            failed.append(last)
        if code != -signal.SIGKILL:
            break
    left = [path.name for path in (to / "releases").iterdir() if path.name.startswith(".")]
    print(json.dumps({"steps": last - 1, "torn": torn, "failed": failed, "left": left}))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
