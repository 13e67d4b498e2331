"""Cache: what was computed before, by what it was computed from. Safe to delete at any time."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from types import TracebackType

LIMIT_BYTES = 1024 * 1024 * 1024
_AT_ONCE_BYTES = 16 * 1024 * 1024  # what lies in memory before it is kept
_SEAL_BYTES = 16
_SCHEMA = """
drop table if exists entries;
create table if not exists kept (key text primary key, value blob not null);
create table if not exists uses (key text primary key, used integer not null) without rowid;
"""


class Cache:
    """Bytes by key, in one file that two processes may use at once.

    A key must name everything a value depends on, the program's version too. A value that is not
    what was put in is not given out; a file that is no cache is begun anew. Values are kept when
    there are many and when the cache is closed, the longest unused ones only as far as there is
    room.
    """

    def __init__(self, path: Path, limit_bytes: int = LIMIT_BYTES) -> None:
        """Open a cache.

        Args:
            path: Its file; made when missing, with the folders above.
            limit_bytes: How much it may hold, about.
        """
        self._path = path
        self._limit_bytes = limit_bytes
        self._new: dict[str, bytes] = {}
        self._new_bytes = 0
        self._read: set[str] = set()
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._file = self._opened()
        except sqlite3.DatabaseError:
            path.unlink()
            self._file = self._opened()

    def __enter__(self) -> Cache:
        """Return the cache itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Keep what is new."""
        self.close()

    def get(self, key: str) -> bytes | None:
        """Return the value put under a key, or None."""
        if key in self._new:
            return self._new[key]
        try:
            row = self._file.execute("select value from kept where key = ?", (key,)).fetchone()
        except sqlite3.DatabaseError:
            return None
        if row is None:
            return None
        sealed = bytes(row[0])
        seal, value = sealed[:_SEAL_BYTES], sealed[_SEAL_BYTES:]
        if seal != _seal(key, value):
            return None
        self._read.add(key)
        return value

    def put(self, key: str, value: bytes) -> None:
        """Remember a value under a key."""
        self._new[key] = value
        self._new_bytes += len(value)
        if self._new_bytes > _AT_ONCE_BYTES:
            with suppress(sqlite3.Error):
                self._keep()

    def close(self) -> None:
        """Keep what is new, drop what is old beyond the limit. A full disk only forgets."""
        with suppress(sqlite3.Error):
            self._keep()
        self._file.close()

    def _opened(self) -> sqlite3.Connection:
        file = sqlite3.connect(self._path, timeout=10)
        try:
            file.executescript(f"pragma journal_mode = wal; pragma synchronous = normal; {_SCHEMA}")
        except sqlite3.Error:
            file.close()
            raise
        return file

    def _keep(self) -> None:
        if not self._new and not self._read:
            return
        with self._file:
            last = self._file.execute("select coalesce(max(used), 0) from uses").fetchone()[0]
            sealed = ((k, _seal(k, v) + v) for k, v in self._new.items())
            self._file.executemany("insert or replace into kept values (?, ?)", sealed)
            # Apart from the values: these would be written again with each use.
            touched = ((key, last + 1) for key in self._read | self._new.keys())
            self._file.executemany("insert or replace into uses values (?, ?)", touched)
        self._new.clear()
        self._new_bytes = 0
        self._drop_old()

    def _drop_old(self) -> None:
        sizes = self._file.execute(
            "select key, length(value) from kept join uses using (key) order by used desc"
        )
        total, old = 0, []
        for key, size in sizes:
            total += size
            if total > self._limit_bytes:
                old.append((key,))
        if old:
            with self._file:
                self._file.executemany("delete from kept where key = ?", old)
                self._file.executemany("delete from uses where key = ?", old)
            self._file.execute("vacuum")


class NoCache:
    """A cache that remembers nothing, for those who want none or can have none."""

    def __enter__(self) -> NoCache:
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Keep nothing."""

    def get(self, key: str) -> None:
        """Return None."""

    def put(self, key: str, value: bytes) -> None:
        """Forget it."""


def opened(path: Path | None) -> Cache | NoCache:
    """Open the cache at a path; none where none is wanted, or the place cannot be written."""
    if path is None:
        return NoCache()
    try:
        return Cache(path)
    except (OSError, sqlite3.Error):
        return NoCache()


def _seal(key: str, value: bytes) -> bytes:
    return blake2b(value, digest_size=_SEAL_BYTES, key=key.encode()[:64]).digest()
