"""Workers: what is done aside comes back, and what it took to do it does not."""

from __future__ import annotations

import multiprocessing
import os
from multiprocessing.connection import Connection

from huiyin import workers


def test_work_is_done_in_a_process_that_takes_what_it_loaded_with_it() -> None:
    loaded: list[str] = []

    def work() -> tuple[int, list[str]]:
        loaded.append("tables")
        return os.getpid(), list(loaded)

    process, there = workers.aside(work)()

    assert (process != os.getpid(), there, loaded) == (True, ["tables"], [])


def _at_home(pipe: Connection) -> None:
    pipe.send((os.getpid(), workers.aside(os.getpid)()))


def test_a_process_that_may_have_no_children_does_the_work_itself() -> None:
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_at_home, args=(theirs,), daemon=True)
    process.start()

    own, asked = ours.recv()
    process.join()

    assert own == asked
