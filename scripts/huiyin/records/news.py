"""新闻: congress news, and the spotlight columns that tell of deputies."""

from __future__ import annotations

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


class NewsSource(Part):
    """Where the text comes from; a reprint keeps title, author and address of the original."""

    name: Line = Field(title="来源", max_length=40)
    url: WebAddress | None = Field(default=None, title="原文网址")
    original_title: Line | None = Field(default=None, title="原标题", max_length=60)
    author: Line | None = Field(default=None, title="作者", max_length=30)
    editor: Line | None = Field(default=None, title="编辑", max_length=30)


class Correction(Part):
    """A correction readers can see."""

    at: Moment = Field(title="更正时间")
    note: Line = Field(title="更正说明", max_length=200)


class News(Record):
    """An article in `content/news/<year>/<id>.md`; its text is the body."""

    title: Line = Field(title="标题", max_length=40)
    column: ColumnId = Field(title="栏目")
    published_at: Moment = Field(title="发布时间")
    source: NewsSource = Field(title="来源")
    summary: Line = Field(title="摘要", max_length=120)
    keywords: tuple[Line, ...] = Field(default=(), title="关键词")
    deputies: tuple[DeputyId, ...] = Field(default=(), title="涉及代表")
    stations: tuple[StationId, ...] = Field(default=(), title="涉及联络站")
    suggestions: tuple[SuggestionId, ...] = Field(default=(), title="涉及建议")
    related: tuple[NewsId, ...] = Field(default=(), title="相关新闻")
    cover: Image | None = Field(default=None, title="题图")
    correction: Correction | None = Field(default=None, title="更正")
    body: str = Field(title="正文", min_length=1)
