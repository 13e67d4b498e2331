"""Build the site: `python scripts/build.py [--root DIR] [--out DIR] [--date D] …`."""

import os
import sys
from pathlib import Path

import click

from huiyin.building import build_site
from huiyin.command_line import SiteAddress, date_option, root_option, run_once


@click.command()
@root_option
@date_option
@click.option(
    "--out",
    type=click.Path(resolve_path=True, path_type=Path),
    help="放在哪里，默认是根目录下的 site/。",
)
@click.option("--jobs", type=click.IntRange(1, 64), default=os.cpu_count() or 1, help="几个进程。")
@click.option("--no-cache", is_flag=True, help="不用缓存，每一页都重新生成。")
@click.option("--profile", is_flag=True, help="最后列出每个阶段用了多少时间。")
@click.option("--base-url", type=SiteAddress(), help="网站的完整网址，代替 site_url。")
def main(root, on, out, jobs, no_cache, base_url, profile):  # type: ignore[no-untyped-def]
    """检查全部记录，生成网站，一次换上去。"""
    run_once()
    out = out or root / "site"
    sys.exit(build_site(root, out, on, jobs, base_url, without_cache=no_cache, profile=profile))


if __name__ == "__main__":
    main()
