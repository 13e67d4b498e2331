"""What the doors in `scripts/` share: options, dates, exit codes and closing lines."""

from __future__ import annotations

import atexit
import gc
import os
import re
import sys
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from .clock import build_date
from .problems import FORMATS, Problem, errors
from .verdict import Verdict

OURS = Path(__file__).resolve().parents[2]


class DayOption(click.ParamType[date]):
    """A day written as 2026-03-01."""

    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: Any, ctx: Any) -> date:
        """Read the day, or say how to write it."""
        if isinstance(value, date):
            return value
        try:
            return datetime.strptime(value, "%Y-%m-%d").date()  # noqa: DTZ007  a day has no zone
        except ValueError:
            self.fail(f"“{value}” 不是日期，请写成 2026-03-01 这样", param, ctx)


class SiteAddress(click.ParamType[str]):
    """A whole web address, given its closing slash."""

    name = "URL"

    def convert(self, value: Any, param: Any, ctx: Any) -> str:
        """Read the address, or say how to write it."""
        if not re.fullmatch(r"https?://[^\s/?#]+(/[^\s?#]*)?", value):
            self.fail(f"“{value}” 不是网址，请写成 https://renda.example.com/ 这样", param, ctx)
        return f"{value.rstrip('/')}/"


Option = Callable[[Callable[..., Any]], Callable[..., Any]]

root_option: Option = click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, resolve_path=True, path_type=Path),
    default=OURS,
    help="网站根目录（里面有 site_config.yml 和 content/）。",
)
date_option: Option = click.option("--date", "on", type=DayOption(), help="按哪一天生成。")


def cache_of(root: Path) -> Path:
    """Return where a site's cache lies."""
    return root / ".cache" / "huiyin" / "cache.sqlite"


def theme_of(root: Path) -> Path:
    """Return a site's own theme, or ours where it has none."""
    return root / "theme" if (root / "theme").is_dir() else OURS / "theme"


def usable_day(on: date | None, sample_day: date | None) -> date:
    """Return the day to build for; a wrong SOURCE_DATE_EPOCH is a usage error."""
    try:
        return build_date(on, os.environ, sample_day)
    except (ValueError, OverflowError) as error:
        raise click.UsageError(f"SOURCE_DATE_EPOCH 不是秒数：{error}") from error


def report(verdict: Verdict, form: str = "text", *, published: str = "") -> int:
    """Print problems in a form, and in text a closing line.

    Returns:
        The exit code: 1 when there is an error or too many warnings, else 0.
    """
    problems = verdict.problems
    if problems or form == "json":
        click.echo(FORMATS[form](problems))
    if form == "text":
        if problems:
            click.echo("\n每种问题的原因和改法见 docs/problem-codes.md，按问题代码找。")
        click.echo(("\n" if problems else "") + closing_line(problems, verdict.source_count))
        if line := warnings_line(verdict.warning_count, verdict.warning_limit):
            click.echo(line)
        if published:
            click.echo(published)
    return 0 if verdict.is_publishable else 1


def closing_line(problems: Sequence[Problem], source_count: int) -> str:
    """Sum up a run in one sentence."""
    if not problems:
        return f"{source_count} 份文件都没有问题。"
    bad = {problem.file for problem in problems}
    warnings = len(problems) - len(errors(problems))
    also = f"（其中 {warnings} 个是提醒）" if warnings else ""
    fine = max(0, source_count - len(bad))
    return f"{len(problems)} 个问题{also}，在 {len(bad)} 个文件里；其余 {fine} 份文件没有问题。"


def warnings_line(count: int, limit: int | None) -> str:
    """Say that there are more warnings than the settings allow; empty when there are not."""
    if limit is None or count <= limit:
        return ""
    return f"提醒有 {count} 个，超过了 site_config.yml 里 max_warnings 允许的 {limit} 个。"


def fail(message: str) -> int:
    """Say on standard error why nothing was published, and return the exit code."""
    click.echo(message, err=True)
    click.echo("什么都没有发布，原来的网站没有变。", err=True)
    return 1


def run_once() -> None:
    """Set up a process that does one thing and ends: validate, build.

    A site's records are many and none of them is garbage; the collector would look at them all
    again and again, for a fifth of the time, and once more at the very end.
    """
    gc.disable()
    atexit.register(gc.freeze)
    use_utf8()


def use_utf8() -> None:
    """Print Chinese whatever the locale says."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
