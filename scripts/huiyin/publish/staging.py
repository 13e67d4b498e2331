"""Staging: build beside the target, then swap. Whatever goes wrong, the old site stays whole."""

from __future__ import annotations

import ctypes
import errno
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

MARK = "build.json"
MADE_BY = "Huiyin "
_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


class BusyError(RuntimeError):
    """Another build writes to the same target."""


class ForeignFolderError(RuntimeError):
    """The target holds files that no build of ours put there."""


@contextmanager
def staged(target: Path, keeps_spare: bool = False) -> Iterator[Path]:
    """Give a folder to build into, and swap it for the target when the block ends well.

    Args:
        target: The published folder; it need not exist.
        keeps_spare: Whether the old tree is kept, for the next build to begin with: most of its
            files will be the same again, and a file that stays need not be removed.

    Yields:
        A folder on the same file system as the target: the spare tree, or an empty one.

    Raises:
        BusyError: Another build holds the target's lock.
        ForeignFolderError: The target is not empty and not a site of ours.
    """
    target = target.absolute()
    _refuse_foreign(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(target.parent / f".{target.name}.lock", timeout=0)
    try:
        lock.acquire()
    except Timeout:
        raise BusyError(str(target)) from None
    try:
        _clear_leftovers(target)
        folder = Path(tempfile.mkdtemp(prefix=_prefix(target), dir=target.parent))
        spare = target.with_name(f".{target.name}.spare")
        try:
            folder.chmod(0o755)
            if keeps_spare and spare.is_dir() and not spare.is_symlink():
                spare.rename(folder)
            yield folder
            old = _swap(folder, target)
            if keeps_spare and old:
                shutil.rmtree(spare, ignore_errors=True)
                old.rename(spare)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    finally:
        lock.release()


def is_underway(target: Path) -> bool:
    """Tell whether a build of a target is running, or was killed."""
    target = target.absolute()
    return any(path.name.startswith(_prefix(target)) for path in target.parent.iterdir())


def remove(folder: Path, paths: Iterable[str]) -> None:
    """Remove some files of a tree, and the folders that are empty then."""
    emptied: set[Path] = set()
    for path in paths:
        (folder / path).unlink()
        emptied |= {above for above in (folder / path).parents if folder in above.parents}
    for above in sorted(emptied, key=lambda above: len(above.parts), reverse=True):
        with suppress(OSError):  # something is left in it
            above.rmdir()


def _prefix(target: Path) -> str:
    return f".{target.name}.staging-"


def _refuse_foreign(target: Path) -> None:
    empty = target.is_dir() and not any(target.iterdir())
    if target.exists() and not empty and not _is_ours(target):
        raise ForeignFolderError(str(target))


def _is_ours(target: Path) -> bool:
    """Tell whether a build of ours made this folder: its mark says so."""
    try:
        mark = json.loads((target / MARK).read_bytes())
    except (OSError, ValueError):
        return False
    return isinstance(mark, dict) and str(mark.get("generator", "")).startswith(MADE_BY)


def _clear_leftovers(target: Path) -> None:
    """Remove what a killed build left behind. The lock says that nobody uses it."""
    for folder in target.parent.glob(f"{_prefix(target)}*"):
        shutil.rmtree(folder, ignore_errors=True)


def _swap(folder: Path, target: Path) -> Path | None:
    """Put the new tree in the target's place, and return where the old one is, if any."""
    if not target.exists():
        folder.rename(target)
        return None
    if _exchange(folder, target):
        return folder
    aside = folder.with_name(f"{folder.name}-old")
    target.rename(aside)
    try:
        folder.rename(target)
    except OSError:
        aside.rename(target)
        raise
    aside.rename(folder)
    return folder


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step of the kernel; False where it cannot.

    Source:
        renameat2(2) with RENAME_EXCHANGE, Linux ≥ 3.15.
    """
    renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if renameat2 is None:
        return False
    done = renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE)
    if done == 0:
        return True
    number = ctypes.get_errno()
    if number in (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP):
        return False
    raise OSError(number, os.strerror(number), str(other))
