"""Workers: the same work on several cores, where the system can fork."""

from __future__ import annotations

import ctypes
import gc
import multiprocessing
import pickle
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager, suppress
from functools import partial
from itertools import count, islice
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkProcess
from multiprocessing.process import BaseProcess
from tempfile import SpooledTemporaryFile
from typing import Any, Generic, TypeVar, cast

Item = TypeVar("Item")
Result = TypeVar("Result")

# What forked workers inherit, by number, so that neither the work nor its items need to travel.
_inherited: dict[int, tuple[Callable[[Any], Any], Sequence[Any]]] = {}
_numbers = count()
_PIPE_BYTES = 1 << 20  # what a user may ask for on Linux
_SHELF_BYTES = 1 << 26  # results that lie in memory
_LIFE = 1000  # items that a forked process does; with it ends all memory that it came to copy


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
        items: Best some dozen to some hundred, of equal weight; each process does its own in order.
        jobs: How many processes; one works here alone.
        told: Is told how many items are done.
        apart: How many of the first items need so much memory that each gets a process of its own,
            which gives it back when it ends; then another takes its place.

    Raises:
        Exception: What the work raises for the first item that fails.
        LostWorkerError: A process ended before its time.
    """
    if jobs <= 1 or len(items) <= 1 or "fork" not in multiprocessing.get_all_start_methods():
        return list(_counted(map(work, items), told))
    return _Shared(work, items, jobs, told, apart).results()


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
    """One list of items, and several processes that each take the next one.

    At no time are there more processes than jobs. There are no threads, so a process can be forked
    at any time: a new one where one has ended, after the item it was set apart for or many others.
    """

    def __init__(
        self,
        work: Callable[[Item], Result],
        items: Sequence[Item],
        jobs: int,
        told: Callable[[int], None],
        apart: int,
    ) -> None:
        self._work, self._items, self._told = work, items, told
        self._count, self._settled = len(items), 0
        self._context = multiprocessing.get_context("fork")
        self._next = self._context.Value("q", apart)
        self._results: _Shelf[Result] = _Shelf()
        self._errors: dict[int, Exception] = {}
        self._others: dict[Connection, ForkProcess] = {}
        self._room = min(jobs, len(items)) - 1  # for processes beside this one
        self._shares = deque[Iterable[int]]([number] for number in range(apart))

    def results(self) -> list[Result]:
        """Return every result, after work here and elsewhere."""
        with self._results:
            self._work_through()
            if self._errors:
                raise self._errors[min(self._errors)]
            if self._settled < self._count:
                raise LostWorkerError
            return [self._results.take(number) for number in range(self._count)]

    def _work_through(self) -> None:
        try:
            self._fork()
            for number in self._taken():
                self._settle(*self._done(number))
                self._receive(patience_s=0)
            while self._others:
                self._receive(patience_s=None)
        finally:
            self._stop()
            for pipe, process in self._others.items():
                process.terminate()
                process.join()
                pipe.close()

    def _fork(self) -> None:
        """Begin as many processes as there is room and work for."""
        while len(self._others) < self._room and (self._shares or self._is_more()):
            share = self._shares.popleft() if self._shares else islice(self._taken(), _LIFE)
            ours, theirs = self._context.Pipe(duplex=False)
            _widen(theirs)
            self._others[ours] = self._context.Process(target=self._elsewhere, args=(share, theirs))
            self._others[ours].start()
            theirs.close()

    def _elsewhere(self, share: Iterable[int], pipe: Connection) -> None:
        for number in share:
            pipe.send(self._done(number))

    def _is_more(self) -> bool:
        with self._next.get_lock():
            return bool(self._next.value < self._count)

    def _taken(self) -> Iterator[int]:
        """Yield the numbers of the items that this process shall do."""
        while True:
            with self._next.get_lock():
                number = self._next.value
                self._next.value = number + 1
            if number >= self._count:
                return
            yield number

    def _done(self, number: int) -> tuple[int, bytes, Exception | None]:
        """Do an item; return its number, the result pickled, and what was raised."""
        result, error = _tried(lambda: self._work(self._items[number]))
        return number, pickle.dumps(result, pickle.HIGHEST_PROTOCOL), error

    def _settle(self, number: int, result: bytes, error: Exception | None) -> None:
        """Note that an item is done, here or elsewhere."""
        self._settled += 1
        if error is None:
            self._results.put(number, result)
            self._told(self._settled)
        else:
            self._errors[number] = error
            self._stop()

    def _stop(self) -> None:
        """Let nobody take another item."""
        with self._next.get_lock():
            self._next.value = self._count

    def _receive(self, patience_s: float | None) -> None:
        """Take what the others have sent; wait so long for the first, None as long as it takes."""
        while ready := cast(list[Connection], wait(list(self._others), patience_s)):
            for pipe in ready:
                try:
                    received = pipe.recv_bytes()
                except (EOFError, OSError):
                    pipe.close()
                    self._others.pop(pipe).join()
                    self._fork()
                else:
                    self._settle(*pickle.loads(received))  # noqa: S301  from our own child
            patience_s = 0


class _Shelf(Generic[Result]):
    """Pickled results by number; where they are many they lie in a file and need no memory."""

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile(_SHELF_BYTES)  # noqa: SIM115  closed on leaving
        self._places: dict[int, tuple[int, int]] = {}

    def __enter__(self) -> None:
        pass

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def put(self, number: int, result: bytes) -> None:
        self._places[number] = (self._file.tell(), len(result))
        self._file.write(result)

    def take(self, number: int) -> Result:
        start, size = self._places.pop(number)
        self._file.seek(start)
        return cast(Result, pickle.loads(self._file.read(size)))  # noqa: S301  our own


def _widen(pipe: Connection) -> None:
    """Let a process send some results before anyone reads them, where the system can."""
    with suppress(ImportError, AttributeError, OSError):
        import fcntl

        fcntl.fcntl(pipe.fileno(), fcntl.F_SETPIPE_SZ, _PIPE_BYTES)


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
    """Leave what exists now out of the search for garbage, in workers that are forked now, too.

    What is free is given back to the system before: it would be copied with what lies around it.
    """
    _give_back()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def _give_back() -> None:
    """Give free memory back, where the system's library keeps it and can be asked to."""
    with suppress(AttributeError, OSError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)


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
