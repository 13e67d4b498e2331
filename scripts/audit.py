"""Look for what has gone stale or empty: `python scripts/audit.py [--root DIR] [--date D]`."""

import sys

import click

from huiyin.auditing import audit_site
from huiyin.command_line import date_option, root_option, run_once
from huiyin.publish.audit import Limits

DAYS = click.IntRange(1)


@click.command()
@root_option
@date_option
@click.option("--news-days", type=DAYS, default=14, show_default=True, help="动态几天要更新。")
@click.option(
    "--notice-days", type=DAYS, default=180, show_default=True, help="其他栏目几天要更新。"
)
@click.option("--review-days", type=DAYS, default=365, show_default=True, help="记录几天要核对。")
@click.option("--links", is_flag=True, help="也打开站外链接看看，要联网。")
def main(root, on, links, **days):  # type: ignore[no-untyped-def]
    """照检查指标自查：不更新的栏目、空白栏目、没有放假安排的接待日、长期没有核对的记录。"""
    run_once()
    sys.exit(audit_site(root, on, Limits(**days), links))


if __name__ == "__main__":
    main()
