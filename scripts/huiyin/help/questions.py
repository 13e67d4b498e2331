"""Questions: what a new record of each kind needs to know before it can be written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..records import labels
from ..records.deputy import ETHNICITIES
from ..settings import Settings
from ..validate.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class Desk:
    """What lies on the desk when a record is begun: the site as it is, and the day."""

    catalogue: Catalogue
    settings: Settings
    today: date

    def names(self, kind: str) -> dict[str, str]:
        """Return the names of all records of a kind by id."""
        return {id_: entry.name for id_, entry in self.catalogue.by_kind[kind].items()}

    def latest(self, kind: str, key: str) -> str:
        """Return the id of the record of a kind that comes last by a key; empty without any."""
        records = self.catalogue.records(kind)
        return max(records, key=lambda record: getattr(record, key)).id if records else ""


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to ask for.

    Attributes:
        name: The option's name.
        words: The prompt.
        choices: What may be answered, each with its word; None when anything may.
        default: What is meant when nothing is answered; empty when an answer is needed.
        many: Several answers may be given.
        optional: No answer is an answer.
    """

    name: str
    words: str
    choices: Callable[[Desk], Mapping[str, str]] | None = None
    default: Callable[[Desk], str] | None = None
    many: bool = False
    optional: bool = False

    def understood(self, answer: str, desk: Desk) -> str:
        """Return the id or key an answer means; people may answer with its Chinese word."""
        choices = self.choices(desk) if self.choices else {}
        meant = [key for key, word in choices.items() if word == answer]
        return meant[0] if answer not in choices and len(meant) == 1 else answer


def _listed(kind: str) -> Callable[[Desk], dict[str, str]]:
    return lambda desk: desk.names(kind)


def _words(table: Mapping[str, str]) -> Callable[[Desk], Mapping[str, str]]:
    return lambda _desk: table


def _own_terms(desk: Desk) -> dict[str, str]:
    congress = desk.catalogue.get("congress", desk.settings.ours.congress)
    return {term.id: f"第{term.number}届" for term in congress.terms} if congress else {}


def _own_units(desk: Desk) -> dict[str, str]:
    kind = unit_key(desk)
    return {unit.id: unit.name for unit in desk.catalogue.records("unit") if unit.kind == kind}


def unit_key(desk: Desk) -> str:
    """Return by which key a mandate of this congress names who elected."""
    congress: Any = desk.catalogue.get("congress", desk.settings.ours.congress)
    return "constituency" if congress and congress.level in ("4", "5") else "electing_unit"


def _last_term(desk: Desk) -> str:
    return next(reversed(_own_terms(desk)), "")


def _today(desk: Desk) -> str:
    return str(desk.today)


_SEX = {"男": "", "女": ""}
_NATIONS = dict.fromkeys(ETHNICITIES, "")
_TITLE = Question("title", "标题")
_TOPIC = Question("topic", "分类", _listed("topic"))
_SUMMARY = Question("summary", "摘要，一两句话")
_SESSION = Question(
    "session", "会议", _listed("session"), lambda d: d.latest("session", "opened_on")
)
_FILED_IN = Question("filed_in", "什么时候提出", _words(labels.FILED_IN), lambda _: "session")
_FILED_ON = Question("date", "提出日期，例如 2025-01-15")

QUESTIONS: dict[str, tuple[Question, ...]] = {
    "deputy": (
        Question("name", "姓名"),
        Question("sex", "性别", _words(_SEX)),
        Question("ethnicity", "民族", _words(_NATIONS), lambda _: "汉族"),
        Question("employer", "工作单位"),
        Question("post", "职务或岗位"),
        Question("term", "届次", _own_terms, _last_term),
        Question("unit", "选举单位或选区", _own_units),
        Question("date", "当选日期，例如 2022-12-28"),
    ),
    "station": (
        Question("name", "名称"),
        Question("kind", "类型", _words(labels.STATION_KIND)),
        Question("division", "所在地", _listed("division")),
        Question("address", "地址"),
        Question("date", "启用日期，例如 2025-03-01"),
    ),
    "group": (
        Question("name", "名称"),
        Question("kind", "类型", _words(labels.GROUP_KIND)),
        Question("convenor", "组长（代表编号或姓名）", _listed("deputy")),
        Question("member", "成员（代表编号或姓名，至少三人）", _listed("deputy"), many=True),
    ),
    "activity": (
        Question("title", "名称"),
        Question("kind", "类别", _words(labels.ACTIVITY_KIND)),
        Question("date", "哪一天举行", default=_today),
        Question("place", "地点"),
        Question("organiser", "组织单位", _listed("body"), many=True),
        Question("deputy", "参加代表", _listed("deputy"), many=True, optional=True),
        _SUMMARY,
    ),
    "suggestion": (
        _SESSION,
        _FILED_IN,
        _FILED_ON,
        _TITLE,
        _TOPIC,
        Question("proposer", "提出人（第一位领衔）", _listed("deputy"), many=True),
    ),
    "news": (
        _TITLE,
        Question("column", "栏目", _listed("column")),
        Question("date", "发布日期", default=_today),
        Question("source", "来源", default=lambda desk: desk.settings.site_name),
        _SUMMARY,
        Question("deputy", "涉及代表", _listed("deputy"), many=True, optional=True),
    ),
    "research": (
        _TITLE,
        Question("date", "发布日期", default=_today),
        Question("author", "作者", many=True),
        _TOPIC,
        _SUMMARY,
    ),
}  # fmt: skip
CONCEALED: tuple[Question, ...] = (_SESSION, _FILED_IN, _FILED_ON)
