"""调研报告: what deputies or committees found out, and what came of it."""

from __future__ import annotations

from pydantic import Field

from .common import (
    BodyId,
    DeputyId,
    GroupId,
    IsoDate,
    Line,
    Record,
    SuggestionId,
    TopicId,
)


class Research(Record):
    """A report in `content/reports/research/<id>.md`; its text is the body."""

    title: Line = Field(title="标题", max_length=60)
    published_on: IsoDate = Field(title="发布日期")
    authors: tuple[Line, ...] = Field(title="作者", min_length=1)
    committee: BodyId | None = Field(default=None, title="牵头委员会")
    group: GroupId | None = Field(default=None, title="代表小组")
    deputies: tuple[DeputyId, ...] = Field(default=(), title="参加代表")
    topic: TopicId = Field(title="分类")
    summary: Line = Field(title="摘要", max_length=160)
    outputs: tuple[SuggestionId, ...] = Field(default=(), title="转化的建议")
    body: str = Field(title="正文", min_length=1)
