"""The cache: gives back what was put in or nothing, whatever happens to its file."""

from __future__ import annotations

import os
import signal
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from huiyin.cache import Cache, opened


def _filled(path: Path, **values: bytes) -> None:
    with Cache(path) as cache:
        for key, value in values.items():
            cache.put(key, value)


def test_what_was_put_in_is_there_the_next_time(tmp_path: Path) -> None:
    _filled(tmp_path / "c", one=b"1")

    with Cache(tmp_path / "c") as cache:
        assert (cache.get("one"), cache.get("two")) == (b"1", None)


def test_two_runs_at_once_lose_nothing(tmp_path: Path) -> None:
    with Cache(tmp_path / "c") as first, Cache(tmp_path / "c") as second:
        first.put("one", b"1")
        second.put("two", b"2")

    with Cache(tmp_path / "c") as cache:
        assert (cache.get("one"), cache.get("two")) == (b"1", b"2")


def test_a_value_that_was_tampered_with_is_not_given_out(tmp_path: Path) -> None:
    _filled(tmp_path / "c", one=b"good", two=b"other")
    with sqlite3.connect(tmp_path / "c") as file:
        file.execute("update kept set value = (select value from kept where key = 'two')")
    file.close()

    with Cache(tmp_path / "c") as cache:
        assert (cache.get("one"), cache.get("two")) == (None, b"other")


@pytest.mark.parametrize(
    "spoil",
    [
        lambda path: path.write_bytes(b"not a database at all, but long enough to look like one"),
        lambda path: path.write_bytes(b""),
        lambda path: path.unlink(),
        lambda path: path.write_bytes(path.read_bytes()[:2000] + os.urandom(3000)),
    ],
    ids=["foreign", "empty", "gone", "torn"],
)
def test_a_file_that_is_no_cache_only_forgets(
    tmp_path: Path, spoil: Callable[[Path], object]
) -> None:
    path = tmp_path / "c"
    _filled(path, one=b"1" * 5000)
    for beside in tmp_path.glob("c-*"):
        beside.unlink()
    spoil(path)

    with Cache(path) as cache:
        assert cache.get("one") in (None, b"1" * 5000)


def test_the_longest_unused_goes_first(tmp_path: Path) -> None:
    for name in ("one", "two"):
        _filled(tmp_path / "c", **{name: bytes(400)})
    with Cache(tmp_path / "c") as cache:
        cache.get("one")
    with Cache(tmp_path / "c", limit_bytes=1000) as cache:
        cache.put("three", bytes(400))

    with Cache(tmp_path / "c") as cache:
        kept = [name for name in ("one", "two", "three") if cache.get(name)]
    assert kept == ["one", "three"]


def test_a_killed_run_leaves_a_cache_that_works(tmp_path: Path) -> None:
    _filled(tmp_path / "c", one=b"1")
    if (child := os.fork()) == 0:
        cache = Cache(tmp_path / "c")
        cache.put("two", b"2")
        os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)

    with Cache(tmp_path / "c") as cache:
        cache.put("three", b"3")
    with Cache(tmp_path / "c") as cache:
        assert [cache.get(key) for key in ("one", "two", "three")] == [b"1", None, b"3"]


def test_where_nothing_can_be_written_nothing_is_remembered(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")

    with opened(tmp_path / "file" / "c") as cache:
        cache.put("one", b"1")
        assert cache.get("one") is None


@settings(deadline=None)
@given(st.dictionaries(st.text(max_size=200), st.binary(max_size=200), max_size=5))
def test_any_key_and_any_bytes_come_back(
    tmp_path_factory: pytest.TempPathFactory, values: dict[str, bytes]
) -> None:
    path = tmp_path_factory.mktemp("any") / "c"
    with Cache(path) as cache:
        for key, value in values.items():
            cache.put(key, value)

    with Cache(path) as cache:
        assert {key: cache.get(key) for key in values} == values
