"""Import suggestions: `python scripts/import_csv.py TABLE.csv [--session t8-s4] [--root DIR]`."""

import sys
from pathlib import Path

import click

from huiyin.command_line import root_option, use_utf8
from huiyin.importing import import_suggestions


@click.command()
@click.argument("table", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@root_option
@click.option("--session", default="", help="表里没有“会议”这一列时，属于哪次会议，例如 t8-s4。")
@click.option("--publish", is_flag=True, help="马上发布；不写，新的存成草稿，已有的照旧。")
@click.option("--replace", is_flag=True, help="已经有的建议，用表里的内容替换；表里没有的列照旧。")
def main(table, root, session, publish, replace):  # type: ignore[no-untyped-def]
    """把一张建议表（CSV）变成记录：全部合格才写入，有一处不合格就一件也不写。

    表的样子和网站上导出的 records.csv 相同，列的次序不限，空着的列可以不要。
    """
    use_utf8()
    sys.exit(import_suggestions(root, table, session, publish=publish, replace=replace))


if __name__ == "__main__":
    main()
