"""Workers: the same work on several cores, where the system can fork."""

from __future__ import annotations

import gc
import multiprocessing
import pickle
import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager, suppress
from functools import partial
from itertools import count
from multiprocessing.connection import Connection
from multiprocessing.context import ForkProcess
from multiprocessing.process import BaseProcess
from queue import SimpleQueue
from threading import Thread
from typing import Any, Generic, TypeVar, cast

Item = TypeVar("Item")
Result = TypeVar("Result")

# What forked workers inherit, by number, so that neither the work nor its items need to travel.
_inherited: dict[int, tuple[Callable[[Any], Any], Sequence[Any]]] = {}
_numbers = count()


def mapped(
    work: Callable[[Item], Result],
    items: Sequence[Item],
    jobs: int,
    told: Callable[[int], None] = lambda done: None,
    apart: int = 0,
) -> list[Result]:
    """Do some work on each item, and return the results in the order of the items.

    This process works, too, beside those it forks: one copy of the memory less.

    Args:
        work: May be a closure. What it changes in memory may be lost.
        items: Best some dozen to some hundred, of equal weight.
        jobs: How many processes; one works here alone.
        told: Is told how many items are done.
        apart: How many of the first items need so much memory that each gets a process of its own
            beside the others, which gives it back when it ends.

    Raises:
        Exception: What the work raises for the first item that fails.
        LostWorkerError: A process ended before its time.
    """
    if jobs <= 1 or len(items) <= 1 or "fork" not in multiprocessing.get_all_start_methods():
        return list(_counted(map(work, items), told))
    return _Shared(work, items, min(jobs, len(items)), told, apart).results()


def begun(
    work: Callable[[Item], Result],
    items: Sequence[Item],
    jobs: int,
    told: Callable[[int], None] = lambda done: None,
) -> Iterator[Result]:
    """Do as `mapped`, but give each result as soon as it is there.

    Forked workers begin at once, whether or not anyone asks for a result yet.
    """
    if jobs <= 1 or len(items) <= 1 or "fork" not in multiprocessing.get_all_start_methods():
        return _counted((work(item) for item in items), told)
    return _counted(_forked(work, items, jobs), told)


class LostWorkerError(RuntimeError):
    """A process that worked for us ended before its time: killed, or out of memory."""


class _Shared(Generic[Item, Result]):
    """One list of items, and several processes that each take the next one."""

    def __init__(
        self,
        work: Callable[[Item], Result],
        items: Sequence[Item],
        jobs: int,
        told: Callable[[int], None],
        apart: int,
    ) -> None:
        self._work, self._items, self._told = work, items, told
        self._context = multiprocessing.get_context("fork")
        self._next = self._context.Value("q", apart)
        self._received: SimpleQueue[bytes | None] = SimpleQueue()
        self._results: dict[int, Result] = {}
        self._errors: dict[int, Exception] = {}
        self._shares: list[Iterable[int]] = [[number] for number in range(apart)]
        self._shares += (self._taken() for _ in range(jobs - 1))
        self._others = len(self._shares)

    def results(self) -> list[Result]:
        """Return every result, after work here and elsewhere."""
        begun = [self._begun(share) for share in self._shares]
        # Threads only after all forks; they make room for results while this process works.
        readers = [Thread(target=self._read, args=(pipe,)) for _, pipe in begun]
        for reader in readers:
            reader.start()
        try:
            for number in self._taken():
                self._settle(number, *self._done(number))
                while not self._received.empty():
                    self._receive()
            while self._others:
                self._receive()
        finally:
            self._stop()
            for process, _ in begun:
                process.terminate() if self._others else process.join()
            for reader in readers:
                reader.join()
        if self._errors:
            raise self._errors[min(self._errors)]
        if len(self._results) < len(self._items):
            raise LostWorkerError
        return [self._results[number] for number in range(len(self._items))]

    def _begun(self, share: Iterable[int]) -> tuple[ForkProcess, Connection]:
        ours, theirs = self._context.Pipe(duplex=False)
        process = self._context.Process(target=self._elsewhere, args=(share, theirs))
        process.start()
        theirs.close()
        return process, ours

    def _elsewhere(self, share: Iterable[int], pipe: Connection) -> None:
        for number in share:
            pipe.send((number, *self._done(number)))

    def _taken(self) -> Iterator[int]:
        """Yield the numbers of the items that this process shall do."""
        while True:
            with self._next.get_lock():
                number = self._next.value
                self._next.value = number + 1
            if number >= len(self._items):
                return
            yield number

    def _done(self, number: int) -> tuple[Result | None, Exception | None]:
        return _tried(lambda: self._work(self._items[number]))

    def _settle(self, number: int, result: Any, error: Exception | None) -> None:
        if error is None:
            self._results[number] = result
            self._told(len(self._results))
        else:
            self._errors[number] = error
            self._stop()

    def _stop(self) -> None:
        """Let nobody take another item."""
        with self._next.get_lock():
            self._next.value = len(self._items)

    def _read(self, pipe: Connection) -> None:
        with suppress(EOFError, OSError):
            while True:
                self._received.put(pipe.recv_bytes())
        self._received.put(None)

    def _receive(self) -> None:
        if (received := self._received.get()) is None:
            self._others -= 1
        else:
            self._settle(*pickle.loads(received))  # noqa: S301  from our own child


def _forked(work: Callable[[Item], Result], items: Sequence[Item], jobs: int) -> Iterator[Result]:
    number = next(_numbers)
    _inherited[number] = (work, items)
    context = multiprocessing.get_context("fork")
    executor = ProcessPoolExecutor(min(jobs, len(items)), mp_context=context)
    results = executor.map(partial(_done, number), range(len(items)))
    return _collected(number, executor, results)


def aside(work: Callable[[], Result]) -> Callable[[], Result]:
    """Begin some work in a process of its own, which takes what it loaded with it when it ends.

    Returns:
        What waits for the result. Where no process can be forked (on some systems, and in some
        workers of other engines), the work is done when it is asked for.
    """
    is_barren = multiprocessing.current_process().daemon
    return work if is_barren else Apart(work).result


def _collected(
    number: int, executor: ProcessPoolExecutor, results: Iterator[Result]
) -> Iterator[Result]:
    try:
        yield from results
    finally:
        executor.shutdown(cancel_futures=True)
        del _inherited[number]


def _counted(results: Iterable[Result], told: Callable[[int], None]) -> Iterator[Result]:
    for done, result in enumerate(results, 1):
        told(done)
        yield result


def _done(number: int, index: int) -> Any:
    work, items = _inherited[number]
    return work(items[index])


@contextmanager
def uncounted() -> Iterator[None]:
    """Leave what exists now out of the search for garbage, in workers that are forked now, too."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def chunks(items: Sequence[Item], size: int) -> list[Sequence[Item]]:
    """Cut a sequence into stretches of a size; the last may be shorter."""
    return [items[start : start + size] for start in range(0, len(items), size)]


class Apart(Generic[Result]):
    """One piece of work done beside everything else: in a forked process, which may be ended.

    Where the system cannot fork, the work is done when its result is asked for.
    """

    def __init__(self, work: Callable[[], Result]) -> None:
        """Begin."""
        self._process: BaseProcess | None = None
        if "fork" not in multiprocessing.get_all_start_methods():
            self._work = work
            return
        context = multiprocessing.get_context("fork")
        self._result, theirs = context.Pipe(duplex=False)
        self._process = context.Process(target=self._sent, args=(work, theirs), daemon=True)
        self._process.start()
        theirs.close()

    def is_done(self, patience_s: float = 0.0) -> bool:
        """Tell whether there is a result, or will be none; wait for it for some seconds."""
        return self._process is None or self._result.poll(patience_s)

    def result(self) -> Result:
        """Return what the work gave.

        Raises:
            Exception: What the work raised.
            EOFError: It ended without a result.
        """
        if self._process is None:
            return self._work()
        try:
            received, error = self._result.recv()
        finally:
            self.stop()
        if error:
            raise error
        return cast(Result, received)

    def stop(self) -> None:
        """End the work, if it is still being done."""
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._result.close()

    @staticmethod
    def _sent(work: Callable[[], Result], pipe: Connection) -> None:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # who began it ends it
        gc.freeze()  # it ends soon, with all that it inherited
        pipe.send(_tried(work))


def _tried(work: Callable[[], Result]) -> tuple[Result | None, Exception | None]:
    try:
        return work(), None
    except Exception as error:  # noqa: BLE001  raised again by who asked
        return None, error
