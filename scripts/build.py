"""Build the site: `python scripts/build.py [--root DIR] [--out DIR] [--date D] …`."""

import os
import sys
from pathlib import Path

import click

from huiyin import ahead, standing
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
@click.option(
    "--executor",
    type=click.Choice(["processes", "serial", "dask"]),
    default="processes",
    help="谁来印网页：本机几个进程、一个进程，还是 Dask（见 docs/large-sites.md）。",
)
@click.option("--scheduler", help="Dask 调度器的地址，如 tcp://10.0.0.5:8786；不写就在本机起几个。")
@click.option("--no-cache", is_flag=True, help="不用缓存，每一页都重新生成。")
@click.option("--profile", is_flag=True, help="最后列出每个阶段用了多少时间。")
@click.option("--base-url", type=SiteAddress(), help="网站的完整网址，代替 site_url。")
def main(root, on, out, jobs, executor, scheduler, no_cache, base_url, profile):  # type: ignore[no-untyped-def]
    """检查全部记录，生成网站，一次换上去；什么都没有变，就不重新生成。"""
    run_once()
    if scheduler and executor != "dask":
        raise click.UsageError("--scheduler 要和 --executor dask 一起用")
    out, jobs = out or root / "site", 1 if executor == "serial" else jobs
    dask = (scheduler or "") if executor == "dask" else None
    told = {"without_cache": no_cache, "profile": profile, "scheduler": dask}
    order = standing.Order(root, out, base_url or "")
    sys.exit(ahead.build_unless_standing(order, on, jobs, **told))


if __name__ == "__main__":
    main()
