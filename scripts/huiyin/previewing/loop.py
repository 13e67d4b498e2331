"""Loop: watch, take in, judge, tell; until it is interrupted."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Collection
from contextlib import AbstractContextManager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

from ..load.reader import SETTINGS_FILE
from ..progress import Tell
from ..workers import Apart
from .app import server
from .desk import Desk, Place, Unjudged
from .watcher import Watcher

_HEAD_START_S = 0.4  # of the page, before the judgement begins
_LOOK_UP_S = 0.05  # while judging


def preview(
    place: Place,
    port: int,
    jobs: int,
    shown: Callable[[], AbstractContextManager[Tell]],
    say: Callable[[str], None],
) -> None:
    """Serve a preview until it is interrupted.

    Args:
        place: What is previewed.
        port: On loopback.
        jobs: How many processes read the site at the beginning.
        shown: Shows how far that is.
        say: Is told, in the editor's words, what the terminal should show.

    Raises:
        PortTakenError: Nobody can listen at the port.
    """
    gc.disable()  # after each judgement the desk looks for garbage
    with TemporaryDirectory() as name, server(desk := Desk(place, Path(name)), port) as listening:
        watcher = Watcher((place.root / "content", place.theme), (place.root / SETTINGS_FILE,))
        Thread(target=listening.serve_forever, daemon=True).start()
        try:
            with shown() as tell:
                case: Unjudged | None = desk.open(jobs, tell)
            say(f"预览在 {place.site_url}，改了文件会自动更新；按 Ctrl+C 结束。")
            while True:
                _judge(desk, case, watcher, say)
                changed = watcher.changed()
                begun = time.perf_counter()
                case = desk.take(changed)
                took_s = time.perf_counter() - begun
                say(f"{_named(changed, place.root)} 改了，用时 {took_s:.1f} 秒。")
        except KeyboardInterrupt:
            say("")
        finally:
            watcher.stop()
            listening.shutdown()


def _judge(desk: Desk, case: Unjudged | None, watcher: Watcher, say: Callable[[str], None]) -> None:
    """Judge what was taken in, and tell; a newer change makes it needless."""
    if case is None or (case.is_shown and watcher.hears(_HEAD_START_S)):
        return
    work = Apart(case.judge)
    while not work.is_done(_LOOK_UP_S):
        if watcher.hears(0):
            work.stop()
            return
    try:
        found = work.result()
    except EOFError:
        found = "检查没有做完，请看终端里的消息。"
    desk.settle(case, found)
    say(found or "检查过了，没有问题。")


def _named(paths: Collection[Path], root: Path) -> str:
    """Return the first of the paths, and how many more there are."""
    first = min(paths)
    name = first.relative_to(root) if first.is_relative_to(root) else first.name
    return f"{name} 等 {len(paths)} 个文件" if len(paths) > 1 else f"{name}"
