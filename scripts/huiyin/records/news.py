"""新闻: congress news, and the spotlight columns that tell of deputies."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from .common import (
    ColumnId,
    DeputyId,
    Image,
    Line,
    Moment,
    NewsId,
    Part,
    Record,
    StationId,
    SuggestionId,
    WebAddress,
)
from .figure import Figure


class NewsSource(Part):
    """Where the text comes from; a reprint keeps title, author and address of the original."""

    name: Line = Field(title="来源", examples=["示例市人大"], max_length=40)
    url: WebAddress | None = Field(
        default=None,
        title="原文网址",
        description="转载要写。",
        examples=["https://news.example.com/2025/11/18.html"],
    )
    original_title: Line | None = Field(
        default=None,
        title="原标题",
        description="转载时改了标题，写原来的。",
        examples=["渡口来了新代表"],
        max_length=60,
    )
    author: Line | None = Field(default=None, title="作者", examples=["王敏"], max_length=30)
    editor: Line | None = Field(default=None, title="编辑", examples=["李静"], max_length=30)


class Correction(Part):
    """A correction readers can see."""

    at: Moment = Field(title="更正时间")
    note: Line = Field(
        title="更正说明",
        description="写改了什么，读者看得见。",
        examples=["把建议件数由93件更正为92件"],
        max_length=200,
    )


class News(Record):
    """An article in `content/news/<year>/<id>.md`; its text is the body."""

    title: Line = Field(title="标题", examples=["晒谷场上的雨"], max_length=40)
    column: ColumnId = Field(title="栏目", description="见 content/registers/columns.yml。")
    published_at: Moment = Field(title="发布时间", description="文件放在同一年份的文件夹里。")
    source: NewsSource = Field(title="来源")
    summary: Line = Field(
        title="摘要",
        description="一两句话，显示在列表里。",
        examples=["稻香村的代表把晒谷场的难处写成了建议。"],
        max_length=120,
    )
    keywords: tuple[Line, ...] = Field(default=(), title="关键词", examples=["晒谷场"])
    deputies: tuple[DeputyId, ...] = Field(
        default=(), title="涉及代表", description="代表风采类的栏目必须写。"
    )
    stations: tuple[StationId, ...] = Field(default=(), title="涉及联络站")
    suggestions: tuple[SuggestionId, ...] = Field(default=(), title="涉及建议")
    related: tuple[NewsId, ...] = Field(default=(), title="相关新闻")
    cover: Image | None = Field(default=None, title="题图")
    figures: tuple[Figure, ...] = Field(
        default=(),
        title="引用数字",
        description="文中引用的统计数字，写明出处；能算的会核对。",
    )
    correction: Correction | None = Field(
        default=None, title="更正", description="发布以后改错才写。"
    )
    body: str = Field(title="正文", min_length=1)

    def is_public(self, today: date) -> bool:
        """Tell whether the article may be shown; until it is published it waits."""
        return super().is_public(today) and self.published_at.date() <= today
