"""代表小组: deputies who work on one region or one subject together."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from .common import (
    ActivityId,
    BodyId,
    ChecklistId,
    DeputyId,
    IsoDate,
    Line,
    Part,
    Record,
    Slug,
    StationId,
    SuggestionId,
    Text,
    YearMonth,
    YesNo,
)

ItemId = Field(title="序号", description="本小组里不重复，清单之间用它来指。", examples=["p1"])


class Work(Part):
    """An item of the work list (工作清单)."""

    text: Line = Field(title="工作", examples=["春茶时节走一遍白石乡山路"], max_length=80)
    due: YearMonth | None = Field(default=None, title="计划月份", examples=["2026-04"])
    done: YesNo = Field(default=False, title="做完了")
    activity: ActivityId | None = Field(
        default=None, title="活动", description="做这件事的那次活动。"
    )


class GroupProblem(Part):
    """An item of the problem list (问题清单)."""

    id: Slug = ItemId
    text: Line = Field(title="问题", examples=["急弯外侧十七处没有护栏"], max_length=120)
    activity: ActivityId | None = Field(
        default=None, title="活动", description="在哪次活动里看到的。"
    )


class Advice(Part):
    """An item of the advice list (建议清单): it answers a problem."""

    id: Slug = ItemId
    text: Line = Field(title="建议", examples=["先装学生班车经过的弯"], max_length=120)
    problems: tuple[Slug, ...] = Field(
        title="针对的问题", description="问题清单里的序号。", examples=["[p1]"], min_length=1
    )
    to: BodyId | None = Field(default=None, title="提给谁")
    suggestion: SuggestionId | None = Field(
        default=None, title="代表建议", description="已经作为代表建议提出的，写它的编号。"
    )


class Result(Part):
    """An item of the result list (成果清单): it comes from an advice or settles a problem."""

    text: Line = Field(title="成果", examples=["九十三处护栏装齐"], max_length=120)
    on: IsoDate | None = Field(default=None, title="日期")
    advice: tuple[Slug, ...] = Field(
        default=(), title="来自的建议", description="建议清单里的序号。", examples=["[a1]"]
    )
    problems: tuple[Slug, ...] = Field(
        default=(), title="解决的问题", description="问题清单里的序号。", examples=["[p1]"]
    )


class FourLists(Part):
    """The four lists (四清单) of a group: work, problems, advice, results."""

    work: tuple[Work, ...] = Field(default=(), title="工作清单")
    problems: tuple[GroupProblem, ...] = Field(default=(), title="问题清单")
    advice: tuple[Advice, ...] = Field(default=(), title="建议清单")
    results: tuple[Result, ...] = Field(default=(), title="成果清单")


class Group(Record):
    """A group in `content/groups/<id>.yml`."""

    name: Line = Field(title="名称", examples=["教育专业代表小组"], max_length=40)
    kind: Literal["regional", "professional", "level"] = Field(title="类型")
    topic: Line | None = Field(
        default=None, title="专题", examples=["教育公平与校园安全"], max_length=40
    )
    founded_on: IsoDate | None = Field(default=None, title="成立日期")
    convenor: DeputyId = Field(title="组长", description="也要写进 members。")
    leader: DeputyId | None = Field(
        default=None, title="领衔的常委会组成人员", description="没有就不写。"
    )
    organiser: BodyId | None = Field(
        default=None, title="牵头机构", description="由哪个委员会联系这个小组。"
    )
    members: tuple[DeputyId, ...] = Field(title="成员（含组长）", min_length=3)
    base: StationId | None = Field(
        default=None, title="活动基地", description="小组常在哪个联络站活动。"
    )
    intro: Text | None = Field(
        default=None,
        title="简介",
        examples=["七名组员从幼儿园到大学，凑齐了一个孩子走到成年的路。"],
        max_length=800,
    )
    checklists: dict[ChecklistId, dict[str, YesNo]] = Field(
        default_factory=dict,
        title="对照清单",
        description="对照清单的编号，下面一条一行，做到写 true。",
        examples=["{five-haves: {有架构: true}}"],
    )
    lists: FourLists | None = Field(
        default=None, title="四清单", description="每条建议指向一个问题，每项成果指向建议或者问题。"
    )
