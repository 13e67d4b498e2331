"""代表建议: what deputies filed, who handled it, what was answered, and what came of it.

Dates that belong to a fact stand with the fact: a reply's date in `replies`, a survey's in
`surveys`. `events` holds only the steps that have no other home. The state is computed from
all of them and is never typed.
"""

from __future__ import annotations

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
    "filed", "accepted", "not_accepted", "assigned", "returned", "handling", "extended",
    "rehandling", "closed", "tracking", "archived", "withdrawn", "merged",
]  # fmt: skip
ConcealReason = Literal[
    "secret", "work_secret", "trade_secret", "privacy", "security_stability",
    "deputy_requested", "third_party", "pending_review",
]  # fmt: skip
Round = Annotated[int, BeforeValidator(whole_number), Field(ge=1, le=9)]


class Publicity(Part):
    """How much may be shown (公开属性), and who decided it."""

    level: Literal["public_full", "public_summary", "not_public"] = Field(title="公开方式")
    reason: ConcealReason | None = Field(default=None, title="不公开理由")
    decided_by: BodyId | None = Field(default=None, title="决定机构")
    decided_on: IsoDate | None = Field(default=None, title="决定日期")


class Handler(Part):
    """A body that handles the suggestion (承办单位)."""

    body: BodyId = Field(title="机构")
    role: Literal["lead", "assist", "separate"] = Field(title="承办方式")


class Key(Part):
    """Marks a key suggestion (重点督办建议): a leader on both sides."""

    decided_on: IsoDate = Field(title="确定日期")
    supervised_by: Line = Field(title="领衔督办", max_length=40)
    handled_by: Line = Field(title="领办", max_length=40)
    committee: BodyId | None = Field(default=None, title="对口督办委员会")


class Complex(Part):
    """Marks a suggestion as wide or hard: its reply is due six months after assignment."""

    reason: Line = Field(title="理由", max_length=120)


class Event(Part):
    """A step on the way that has no other home in the record."""

    on: IsoDate = Field(title="日期")
    kind: EventKind = Field(title="环节")
    to: tuple[BodyId, ...] = Field(default=(), title="交给")
    note: Line | None = Field(default=None, title="说明", max_length=200)


class Contact(Part):
    """A meeting of handler and deputies (三见面)."""

    phase: Literal["before", "during", "after"] = Field(title="阶段")
    on: IsoDate = Field(title="日期")
    way: Line = Field(title="方式", max_length=40)


class Point(Part):
    """One thing that was asked, and its answer."""

    ask: Line = Field(title="所提要求", max_length=120)
    answer: Line = Field(title="答复要点", max_length=200)
    verdict: Literal["accepted", "partly", "declined"] = Field(title="采纳情况")
    evidence: Line | None = Field(default=None, title="佐证", max_length=200)


class Reply(Part):
    """One round of reply (答复). Rounds stand side by side; none overwrites another."""

    round: Round = Field(title="第几轮")
    on: IsoDate = Field(title="答复日期")
    doc_no: Line | None = Field(default=None, title="文号", max_length=40)
    signer: Line | None = Field(default=None, title="签发人", max_length=20)
    outcome: Annotated[Line, Field(max_length=4)] = Field(title="办理结果类别")
    text: Text = Field(title="答复内容", max_length=12000)
    points: tuple[Point, ...] = Field(default=(), title="逐条回应")
    evidence: tuple[Line, ...] = Field(default=(), title="佐证材料")


class Survey(Part):
    """A satisfaction survey (满意度测评) of one round, as counts."""

    round: Round = Field(title="第几轮")
    kind: Literal["midyear", "annual", "onsite", "callback"] = Field(title="测评方式")
    on: IsoDate = Field(title="测评日期")
    satisfied: Count = Field(default=0, title="满意")
    basically_satisfied: Count = Field(default=0, title="基本满意")
    dissatisfied: Count = Field(default=0, title="不满意")
    no_feedback: Count = Field(default=0, title="未反馈")


class Commitment(Part):
    """A promise made in a reply (承诺解决事项)."""

    text: Line = Field(title="承诺事项", max_length=120)
    due_on: IsoDate = Field(title="完成期限")
    done_on: IsoDate | None = Field(default=None, title="完成日期")
    progress: Line | None = Field(default=None, title="进展", max_length=120)
    evidence: Line | None = Field(default=None, title="佐证", max_length=200)


class Supervision(Part):
    """A step of supervision (督办)."""

    on: IsoDate = Field(title="日期")
    kind: Literal[
        "onsite", "urge", "research", "forum", "hearing", "joint", "collective", "routine"
    ] = Field(title="督办方式")
    by: Line = Field(title="督办人或机构", max_length=40)
    note: Line | None = Field(default=None, title="情况", max_length=200)


class Lookback(Part):
    """A later check whether the result holds (回头看)."""

    on: IsoDate = Field(title="日期")
    finding: Literal["kept", "partly", "not_kept"] = Field(title="结论")
    note: Line | None = Field(default=None, title="情况", max_length=200)


class Source(Part):
    """Where a document can be read in its first place."""

    name: Line = Field(title="名称", max_length=60)
    url: WebAddress | None = Field(default=None, title="网址")


class Suggestion(Record):
    """A suggestion in `content/reports/suggestions/<session>/<no>.md`; its text is the body."""

    session: SessionId = Field(title="会议")
    number: Annotated[int, BeforeValidator(whole_number), Field(ge=1, le=9999)] | None = Field(
        default=None, title="建议号"
    )
    filed_in: Literal["session", "recess"] = Field(default="session", title="大会或闭会期间提出")
    kind: Literal["suggestion", "criticism", "opinion", "motion_converted"] = Field(
        default="suggestion", title="类型"
    )
    publicity: Publicity = Field(
        default=Publicity(level="not_public", reason="pending_review"), title="公开属性"
    )
    title: Line | None = Field(default=None, title="标题", max_length=60)
    topic: TopicId | None = Field(default=None, title="分类")
    keywords: tuple[Line, ...] = Field(default=(), title="关键词")
    proposers: tuple[DeputyId, ...] = Field(default=(), title="提出人（首位为领衔）")
    handlers: tuple[Handler, ...] = Field(default=(), title="承办单位")
    key: Key | None = Field(default=None, title="重点督办")
    complex: Complex | None = Field(default=None, title="复杂事项")
    events: tuple[Event, ...] = Field(default=(), title="办理过程")
    contacts: tuple[Contact, ...] = Field(default=(), title="三见面")
    replies: tuple[Reply, ...] = Field(default=(), title="答复")
    surveys: tuple[Survey, ...] = Field(default=(), title="满意度测评")
    commitments: tuple[Commitment, ...] = Field(default=(), title="承诺解决事项")
    supervision: tuple[Supervision, ...] = Field(default=(), title="督办")
    lookbacks: tuple[Lookback, ...] = Field(default=(), title="回头看")
    merged_into: SuggestionId | None = Field(default=None, title="并入")
    related: tuple[SuggestionId, ...] = Field(default=(), title="相关建议")
    body: str = Field(default="", title="建议内容（正文）")

    @property
    def is_stub(self) -> bool:
        """Tell whether the suggestion may not be shown; such a record holds no content at all."""
        return self.publicity.level == "not_public"

    @model_validator(mode="after")
    def _stub_or_whole(self) -> Suggestion:
        content = ("number", "title", "topic", "keywords", "proposers", "handlers", "key",
                   "complex", "contacts", "supervision", "merged_into", "related", "body",
                   "commitments", "lookbacks")  # fmt: skip
        if self.is_stub:
            held = [name for name in content if getattr(self, name)]
            if held or any(reply.text for reply in self.replies):
                raise PydanticCustomError("stub-holds-content", "", {"fields": held or ["replies"]})
            return self
        needed = ("number", "title", "topic", "proposers", "body")
        missing = [name for name in needed if not getattr(self, name)]
        if missing:
            raise PydanticCustomError("public-needs", "", {"fields": missing})
        return self
