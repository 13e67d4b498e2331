"""Check the records: `python scripts/validate.py [--root DIR] [--format text|json|github]`."""

import os
import sys

import click

from huiyin.command_line import date_option, day_for, report, root_option, run_once
from huiyin.pipeline import judged_on, read_and_judge
from huiyin.problems import FORMATS


@click.command()
@root_option
@date_option
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="text")
def main(root, on, form):  # type: ignore[no-untyped-def]
    """检查全部记录，不生成网站。"""
    run_once()
    checked = read_and_judge(root, os.cpu_count() or 1)
    sys.exit(report(judged_on(checked, day_for(checked, on)), form))


if __name__ == "__main__":
    main()
