"""Publish: `python scripts/publish.py --to DIR [--root DIR] [--date D] [--keep N]`.

Also `… rollback --to DIR`, `… list --to DIR`, `… verify DIR`, `… diff OLD NEW`.
"""

import os
import sys
from pathlib import Path

import click

from huiyin import publishing
from huiyin.command_line import SiteAddress, date_option, root_option, run_once, use_utf8
from huiyin.publish.changes import as_markdown, changes

FOLDER = click.Path(resolve_path=True, path_type=Path, file_okay=False)
JOBS = os.cpu_count() or 1
TREE = click.Path(exists=True, path_type=Path, file_okay=False)


@click.group(invoke_without_command=True)
@root_option
@date_option
@click.option("--to", type=FOLDER, help="发布到哪个文件夹；里面的 current 就是网站。")
@click.option("--keep", type=click.IntRange(1), default=5, show_default=True, help="留几个版本。")
@click.option("--jobs", type=click.IntRange(1, 64), default=JOBS, help="几个进程。")
@click.option("--base-url", type=SiteAddress(), help="网站的完整网址，代替 site_url。")
@click.option("--commit", help="记录的提交号；不写就问 git。")
@click.option("--noindex", is_flag=True, help="请搜索引擎不要收录，预览时用。")
@click.option("--git", help="再推送到这个 git 仓库。")
@click.option("--git-branch", default="gh-pages", show_default=True, help="推送到哪个分支。")
@click.option("--rsync", help="再用 rsync 复制到这里。")
@click.pass_context
def main(context, to, on, **wishes):  # type: ignore[no-untyped-def]
    """检查、生成、核对，然后一次换上新版本。"""
    run_once()
    if context.invoked_subcommand:
        return
    if to is None:
        raise click.UsageError("请用 --to 写明发布到哪个文件夹。")
    sys.exit(publishing.publish_site(publishing.Order(to=to, on=on, **wishes)))


@main.command()
@click.option("--to", type=FOLDER, required=True, help="发布的文件夹。")
@click.argument("name", default="")
def rollback(to, name):  # type: ignore[no-untyped-def]
    """退回上一个版本，或者指定的版本。"""
    sys.exit(publishing.roll_back_site(to, name, JOBS))


@main.command("list")
@click.option("--to", type=FOLDER, required=True, help="发布的文件夹。")
def list_(to):  # type: ignore[no-untyped-def]
    """列出有哪些版本。"""
    sys.exit(publishing.list_releases(to))


@main.command()
@click.argument("folder", type=TREE)
def verify(folder):  # type: ignore[no-untyped-def]
    """核对一个网站文件夹是不是和它的清单一样。"""
    sys.exit(publishing.verify_tree(folder, JOBS))


@main.command()
@click.argument("old", type=TREE)
@click.argument("new", type=TREE)
def diff(old, new):  # type: ignore[no-untyped-def]
    """用中文说明两个网站文件夹之间，读者看到的有什么变化。"""
    use_utf8()
    click.echo(as_markdown(list(changes(old, new))), nl=False)


if __name__ == "__main__":
    main()
