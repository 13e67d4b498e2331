"""人大代表: a person, the seats the person holds or held, and what the person consented to."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from .common import (
    BodyId,
    Image,
    IsoDate,
    Line,
    Part,
    Record,
    StationId,
    SuggestionId,
    TermId,
    Text,
    UnitId,
    YearMonth,
    YesNo,
)

HAN = "\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U000323af〇"
PersonName = Annotated[
    str, StringConstraints(pattern=rf"^[{HAN}]{{1,15}}(·[{HAN}]{{1,15}}){{0,3}}$", min_length=2)
]

ETHNICITIES = tuple(
    (
        "汉族 蒙古族 回族 藏族 维吾尔族 苗族 彝族 壮族 布依族 朝鲜族 满族 侗族 瑶族 白族 土家族 "
        "哈尼族 哈萨克族 傣族 黎族 傈僳族 佤族 畲族 高山族 拉祜族 水族 东乡族 纳西族 景颇族 "
        "柯尔克孜族 土族 达斡尔族 仫佬族 羌族 布朗族 撒拉族 毛南族 仡佬族 锡伯族 阿昌族 普米族 "
        "塔吉克族 怒族 乌孜别克族 俄罗斯族 鄂温克族 德昂族 保安族 裕固族 京族 塔塔尔族 独龙族 "
        "鄂伦春族 赫哲族 门巴族 珞巴族 基诺族"
    ).split(" ")
)
PARTIES = tuple(
    (
        "中共党员 中共预备党员 共青团员 民革党员 民盟盟员 民建会员 民进会员 农工党党员 致公党党员 "
        "九三学社社员 台盟盟员 无党派人士 群众"
    ).split(" ")
)


class Role(Part):
    """A post held inside the congress, for example 常委会委员."""

    body: BodyId = Field(title="机构")
    title: Line = Field(title="职务", examples=["委员"], max_length=30)
    from_: IsoDate = Field(alias="from", title="任职日期")
    to: IsoDate | None = Field(default=None, title="离任日期", description="还在任就不写。")


class Mandate(Part):
    """A seat (代表职务). One person may hold seats in congresses of several levels."""

    term: TermId = Field(title="届次")
    electing_unit: UnitId | None = Field(
        default=None,
        title="选举单位",
        description="设区的市以上写这一项；和 constituency 只写一个。",
    )
    constituency: UnitId | None = Field(
        default=None, title="选区", description="县和乡镇写这一项；和 electing_unit 只写一个。"
    )
    elected_on: IsoDate = Field(
        title="当选日期", description="换届时当选的，在届次开始之前180天以内。"
    )
    by_election: YesNo = Field(default=False, title="补选", description="届中补选的写 true。")
    status: Literal["active", "suspended", "ended"] = Field(default="active", title="代表职务状态")
    ended_on: IsoDate | None = Field(
        default=None, title="终止日期", description="只和 status: ended 一起写。"
    )
    roles: tuple[Role, ...] = Field(
        default=(), title="职务", description="在本级人大里担任的职务，例如常委会委员。"
    )

    @model_validator(mode="after")
    def _one_place_of_election(self) -> Mandate:
        if (self.electing_unit is None) == (self.constituency is None):
            raise PydanticCustomError("unit-or-constituency", "")
        if (self.status == "ended") != (self.ended_on is not None):
            raise PydanticCustomError("ended-without-date", "")
        return self


class Consent(Part):
    """The person's consent to publish one thing, and its withdrawal."""

    scope: Literal["portrait", "office_contact", "birth_month"] = Field(
        title="授权内容", description="不写授权，照片、公开联系方式和出生年月就不显示。"
    )
    on: IsoDate = Field(title="授权日期", description="本人签字同意的日期。")
    withdrawn_on: IsoDate | None = Field(
        default=None, title="撤回日期", description="写上以后，下一次生成就不再显示。"
    )


class Pledge(Part):
    """A promise the deputy made to voters (承诺)."""

    text: Line = Field(
        title="承诺内容",
        description="写得能看出做到没有。",
        examples=["环湖步道动工之前，请轮椅使用者把设计路线试走一次"],
        max_length=200,
    )
    due_on: IsoDate = Field(title="完成期限")
    done_on: IsoDate | None = Field(default=None, title="完成日期", description="做到以后再写。")
    evidence: Line | None = Field(
        default=None, title="完成情况", examples=["31份清单存在居委会"], max_length=200
    )
    suggestion: SuggestionId | None = Field(
        default=None, title="相关建议", description="承诺和哪一件建议有关。"
    )


class Deputy(Record):
    """A person in `content/deputies/<id>.yml`."""

    name: PersonName = Field(
        title="姓名", description="少数民族姓名用间隔号“·”。", examples=["阿依古丽·买买提"]
    )
    pinyin: Annotated[str, StringConstraints(pattern=r"^[a-z]+( [a-z]+)*$")] | None = Field(
        default=None,
        title="姓名拼音（多音字时填写）",
        description="姓名读错时才写。",
        examples=["zeng guang lin"],
    )
    strokes: Annotated[str, StringConstraints(pattern=r"^[hspdz]+( [hspdz]+)*$")] | None = Field(
        default=None,
        title="姓名笔顺",
        description="按姓氏笔画排列时用。一字一组，照笔顺写：横 h、竖 s、撇 p、点 d、折 z。",
        examples=["hspdzsh pspzhs"],
    )
    sex: Literal["男", "女"] = Field(title="性别")
    ethnicity: Literal[ETHNICITIES] = Field(title="民族")  # type: ignore[valid-type]
    party: Literal[PARTIES] | None = Field(default=None, title="政治面貌")  # type: ignore[valid-type]
    birth_month: YearMonth | None = Field(
        default=None, title="出生年月", description="本人同意（consents 里写 birth_month）才显示。"
    )
    education: Line | None = Field(default=None, title="学历", examples=["大专"], max_length=20)
    job_title: Line | None = Field(default=None, title="职称", examples=["主治医师"], max_length=20)
    employer: Line = Field(
        title="工作单位",
        description="当选以后换了单位，写现在的。",
        examples=["东湖街道湖滨社区"],
        max_length=40,
    )
    post: Line = Field(title="职务或岗位", examples=["居委会主任"], max_length=40)
    portrait: Image | None = Field(
        default=None, title="照片", description="本人同意（consents 里写 portrait）才显示。"
    )
    office_contact: Line | None = Field(
        default=None,
        title="公开联系方式",
        description="只写办公电话或者联络站，不写手机号；本人同意才显示。",
        examples=["东湖街道人大代表联络站"],
        max_length=60,
    )
    station: StationId | None = Field(
        default=None, title="进驻联络站", description="代表在哪个联络站接待群众。"
    )
    bio: Text | None = Field(
        default=None,
        title="简介",
        description="写做过的事，不写套话；空一行分段。",
        examples=["李华在社区工作十九年，从楼栋联络员做起。"],
        max_length=800,
    )
    consents: tuple[Consent, ...] = Field(
        default=(), title="授权", description="本人同意公开什么，一项一条。"
    )
    mandates: tuple[Mandate, ...] = Field(
        title="代表职务", description="一届一条；同时担任几级代表的，各写一条。", min_length=1
    )
    pledges: tuple[Pledge, ...] = Field(default=(), title="承诺", description="对选民作的承诺。")
