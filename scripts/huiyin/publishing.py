"""A publish as a person or CI asks for it: build, verify, switch, and say what happened."""

from __future__ import annotations

import errno
import os
import subprocess
from collections.abc import Iterator, Set
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import click

from . import mkdocs_door, pipeline
from .building import engine_warnings_to_terminal
from .clock import now_in_shanghai
from .command_line import fail, report, theme_of, usable_day
from .publish import branch, headers, mirror
from .publish.addresses import taken_back, vanished
from .publish.checks import StagedTreeError
from .publish.compressed import compress
from .publish.leaks import LeakError
from .publish.manifest import (
    RELEASE,
    Manifest,
    UnreadableManifestError,
    differences,
    read_manifest,
    tools,
)
from .publish.release import (
    DamagedReleaseError,
    NoReleaseError,
    PublishingError,
    Release,
    Releases,
    share,
)


@dataclass(frozen=True, slots=True)
class Order:
    """What a publish is asked for.

    Attributes:
        root: The folder with `site_config.yml` and `content/`.
        to: The folder of releases; `to/current` is what is served.
        on: The day to build for, None for the usual one.
        keep: How many releases stay.
        jobs: How many processes render.
        base_url: The site's address, instead of the one in the settings.
        commit: The records' commit, None to ask git.
        noindex: Whether search engines shall stay away, as from a preview.
        git: A git repository to push the site to, as well.
        git_branch: Its branch.
        rsync: A place to copy the site to, as well: `host:/path/` or a folder.
    """

    root: Path
    to: Path
    on: date | None = None
    keep: int = 5
    jobs: int = 1
    base_url: str | None = None
    commit: str | None = None
    noindex: bool = False
    git: str = ""
    git_branch: str = "gh-pages"
    rsync: str = ""


def publish_site(order: Order) -> int:
    """Publish a site and print what happened.

    Returns:
        The exit code: 0 published or nothing new, 1 problems or a failure; the old site stays.
    """
    releases = Releases(order.to)
    try:
        with releases.held(now_in_shanghai()):
            return _publish(order, releases)
    except PublishingError as error:
        return fail(f"另一个发布正在进行：{error}。请等它结束。")
    except OSError as error:
        return fail("磁盘满了，新版本写不下。" if error.errno == errno.ENOSPC else f"{error}")


def _publish(order: Order, releases: Releases) -> int:
    checked = pipeline.read_and_judge(order.root)
    today = usable_day(order.on, checked.sample_day)
    checked = pipeline.judged_on(checked, today)
    try:
        model = pipeline.model_of(checked, today)
    except pipeline.ProblemsFound as found:
        return report(found.checked.verdict, published="什么都没有发布，原来的网站没有变。")
    if order.base_url:
        changed = model.settings.model_copy(update={"site_url": order.base_url})
        model = replace(model, settings=changed)
    request = pipeline.Request(order.root, theme_of(order.root), order.jobs)
    engine_warnings_to_terminal()
    with releases.staging() as folder:

        def for_hosts(written: Set[str]) -> Iterator[tuple[str, bytes]]:
            if order.noindex:
                yield from headers.hidden(folder, written)
            yield from headers.files_for_hosts(written, model.redirects, order.noindex).items()

        inspector = pipeline.inspector_for(request, model, checked)
        try:
            _, notes = pipeline.fill(
                request, model, folder, mkdocs_door.engine, inspector, for_hosts
            )
        except StagedTreeError as error:
            return fail(f"生成的网站没有通过检查：\n{error}")
        except LeakError as error:
            return fail(f"生成的网站里有不能公布的内容：\n{error}")
        except mkdocs_door.Abort as error:
            return fail(f"生成网站时出错：{error}")
        marks = {path: (note.sha256, note.size) for path, note in notes.items()}
        commit = order.commit or commit_of(order.root)
        manifest = Manifest(pipeline.GENERATOR, commit, today.isoformat(), tools(), marks)
        served, former = releases.current, _manifest_of(releases.current)
        if served and former:
            hidden = taken_back(served, former.files, checked.validated.catalogue, today)
            if gone := list(vanished(former.files, manifest.files, hidden)):
                return fail(_gone(gone))
        if served and former and former.files == manifest.files:
            click.echo(f"内容没有变，不用发布。现在的版本是 {served.name}。")
        else:
            release = _release(releases, folder, manifest, former, order.jobs)
            report(checked.verdict)
            click.echo(f"已发布 {release.name}：{release.file_count} 个文件，按 {today} 生成。")
    if served := releases.current:
        headers.write_redirects(served, order.to)
    for old in releases.keep(order.keep):
        click.echo(f"删掉了旧版本 {old.name}。")
    return _send(order, releases, manifest)


def _release(
    releases: Releases, folder: Path, new: Manifest, old: Manifest | None, jobs: int
) -> Release:
    """Make a checked tree the one that is served."""
    (folder / RELEASE).write_bytes(new.to_bytes())
    if (served := releases.current) and old:
        share(folder, new, served, old, jobs)
    compress(folder, (*new.files, RELEASE), jobs)
    return releases.publish(folder, new, now_in_shanghai())


def _send(order: Order, releases: Releases, manifest: Manifest) -> int:
    """Bring what is served to the other places that were asked for."""
    served = releases.current
    assert served is not None
    try:
        if order.git:
            name = manifest.commit or manifest.digest[:12]
            told = branch.push(served, order.git, order.git_branch, f"发布 {name}", manifest)
            click.echo(f"{order.git_branch} 分支：{told}")
        if order.rsync:
            mirror.copy(served, order.rsync)
            click.echo(f"已经复制到 {order.rsync}")
    except subprocess.CalledProcessError as error:
        click.echo(f"没有送到：{error.stderr or error}", err=True)
        return 1
    return 0


def roll_back_site(to: Path, name: str, jobs: int = 1) -> int:
    """Serve the former release again, and print what happened.

    Returns:
        The exit code: 0 done, 1 when there is no release to go back to, or only a damaged one.
    """
    releases = Releases(to)
    try:
        with releases.held(now_in_shanghai()):
            before = releases.current
            release = releases.roll_back(name, jobs)
            headers.write_redirects(releases.served, to)
    except NoReleaseError:
        click.echo(f"没有版本 {name}。" if name else "没有更早的版本可以退回。", err=True)
        return 1
    except DamagedReleaseError as error:
        click.echo(f"那个版本和它的清单不一样，没有换上：\n{error}", err=True)
        click.echo("网站没有变。请退到别的版本，或者重新发布一次。", err=True)
        return 1
    except PublishingError as error:
        click.echo(f"另一个发布正在进行：{error}。请等它结束。", err=True)
        return 1
    was = f"（原来是 {before.name}）" if before else ""
    click.echo(f"已退回到 {release.name}，{release.published_at} 发布的{was}。")
    return 0


def list_releases(to: Path) -> int:
    """Print the releases there are, newest last, and which one is served."""
    releases = Releases(to)
    served = releases.current.name if releases.current else ""
    history = releases.history()
    for release in history:
        mark = "现在" if release.name == served else "　　"
        commit = f"  提交 {release.commit[:12]}" if release.commit else ""
        click.echo(
            f"{mark}  {release.name}  {release.published_at}"
            f"  按 {release.build_date} 生成  {release.file_count} 个文件{commit}"
        )
    if not history:
        click.echo(f"{to} 里还没有发布过。")
    return 0


def verify_tree(folder: Path, jobs: int = 1) -> int:
    """Compare a live tree with its manifest and print each difference.

    Returns:
        The exit code: 0 when every file is as published.
    """
    served = folder / "current"
    tree = served if served.is_dir() and not (folder / RELEASE).exists() else folder
    try:
        manifest, found = read_manifest(tree), differences(tree, jobs)
    except UnreadableManifestError:
        click.echo(f"{tree} 里没有可以读的 {RELEASE}，没法核对。", err=True)
        return 1
    for line in found:
        click.echo(line)
    commit = f"，提交 {manifest.commit}" if manifest.commit else ""
    if found:
        click.echo(f"{len(found)} 处和清单不一样。")
        return 1
    click.echo(
        f"{len(manifest.files)} 个文件都和清单一样（按 {manifest.build_date} 生成{commit}）。\n"
        f"总指纹 {manifest.digest}"
    )
    return 0


def commit_of(root: Path) -> str | None:
    """Return the commit of a site's records, with `-dirty` when files were changed since."""
    command = ("git", "-C", str(root), "describe", "--always", "--dirty", "--abbrev=40")
    clean = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
    try:
        done = subprocess.run(  # noqa: S603  a fixed command
            (*command, "--exclude=*"), capture_output=True, text=True, check=True, env=clean
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout.strip() or None


def _manifest_of(served: Path | None) -> Manifest | None:
    try:
        return read_manifest(served) if served else None
    except UnreadableManifestError:
        return None


def _gone(addresses: list[str]) -> str:
    rows = "\n".join(f"  {address}" for address in addresses)
    return (
        f"以前公布过的地址没有了：\n{rows}\n"
        "请在 content/registers/redirects.yml 里写明它们现在在哪里（from 和 to），"
        "或者写明已经撤下（只写 from）。"
    )
