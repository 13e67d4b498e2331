"""Preview the site with live reload: `python scripts/serve.py [--root DIR] [--port N]`."""

import os
import sys

import click

from huiyin.building import preview_site
from huiyin.command_line import date_option, root_option, use_utf8


@click.command()
@root_option
@date_option
@click.option("--port", type=click.IntRange(1, 65535), default=8000, help="本机端口。")
def main(root, on, port):  # type: ignore[no-untyped-def]
    """在本机预览，改了内容自动刷新。"""
    use_utf8()
    sys.exit(preview_site(root, port, os.cpu_count() or 1, on))


if __name__ == "__main__":
    main()
