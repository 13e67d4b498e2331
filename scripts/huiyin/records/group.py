"""代表小组: deputies who work on one region or one subject together."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from .common import DeputyId, Line, Record, StationId, Text


class Group(Record):
    """A group in `content/groups/<id>.yml`."""

    name: Line = Field(title="名称", examples=["教育专业代表小组"], max_length=40)
    kind: Literal["regional", "professional", "level"] = Field(title="类型")
    topic: Line | None = Field(
        default=None, title="专题", examples=["教育公平与校园安全"], max_length=40
    )
    convenor: DeputyId = Field(title="组长", description="也要写进 members。")
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
