"""Write the help for editors: `python scripts/write_help.py [--check]`."""

import sys

import click

from huiyin.command_line import OURS, use_utf8
from huiyin.help.files import stale, write_help_files
from huiyin.publish.headers import deploy_files


@click.command()
@click.option("--check", is_flag=True, help="只看是不是最新，不写；不是最新时退出码为 1。")
def main(check):  # type: ignore[no-untyped-def]
    """从定义生成 schemas/、数据字典、问题代码表和服务器的设置。"""
    use_utf8()
    paths = stale(OURS) if check else write_help_files(OURS)
    servers = {
        path: text
        for path, text in deploy_files().items()
        if not (OURS / path).is_file() or (OURS / path).read_text("utf-8") != text
    }
    for path, text in servers.items() if not check else ():
        (OURS / path).write_text(text, "utf-8")
    paths = [*paths, *servers]
    for path in paths:
        click.echo(f"{'不是最新' if check else '已更新'}：{path}")
    if check and paths:
        click.echo("请运行 make help-files，再一起提交。")
    sys.exit(1 if check and paths else 0)


if __name__ == "__main__":
    main()
