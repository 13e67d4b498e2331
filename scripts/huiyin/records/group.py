"""代表小组: deputies who work on one region or one subject together."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from .common import DeputyId, Line, Record, StationId, Text


class Group(Record):
    """A group in `content/groups/<id>.yml`."""

    name: Line = Field(title="名称", max_length=40)
    kind: Literal["regional", "professional", "level"] = Field(title="类型")
    topic: Line | None = Field(default=None, title="专题", max_length=40)
    convenor: DeputyId = Field(title="组长")
    members: tuple[DeputyId, ...] = Field(title="成员（含组长）", min_length=3)
    base: StationId | None = Field(default=None, title="活动基地")
    intro: Text | None = Field(default=None, title="简介", max_length=800)
