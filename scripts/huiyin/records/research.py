"""调研报告: what deputies or committees found out, and what came of it."""

from __future__ import annotations

from datetime import date

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
from .figure import Figure


class Research(Record):
    """A report in `content/reports/research/<id>.md`; its text is the body."""

    title: Line = Field(title="标题", examples=["午后四十分钟：中小学生怎么午睡"], max_length=60)
    published_on: IsoDate = Field(title="发布日期")
    authors: tuple[Line, ...] = Field(
        title="作者",
        description="一个作者一项，个人或者小组都可以。",
        examples=["教育专业代表小组"],
        min_length=1,
    )
    committee: BodyId | None = Field(default=None, title="牵头委员会")
    group: GroupId | None = Field(default=None, title="代表小组")
    deputies: tuple[DeputyId, ...] = Field(default=(), title="参加代表")
    topic: TopicId = Field(title="分类")
    summary: Line = Field(
        title="摘要",
        description="一两句话，显示在列表里。",
        examples=["小组在十一所学校守了十一个中午，趴着睡的孩子占八成多。"],
        max_length=160,
    )
    outputs: tuple[SuggestionId, ...] = Field(
        default=(), title="转化的建议", description="由这份报告形成的建议。"
    )
    figures: tuple[Figure, ...] = Field(
        default=(),
        title="引用数字",
        description="文中引用的统计数字，写明出处；能算的会核对。",
    )
    body: str = Field(title="正文", min_length=1)

    def is_public(self, today: date) -> bool:
        """Tell whether the report may be shown; until it is published it waits."""
        return super().is_public(today) and self.published_on <= today
