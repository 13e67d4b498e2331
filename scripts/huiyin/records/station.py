"""代表联络站: a place where deputies receive people, and the rule that says when."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
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
    WebAddress,
    Year,
    YearMonth,
    YesNo,
    whole_number,
)

StationKind = Literal[
    "home", "centre", "town", "village", "professional", "judicial", "park", "online",
    "contact_point",
]  # fmt: skip


_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Arrangement(Part):
    """What was settled about one reception: who receives, or that it is moved or called off."""

    on: IsoDate = Field(
        title="哪一次",
        description="照规则应当接待的那一天；遇节假日顺延的，也写原来那一天。",
    )
    receivers: tuple[DeputyId, ...] = Field(default=(), title="当天接待的代表")
    moved_to: IsoDate | None = Field(default=None, title="改在哪一天")
    called_off: YesNo = Field(default=False, title="取消")
    reason: Line | None = Field(
        default=None, title="原因", examples=["当天开居民代表会议，会议室占用"], max_length=60
    )
    announced_on: IsoDate | None = Field(
        default=None, title="公布日期", description="改期和取消是哪一天贴出去的。"
    )

    @model_validator(mode="after")
    def _change_is_told(self) -> Arrangement:
        changes = (self.moved_to is not None) + self.called_off
        told = self.reason is not None and self.announced_on is not None
        if changes > 1 or (changes and not told):
            raise PydanticCustomError("change-untold", "")
        return self


class Reception(Part):
    """When deputies receive people (选民接待日). Exactly one rule holds."""

    monthly_day: Annotated[int, BeforeValidator(whole_number), Field(ge=1, le=31)] | None = Field(
        default=None,
        title="每月几日",
        description="每月的这一天接待，没有这一天的月份就在月末。"
        "monthly_day、nth_weekday、dates 只写一种。",
    )
    nth_weekday: (
        Annotated[str, StringConstraints(pattern=r"^([1-4]|last)-(mon|tue|wed|thu|fri|sat|sun)$")]
        | None
    ) = Field(
        default=None,
        title="每月第几个星期几",
        description="2-wed 是每月第二个星期三，last-fri 是最后一个星期五。",
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
    arrangements: tuple[Arrangement, ...] = Field(
        default=(), title="具体安排", description="某一次由谁接待，或者改期、取消。"
    )

    @model_validator(mode="after")
    def _one_rule(self) -> Reception:
        rules = [self.monthly_day is not None, self.nth_weekday is not None, bool(self.dates)]
        if sum(rules) != 1:
            raise PydanticCustomError("one-reception-rule", "")
        return self

    def day_in(self, year: int, month: int) -> date | None:
        """Return the day the rule gives in a month, None where dates are listed one by one."""
        length = monthrange(year, month)[1]
        if self.monthly_day is not None:
            return date(year, month, min(self.monthly_day, length))
        if self.nth_weekday is None:
            return None
        nth, name = self.nth_weekday.split("-")
        first = 1 + (_WEEKDAYS.index(name) - date(year, month, 1).weekday()) % 7
        last = first + (length - first) // 7 * 7
        return date(year, month, last if nth == "last" else first + 7 * (int(nth) - 1))

    def falls_on(self, on: date) -> bool:
        """Tell whether the rule gives a day, before it is moved for holidays."""
        return on in self.dates or self.day_in(on.year, on.month) == on


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


class MonthlyReport(Part):
    """What one month at the station came to (每月一报告), as its ledger adds up."""

    month: YearMonth = Field(title="月份", examples=["2026-01"])
    receptions: Count = Field(title="接待场次")
    deputy_visits: Count = Field(title="代表进站人次", description="同一位代表来几次算几次。")
    people_received: Count = Field(title="接待群众人次", description="同一个人来几次算几次。")
    opening: Count = Field(title="上月结转件数", description="和上个月的结转一样。")
    opinions: Count = Field(title="本月收集件数")
    resolved_on_site: Count = Field(title="当场解决件数", description="本月收集、当场就解决的。")
    resolved: Count = Field(title="办结件数", description="转办以后办结并答复群众的。")
    declined: Count = Field(
        default=0,
        title="不属于受理范围件数",
        description="例如诉讼、仲裁中的个案，已经说明该找谁。",
    )
    carried_over: Count = Field(
        title="结转下月件数",
        description="上月结转加本月收集，减去当场解决、办结和不属于受理范围的。",
    )


class StationMap(Image):
    """A map that shows the way. Maps may only be published with their review number."""

    review_number: Annotated[
        str, StringConstraints(pattern=r"^(GS[一-龥]{0,2}|[一-龥]{1,2}S)\([0-9]{4}\)[0-9]{1,5}号$")
    ] = Field(
        title="审图号", description="照地图上印的写，括号用半角。", examples=["示S(2025)018号"]
    )


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
        default=(),
        title="年度工作量",
        description="一年一条，照台账填写；有月报的年份不写，按月报累计。",
    )
    months: tuple[MonthlyReport, ...] = Field(
        default=(), title="月报", description="一个月一条，照报送的月报填写。"
    )
    field: Line | None = Field(
        default=None,
        title="专业领域",
        description="专业代表工作站写。",
        examples=["教育"],
        max_length=20,
    )
    online_url: WebAddress | None = Field(
        default=None,
        title="网上入口",
        description="在网上留言的网址，网上联络站写。",
        examples=["https://renda.example.com/message/"],
    )
    photo: Image | None = Field(default=None, title="照片")
    map: StationMap | None = Field(
        default=None, title="位置图", description="不是必须；没有审图号的地图不能公开。"
    )
