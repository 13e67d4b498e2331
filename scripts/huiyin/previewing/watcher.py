"""Watcher: which files were written, made or removed, told as soon as it is quiet again."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from threading import Condition

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingObserver

QUIET_S = 0.05  # editors write a file in several steps
_CHANGES = frozenset({"created", "modified", "moved", "deleted"})


class Watcher(FileSystemEventHandler):
    """Gathers the paths that change below some folders."""

    def __init__(self, folders: Iterable[Path], files: Iterable[Path] = ()) -> None:
        """Begin to watch.

        Args:
            folders: With everything below them.
            files: Single files.
        """
        self._changed: set[Path] = set()
        self._heard = Condition()
        self._folders = tuple(folder.resolve() for folder in folders)
        self._files = frozenset(file.resolve() for file in files)
        try:
            self._observer = self._started(Observer())
        except OSError:  # the system watches no more files for us
            self._observer = self._started(PollingObserver())

    def _started(self, observer: BaseObserver) -> BaseObserver:
        for folder in self._folders:
            observer.schedule(self, str(folder), recursive=True)
        for folder in {file.parent for file in self._files}:
            observer.schedule(self, str(folder), recursive=False)
        observer.start()
        return observer

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Note what changed."""
        if event.event_type not in _CHANGES or (
            event.is_directory and event.event_type == "modified"
        ):
            return
        paths = {Path(str(path)) for path in (event.src_path, event.dest_path) if path}
        with self._heard:
            self._changed |= {path for path in paths if self._is_meant(path)}
            self._heard.notify_all()

    def _is_meant(self, path: Path) -> bool:
        return path in self._files or any(path.is_relative_to(folder) for folder in self._folders)

    def changed(self, patience_s: float | None = None) -> frozenset[Path]:
        """Wait until something has changed and is quiet again.

        Args:
            patience_s: How long to wait for a change; None for as long as it takes.

        Returns:
            The paths; none when nothing changed in time.
        """
        with self._heard:
            if not self._heard.wait_for(lambda: self._changed, patience_s):
                return frozenset()
            while self._heard.wait(QUIET_S):
                pass
            changed, self._changed = frozenset(self._changed), set()
        return changed

    def hears(self, patience_s: float) -> bool:
        """Wait some seconds for a change that nobody asked for yet; tell whether there is one."""
        with self._heard:
            return self._heard.wait_for(lambda: bool(self._changed), patience_s)

    def stop(self) -> None:
        """Watch no longer."""
        self._observer.stop()
        self._observer.join()
