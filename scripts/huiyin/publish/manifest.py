"""The manifest of a release: every file with its hash and size, and what the release was made of.

Same commit and same day give the same manifest on any machine. Compressed copies are not in it:
their bytes are the compressor's, so what they must say is proved by unpacking them.
"""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from typing import Any

from ..workers import chunks, mapped
from .compressed import STRETCH, is_copy, unpacked

RELEASE = "release.json"
Mark = tuple[str, int]  # SHA-256 in hex, size in bytes
# The libraries whose versions shape the bytes of a site.
SHAPING = (
    "brotli", "icalendar", "jinja2", "lunr", "markdown", "mkdocs", "nh3", "pillow", "pydantic",
    "pypinyin", "segno",
)  # fmt: skip


class UnreadableManifestError(ValueError):
    """There is no manifest, or it is not one of ours."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a release is made of.

    Attributes:
        generator: Name and version of this program.
        commit: The records' commit, None outside git; `-dirty` at its end when files were changed.
        build_date: The day the site was built for, ISO.
        tools: Library → version.
        files: Path → SHA-256 in hex and size in bytes.
    """

    generator: str
    commit: str | None
    build_date: str
    tools: Mapping[str, str]
    files: Mapping[str, Mark]

    @property
    def digest(self) -> str:
        """Return one SHA-256 for all files, that of their `sha256sum` listing."""
        listing = "".join(f"{mark[0]}  {path}\n" for path, mark in sorted(self.files.items()))
        return sha256(listing.encode()).hexdigest()

    def to_bytes(self) -> bytes:
        """Return the manifest's own file."""
        value = {
            "generator": self.generator,
            "commit": self.commit,
            "build_date": self.build_date,
            "tools": dict(sorted(self.tools.items())),
            "digest": self.digest,
            "files": {
                path: {"sha256": sha, "size": size}
                for path, (sha, size) in sorted(self.files.items())
            },
        }
        return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def read_manifest(folder: Path) -> Manifest:
    """Read a release's manifest.

    Raises:
        UnreadableManifestError: There is none, or its list and its digest disagree.
    """
    try:
        value: Any = json.loads((folder / RELEASE).read_bytes())
        files = {path: (mark["sha256"], mark["size"]) for path, mark in value["files"].items()}
        manifest = Manifest(
            value["generator"], value["commit"], value["build_date"], value["tools"], files
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise UnreadableManifestError(str(folder / RELEASE)) from error
    if manifest.digest != value.get("digest"):
        raise UnreadableManifestError(f"{folder / RELEASE}: digest")
    return manifest


@cache
def tools() -> Mapping[str, str]:
    """Return the versions that shape the bytes."""
    major, minor, _ = platform.python_version_tuple()
    return {"python": f"{major}.{minor}", **{name: version(name) for name in SHAPING}}


def mark_of(content: bytes) -> Mark:
    """Return a file's hash and size."""
    return sha256(content).hexdigest(), len(content)


def paths_below(folder: Path) -> list[str]:
    """Return every file of a tree, sorted."""
    found: list[str] = []
    pending = [""]
    while pending:
        below = pending.pop()
        with os.scandir(f"{folder}/{below}") as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    pending.append(f"{below}{entry.name}/")
                else:
                    found.append(f"{below}{entry.name}")
    return sorted(found)


def differences(folder: Path, jobs: int = 1) -> list[str]:
    """Return a line for each file of a tree that is not as its manifest says.

    Raises:
        UnreadableManifestError: The tree has no manifest of ours.
    """
    manifest = read_manifest(folder)
    found = paths_below(folder)

    def judged(stretch: Sequence[str]) -> list[str]:
        return [line for path in stretch if (line := _difference(folder, path, manifest))]

    missing = [f"缺少 {path}" for path in sorted(manifest.files.keys() - set(found))]
    return [*missing, *chain(*mapped(judged, chunks(found, STRETCH), jobs))]


def _difference(folder: Path, path: str, manifest: Manifest) -> str:
    if path == RELEASE:
        return ""
    content = (folder / path).read_bytes()
    if path in manifest.files:
        return "" if mark_of(content) == manifest.files[path] else f"内容不同 {path}"
    if not is_copy(folder, path):
        return f"多出 {path}"
    is_same = unpacked(path, content) == (folder / path).with_suffix("").read_bytes()
    return "" if is_same else f"压缩文件和原文件不同 {path}"
