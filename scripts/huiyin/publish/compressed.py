"""Compressed copies: `page.html.gz` and `page.html.br` beside `page.html`, for servers to send."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import brotli  # type: ignore[import-untyped]

from ..workers import chunks, mapped

ENDINGS = (".gz", ".br")
TEXTS = frozenset((".html", ".css", ".js", ".json", ".xml", ".svg", ".csv", ".ics", ".txt", ".bin",
                   ".webmanifest", ".map"))  # fmt: skip
SMALLEST = 600  # bytes; below, a header costs more than is won
GZIP_LEVEL = 9
BROTLI_QUALITY = 9  # 11 takes twenty times as long for six bytes in a hundred
STRETCH = 64  # files that a worker packs in one go


def is_copy(folder: Path, path: str) -> bool:
    """Tell whether a file is the compressed copy of the one beside it."""
    return path.endswith(ENDINGS) and (folder / path[:-3]).is_file()


def compress(folder: Path, paths: Iterable[str], jobs: int = 1) -> None:
    """Write the copies of the texts among some files of a tree; those there already stay."""

    def pack(stretch: Sequence[str]) -> None:
        for path in stretch:
            _compress(folder / path)

    mapped(pack, chunks(sorted(paths), STRETCH), jobs)


def unpacked(path: str, content: bytes) -> bytes | None:
    """Return what a compressed copy says, None when it is broken."""
    try:
        return gzip.decompress(content) if path.endswith(".gz") else brotli.decompress(content)
    except (OSError, EOFError, zlib.error, brotli.error):
        return None


def _compress(file: Path) -> None:
    if file.suffix not in TEXTS or file.stat().st_size < SMALLEST:
        return
    content = file.read_bytes()
    packers: tuple[tuple[str, Callable[[], bytes]], ...] = (
        (".gz", lambda: gzip.compress(content, GZIP_LEVEL, mtime=0)),
        (".br", lambda: brotli.compress(content, quality=BROTLI_QUALITY)),
    )
    for ending, pack in packers:
        copy = file.with_name(file.name + ending)
        if not copy.exists():
            copy.write_bytes(pack())
