"""Check the records: `python scripts/validate.py [--root DIR] [--format text|json|github]`."""

import os
import sys

import click

from huiyin.checking import check_site
from huiyin.command_line import date_option, root_option, run_once
from huiyin.problems import FORMATS


@click.command()
@root_option
@date_option
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="text")
@click.option("--jobs", type=click.IntRange(1, 64), default=os.cpu_count() or 1, help="几个进程。")
@click.option("--no-cache", is_flag=True, help="不用上次的结果，全部重新检查。")
def main(root, on, form, jobs, no_cache):  # type: ignore[no-untyped-def]
    """检查全部记录，不生成网站。"""
    run_once()
    sys.exit(check_site(root, on, form, jobs, without_cache=no_cache))


if __name__ == "__main__":
    main()
