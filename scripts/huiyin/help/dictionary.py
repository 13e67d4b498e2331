"""The data dictionary: every key of every kind of file, as one page of tables in Chinese."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel

from .fields import Described, Value, fields_of, sort_word
from .words import FILES

HEAD = """\
# 数据字典

每一种文件可以写哪些键。这一页由 `make help-files` 从程序里的定义生成，不要手改；
写法的讲解见 [编辑手册](editors.md)。

键都用英文小写，写在最前面，后面是半角冒号和一个空格。“必填”一栏写“是”的不能少；其余的没有就不写，不要留空。
表里的例子是冒号后面要写的内容；方括号是列表，也可以一项一行，用“- ”开头。
扩展名是 `.md` 的文件，键写在两条 `---` 之间，正文写在下面。
"""


def dictionary() -> str:
    """Return the page as Markdown."""
    contents = [f"- [{title}](#{name})：`{place}`" for name, (_, place, title) in FILES.items()]
    sections = [
        "\n".join([f'<a id="{name}"></a>', "", f"## {title} `{place}`", "", *_tables(model, "")])
        for name, (model, place, title) in FILES.items()
    ]
    return "\n".join([HEAD, *contents, "", "\n\n".join(sections)]) + "\n"


def _tables(model: type[BaseModel], path: str) -> Iterator[str]:
    """Yield the lines of a model's table, then those of the groups inside it."""
    fields = list(fields_of(model))
    yield "| 键 | 名称 | 类型 | 必填 | 规则 | 例子 |"
    yield "|---|---|---|---|---|---|"
    yield from map(_row, fields)
    for field in fields:
        if group := _group_in(field.value):
            inner = f"{path}{field.key}"
            yield from ("", f"### {field.title} `{inner}`", "")
            yield from _tables(group, f"{inner}.")


def _row(field: Described) -> str:
    rule = "".join(
        (
            field.rule,
            f"可以写：{_choices(field.value)}。" * bool(_choices(field.value)),
            f"不写就是 `{field.default}`。" * bool(field.default),
            "各项见下面的表。" * bool(_group_in(field.value)),
        )
    )
    example = f"`{field.example}`" if field.example else ""
    cells = (f"`{field.key}`", field.title, sort_word(field.value), "是" * field.required, rule)
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in (*cells, example)) + " |"


def _choices(value: Value) -> str:
    inner = value.item if value.sort == "list" and value.item else value
    return "、".join(f"`{key}` {word}".rstrip() for key, word in inner.choices)


def _group_in(value: Value) -> type[BaseModel] | None:
    return value.item.model if value.item else value.model
