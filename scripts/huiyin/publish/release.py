"""Releases: each publish is a folder of its own, and one renamed link says which is served.

    DIR/current -> releases/20260301-093000-1f0c2ab94d7e
    DIR/releases/…            what was published, the newest few
    DIR/releases.json         what came after what

Killed at any moment, `current` leads to a whole release: the old one or the new one.
"""

from __future__ import annotations

import getpass
import json
import os
import shutil
import socket
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from ..workers import chunks, mapped
from .compressed import ENDINGS, STRETCH
from .manifest import (
    RELEASE,
    Manifest,
    UnreadableManifestError,
    differences,
    mark_of,
    read_manifest,
)

CURRENT = "current"
RELEASES = "releases"
HISTORY = "releases.json"
LOCK = ".publish.lock"
HOLDER = ".publish.json"
UNFINISHED = "."  # a name that begins so is being made or being removed


class PublishingError(RuntimeError):
    """Another publish runs. The message says who runs it, and since when."""


class NoReleaseError(LookupError):
    """There is no such release to go back to."""


class DamagedReleaseError(RuntimeError):
    """A release is not as it was published. The message lists the files."""


@dataclass(frozen=True, slots=True)
class Release:
    """One publish.

    Attributes:
        name: Its folder: when it was published and what it holds.
        published_at: ISO, in the time of Shanghai.
        former: What was served before it; empty for the first.
        commit: The records' commit, None outside git.
        build_date: The day it was built for, ISO.
        file_count: How many files it has, without compressed copies.
    """

    name: str
    published_at: str
    former: str
    commit: str | None
    build_date: str
    file_count: int


class Releases:
    """The folder that releases are published to."""

    def __init__(self, folder: Path) -> None:
        """Take the folder; it need not exist."""
        self.folder = folder.absolute()

    @property
    def served(self) -> Path:
        """Return the link that a web server serves."""
        return self.folder / CURRENT

    @property
    def current(self) -> Path | None:
        """Return the folder of the release that is served, None before the first."""
        return self.served.resolve() if self.served.is_dir() else None

    @contextmanager
    def held(self, now: datetime) -> Iterator[None]:
        """Keep every other publish out, and clear away what a killed one left behind.

        Raises:
            PublishingError: Another one is at it.
        """
        (self.folder / RELEASES).mkdir(parents=True, exist_ok=True)
        lock = FileLock(self.folder / LOCK, timeout=0)
        try:
            lock.acquire()
        except Timeout:
            raise PublishingError(self._holder()) from None
        try:
            _write(self.folder / HOLDER, {"who": _who(), "since": f"{now:%Y-%m-%d %H:%M:%S}"})
            self._clear_leftovers()
            yield
        finally:
            (self.folder / HOLDER).unlink(missing_ok=True)
            lock.release()

    @contextmanager
    def staging(self) -> Iterator[Path]:
        """Give an empty folder to build a release in; it is gone when the block ends."""
        folder = Path(tempfile.mkdtemp(prefix=f"{UNFINISHED}staging-", dir=self.folder / RELEASES))
        try:
            folder.chmod(0o755)
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def publish(self, folder: Path, manifest: Manifest, now: datetime) -> Release:
        """Make a staged tree a release and serve it, in one rename."""
        former = self.current
        release = Release(
            name=f"{now:%Y%m%d-%H%M%S}-{manifest.digest[:12]}",
            published_at=f"{now:%Y-%m-%d %H:%M:%S}",
            former=former.name if former else "",
            commit=manifest.commit,
            build_date=manifest.build_date,
            file_count=len(manifest.files),
        )
        os.sync()  # a power failure after the switch must find the files on the disk
        folder.rename(self.folder / RELEASES / release.name)
        self._switch(release.name)
        self._remember([*self.history(), release])
        return release

    def roll_back(self, name: str = "", jobs: int = 1) -> Release:
        """Serve what was served before the current release, or a named release.

        It was guarded when it was published; whether it is still that is proved anew.

        Raises:
            NoReleaseError: There is no such release.
            DamagedReleaseError: It is not as it was published; what is served stays.
        """
        known = {release.name: release for release in self.history()}
        served = known.get(self.current.name) if self.current else None
        target = known.get(name or (served.former if served else ""))
        if target is None or not (self.folder / RELEASES / target.name).is_dir():
            raise NoReleaseError(name)
        try:
            found = differences(self.folder / RELEASES / target.name, jobs)
        except UnreadableManifestError:
            found = [f"缺少 {RELEASE}"]
        if found:
            raise DamagedReleaseError("\n".join(found))
        self._switch(target.name)
        return target

    def history(self) -> list[Release]:
        """Return what was published and is still there, oldest first."""
        try:
            rows = json.loads((self.folder / HISTORY).read_bytes())
            releases = [Release(**row) for row in rows]
        except (OSError, ValueError, TypeError):
            releases = []
        return [r for r in releases if (self.folder / RELEASES / r.name).is_dir()]

    def keep(self, count: int) -> list[Release]:
        """Remove all but the newest releases; what is served stays whatever its age.

        Returns:
            The releases that were removed.
        """
        releases = self.history()
        served = self.current.name if self.current else ""
        gone = [r for r in releases[: max(0, len(releases) - count)] if r.name != served]
        self._remember([release for release in releases if release not in gone])
        for release in gone:
            self._remove(self.folder / RELEASES / release.name)
        return gone

    def _switch(self, name: str) -> None:
        """Let `current` lead to a release. Making a link and renaming it over is one step."""
        link = self.folder / f"{UNFINISHED}{CURRENT}"
        link.unlink(missing_ok=True)
        link.symlink_to(f"{RELEASES}/{name}")
        link.replace(self.served)
        descriptor = os.open(self.folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def _clear_leftovers(self) -> None:
        """Remove what was never finished, and remember a release whose publisher was killed."""
        served = self.current
        known = {release.name for release in self.history()}
        for folder in sorted((self.folder / RELEASES).iterdir()):
            if folder.name.startswith(UNFINISHED):
                shutil.rmtree(folder, ignore_errors=True)
            elif folder.name not in known and folder != served:
                self._remove(folder)
        if served and served.name not in known:
            with suppress(UnreadableManifestError):  # what is served may be of another's making
                self._remember([*self.history(), _told_by_itself(served, self.history())])

    def _remove(self, folder: Path) -> None:
        """Remove a release. Its name goes first: half a release must not be mistaken for one."""
        going = folder.with_name(f"{UNFINISHED}removing-{folder.name}")
        folder.rename(going)
        shutil.rmtree(going, ignore_errors=True)

    def _remember(self, releases: list[Release]) -> None:
        _write(self.folder / HISTORY, [asdict(release) for release in releases])

    def _holder(self) -> str:
        try:
            held = json.loads((self.folder / HOLDER).read_bytes())
            return f"{held['who']}，从 {held['since']} 开始"
        except (OSError, ValueError, KeyError, TypeError):
            return "刚刚开始"


def share(folder: Path, new: Manifest, former: Path, old: Manifest, jobs: int = 1) -> None:
    """Let files that did not change be the former release's own, compressed copies among them.

    A file that stays keeps its time, so that a reader's browser need not load it again, and takes
    no room on the disk. The former file is read before it is trusted.
    """
    endings = ENDINGS if dict(new.tools) == dict(old.tools) else ()
    same = sorted(path for path, mark in new.files.items() if old.files.get(path) == mark)

    def link(stretch: Sequence[str]) -> None:
        for path in stretch:
            with suppress(OSError):
                if mark_of((former / path).read_bytes()) == new.files[path]:
                    _link(former / path, folder / path)
                    for ending in endings:
                        _link(former / f"{path}{ending}", folder / f"{path}{ending}")

    mapped(link, chunks(same, STRETCH), jobs)


def _link(old: Path, new: Path) -> None:
    beside = new.with_name(f"{new.name}.link")
    os.link(old, beside)
    beside.replace(new)


def _told_by_itself(folder: Path, history: list[Release]) -> Release:
    """Return what can be said of a release whose publisher was killed before it wrote it down."""
    manifest = read_manifest(folder)
    day, moment = folder.name.split("-")[:2]
    return Release(
        name=folder.name,
        published_at=f"{day[:4]}-{day[4:6]}-{day[6:]} {moment[:2]}:{moment[2:4]}:{moment[4:]}",
        former=history[-1].name if history else "",
        commit=manifest.commit,
        build_date=manifest.build_date,
        file_count=len(manifest.files),
    )


def _write(file: Path, value: object) -> None:
    """Write a small file whole or not at all."""
    beside = file.with_name(f"{file.name}.new")
    beside.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", "utf-8")
    beside.replace(file)


def _who() -> str:
    try:
        user = getpass.getuser()
    except (OSError, KeyError):
        user = str(os.getuid())
    return f"{user}@{socket.gethostname()}（进程 {os.getpid()}）"
