"""What every record is made of: strict text, dates, references, life and review."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache, lru_cache
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
)
from pydantic_core import PydanticCustomError

SLUG = r"^[a-z0-9][a-z0-9-]{0,79}$"


@dataclass(frozen=True, slots=True)
class Ref:
    """Marks a field whose value is the id of another record.

    Attributes:
        kind: The kind of record it must name, for example `deputy`.
    """

    kind: str


class Part(BaseModel):
    """A piece of a record. Unknown keys are mistakes, values never change."""

    model_config = ConfigDict(defer_build=True, extra="forbid", frozen=True, validate_default=False)

    def model_post_init(self, context: object, /) -> None:
        """Forget which keys were written: the source knows, and a set each is a lot of memory.

        The values move into a dictionary that shares its keys with those of all such parts, as
        Python's own objects do (PEP 412): half the memory.
        """
        shelf = _shelf_of(type(self))()
        for name, value in self.__dict__.items():
            _set(shelf, name, value)
        _set(self, "__dict__", shelf.__dict__)
        _set(self, "__pydantic_fields_set__", _UNTOLD)


@cache
def _shelf_of(_kind: type[Part]) -> type:
    """Return a class whose objects hold the values of one kind of part."""
    return type("_Shelf", (), {})


_set = object.__setattr__
_UNTOLD: set[str] = set()


def _text_of_one_line(value: object) -> object:
    if isinstance(value, str):
        bare = value.strip()
        if not bare:
            raise PydanticCustomError("empty-value", "")
        if "\n" in value:
            raise PydanticCustomError("line-break", "")
        if value != bare:
            raise PydanticCustomError("edge-space", "")
    return value


def _text_of_many_lines(value: object) -> object:
    if isinstance(value, str) and not value.strip():
        raise PydanticCustomError("empty-value", "")
    return value


_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])", re.ASCII)
_MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2}) ([01]\d|2[0-3]):([0-5]\d)", re.ASCII)
_COUNT = re.compile(r"0|[1-9][0-9]{0,8}")
_YEARS = range(1949, 2100)


def _iso_date(value: object) -> object:
    """Turn `2025-03-01` into a date; a date passes, all else is refused with its reason."""
    return _day(value) if isinstance(value, str) else value


@lru_cache(maxsize=10_000)  # some thirty years: the same days stand in many records
def _day(value: str) -> date:
    match = _DATE.fullmatch(value)
    if not match:
        raise PydanticCustomError("date-form", "", {"value": value})
    year, month, day = (int(part) for part in match.groups())
    if year not in _YEARS:
        raise PydanticCustomError("date-range", "", {"value": value})
    try:
        return date(year, month, day)
    except ValueError:
        raise PydanticCustomError("impossible-date", "", {"value": value}) from None


def _moment(value: object) -> object:
    """Turn `2025-03-01 09:30` (Asia/Shanghai) into a naive datetime."""
    if not isinstance(value, str):
        return value
    match = _MOMENT.fullmatch(value)
    if not match:
        raise PydanticCustomError("moment-form", "", {"value": value})
    return datetime.combine(_day(match[1]), time(int(match[2]), int(match[3])))


def _year_and_month(value: object) -> object:
    if isinstance(value, str) and not _MONTH.fullmatch(value):
        raise PydanticCustomError("month-form", "", {"value": value})
    return value


_YES_NO = {"true": True, "false": False, "是": True, "否": False}


def _yes_or_no(value: object) -> object:
    if isinstance(value, str):
        if value not in _YES_NO:
            raise PydanticCustomError("yes-or-no", "", {"value": value})
        return _YES_NO[value]
    return value


def whole_number(value: object) -> object:
    """Turn `12` into 12; leading zeros, signs and units are refused."""
    if isinstance(value, str):
        if not _COUNT.fullmatch(value):
            raise PydanticCustomError("count-form", "", {"value": value})
        return int(value)
    return value


Slug = Annotated[str, StringConstraints(pattern=SLUG)]
Line = Annotated[str, BeforeValidator(_text_of_one_line)]
Text = Annotated[str, BeforeValidator(_text_of_many_lines)]
IsoDate = Annotated[date, BeforeValidator(_iso_date)]
Moment = Annotated[datetime, BeforeValidator(_moment)]
YearMonth = Annotated[str, BeforeValidator(_year_and_month)]


def _forwards(span: str) -> str:
    begin, end = span.split("-")
    if begin >= end:
        raise PydanticCustomError("hours-backwards", "", {"value": span})
    return span


YesNo = Annotated[bool, BeforeValidator(_yes_or_no)]
Count = Annotated[int, BeforeValidator(whole_number), Field(ge=0)]
Year = Annotated[int, BeforeValidator(whole_number), Field(ge=1949, le=2100)]
TimeSpan = Annotated[
    str,
    StringConstraints(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]-([01][0-9]|2[0-3]):[0-5][0-9]$"),
    AfterValidator(_forwards),
]
WebAddress = Annotated[str, StringConstraints(pattern=r"^https?://[^\s/?#]+\.[^\s]+$")]
SiteAddress = Annotated[
    str, StringConstraints(pattern=r"^/$|^(?:/[a-z0-9][a-z0-9.-]*)+/?$", max_length=200)
]
MediaPath = Annotated[
    str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*(/[a-z0-9][a-z0-9-]*)*\.(jpg|png|webp)$")
]
OfficePhone = Annotated[str, StringConstraints(pattern=r"^0[0-9]{2,3}-[0-9]{7,8}(-[0-9]{1,4})?$")]

DeputyId = Annotated[Slug, Ref("deputy")]
StationId = Annotated[Slug, Ref("station")]
GroupId = Annotated[Slug, Ref("group")]
ActivityId = Annotated[Slug, Ref("activity")]
SuggestionId = Annotated[Slug, Ref("suggestion")]
NewsId = Annotated[Slug, Ref("news")]
ReportId = Annotated[Slug, Ref("research")]
TermId = Annotated[Slug, Ref("term")]
SessionId = Annotated[Slug, Ref("session")]
BodyId = Annotated[Slug, Ref("body")]
UnitId = Annotated[Slug, Ref("unit")]
DivisionId = Annotated[Slug, Ref("division")]
TopicId = Annotated[Slug, Ref("topic")]
ColumnId = Annotated[Slug, Ref("column")]
SchemeId = Annotated[Slug, Ref("outcome-scheme")]
ChecklistId = Annotated[Slug, Ref("checklist")]


class Review(Part):
    """One signature of the three-level review (三审)."""

    level: Annotated[int, BeforeValidator(whole_number), Field(ge=1, le=3)] = Field(
        title="审核级次", description="1 初审，2 复审，3 终审。"
    )
    by: Line = Field(title="审核人", description="姓名或者岗位。", examples=["代表工委 王敏"])
    on: IsoDate = Field(title="审核日期")


class Image(Part):
    """A picture in `content/media/`."""

    file: MediaPath = Field(
        title="文件",
        description="图片先放进 content/media/，这里写它在那个文件夹里的路径。",
        examples=["deputies/li-hua.jpg"],
    )
    alt: Line = Field(
        title="文字说明",
        description="读给看不见图片的人听：图里有谁，在做什么。",
        examples=["李华在社区活动室听居民说话"],
        max_length=120,
    )
    credit: Line | None = Field(default=None, title="作者或来源", examples=["示例市融媒体中心"])


class Record(Part):
    """What every published record carries. An absent status is a draft: nothing leaks."""

    id: Slug = Field(title="编号", description="和文件名一样，定了就不再改。")
    status: Literal["draft", "published", "withdrawn"] = Field(
        default="draft",
        title="发布状态",
        description="写 published 才会发布；不写就是草稿，谁也看不到。",
    )
    publish_on: IsoDate | None = Field(
        default=None, title="发布日期", description="到了这一天才发布；不写就马上发布。"
    )
    updated_on: IsoDate | None = Field(
        default=None, title="内容更新日期", description="内容最后一次改动的日期，显示在页面上。"
    )
    reviews: tuple[Review, ...] = Field(
        default=(), title="审核记录", description="三审的签名，一级一条。"
    )

    def is_public(self, today: date) -> bool:
        """Tell whether the record may be shown on the given day."""
        return self.status == "published" and (self.publish_on is None or self.publish_on <= today)


class Registered(Part):
    """An entry of a register."""

    id: Slug = Field(title="编号", description="别的记录用它来指这一条，定了就不再改。")
