"""Formatting as a person asks for it: rewrite the records, or show what would change."""

from __future__ import annotations

from pathlib import Path

import click

from .canonical import changed, difference
from .load.reader import read_site


def format_site(root: Path, *, check: bool) -> int:
    """Bring a site's records into canonical form, or only print the difference.

    Returns:
        The exit code: 1 when only checked and something would change, else 0.
    """
    sources, _ = read_site(root)
    count = 0
    for path, present, wanted in changed(root, sources):
        count += 1
        if check:
            click.echo(difference(path.relative_to(root).as_posix(), present, wanted))
        else:
            path.write_bytes(wanted.encode())
    if broken := sum(bool(source.faults) for source in sources):
        click.echo(f"{broken} 份文件有错，没有整理。请先运行 make check，照提示改正。")
    if not count:
        click.echo("写法都规范，没有要整理的。")
    elif check:
        click.echo(f"{count} 份文件的写法不规范，运行 make format 就会整理好。")
    else:
        click.echo(f"整理了 {count} 份文件，只动了次序和空白，内容没有变。")
    return 1 if count and check else 0
