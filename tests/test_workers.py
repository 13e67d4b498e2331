"""Workers: what is done aside comes back, and what it took to do it does not."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections import Counter
from multiprocessing.connection import Connection

import pytest

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


def test_results_come_in_the_order_of_the_items_whoever_made_them() -> None:
    def work(number: int) -> tuple[int, int]:
        time.sleep(0.02 if number % 7 else 0.1)
        return number, os.getpid()

    results = workers.mapped(work, range(30), 3)
    processes = {process for _, process in results}

    assert ([number for number, _ in results], len(processes), os.getpid() in processes) == (
        list(range(30)),
        3,
        True,
    )


def test_the_first_item_that_fails_is_told_and_no_more_are_begun() -> None:
    begun = multiprocessing.get_context("fork").Value("i", 0)

    def work(number: int) -> int:
        with begun.get_lock():
            begun.value += 1
        if number in (5, 6):
            raise ValueError(f"item {number}")
        time.sleep(0.01)
        return number

    with pytest.raises(ValueError, match="item 5"):
        workers.mapped(work, range(1000), 2)

    assert begun.value < 20


def test_a_worker_that_is_killed_is_missed() -> None:
    here = os.getpid()

    def work(number: int) -> int:
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        time.sleep(0.01)
        return number

    with pytest.raises(workers.LostWorkerError):
        workers.mapped(work, range(50), 2)


def test_an_item_set_apart_has_a_process_of_its_own() -> None:
    def work(number: int) -> int:
        time.sleep(0.005)
        return os.getpid()

    first, *others = workers.mapped(work, range(40), 2, apart=1)

    assert (first in others, first == os.getpid(), len(set(others))) == (False, False, 2)


def test_one_item_alone_is_done_here_even_if_it_was_to_be_set_apart() -> None:
    assert workers.mapped(lambda number: os.getpid(), [1], 2, apart=1) == [os.getpid()]


def test_there_are_never_more_processes_than_jobs() -> None:
    running = multiprocessing.get_context("fork").Value("i", 0)

    def work(number: int) -> int:
        with running.get_lock():
            running.value += 1
        time.sleep(0.05 if number < 2 else 0.005)
        with running.get_lock():
            running.value -= 1
            return running.value + 1

    assert max(workers.mapped(work, range(60), 3, apart=2)) <= 3


def test_a_process_ends_after_many_items_and_another_takes_its_place() -> None:
    ours = os.getpid()

    def item(_: int) -> int:
        if os.getpid() == ours:
            time.sleep(0.01)  # so that nearly all is done elsewhere
        return os.getpid()

    done = Counter(workers.mapped(item, range(3500), jobs=2))
    del done[ours]

    assert (len(done) > 2, max(done.values())) == (True, 1000)


def test_results_too_many_for_memory_come_back_from_a_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(workers, "_SHELF_BYTES", 100)

    assert workers.mapped(str, range(500), 2) == [str(number) for number in range(500)]


def test_results_larger_than_any_pipe_arrive() -> None:
    results = workers.mapped(lambda number: bytes([number]) * 3_000_000, range(12), 2)

    assert [(one[0], len(one)) for one in results] == [(n, 3_000_000) for n in range(12)]


def test_what_failed_aside_fails_where_it_is_asked_for() -> None:
    def work() -> None:
        raise ValueError("no tables")

    with pytest.raises(ValueError, match="no tables"):
        workers.aside(work)()
