"""代表联络站: a place where deputies receive people, and the rule that says when."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from .common import (
    ChecklistId,
    Count,
    DeputyId,
    DivisionId,
    Image,
    IsoDate,
    Line,
    OfficePhone,
    Part,
    Record,
    StationId,
    Text,
    TimeSpan,
    Year,
    YesNo,
    whole_number,
)

StationKind = Literal[
    "home", "centre", "town", "village", "professional", "judicial", "park", "online",
    "contact_point",
]  # fmt: skip


class Reception(Part):
    """When deputies receive people (选民接待日). Exactly one rule holds."""

    monthly_day: Annotated[int, BeforeValidator(whole_number), Field(ge=1, le=28)] | None = Field(
        default=None,
        title="每月几日",
        description="每月的这一天接待。monthly_day、nth_weekday、dates 只写一种。",
    )
    nth_weekday: (
        Annotated[str, StringConstraints(pattern=r"^[1-4]-(mon|tue|wed|thu|fri|sat|sun)$")] | None
    ) = Field(
        default=None,
        title="每月第几个星期几",
        description="2-wed 是每月第二个星期三。",
        examples=["2-wed"],
    )
    dates: tuple[IsoDate, ...] = Field(
        default=(), title="指定日期", description="没有固定规律时，一天一天写。"
    )
    time: TimeSpan = Field(title="时间", examples=["09:00-11:30"])
    roll: Literal["next_workday", "none"] = Field(
        default="next_workday", title="遇节假日", description="不写就顺延到下一个工作日。"
    )
    receivers: tuple[DeputyId, ...] = Field(
        default=(), title="接待代表", description="轮流接待的代表。"
    )
    note: Line | None = Field(default=None, title="说明", examples=["都在白石集日"], max_length=80)

    @model_validator(mode="after")
    def _one_rule(self) -> Reception:
        rules = [self.monthly_day is not None, self.nth_weekday is not None, bool(self.dates)]
        if sum(rules) != 1:
            raise PydanticCustomError("one-reception-rule", "")
        return self


class Rating(Part):
    """A star rating of one year (星级评定)."""

    year: Year = Field(title="年度")
    stars: Annotated[int, BeforeValidator(whole_number), Field(ge=1, le=5)] = Field(title="星级")
    level: Line = Field(title="评定单位", examples=["北岭县人大常委会"], max_length=30)


class Honour(Part):
    """A title given to the station (示范点等)."""

    year: Year = Field(title="年度")
    title: Line = Field(title="名称", examples=["全省示范代表联络站"], max_length=40)


class Liaison(Part):
    """The liaison officer (联络员), reached by office telephone only."""

    name: Line = Field(title="姓名", examples=["阳梅"], max_length=20)
    phone: OfficePhone | None = Field(
        default=None,
        title="办公电话",
        description="只写办公电话，不写手机号。",
        examples=["0999-1234510"],
    )


class StationYear(Part):
    """What one year at the station came to. Counts of persons and of person-times never mix."""

    year: Year = Field(title="年度")
    receptions: Count = Field(title="接待场次")
    deputy_visits: Count = Field(title="代表进站人次", description="同一位代表来几次算几次。")
    people_received: Count = Field(title="接待群众人次", description="同一个人来几次算几次。")
    opinions: Count = Field(title="收集意见件数")
    resolved: Count = Field(title="推动解决件数")


class Station(Record):
    """A station in `content/stations/<id>.yml`."""

    name: Line = Field(title="名称", examples=["石门村人大代表联络站"], max_length=40)
    kind: StationKind = Field(title="类型")
    division: DivisionId = Field(
        title="所在地", description="站在哪里，见 content/registers/divisions.yml。"
    )
    covers: tuple[DivisionId, ...] = Field(
        default=(), title="联系范围", description="这个站联系哪些地方的群众。"
    )
    parent: StationId | None = Field(default=None, title="上级站")
    address: Line = Field(
        title="地址", examples=["示例市北岭县白石乡石门村村部一楼东间"], max_length=60
    )
    directions: Line | None = Field(
        default=None,
        title="怎么去",
        description="坐什么车、有没有台阶。",
        examples=["乘3路公交到湖滨路口，向东走80米，门口有坡道。"],
        max_length=120,
    )
    opened_on: IsoDate = Field(title="启用日期")
    closed_on: IsoDate | None = Field(default=None, title="撤销日期", description="撤销以后才写。")
    head: DeputyId | None = Field(default=None, title="站长")
    liaison: Liaison | None = Field(default=None, title="联络员")
    reception: Reception | None = Field(default=None, title="接待日")
    intro: Text | None = Field(
        default=None, title="简介", examples=["乡亲卖完鸡蛋、买好盐，绕过来坐坐。"], max_length=800
    )
    checklists: dict[ChecklistId, dict[str, YesNo]] = Field(
        default_factory=dict,
        title="对照清单",
        description="对照清单的编号，下面一条一行，做到写 true。",
        examples=["{six-haves: {有场地: true}}"],
    )
    services: tuple[Line, ...] = Field(
        default=(), title="联络站+", description="联络站加的服务。", examples=["集日接待"]
    )
    ratings: tuple[Rating, ...] = Field(default=(), title="星级评定")
    honours: tuple[Honour, ...] = Field(default=(), title="示范称号")
    legislative_point: YesNo = Field(default=False, title="同时是基层立法联系点")
    years: tuple[StationYear, ...] = Field(
        default=(), title="年度工作量", description="一年一条，照台账填写。"
    )
    photo: Image | None = Field(default=None, title="照片")
