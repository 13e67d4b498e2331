"""Read the site's files: sizes, encodings and characters are checked before anything is parsed."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from .. import workers
from ..problems import Fault
from ..progress import Tell, silent
from . import front_matter, plain_yaml, strict_yaml
from .characters import first_refused
from .source import Source

CHUNK = 256
MAX_RECORD_BYTES = 256 * 1024
MAX_REGISTER_BYTES = 1024 * 1024

# Where each kind of record lives. The pattern is matched against the path below `content/`.
PLACES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        ("deputy", r"deputies/[^/]+\.yml"),
        ("station", r"stations/[^/]+\.yml"),
        ("group", r"groups/[^/]+\.yml"),
        ("activity", r"activities/[^/]+/[^/]+\.yml"),
        ("suggestion", r"reports/suggestions/[^/]+/[^/]+\.md"),
        ("research", r"reports/research/[^/]+\.md"),
        ("news", r"news/[^/]+/[^/]+\.md"),
        ("page", r"index\.md|pages/[^/]+\.md"),
        ("media", r"media/.+\.(jpg|png|webp)"),
        ("register", r"registers/[^/]+\.yml"),
    )
)
SETTINGS_FILE = "site_config.yml"


Reading = tuple[Iterator[Source], list[Fault]]


def read_site(root: Path, jobs: int = 1, tell: Tell = silent) -> tuple[list[Source], list[Fault]]:
    """Read `site_config.yml` and everything below `content/`, in path order.

    Args:
        root: The site's root folder.
        jobs: How many processes read; the result is the same.
        tell: Is told how far reading has come.

    Returns:
        The sources (those with faults hold no data) and the faults that belong to no source.
    """
    sources, faults = begin_to_read(root, jobs, tell)
    return list(sources), faults


def begin_to_read(root: Path, jobs: int = 1, tell: Tell = silent) -> Reading:
    """Do as `read_site`, but give each source as soon as it is read."""
    sources, faults = listed(root)
    done = workers.begun(
        lambda chunk: [read(root, source) for source in chunk],
        workers.chunks(sources, CHUNK),
        jobs,
        lambda done: tell("读取", done * CHUNK, len(sources)),
    )
    return chain.from_iterable(done), faults


def listed(root: Path) -> tuple[list[Source], list[Fault]]:
    """Return a source for every file of a site, not read yet, in path order.

    Returns:
        The sources (those that were refused have their fault) and the faults that belong to none.
    """
    sources: list[Source] = []
    faults: list[Fault] = []
    if refused := _settings_refused(root / SETTINGS_FILE):
        faults.append(Fault(refused, SETTINGS_FILE))
    else:
        sources.append(Source(SETTINGS_FILE, "settings"))
    for path, refusal in _walk(root / "content", "content"):
        kind = kind_of(path)
        if kind is None:
            faults.append(Fault(refusal or "unexpected-file", path))
        elif refusal:
            sources.append(Source(path, kind, faults=[Fault(refusal, path)]))
        else:
            sources.append(Source(path, kind))
    return sources, faults


def read(root: Path, source: Source) -> Source:
    """Read a file that was not refused yet. Pictures are looked at by those who know them."""
    if source.faults or source.kind == "media":
        return source
    return read_source(root, source.path, source.kind)


def kind_of(path: str) -> str | None:
    """Return what a file should hold, told by its place alone; None where no record belongs."""
    below = path.removeprefix("content/")
    for kind, pattern in PLACES:
        if pattern.fullmatch(below):
            return f"register:{Path(path).stem}" if kind == "register" else kind
    return None


def read_source(root: Path, path: str, kind: str) -> Source:
    """Read and parse one file. What is wrong with it is in its `faults`."""
    source = Source(path, kind)
    limit = MAX_REGISTER_BYTES if kind.startswith("register:") else MAX_RECORD_BYTES
    try:
        raw = _bytes(f"{root}/{path}", limit)  # ten times as fast as root / path
    except OSError:
        source.faults.append(Fault("unreadable", path))
        return source
    if raw is None:
        source.faults.append(Fault("file-too-large", path, facts={"limit": f"{limit // 1024} KB"}))
        return source
    if (text := _decoded(raw, source)) is None:
        return source
    source.text = text
    for number, line in enumerate(text.split("\n") if first_refused(text) else ()):
        if match := first_refused(line):
            shown = f"U+{ord(match[0]):04X}"
            source.faults.append(
                source.fault_at("refused-character", number, match.start(), value=shown)
            )
    if not source.faults:
        _parse(source)
    return source


def _settings_refused(path: Path) -> str | None:
    """Return the code that refuses the settings, if any."""
    try:
        if path.is_symlink():
            return "symbolic-link"
        return None if path.is_file() else "no-settings"
    except OSError:
        return "unreadable"


def _walk(folder: Path, below: str) -> Iterator[tuple[str, str | None]]:
    """Yield each path with the code that refuses it, if any. Links are never followed."""
    try:
        if folder.is_symlink():
            yield below, "symbolic-link"
            return
        if not folder.is_dir():
            return
        with os.scandir(folder) as scan:
            entries = sorted(scan, key=lambda entry: entry.name)
    except OSError:  # no right to, a broken disk, or it went away while we looked
        yield below, "unreadable"
        return
    for entry in entries:
        path = f"{below}/{entry.name}"
        mode = _mode(entry)
        if first_refused(entry.name) or "\n" in entry.name:
            yield f"{below}/{_visible(entry.name)}", "refused-name"
        elif mode is None:
            yield path, "unreadable"
        elif stat.S_ISLNK(mode):
            yield path, "symbolic-link"
        elif stat.S_ISDIR(mode) and kind_of(path) is None:
            yield from _walk(Path(entry.path), path)
        elif not stat.S_ISREG(mode):
            yield path, "not-a-file"
        elif not entry.name.startswith("."):
            yield path, None


def _mode(entry: os.DirEntry[str]) -> int | None:
    """Return what an entry of a folder is, or None when nobody may know."""
    try:
        return entry.stat(follow_symlinks=False).st_mode
    except OSError:
        return None


def _visible(name: str) -> str:
    return "".join("\ufffd" if first_refused(c) or c == "\n" else c for c in name)


def _bytes(path: str, limit: int) -> bytes | None:
    """Return a file's bytes, or None when there are more than allowed."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    try:
        size = os.fstat(descriptor).st_size
        return None if size > limit else os.read(descriptor, size + 1)
    finally:
        os.close(descriptor)


def _decoded(raw: bytes, source: Source) -> str | None:
    raw = raw.removeprefix(b"\xef\xbb\xbf")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
        line, column = before.count("\n"), len(before) - (before.rfind("\n") + 1)
        source.faults.append(
            Fault("not-utf-8", source.path, line + 1, column + 1, {"guess": _guess(raw)})
        )
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _guess(raw: bytes) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "UTF-16"
    try:
        raw.decode("gb18030")
    except UnicodeDecodeError:
        return ""
    return "GBK"


def _parse(source: Source) -> None:
    yaml_text = source.text
    if source.path.endswith(".md"):
        parts = front_matter.split(source.text)
        if parts is None:
            source.faults.append(source.fault_at("no-front-matter", 0, 0))
            return
        yaml_text, source.body, source.body_from = parts
        source.yaml_from = 1
    if (tree := plain_yaml.parse(yaml_text)) is not None:
        source.data = tree
        return
    parsed = strict_yaml.parse(yaml_text)
    source.faults += [source.fault_at(t.code, t.line, t.column, **t.facts) for t in parsed.troubles]
    if source.faults:
        return
    if not isinstance(parsed.tree, dict):
        source.faults.append(source.fault_at("not-a-mapping", source.yaml_from, 0))
        return
    source.data = parsed.tree
