"""Build a site with the local processes and with Dask, in turn: `python -m bench.elsewhere ROOT`.

Writes the table of `docs/large-sites.md`; the trees must be the same.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from statistics import median

import click

from .document import table, write_section
from .measure import Measured, measure

BUILD = Path(__file__).parents[1] / "scripts" / "build.py"
DOCUMENT = Path(__file__).parents[1] / "docs" / "large-sites.md"
EXECUTORS = {"processes": "本机 2 个进程", "dask": "本机 2 个 Dask 工作进程"}
CAP_S = 1800


@click.command()
@click.argument("roots", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--date", "day", default="2026-03-01")
@click.option("--rounds", default=3)
@click.option("--write", is_flag=True, help="Put the table into the document.")
def main(roots: tuple[Path, ...], day: str, rounds: int, *, write: bool) -> None:
    """Measure cold builds by each executor, in turn."""
    rows = [row for root in roots for row in _rows(root, day, rounds)]
    text = table(["网站", "谁来印", "用时（秒）", "处理器（秒）", "内存最多（MB）"], rows)
    print(text)
    if write:
        write_section("elsewhere", text, DOCUMENT)


def _rows(root: Path, day: str, rounds: int) -> list[list[str]]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        runs: dict[str, list[Measured]] = {executor: [] for executor in EXECUTORS}
        for _ in range(rounds):
            for executor, measured in runs.items():
                measured.append(_built(root, folder, executor, day))
        trees = [_tree(folder / executor) for executor in EXECUTORS]
    if trees[0] != trees[1]:
        sys.exit(f"{root}: NOT the same bytes")
    count = sum(1 for path in (root / "content").rglob("*") if path.is_file())
    return [
        [
            f"{count:,} 份文件 → {len(trees[0]):,} 个文件",
            title,
            f"{median(run.wall_s for run in runs[executor]):.1f}",
            f"{median(run.cpu_s for run in runs[executor]):.1f}",
            f"{median(run.peak_mb for run in runs[executor]):.0f}",
        ]
        for executor, title in EXECUTORS.items()
    ]


def _built(root: Path, folder: Path, executor: str, day: str) -> Measured:
    command = [sys.executable, BUILD, "--root", root, "--out", folder / executor, "--date", day]
    options = ["--jobs", "2", "--no-cache", "--executor", executor]
    done = measure([*command, *options], folder, folder / f"{executor}.log", CAP_S)
    if done.code != 0:
        sys.exit((folder / f"{executor}.log").read_text("utf-8"))
    return done


def _tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


if __name__ == "__main__":
    main()
