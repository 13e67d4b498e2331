"""Standing: whether the site that stands is what would be built, told without building it.

A build is a function of its inputs. So where all inputs are those of the last build, and each file
is as that build left it, there is nothing to do; the libraries that judge and print stay unloaded.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

import click

from . import fingerprints
from .cache import opened
from .command_line import OURS, cache_of, report, theme_of, usable_day
from .progress import Stages
from .publish.staging import is_underway
from .verdict import Verdict

# What libraries read from the environment and let show in a page.
_ENVIRONMENT = ("SOURCE_DATE_EPOCH", "PYPINYIN_NO_PHRASES")

Stamp = tuple[int, int, int]  # size in bytes, time of change in nanoseconds, number of the file
_NO_FILE = (-1, -1, -1)


@dataclass(frozen=True, slots=True)
class Order:
    """Which site is to be built where.

    Attributes:
        root: The folder with `site_config.yml` and `content/`.
        out: Where the site belongs.
        base_url: The site's address; empty for the one in the settings.
    """

    root: Path
    out: Path
    base_url: str = ""


@dataclass(frozen=True, slots=True)
class Inputs:
    """All that a build's bytes come from, except for the day.

    Attributes:
        seal: Fingerprint of it.
        times: Fingerprint of when the files that editors write were changed.
    """

    seal: str
    times: str


@dataclass(frozen=True, slots=True)
class Standing:
    """A site as a build left it.

    Attributes:
        verdict: What was found in its records.
        sample_day: The day a sample congress is shown on.
        today: The day it was built for.
        files: Path → stamp of a file that is known by it, SHA-256 in hex of another.
    """

    verdict: Verdict
    sample_day: date | None
    today: date
    files: Mapping[str, Stamp | str]


def inputs_of(order: Order) -> Inputs | None:
    """Return what a build would come from; None where links lead to what nobody looks at."""
    theme = theme_of(order.root)
    if any(path.is_symlink() for path in theme.rglob("*")):
        return None
    times = _times(order.root)
    parts = (
        fingerprints.of_program(),
        fingerprints.of_site(order.root),
        fingerprints.of_folder(theme),
        *map(str, (order.root.resolve(), order.base_url, OURS, Path.home(), sys.prefix)),
        *(os.environ.get(name, "") for name in _ENVIRONMENT),
    )
    return Inputs(fingerprints.of_bytes(*map(os.fsencode, parts)), times)


def is_told(order: Order, inputs: Inputs, on: date | None, stages: Stages) -> bool:
    """Say that the site stands already, if it does.

    Args:
        order: Which site is asked for.
        inputs: What it would be built from.
        on: The day to build for, None for the usual one.
        stages: Knows how long that took.
    """
    with opened(cache_of(order.root)) as cache:
        kept = cache.get(_name(order.out))
    known = json.loads(kept) if kept else {}
    if known.get("inputs") != inputs.seal:
        return False
    today = usable_day(on, _day(known["sample_day"]))
    if known["today"] != str(today) or known["tree"] != _tree(order.out, known["read"]):
        return False
    report(Verdict.from_bytes(known["verdict"].encode()))
    click.echo(
        f"{today} 的网站没有变化：{known['count']} 个文件都和上次一样，"
        f"用时 {stages.seconds:.1f} 秒，在 {order.out}"
    )
    return True


def remember(order: Order, inputs: Inputs, left: Standing) -> None:
    """Keep what a build has left, unless something was changed while it was building.

    Args:
        order: Which site was built.
        inputs: What was there to build from before anything was read.
        left: The site.
    """
    has_moved = fingerprints.of_program_now() != fingerprints.of_program()
    if has_moved or inputs.times != _times(order.root):
        return
    known = {
        "inputs": inputs.seal,
        "sample_day": str(left.sample_day or ""),
        "today": str(left.today),
        "tree": _sealed(left.files),
        "read": sorted(path for path, known in left.files.items() if isinstance(known, str)),
        "count": len(left.files),
        "verdict": left.verdict.to_bytes().decode(),
    }
    with opened(cache_of(order.root)) as cache:
        cache.put(_name(order.out), json.dumps(known).encode())


def _times(root: Path) -> str:
    """Return when sources were changed: read twice, they may be the same, and others in between."""
    return fingerprints.of_times(root / "site_config.yml", root / "content", theme_of(root))


def _tree(folder: Path, read: Iterable[str]) -> str:
    """Return the seal of the files that stand in a folder; empty where there is no whole site.

    Args:
        folder: The target of builds.
        read: The files that are known by their bytes.
    """
    try:
        if folder.is_symlink() or is_underway(folder):
            return ""
        files: dict[str, Stamp | str] = dict(_stamps(folder))
        for path in read:
            if files.get(path, _NO_FILE) != _NO_FILE:
                files[path] = sha256((folder / path).read_bytes()).hexdigest()
    except OSError:
        return ""
    return _sealed(files)


def _stamps(folder: Path) -> Iterator[tuple[str, Stamp]]:
    """Yield every file of a tree with its stamp. Links are not followed."""
    pending = [""]
    while pending:
        below = pending.pop()
        with os.scandir(f"{folder}/{below}") as entries:
            for entry in entries:
                path = f"{below}{entry.name}"
                if entry.is_dir(follow_symlinks=False):
                    pending.append(f"{path}/")
                elif entry.is_file(follow_symlinks=False):
                    known = entry.stat(follow_symlinks=False)
                    yield path, (known.st_size, known.st_mtime_ns, known.st_ino)
                else:
                    yield path, _NO_FILE


def _sealed(files: Mapping[str, Stamp | str]) -> str:
    return fingerprints.of_bytes(repr(sorted(files.items())).encode(errors="surrogateescape"))


def _name(out: Path) -> str:
    return f"standing in {out.absolute()} by {fingerprints.of_program()}"


def _day(written: str) -> date | None:
    return date.fromisoformat(written) if written else None
