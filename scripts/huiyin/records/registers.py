"""Registers (登记册): local customs and vocabularies as data, one file a list."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from .common import (
    BodyId,
    Count,
    DeputyId,
    DivisionId,
    IsoDate,
    Line,
    OfficePhone,
    Part,
    Registered,
    SchemeId,
    SiteAddress,
    TermId,
    Text,
    UnitId,
    WebAddress,
    Year,
    whole_number,
)
from .station import StationKind

Ordinal = Annotated[int, BeforeValidator(whole_number), Field(ge=1, le=99)]


class Vacancy(Part):
    """A seat that nobody holds (缺额)."""

    since: IsoDate = Field(title="出缺日期", description="从哪一天起空着。")
    unit: UnitId | None = Field(
        default=None, title="选举单位或选区", description="缺额属于哪个选举单位或选区。"
    )
    until: IsoDate | None = Field(
        default=None, title="预计补齐日期", description="过了这一天会提醒您核对。"
    )
    note: Line | None = Field(default=None, title="说明", examples=["待补选"], max_length=80)


class Term(Registered):
    """One term (届) of a congress."""

    number: Ordinal = Field(title="第几届", description="只写数字。")
    from_: IsoDate = Field(alias="from", title="开始")
    to: IsoDate = Field(title="结束")
    quota: Count = Field(title="代表名额", description="本届代表的法定名额。")
    vacancies: tuple[Vacancy, ...] = Field(
        default=(),
        title="缺额",
        description="一个空着的名额写一项。写了缺额，实有代表加缺额就要等于名额。",
    )


class Congress(Registered):
    """A people's congress (人民代表大会) and its terms."""

    name: Line = Field(title="全称", examples=["示例市人民代表大会"], max_length=40)
    short_name: Line = Field(title="简称", examples=["示例市人大"], max_length=20)
    level: Literal["1", "2", "3", "4", "5"] = Field(title="级别（1 全国 … 5 乡镇）")
    division: DivisionId = Field(title="行政区划")
    terms: tuple[Term, ...] = Field(title="届次", min_length=1)


class Session(Registered):
    """One session (次会议)."""

    term: TermId = Field(title="届次")
    number: Ordinal = Field(title="第几次会议", description="只写数字。")
    opened_on: IsoDate = Field(title="开幕")
    closed_on: IsoDate = Field(title="闭幕")
    outcome_scheme: SchemeId = Field(
        title="办理结果分类办法",
        description="这次会议的建议用哪一种办法分类，见 outcome-schemes.yml。",
    )


BodyKind = Literal[
    "standing_committee", "special_committee", "working_body", "government", "department",
    "court", "procuratorate", "supervisory", "enterprise", "joint_meeting",
]  # fmt: skip


class Body(Registered):
    """A body (机构) that handles, supervises or hosts."""

    name: Line = Field(
        title="名称",
        description="用全称或者通行的简称，显示在页面上。",
        examples=["市水务局"],
        max_length=40,
    )
    kind: BodyKind = Field(title="类型", description="专门委员会只督办，不承办建议。")
    parent: BodyId | None = Field(default=None, title="上级机构")
    aliases: tuple[Line, ...] = Field(
        default=(), title="别名", description="别的叫法，搜索时也能找到。", examples=["市住建局"]
    )


class Division(Registered):
    """A place (行政区划): city, county, town, village."""

    name: Line = Field(title="名称", examples=["东湖区"], max_length=20)
    kind: Literal["city", "county", "town", "village"] = Field(title="层级")
    parent: DivisionId | None = Field(
        default=None, title="上级", description="属于哪一级，例如街道属于区。"
    )


class Unit(Registered):
    """An electing unit (选举单位) or constituency (选区)."""

    name: Line = Field(title="名称", examples=["东湖区人民代表大会"], max_length=40)
    kind: Literal["electing_unit", "constituency"] = Field(title="类型")
    delegation: Line = Field(title="代表团", examples=["东湖区代表团"], max_length=40)
    division: DivisionId | None = Field(default=None, title="行政区划")


class Topic(Registered):
    """A subject that suggestions and reports belong to."""

    name: Line = Field(title="名称", examples=["教育"], max_length=12)
    description: Line = Field(
        title="说明", examples=["学前教育、义务教育、职业教育和校园安全"], max_length=80
    )
    committee: BodyId | None = Field(
        default=None,
        title="对口委员会",
        description="这一类建议由哪个专门委员会对口督办。",
    )


class Column(Registered):
    """A column (栏目) that news appears in."""

    name: Line = Field(title="名称", examples=["代表风采"], max_length=12)
    kind: Literal["news", "notice", "spotlight"] = Field(
        title="类型", description="spotlight 的文章必须写明涉及哪些代表。"
    )
    description: Line = Field(
        title="栏目说明", examples=["记录代表怎样听民声、提建议、跟到底"], max_length=120
    )
    keywords: tuple[Line, ...] = Field(title="关键词", examples=["履职"], min_length=1)
    opening_note: Text | None = Field(
        default=None,
        title="开栏语",
        description="栏目开头的话。",
        examples=["一件建议从听来到办成，常常要走很长的路。"],
        max_length=800,
    )


CanonicalOutcome = Literal[
    "resolved", "in_progress", "planned", "later", "reference", "infeasible", "merged"
]


class OutcomeClass(Part):
    """One letter of a scheme, its wording, and the outcome it stands for everywhere."""

    key: Annotated[str, StringConstraints(pattern=r"^[A-Z甲乙丙丁]$")] = Field(
        title="类别", examples=["A"]
    )
    wording: Line = Field(
        title="含义",
        description="照本地办法的原话。",
        examples=["所提问题已经解决或者基本解决"],
        max_length=60,
    )
    outcome: CanonicalOutcome = Field(
        title="统一结果", description="各地字母不同，都对应到这里，才能一起统计。"
    )


class OutcomeScheme(Registered):
    """How a session classifies results. The same letter differs from place to place."""

    name: Line = Field(title="名称", examples=["四类办法（2026年起）"], max_length=40)
    source: Line = Field(
        title="依据", examples=["示例市人民代表大会代表建议办理办法（2025年修订）"], max_length=80
    )
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
    source: Line = Field(
        title="依据",
        description="只照国务院办公厅的通知。",
        examples=["国务院办公厅关于2025年部分节假日安排的通知"],
        max_length=80,
    )
    url: WebAddress | None = Field(
        default=None,
        title="网址",
        description="通知的网址。",
        examples=["https://www.gov.cn/zhengce/content/202411/content_6986382.htm"],
    )
    holidays: dict[IsoDate, Line] = Field(
        title="放假日期",
        description="一天一行：日期在前，节日在后。",
        examples=["{2025-01-01: 元旦}"],
    )
    workdays: tuple[IsoDate, ...] = Field(
        default=(), title="调休上班日期", description="周末补班的日子。"
    )


class Checklist(Registered):
    """A local list of things to have or to do (六有, 三见面 …)."""

    name: Line = Field(title="名称", examples=["“六有”标准"], max_length=20)
    description: Line | None = Field(
        default=None, title="说明", examples=["联络站应当具备的六项条件"], max_length=120
    )
    items: tuple[Line, ...] = Field(title="条目", examples=["有场地"], min_length=2)


class StationFamily(Part):
    """What stations of one kind are called here (各地叫法不同)."""

    kind: StationKind = Field(title="类型")
    name: Line = Field(title="本地的叫法", examples=["乡镇街道代表联络站"], max_length=20)
    words: tuple[Line, ...] = Field(
        title="站名里的词",
        description="这一类的站名里应当有其中一个词，没有会提醒。",
        examples=["联络站"],
        min_length=1,
    )


class DifferentPeople(Part):
    """Deputies of one name who were looked up and are not the same person."""

    ids: tuple[DeputyId, ...] = Field(
        title="代表", description="同名的几位代表，已经核对过不是同一个人。", min_length=2
    )
    checked_on: IsoDate = Field(title="核对日期")


OldAddress = Annotated[
    str, StringConstraints(pattern=r"^(?:/[A-Za-z0-9][A-Za-z0-9._~-]*)+/?$", max_length=200)
]


class Redirect(Part):
    """An address that was once published, and where its page is now."""

    from_: OldAddress = Field(
        alias="from",
        title="原来的地址",
        description="站内地址，以 / 开头。这里又有了新的页面时，新的页面优先。",
        examples=["/news/2025/old-name/"],
    )
    to: SiteAddress | None = Field(
        default=None,
        title="现在的地址",
        description="站内地址，以 / 开头。不写就是已经撤下。",
        examples=["/news/2025/new-name/"],
    )


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


class StationNameRegister(Part):
    """`registers/station-names.yml`"""

    families: tuple[StationFamily, ...] = Field(title="各类联络站的叫法")


class DifferentPeopleRegister(Part):
    """`registers/different-people.yml`"""

    different: tuple[DifferentPeople, ...] = Field(title="同名的不同代表")


class OfficeLine(Part):
    """An office telephone that may stand in public."""

    number: OfficePhone = Field(title="办公电话", examples=["0999-1234501"])
    office: Line = Field(
        title="单位", description="谁的电话。", examples=["东湖街道联络站"], max_length=40
    )


MailDomain = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+([.][a-z0-9-]+)+$")]


class PhoneRegister(Part):
    """`registers/phones.yml`"""

    phones: tuple[OfficeLine, ...] = Field(
        default=(), title="办公电话", description="没有登记的电话不能写进任何文件。"
    )
    mail_domains: tuple[MailDomain, ...] = Field(
        default=(),
        title="办公邮箱的域名",
        description="邮箱 @ 后面的部分。别的邮箱不能写进任何文件。",
        examples=["example.gov.cn"],
    )

    @model_validator(mode="after")
    def _each_once(self) -> PhoneRegister:
        numbers = [phone.number for phone in self.phones]
        twice = next((n for index, n in enumerate(numbers) if n in numbers[:index]), None)
        if twice is not None:
            raise PydanticCustomError("phone-twice", "", {"value": twice})
        return self


class RedirectRegister(Part):
    """`registers/redirects.yml`"""

    redirects: tuple[Redirect, ...] = Field(
        title="改过的地址", description="公布过的地址要一直能打开：改了名、撤下了，都写在这里。"
    )


class Wrong(Part):
    """Words that should not be written, and those to write instead."""

    wrong: Line = Field(title="错的写法", examples=["人民代表大人"], max_length=40)
    right: Line = Field(title="对的写法", examples=["人民代表大会"], max_length=40)


OneCharacter = Annotated[Line, Field(max_length=1)]


class PhrasingRegister(Part):
    """`registers/phrasing.yml`"""

    typos: tuple[Wrong, ...] = Field(
        default=(), title="错别字", description="写错了不能发布，例如国家机关的名称。"
    )
    cautions: tuple[Wrong, ...] = Field(
        default=(), title="不妥的说法", description="写了会提醒，不影响发布。"
    )
    doubled: tuple[OneCharacter, ...] = Field(
        default=(),
        title="不该连写的字",
        description="例如“的”：写成“的的”会提醒。",
        examples=["的"],
    )
    allowed: tuple[Line, ...] = Field(
        default=(),
        title="允许的写法",
        description="里面的重复、错字和地名都不再检查。",
        examples=["决定决定"],
    )
