"""Registers (登记册): local customs and vocabularies as data, one file a list."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from .common import (
    BodyId,
    Count,
    DivisionId,
    IsoDate,
    Line,
    Part,
    Registered,
    SchemeId,
    TermId,
    Text,
    WebAddress,
    Year,
    whole_number,
)

Ordinal = Annotated[int, BeforeValidator(whole_number), Field(ge=1, le=99)]


class Term(Registered):
    """One term (届) of a congress."""

    number: Ordinal = Field(title="第几届")
    from_: IsoDate = Field(alias="from", title="开始")
    to: IsoDate = Field(title="结束")
    quota: Count = Field(title="代表名额")


class Congress(Registered):
    """A people's congress (人民代表大会) and its terms."""

    name: Line = Field(title="全称", max_length=40)
    short_name: Line = Field(title="简称", max_length=20)
    level: Literal["1", "2", "3", "4", "5"] = Field(title="级别（1 全国 … 5 乡镇）")
    division: DivisionId = Field(title="行政区划")
    terms: tuple[Term, ...] = Field(title="届次", min_length=1)


class Session(Registered):
    """One session (次会议)."""

    term: TermId = Field(title="届次")
    number: Ordinal = Field(title="第几次会议")
    opened_on: IsoDate = Field(title="开幕")
    closed_on: IsoDate = Field(title="闭幕")
    outcome_scheme: SchemeId = Field(title="办理结果分类办法")


BodyKind = Literal[
    "standing_committee", "special_committee", "working_body", "government", "department",
    "court", "procuratorate", "supervisory", "enterprise", "joint_meeting",
]  # fmt: skip


class Body(Registered):
    """A body (机构) that handles, supervises or hosts."""

    name: Line = Field(title="名称", max_length=40)
    kind: BodyKind = Field(title="类型")
    aliases: tuple[Line, ...] = Field(default=(), title="别名")
    parent: BodyId | None = Field(default=None, title="上级机构")


class Division(Registered):
    """A place (行政区划): city, county, town, village."""

    name: Line = Field(title="名称", max_length=20)
    kind: Literal["city", "county", "town", "village"] = Field(title="层级")
    parent: DivisionId | None = Field(default=None, title="上级")


class Unit(Registered):
    """An electing unit (选举单位) or constituency (选区)."""

    name: Line = Field(title="名称", max_length=40)
    kind: Literal["electing_unit", "constituency"] = Field(title="类型")
    delegation: Line = Field(title="代表团", max_length=40)
    division: DivisionId | None = Field(default=None, title="行政区划")


class Topic(Registered):
    """A subject that suggestions and reports belong to."""

    name: Line = Field(title="名称", max_length=12)
    description: Line = Field(title="说明", max_length=80)


class Column(Registered):
    """A column (栏目) that news appears in."""

    name: Line = Field(title="名称", max_length=12)
    kind: Literal["news", "notice", "spotlight"] = Field(title="类型")
    description: Line = Field(title="栏目说明", max_length=120)
    keywords: tuple[Line, ...] = Field(title="关键词", min_length=1)
    opening_note: Text | None = Field(default=None, title="开栏语", max_length=800)


CanonicalOutcome = Literal[
    "resolved", "in_progress", "planned", "later", "reference", "infeasible", "merged"
]


class OutcomeClass(Part):
    """One letter of a scheme, its wording, and the outcome it stands for everywhere."""

    key: Annotated[str, StringConstraints(pattern=r"^[A-Z甲乙丙丁]$")] = Field(title="类别")
    wording: Line = Field(title="含义", max_length=60)
    outcome: CanonicalOutcome = Field(title="统一结果")


class OutcomeScheme(Registered):
    """How a session classifies results. The same letter differs from place to place."""

    name: Line = Field(title="名称", max_length=40)
    source: Line = Field(title="依据", max_length=80)
    classes: tuple[OutcomeClass, ...] = Field(title="类别", min_length=2)

    @model_validator(mode="after")
    def _keys_once(self) -> OutcomeScheme:
        keys = [entry.key for entry in self.classes]
        if len(set(keys)) < len(keys):
            raise PydanticCustomError("outcome-key-twice", "")
        return self


class HolidayYear(Part):
    """One year's official holidays and make-up working days (放假调休), from its notice."""

    year: Year = Field(title="年份")
    source: Line = Field(title="依据", max_length=80)
    url: WebAddress | None = Field(default=None, title="网址")
    holidays: dict[IsoDate, Line] = Field(title="放假日期")
    workdays: tuple[IsoDate, ...] = Field(default=(), title="调休上班日期")


class Checklist(Registered):
    """A local list of things to have or to do (六有, 三见面 …)."""

    name: Line = Field(title="名称", max_length=20)
    description: Line | None = Field(default=None, title="说明", max_length=120)
    items: tuple[Line, ...] = Field(title="条目", min_length=2)


class CongressRegister(Part):
    """`registers/congresses.yml`"""

    congresses: tuple[Congress, ...] = Field(title="人民代表大会", min_length=1)


class SessionRegister(Part):
    """`registers/sessions.yml`"""

    sessions: tuple[Session, ...] = Field(title="会议")


class BodyRegister(Part):
    """`registers/bodies.yml`"""

    bodies: tuple[Body, ...] = Field(title="机构")


class DivisionRegister(Part):
    """`registers/divisions.yml`"""

    divisions: tuple[Division, ...] = Field(title="行政区划")


class UnitRegister(Part):
    """`registers/units.yml`"""

    units: tuple[Unit, ...] = Field(title="选举单位和选区")


class TopicRegister(Part):
    """`registers/topics.yml`"""

    topics: tuple[Topic, ...] = Field(title="分类")


class ColumnRegister(Part):
    """`registers/columns.yml`"""

    columns: tuple[Column, ...] = Field(title="栏目")


class SchemeRegister(Part):
    """`registers/outcome-schemes.yml`"""

    schemes: tuple[OutcomeScheme, ...] = Field(title="办理结果分类办法")


class HolidayRegister(Part):
    """`registers/holidays.yml`"""

    years: tuple[HolidayYear, ...] = Field(title="年度放假安排")


class ChecklistRegister(Part):
    """`registers/checklists.yml`"""

    checklists: tuple[Checklist, ...] = Field(title="对照清单")
