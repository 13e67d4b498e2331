"""Write a made-up congress: `python scripts/make_demo.py --root DIR [--deputies N] …`."""

from pathlib import Path

import click

from huiyin.command_line import use_utf8
from huiyin.demo.congress import Size, write_demo


@click.command()
@click.option("--root", type=click.Path(path_type=Path), required=True, help="写到哪个空文件夹。")
@click.option("--deputies", type=click.IntRange(12, 20_000), default=60, help="代表人数。")
@click.option("--stations", type=click.IntRange(1, 20_000), default=14, help="联络站个数。")
@click.option("--suggestions", type=click.IntRange(0, 60_000), default=90, help="建议件数。")
@click.option("--news", type=click.IntRange(0, 99_999), default=40, help="新闻篇数。")
@click.option("--seed", type=int, default=1, help="种子，相同的种子得到相同的内容。")
def main(root, deputies, stations, suggestions, news, seed):  # type: ignore[no-untyped-def]
    """生成虚构的示例内容，用来演示和测试。"""
    use_utf8()
    if root.exists() and (not root.is_dir() or any(root.iterdir())):
        raise click.UsageError(f"{root} 里已经有内容。请换一个空文件夹，或者先清空它。")
    count = write_demo(root, Size(deputies, stations, suggestions, news), seed)
    click.echo(f"已写好 {count} 个文件，在 {root}")


if __name__ == "__main__":
    main()
