"""代表建议: what deputies filed, who handled it, what was answered, and what came of it.

Dates that belong to a fact stand with the fact: a reply's date in `replies`, a survey's in
`surveys`. `events` holds only the steps that have no other home. The state is computed from
all of them and is never typed.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from .common import (
    BodyId,
    Count,
    DeputyId,
    IsoDate,
    Line,
    Part,
    Record,
    SessionId,
    SuggestionId,
    Text,
    TopicId,
    WebAddress,
    whole_number,
)

EventKind = Literal[
    "lead", "filed", "accepted", "not_accepted", "assigned", "returned", "handling", "extended",
    "rehandling", "closed", "tracking", "archived", "withdrawn", "merged",
]  # fmt: skip
ConcealReason = Literal[
    "secret", "work_secret", "trade_secret", "privacy", "security_stability",
    "deputy_requested", "third_party", "pending_review",
]  # fmt: skip
Round = Annotated[int, BeforeValidator(whole_number), Field(ge=1, le=9)]


class Publicity(Part):
    """How much may be shown (公开属性), and who decided it."""

    level: Literal["public_full", "public_summary", "not_public"] = Field(
        title="公开方式",
        description="public_full、public_summary 的内容会公布；not_public 只计数。",
    )
    reason: ConcealReason | None = Field(
        default=None, title="不公开理由", description="不予公开时写。"
    )
    decided_by: BodyId | None = Field(default=None, title="决定机构")
    decided_on: IsoDate | None = Field(default=None, title="决定日期")


class Handler(Part):
    """A body that handles the suggestion (承办单位)."""

    body: BodyId = Field(title="机构")
    role: Literal["lead", "assist", "separate"] = Field(
        title="承办方式", description="一个 lead 加几个 assist，或者两个以上 separate。"
    )
    opinion_on: IsoDate | None = Field(
        default=None,
        title="协办意见日期",
        description="协办单位把意见交给主办单位的日期，只有 assist 写。",
    )


class Key(Part):
    """Marks a key suggestion (重点督办建议): a leader on both sides."""

    decided_on: IsoDate = Field(title="确定日期")
    supervised_by: Line = Field(title="领衔督办", examples=["市人大常委会副主任"], max_length=40)
    handled_by: Line = Field(title="领办", examples=["分管副市长"], max_length=40)
    committee: BodyId | None = Field(default=None, title="对口督办委员会")


class Complex(Part):
    """Marks a suggestion as wide or hard: its reply is due six months after assignment."""

    reason: Line = Field(
        title="理由",
        description="写了就按复杂事项的期限计算。",
        examples=["涉及三个区县的管网改造"],
        max_length=120,
    )
    decided_on: IsoDate | None = Field(
        default=None,
        title="确定日期",
        description="交办时就要确定；交办以后才确定的，按延期（extended）办。",
    )


class Event(Part):
    """A step on the way that has no other home in the record."""

    on: IsoDate = Field(title="日期")
    kind: EventKind = Field(
        title="环节", description="答复、测评和回头看不在这里写，各有自己的一项。"
    )
    to: tuple[BodyId, ...] = Field(
        default=(), title="交给", description="交办、退回重新交办时写交给哪些机构。"
    )
    by: BodyId | None = Field(
        default=None,
        title="由谁",
        description="退回时写退回的承办单位，延期时写批准的机构。",
    )
    note: Line | None = Field(
        default=None,
        title="说明",
        description="退回、延期、再次办理和不作为建议处理，要写明理由。",
        examples=["承办单位认为不属于本单位职责"],
        max_length=200,
    )


class Contact(Part):
    """A meeting of handler and deputies (三见面)."""

    phase: Literal["before", "during", "after"] = Field(title="阶段")
    on: IsoDate = Field(title="日期")
    way: Line = Field(title="方式", examples=["到集市口一起等车"], max_length=40)


class Point(Part):
    """One thing that was asked, and its answer."""

    ask: Line = Field(title="所提要求", examples=["周五开一趟从校门口走的专车"], max_length=120)
    answer: Line = Field(
        title="答复要点", examples=["3月7日起开行两条线，46名学生乘坐"], max_length=200
    )
    verdict: Literal["accepted", "partly", "declined"] = Field(title="采纳情况")
    evidence: Line | None = Field(
        default=None, title="佐证", examples=["客运公司与学校签订的接送协议"], max_length=200
    )


class Reply(Part):
    """One round of reply (答复). Rounds stand side by side; none overwrites another."""

    round: Round = Field(title="第几轮", description="从1开始；再次办理后的答复是第2轮。")
    on: IsoDate = Field(title="答复日期")
    doc_no: Line | None = Field(
        default=None, title="文号", examples=["示教函〔2025〕24号"], max_length=40
    )
    signer: Line | None = Field(default=None, title="签发人", examples=["局长签发"], max_length=20)
    outcome: Annotated[Line, Field(max_length=4)] = Field(
        title="办理结果类别",
        description="这次会议的分类办法里的字母，见 outcome-schemes.yml。",
        examples=["A"],
    )
    text: Text = Field(
        default="",
        title="答复内容",
        description="答复的原文，空一行分段；公开的建议必须写。",
        examples=["您提出的建议收悉，现答复如下。"],
        max_length=12000,
    )
    points: tuple[Point, ...] = Field(default=(), title="逐条回应")
    evidence: tuple[Line, ...] = Field(default=(), title="佐证材料", examples=["发车登记表"])


class Survey(Part):
    """A satisfaction survey (满意度测评) of one round, as counts."""

    round: Round = Field(title="第几轮", description="测评的是哪一轮答复。")
    kind: Literal["midyear", "annual", "onsite", "callback"] = Field(title="测评方式")
    on: IsoDate = Field(title="测评日期")
    satisfied: Count = Field(default=0, title="满意", description="四个数相加等于提出人数。")
    basically_satisfied: Count = Field(default=0, title="基本满意")
    dissatisfied: Count = Field(default=0, title="不满意")
    no_feedback: Count = Field(default=0, title="未反馈")


class Commitment(Part):
    """A promise made in a reply (承诺解决事项)."""

    text: Line = Field(title="承诺事项", examples=["2026年底前把最后3.6公里路加宽"], max_length=120)
    ask: Line | None = Field(
        default=None,
        title="回应的要求",
        description="照抄逐条回应（points）里的 ask，一字不差。",
        examples=["把通往三个村的路加宽"],
        max_length=120,
    )
    due_on: IsoDate = Field(title="完成期限")
    done_on: IsoDate | None = Field(default=None, title="完成日期", description="做到以后再写。")
    progress: Line | None = Field(
        default=None, title="进展", examples=["已经列入年度计划"], max_length=120
    )
    evidence: Line | None = Field(
        default=None, title="佐证", examples=["交工验收报告"], max_length=200
    )


class Supervision(Part):
    """A step of supervision (督办)."""

    on: IsoDate = Field(title="日期")
    kind: Literal[
        "onsite", "urge", "research", "forum", "hearing", "joint", "collective", "routine"
    ] = Field(title="督办方式")
    item: Line | None = Field(
        default=None,
        title="环节",
        description="督办清单里的一条，照抄；清单由 site_config.yml 的 checklists 指定。",
        examples=["专委会对口督办"],
        max_length=20,
    )
    by: Line = Field(title="督办人或机构", examples=["市人大社会建设委员会"], max_length=40)
    note: Line | None = Field(
        default=None, title="情况", examples=["到现场看了两处施工点"], max_length=200
    )


class Lookback(Part):
    """A later check whether the result holds (回头看)."""

    on: IsoDate = Field(title="日期")
    finding: Literal["kept", "partly", "not_kept"] = Field(title="结论")
    note: Line | None = Field(
        default=None, title="情况", examples=["一年以后班车仍按时开行"], max_length=200
    )


class Source(Part):
    """Where a document can be read in its first place."""

    name: Line = Field(title="名称", examples=["办理答复原件"], max_length=60)
    url: WebAddress | None = Field(
        default=None, title="网址", examples=["https://www.example.com/reply.pdf"]
    )


class Suggestion(Record):
    """A suggestion in `content/reports/suggestions/<session>/<no>.md`; its text is the body."""

    session: SessionId = Field(
        title="会议", description="和文件夹同名，见 content/registers/sessions.yml。"
    )
    number: Annotated[int, BeforeValidator(whole_number), Field(ge=1, le=9999)] | None = Field(
        default=None, title="建议号", description="只写数字，和文件名一致：0017.md 写 17。"
    )
    filed_in: Literal["session", "recess"] = Field(
        default="session",
        title="大会或闭会期间提出",
        description="闭会期间提出的写 recess，文件名以 r 开头。",
    )
    kind: Literal["suggestion", "criticism", "opinion", "motion_converted"] = Field(
        default="suggestion", title="类型"
    )
    publicity: Publicity = Field(
        default=Publicity(level="not_public", reason="pending_review"),
        title="公开属性",
        description="不写就是不予公开。",
    )
    title: Line | None = Field(
        default=None, title="标题", examples=["关于白石乡住校生周五坐车回家的建议"], max_length=60
    )
    topic: TopicId | None = Field(default=None, title="分类")
    keywords: tuple[Line, ...] = Field(default=(), title="关键词", examples=["乡村小学"])
    proposers: tuple[DeputyId, ...] = Field(
        default=(), title="提出人（首位为领衔）", description="第一位是领衔的代表。"
    )
    handlers: tuple[Handler, ...] = Field(default=(), title="承办单位")
    key: Key | None = Field(default=None, title="重点督办", description="确定为重点督办建议才写。")
    complex: Complex | None = Field(
        default=None, title="复杂事项", description="期限按复杂事项计算才写。"
    )
    events: tuple[Event, ...] = Field(
        default=(), title="办理过程", description="从提出（filed）写起，一步一条，按日期先后。"
    )
    contacts: tuple[Contact, ...] = Field(
        default=(), title="三见面", description="承办单位和代表的见面。"
    )
    replies: tuple[Reply, ...] = Field(
        default=(), title="答复", description="一轮一条，后一轮不盖掉前一轮。"
    )
    surveys: tuple[Survey, ...] = Field(default=(), title="满意度测评")
    commitments: tuple[Commitment, ...] = Field(default=(), title="承诺解决事项")
    supervision: tuple[Supervision, ...] = Field(default=(), title="督办")
    lookbacks: tuple[Lookback, ...] = Field(default=(), title="回头看")
    merged_into: SuggestionId | None = Field(
        default=None, title="并入", description="并案办理时写并到哪一件。"
    )
    related: tuple[SuggestionId, ...] = Field(default=(), title="相关建议")
    body: str = Field(default="", title="建议内容（正文）")

    @property
    def is_stub(self) -> bool:
        """Tell whether the suggestion may not be shown; such a record holds no content at all."""
        return self.publicity.level == "not_public"

    @property
    def filed_on(self) -> date | None:
        """Return the day it was filed; None when nobody wrote it."""
        return next((event.on for event in self.events if event.kind == "filed"), None)

    @model_validator(mode="after")
    def _stub_or_whole(self) -> Suggestion:
        if self.is_stub:
            held = [name for name in _CONTENT if getattr(self, name)]
            told = {
                f"{name}.{key}": None
                for name, keys in _TELLING.items()
                for key in keys
                for part in getattr(self, name)
                if getattr(part, key)
            }
            held += told
            if held:
                raise PydanticCustomError("stub-holds-content", "", {"fields": held})
            return self
        needed = ("number", "title", "topic", "proposers", "body")
        missing = [name for name in needed if not getattr(self, name)]
        if any(not reply.text for reply in self.replies):
            missing.append("replies.text")
        if missing:
            raise PydanticCustomError("public-needs", "", {"fields": missing})
        return self


# What a suggestion that is not public may not hold, and what in its parts would tell of it.
_CONTENT = (
    "number", "title", "topic", "keywords", "proposers", "handlers", "key", "complex", "contacts",
    "supervision", "merged_into", "related", "body", "commitments", "lookbacks",
)  # fmt: skip
_TELLING = {
    "events": ("to", "by", "note"),
    "replies": ("doc_no", "signer", "text", "points", "evidence"),
}
