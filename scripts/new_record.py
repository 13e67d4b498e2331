"""Begin a record: `python scripts/new_record.py deputy|station|… [--root DIR] [--name …] …`."""

import sys

import click

from huiyin.beginning import begin_record
from huiyin.command_line import root_option, use_utf8
from huiyin.help.asking import options_for
from huiyin.help.questions import QUESTIONS
from huiyin.records.labels import RECORD_KIND


@click.group()
def main():  # type: ignore[no-untyped-def]
    """写一份新记录的草稿：没有给出的会在终端里问，写好以后印出它的位置。"""
    use_utf8()


def _add(kind):  # type: ignore[no-untyped-def]
    @main.command(kind, help=f"新的{RECORD_KIND[kind]}。")
    @root_option
    @options_for(QUESTIONS[kind])
    @click.option("--id", "id_", default="", help="编号，不写就用下一个没有用过的。")
    @click.option(
        "--not-public",
        "concealed",
        is_flag=True,
        hidden=kind != "suggestion",
        help="不予公开的建议，不写任何内容。",
    )
    def command(root, id_, concealed, **given):  # type: ignore[no-untyped-def]
        asking = sys.stdin.isatty()
        sys.exit(begin_record(root, kind, given, id_, concealed=concealed, asking=asking))


for _kind in QUESTIONS:
    _add(_kind)

if __name__ == "__main__":
    main()
