"""A narrative page: `content/index.md` and `content/pages/*.md`, rendered through MkDocs."""

from __future__ import annotations

from pydantic import Field

from .common import IsoDate, Line, Part


class Page(Part):
    """The front matter of a narrative page."""

    title: Line = Field(title="标题", examples=["怎样看懂办理结果"], max_length=40)
    description: Line = Field(
        title="说明",
        description="一句话，显示在搜索结果里。",
        examples=["每一类办理结果是什么意思，期限怎样计算"],
        max_length=120,
    )
    updated_on: IsoDate | None = Field(default=None, title="更新日期")
    body: str = Field(default="", title="正文")
