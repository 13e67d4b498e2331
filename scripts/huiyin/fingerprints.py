"""Fingerprints: short names for what a result depends on. Equal names, equal bytes."""

from __future__ import annotations

import os
import stat
import sys
import sysconfig
from collections.abc import Iterator
from functools import cache
from hashlib import blake2b
from pathlib import Path

_PACKAGE = Path(__file__).parent


def of_bytes(*parts: bytes) -> str:
    """Return the fingerprint of some bytes in order."""
    digest = blake2b(digest_size=20)
    for part in parts:
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.hexdigest()


def of_site(root: Path) -> str:
    """Return the fingerprint of a site's settings and of everything below `content/`.

    Every byte is read: a time of change can lie. Links are not followed, pipes not opened.
    """
    digest = blake2b(digest_size=20)
    for part in (*_file(root / "site_config.yml", "site_config.yml"), *_folder(root / "content")):
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.hexdigest()


def of_folder(folder: Path) -> str:
    """Return the fingerprint of everything below a folder. Links are not followed."""
    return of_bytes(*_folder(folder))


def of_times(*places: Path) -> str:
    """Return the fingerprint of when some files and folders, and all in these, were changed.

    Also of what they are and where on the disk. No byte is read, and links are not followed.
    """
    told: list[tuple[object, ...]] = []
    pending = [os.fspath(place) for place in reversed(places)]
    while pending:
        here = pending.pop()
        try:
            known = os.lstat(here)
            if stat.S_ISDIR(known.st_mode):
                pending += (f"{here}/{name}" for name in sorted(os.listdir(here)))  # noqa: PTH208
        except OSError as error:
            told.append((here, error.errno))
        else:
            times = (known.st_mtime_ns, known.st_ctime_ns)
            told.append((here, known.st_mode, known.st_ino, known.st_size, *times))
    return of_bytes(repr(told).encode(errors="surrogateescape"))


@cache
def of_program() -> str:
    """Return the fingerprint of this program and of the libraries beside it, as it began."""
    return of_program_now()


def of_program_now() -> str:
    """Return the fingerprint of the program's files, what lies beside its modules with them."""
    own = sorted(path for path in _PACKAGE.rglob("*") if path.is_file())
    libraries = Path(sysconfig.get_path("purelib"))
    names = sorted(path.name for path in libraries.glob("*.dist-info"))
    return of_bytes(
        sys.version.encode(),
        *(name.encode() for name in names),
        *(part for path in own if not _is_made(path) for part in _told(path)),
    )


def _is_made(path: Path) -> bool:
    return path.parent.name == "__pycache__"


def _told(path: Path) -> tuple[bytes, bytes]:
    return path.relative_to(_PACKAGE).as_posix().encode(), path.read_bytes()


def _folder(folder: Path) -> Iterator[bytes]:
    pending = [os.fspath(folder)]
    start = len(pending[0])
    while pending:
        here = pending.pop()
        try:
            with os.scandir(here) as scan:
                entries = sorted(scan, key=lambda entry: entry.name)
        except OSError as error:
            yield f"unreadable {error.errno} {here[start:]}".encode(errors="surrogateescape")
            continue
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                pending.append(entry.path)
                yield f"folder {entry.path[start:]}".encode(errors="surrogateescape")
            else:
                yield from _file(entry.path, entry.path[start:])


def _file(path: str | Path, name: str) -> Iterator[bytes]:
    """Yield a file's name and bytes; for what is no plain file, what it is instead."""
    yield name.encode(errors="surrogateescape")
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | getattr(os, "O_BINARY", 0)
    try:
        descriptor = os.open(path, flags)
    except OSError as error:
        yield f"unreadable {error.errno}".encode()
        return
    try:
        mode = os.fstat(descriptor).st_mode
        if mode & 0o170000 != 0o100000:
            yield f"kind {mode:o}".encode()
            return
        while block := os.read(descriptor, 1 << 20):
            yield block
    finally:
        os.close(descriptor)
