"""A build as a person asks for it: check, build, swap, and say in words what happened."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import click

from . import ahead, elsewhere, mkdocs_door, pipeline, progress, standing
from .ahead import Ahead
from .command_line import OURS, cache_of, fail, report, theme_of, usable_day
from .load.reader import Reading
from .previewing.app import PortTakenError
from .previewing.desk import Place
from .previewing.loop import preview
from .publish.checks import StagedTreeError
from .publish.leaks import LeakError
from .publish.staging import BusyError, ForeignFolderError
from .render.plan import AddressTakenError
from .standing import Standing

_INSTALL_DASK = ".venv/bin/pip install --require-hashes -r requirements-dask.lock"


def build_site(
    root: Path,
    out: Path,
    on: date | None,
    jobs: int,
    base_url: str | None = None,
    *,
    without_cache: bool = False,
    profile: bool = False,
    scheduler: str | None = None,
    begun: Ahead | None = None,
) -> int:
    """Build a site and print what happened.

    Args:
        root: The folder with `site_config.yml` and `content/`.
        out: What the site is swapped in as.
        on: The day to build for, None for the usual one.
        jobs: How many processes work.
        base_url: The site's address, instead of the one in the settings.
        without_cache: Whether every page is printed anew.
        profile: Whether to print what each stage took.
        scheduler: Where Dask's scheduler listens; empty for workers here, None without Dask.
        begun: The reading of the records, if it has begun already.

    Returns:
        The exit code: 0 built, 1 problems or a failed build. The old site stays on 1.
    """
    begun = begun or ahead.begun(root, jobs)
    if inside := _our_own_folder(root, out):
        return fail(f"{out} 和 {inside} 叠在一起，会毁掉里面的内容。请换一个 --out。")
    if scheduler is not None and not elsewhere.HAS_DASK:
        return fail(f"没有装 Dask。请先运行 {_INSTALL_DASK}。")
    request = pipeline.Request(
        root, theme_of(root), jobs, None if without_cache else cache_of(root), out
    )
    engine_warnings_to_terminal()
    try:
        with progress.shown() as tell:
            begun.stages.tell = tell
            request = replace(request, tell=begun.stages)
            left = _built(request, begun.reading, out, on, base_url, scheduler)
    except pipeline.ProblemsFound as found:
        return report(found.checked.verdict, published="什么都没有发布，原来的网站没有变。")
    except BusyError:
        return fail(f"另一个生成正在写 {out}，请等它结束。")
    except ForeignFolderError:
        return fail(f"{out} 里有不是本系统生成的文件，不能覆盖。请换一个 --out，或者先清空它。")
    except StagedTreeError as error:
        return fail(f"生成的网站没有通过检查：\n{error}")
    except AddressTakenError as error:
        return fail(f"两个页面要用同一个地址，请给其中一份记录换个编号：{error}")
    except LeakError as error:
        return fail(f"生成的网站里有不能公布的内容：\n{error}")
    except elsewhere.NoSchedulerError as error:
        return fail(f"连不上 Dask 的调度器 {error}。请看看它是不是在运行，地址对不对。")
    except elsewhere.OtherSiteError:
        return fail("Dask 的工作机上，记录、模板或者程序和这里的不一样。请让它们看到同一份文件。")
    except (mkdocs_door.Abort, OSError) as error:
        return fail(f"生成网站时出错：{error}")
    if begun.inputs:
        standing.remember(standing.Order(root, out, base_url or ""), begun.inputs, left)
    report(left.verdict)
    if profile:
        progress.print_table(begun.stages.ended())
    count, seconds = len(left.files), begun.stages.seconds
    click.echo(f"{left.today} 的网站已生成：{count} 个文件，用时 {seconds:.1f} 秒，在 {out}")
    return 0


def _built(
    request: pipeline.Request,
    reading: Reading,
    out: Path,
    on: date | None,
    base_url: str | None,
    scheduler: str | None,
) -> Standing:
    checked = pipeline.judge(reading, request.root, request.jobs, request.tell)
    today = usable_day(on, checked.sample_day)
    checked = pipeline.judged_on(checked, today, request.jobs)
    request.tell("连接", 0, len(checked.sources))
    model = elsewhere.at(pipeline.model_of(checked, today), base_url or "")
    request.tell("连接", len(checked.sources), len(checked.sources))
    if scheduler is not None:
        seal = elsewhere.seal_of(request.root, request.theme)
        order = elsewhere.Order(request.root, request.theme, today, base_url or "", seal)
        opened = partial(elsewhere.dask, scheduler, request.jobs)
        request = replace(request, write=elsewhere.writing(order, opened))
    verdict, sample_day = checked.verdict, checked.sample_day
    inspector = pipeline.inspector_for(request, model, checked)
    del checked  # and with it all records as they were written: fifty megabytes of ten thousand
    left = pipeline.build(request, model, out, mkdocs_door.engine, inspector)
    hashes = {path: sha256 for path, (sha256, *_) in left.notes.items()}
    stamps = {path: printed.stamp for path, printed in left.printed.items()}
    return Standing(verdict, sample_day, today, {**hashes, **stamps})


def preview_site(root: Path, port: int, jobs: int, on: date | None = None) -> int:
    """Serve a preview until it is interrupted.

    Returns:
        The exit code: 1 when nobody can listen at the port.
    """
    theme = theme_of(root)
    place = Place(
        root,
        theme,
        f"http://127.0.0.1:{port}/",
        lambda sample_day: usable_day(on, sample_day),
        partial(mkdocs_door.narrative_pages, theme, root),
    )
    try:
        preview(place, port, jobs, progress.shown, click.echo)
    except PortTakenError as error:
        click.echo(f"端口 {port} 用不了：{error}。请换一个，例如 --port 8001。", err=True)
        return 1
    return 0


def _our_own_folder(root: Path, out: Path) -> Path | None:
    """Return the folder of sources that a target would overwrite or lie in, if any."""
    kept = (root / "content", theme_of(root), OURS / "scripts", root / ".git", OURS / ".git")
    for folder in kept:
        if out == folder or folder in out.parents or out in folder.parents:
            return folder
    return None


def engine_warnings_to_terminal() -> None:
    """Let the engine say what it found fault with."""
    logging.getLogger("mkdocs").addHandler(_to_terminal())


def _to_terminal(level: int = logging.WARNING) -> logging.Handler:
    handler = logging.StreamHandler()
    handler.setLevel(level)
    return handler
