"""Bring records into canonical form: `python scripts/format.py [--root DIR] [--check]`."""

import sys

import click

from huiyin.command_line import root_option, run_once
from huiyin.formatting import format_site


@click.command()
@root_option
@click.option("--check", is_flag=True, help="不改文件，只显示会改什么；有要改的，退出码是 1。")
def main(root, check):  # type: ignore[no-untyped-def]
    """整理记录的写法：各项按规定的次序，去掉多余的空白。内容一个字也不改。"""
    run_once()
    sys.exit(format_site(root, check=check))


if __name__ == "__main__":
    main()
