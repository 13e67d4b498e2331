"""引用数字: a figure somebody stated, with its source, so that it can be compared with ours."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from .common import Count, IsoDate, Line, Part, SessionId

Decimal = Annotated[str, StringConstraints(pattern=r"^(0|[1-9][0-9]{0,11})([.][0-9]{1,4})?$")]
Measure = Literal[
    "filed", "assigned", "replied", "on_time", "resolved", "reply_rate", "on_time_rate",
    "resolved_rate", "satisfied_rate", "content_rate",
]  # fmt: skip
RATES = frozenset({"reply_rate", "on_time_rate", "resolved_rate", "satisfied_rate", "content_rate"})


class Figure(Part):
    """A quoted figure. What can be counted again is counted again."""

    text: Line = Field(title="数字说的是什么", examples=["上年办结的建议"], max_length=60)
    value: Decimal = Field(
        title="数值", description="照抄原数，不加单位和百分号。", examples=["358"]
    )
    unit: Line = Field(
        title="单位",
        description='件、人、人次、场次等，百分比写成带引号的 "%"；人和人次不能混用。',
        examples=["件"],
        max_length=6,
    )
    scale: Literal["1", "万", "亿"] = Field(default="1", title="万或亿")
    qualifier: Literal["exact", "over", "about"] = Field(
        default="exact", title="准确程度", description="原文写“余”用 over，“约”“左右”用 about。"
    )
    source: Line = Field(title="出处", examples=["市人大常委会工作报告"], max_length=60)
    as_of: IsoDate | None = Field(default=None, title="截至日期")
    part: Count | None = Field(
        default=None, title="分子", description="百分比是怎样算的，和分母一起写。", examples=["358"]
    )
    whole: Count | None = Field(default=None, title="分母", examples=["549"])
    session: SessionId | None = Field(
        default=None, title="会议", description="说的是哪次会议的建议，和 measure 一起写。"
    )
    measure: Measure | None = Field(
        default=None, title="统计项", description="写了就和本站按记录算出来的数核对。"
    )
    dispute: Line | None = Field(
        default=None,
        title="不一致的说明",
        description="同算出来的数不一致，又要照引的，写明原因。",
        examples=["原文口径含转为建议的议案"],
        max_length=120,
    )

    @model_validator(mode="after")
    def _in_pairs(self) -> Figure:
        if (self.part is None) != (self.whole is None):
            raise PydanticCustomError("figure-half", "", {"fields": ["part", "whole"]})
        if (self.session is None) != (self.measure is None):
            raise PydanticCustomError("figure-half", "", {"fields": ["session", "measure"]})
        return self

    @property
    def places(self) -> int:
        """Return how many decimal places were stated."""
        return len(self.value.partition(".")[2])

    @property
    def shown(self) -> str:
        """Return the figure as readers see it; what is not exact keeps its qualifier."""
        scale = "" if self.scale == "1" else self.scale
        about = "约" if self.qualifier == "about" else ""
        over = "余" if self.qualifier == "over" else ""
        return f"{about}{self.value}{scale}{over}{self.unit}"
