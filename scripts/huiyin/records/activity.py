"""活动: what deputies do together between sessions, and what came of it."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from .common import (
    BodyId,
    Count,
    DeputyId,
    DivisionId,
    GroupId,
    IsoDate,
    Line,
    NewsId,
    Record,
    ReportId,
    StationId,
    SuggestionId,
    Text,
    TimeSpan,
    YesNo,
)

ActivityKind = Literal[
    "reception", "inspection", "research", "council", "training", "sit_in", "report_back",
    "hearing", "forum", "lecture", "onsite_review", "assignment_meeting", "outreach",
]  # fmt: skip


class Activity(Record):
    """An activity in `content/activities/<year>/<id>.yml`, past or planned."""

    title: Line = Field(title="名称", examples=["沿云溪看汛前的十二道闸"], max_length=50)
    kind: ActivityKind = Field(title="类别")
    held_on: IsoDate = Field(title="日期", description="文件放在同一年份的文件夹里。")
    until: IsoDate | None = Field(default=None, title="结束日期", description="当天结束的不写。")
    time: TimeSpan | None = Field(default=None, title="时间", examples=["09:00-11:30"])
    place: Line = Field(title="地点", examples=["白石乡石门村村部"], max_length=60)
    division: DivisionId | None = Field(
        default=None, title="所在地", description="写了，读者可以按乡镇街道找到。"
    )
    station: StationId | None = Field(default=None, title="联络站", description="在哪个站举行。")
    organisers: tuple[BodyId, ...] = Field(
        default=(), title="组织单位", description="由联络站或代表小组组织的，可以不写。"
    )
    groups: tuple[GroupId, ...] = Field(default=(), title="代表小组")
    series: Line | None = Field(default=None, title="系列", examples=["代表讲堂"], max_length=20)
    deputies: tuple[DeputyId, ...] = Field(default=(), title="参加代表")
    audience: Count | None = Field(
        default=None, title="参加群众人次", description="举行以后才写，同一个人来几次算几次。"
    )
    opinions: Count | None = Field(default=None, title="收集意见件数")
    items: Count | None = Field(default=None, title="议定事项数")
    open_to_all: YesNo = Field(
        default=False, title="欢迎群众参加", description="写 true，日程里会说明不用报名。"
    )
    summary: Line = Field(
        title="摘要",
        description="一两句话，显示在列表里。",
        examples=["六名代表沿堤走了九公里，把十二道闸的启闭情况逐一记了下来。"],
        max_length=120,
    )
    account: Text | None = Field(
        default=None,
        title="经过",
        description="怎么做的，看到了什么，议定了什么。",
        examples=["从石门闸到河心闸，一道一道试着关。"],
        max_length=2000,
    )
    suggestions: tuple[SuggestionId, ...] = Field(
        default=(), title="相关建议", description="由这次活动形成的，或者活动中办理、督办的建议。"
    )
    reports: tuple[ReportId, ...] = Field(
        default=(), title="调研报告", description="由这次活动形成的报告。"
    )

    news: tuple[NewsId, ...] = Field(default=(), title="相关新闻")

    @property
    def last_day(self) -> date:
        """Return the day it ends on."""
        return self.until or self.held_on
