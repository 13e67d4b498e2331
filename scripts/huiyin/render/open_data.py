"""Open data: each record, each list and each session as JSON and as CSV."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from hashlib import sha256
from typing import Any

import orjson

from ..fingerprints import of_bytes
from ..model.cases import Case
from ..model.site_model import SiteModel
from ..model.statistics import answering_bodies
from ..records import labels, urls
from ..records.columns import Names, columns_of, ids_of
from ..records.common import Record
from ..records.csv_file import csv_bytes, csv_line, csv_of_lines
from ..records.row_out import row_of
from ..records.suggestion import Suggestion
from . import cards
from .page import Data, Drawn, Raw
from .remembered import remembered

# How the record came to be published is ours; what it says is everybody's.
_OURS: Any = {
    "status": True,
    "publish_on": True,
    "reviews": True,
    "consents": True,
    "publicity": {"reason"},
}

MOST_TOGETHER = 5000  # suggestions with their texts in one file: about twelve megabytes
LIST_COLUMNS = (
    "编号", "会议", "建议号", "标题", "分类", "领衔代表", "提出人数", "承办单位", "提出日期",
    "交办日期", "答复期限", "首次答复日期", "办理状态", "办理结果类别", "统一结果", "逾期", "网址",
)  # fmt: skip


def record_data(record: Record, url: str, **computed: Any) -> Data:
    """Return a record's JSON: what was written, and what was computed from it."""
    return Data(f"{url}index.json", lambda: {**_written(record), "url": url, **computed})


def _written(record: Record) -> dict[str, Any]:
    return record.model_dump(
        mode="json", by_alias=True, exclude=_OURS, exclude_none=True, exclude_defaults=True
    )


def case_data(model: SiteModel, case: Case) -> Data:
    """Return a suggestion's JSON with its state, due date and outcome."""
    url = urls.suggestion_url(case.record)
    return Data(f"{url}index.json", partial(_case, model, case))


def case_sheet(model: SiteModel, case: Case) -> Drawn:
    """Return a suggestion as a table of one row, in the form that can be imported."""
    record = case.record
    return Drawn(
        url=f"{urls.suggestion_url(record)}index.csv",
        key=lambda: f"csv {_names_version(model)} {_digest(model, case).hex()}",
        draw=lambda: _sheet([record], sheet_names(model)),
    )


def session_data(model: SiteModel, session_id: str, cases: Sequence[Case]) -> Iterator[Drawn]:
    """Yield all of a session's suggestions with their texts, as JSON and as CSV.

    A large session is cut, since no host of static sites takes files of any size.
    """
    head = {
        "session": session_id,
        "title": model.session_title(session_id),
        "as_of": model.today.isoformat(),
    }
    for number, stem in enumerate(record_stems(len(cases))):
        part = cases[number * MOST_TOGETHER : (number + 1) * MOST_TOGETHER]
        yield from _with_texts(model, f"{urls.session_url(session_id)}{stem}", head, part)


def record_stems(count: int) -> list[str]:
    """Return the names, without their endings, of the files that so many suggestions make up."""
    if count <= MOST_TOGETHER:
        return ["records"]
    return [f"records-{number}" for number in range(1, -(-count // MOST_TOGETHER) + 1)]


def _with_texts(
    model: SiteModel, stem: str, head: Mapping[str, Any], cases: Sequence[Case]
) -> Iterator[Drawn]:
    def key(*parts: object) -> str:
        records = (_digest(model, case) for case in cases)
        return f"records {of_bytes(repr(parts).encode(), *records)}"

    yield Drawn(
        f"{stem}.json",
        lambda: key(head, [_computed(model, case) for case in cases]),
        lambda: _listed(head, (orjson.dumps(_case(model, case)) for case in cases)),
    )
    yield Drawn(
        f"{stem}.csv",
        lambda: key(_names_version(model)),
        lambda: _sheet([case.record for case in cases], sheet_names(model)),
    )


def list_data(model: SiteModel, url: str, title: str, cases: Sequence[Case]) -> Iterator[Raw]:
    """Yield a list of suggestions without their texts, as JSON and as CSV.

    Args:
        model: The site.
        url: The list's address; the files lie below it.
        title: What the list holds.
        cases: Its suggestions in order.
    """

    def as_json() -> bytes:
        head = {
            "title": title,
            "as_of": model.today.isoformat(),
            "names": _names(model, cases),
        }
        return _listed(head, (_json_row(model, case) for case in cases))

    yield Raw(f"{url}list.json", as_json)
    yield Raw(
        f"{url}list.csv",
        lambda: csv_of_lines(LIST_COLUMNS, (_csv_row(model, case) for case in cases)),
    )


def json_file(url: str, make: Callable[[], Mapping[str, Any]]) -> Raw:
    """Return a file of JSON on one line.

    Args:
        url: Its address.
        make: Makes what is told, as of `Data`.
    """
    return Raw(url, lambda: orjson.dumps(make()) + b"\n")


def _listed(head: Mapping[str, Any], rows: Iterable[bytes]) -> bytes:
    """Return a file of suggestions, a line each: large ones are read and compared line by line."""
    lines = b",\n".join(rows)
    return b'%b,"suggestions":[\n%b\n]}\n' % (orjson.dumps(head)[:-1], lines)


@remembered(lambda case: case.record.id)
def _digest(model: SiteModel, case: Case) -> bytes:
    """Return what stands for all that a suggestion's file says."""
    return sha256(case.record.model_dump_json().encode()).digest()


def _case(model: SiteModel, case: Case) -> dict[str, Any]:
    return {**_written(case.record), **_computed(model, case)}


def _computed(model: SiteModel, case: Case) -> dict[str, Any]:
    due, record = case.due, case.record
    return {
        "url": urls.suggestion_url(record),
        "proposers": _public_proposers(model, case),
        "session_title": model.session_title(record.session),
        "state": case.state,
        "state_label": labels.STATE[case.state],
        "assigned_on": _iso(case.assigned_on),
        "due_on": _iso(due.on if due else None),
        "due_before_rolling": _iso(due.rolled.raw if due else None),
        "outcome": case.outcome.outcome if case.outcome else None,
        "is_overdue": case.is_overdue,
        "late_days": case.late_days,
    }


# A suggestion is in lists by session, state, outcome, body, topic and committee: with one row.
@remembered(lambda case: case.record.id)
def _json_row(model: SiteModel, case: Case) -> bytes:
    return orjson.dumps(_row(model, case))


@remembered(lambda case: case.record.id)
def _csv_row(model: SiteModel, case: Case) -> str:
    return csv_line(LIST_COLUMNS, _cells(model, case), {"编号"})


def _row(model: SiteModel, case: Case) -> dict[str, Any]:
    record, tag = case.record, cards.case_tag(case)
    return {
        "id": record.id,
        "url": urls.suggestion_url(record),
        "session": record.session,
        "number": record.number,
        "filed_in": record.filed_in,
        "title": record.title,
        "topic": record.topic,
        "proposers": _public_proposers(model, case),
        "proposer_count": len(record.proposers),
        "lead": record.proposers[0] if record.proposers[0] in model.deputies else None,
        "leads": list(answering_bodies(case)),
        "filed_on": _iso(case.filed_on),
        "assigned_on": _iso(case.assigned_on),
        "due_on": _iso(case.due.on if case.due else None),
        "replied_on": _iso(case.first_replied_on),
        "state": case.state,
        "class": case.outcome.key if case.outcome else None,
        "outcome": case.outcome.outcome if case.outcome else None,
        "is_overdue": case.is_overdue,
        "is_key": record.key is not None,
        "ended": case.is_ended,
        "label": tag.word,
        "mark": f"{tag.tone}-{tag.shape}",
    }


def _names(model: SiteModel, cases: Sequence[Case]) -> dict[str, dict[str, str]]:
    """Return the Chinese names of what a list's rows hold as keys and ids."""
    records = [case.record for case in cases]
    topics = {record.topic for record in records}
    bodies = {id_ for case in cases for id_ in answering_bodies(case)}
    people = {id_ for case in cases for id_ in _public_proposers(model, case)}
    states = {case.state for case in cases}
    outcomes = {case.outcome.outcome for case in cases if case.outcome}
    sessions = {record.session for record in records}
    rank = _deputy_ranks(model)
    return {
        "session": {id_: model.session_label(id_) for id_ in model.sessions if id_ in sessions},
        "topic": {id_: topic.name for id_, topic in model.topics.items() if id_ in topics},
        "body": {id_: body.name for id_, body in model.bodies.items() if id_ in bodies},
        "deputy": {id_: model.deputies[id_].name for id_ in sorted(people, key=rank.__getitem__)},
        "state": {key: word for key, word in labels.STATE.items() if key in states},
        "outcome": {key: word for key, word in labels.OUTCOME.items() if key in outcomes},
    }


@remembered(lambda: "")
def _deputy_ranks(model: SiteModel) -> dict[str, int]:
    return {id_: rank for rank, id_ in enumerate(model.deputies)}


def _cells(model: SiteModel, case: Case) -> tuple[str, ...]:
    record, outcome = case.record, case.outcome
    lead = model.deputies.get(record.proposers[0])
    return (
        record.id,
        model.session_label(record.session),
        str(record.number),
        record.title or "",
        model.topics[record.topic or ""].name,
        lead.name if lead else "",
        str(len(record.proposers)),
        "、".join(model.bodies[id_].name for id_ in answering_bodies(case)),
        _iso(case.filed_on) or "",
        _iso(case.assigned_on) or "",
        _iso(case.due.on if case.due else None) or "",
        _iso(case.first_replied_on) or "",
        labels.STATE[case.state],
        outcome.key if outcome else "",
        labels.OUTCOME[outcome.outcome] if outcome else "",
        "是" if case.is_overdue else "否",
        f"{model.settings.site_url or '/'}{urls.suggestion_url(record)}",
    )


def _sheet(records: Sequence[Suggestion], names: Names) -> bytes:
    rounds = max((len(record.replies) for record in records), default=0)
    columns = columns_of(max(1, rounds))
    rows = (row_of(record, columns, names) for record in records)
    return csv_bytes(columns, rows, ids_of(columns))


@remembered(lambda: "")
def sheet_names(model: SiteModel) -> Names:
    """Return the names a table shows beside ids. Only what is public is in the model."""
    return {
        "deputy": {id_: deputy.name for id_, deputy in model.deputies.items()},
        "body": {id_: body.name for id_, body in model.bodies.items()},
        "topic": {id_: topic.name for id_, topic in model.topics.items()},
        "session": {id_: model.session_label(id_) for id_ in model.sessions},
    }


@remembered(lambda: "")
def _names_version(model: SiteModel) -> str:
    """Return what stands for all the names."""
    return sha256(repr(sheet_names(model)).encode()).hexdigest()[:16]


def _public_proposers(model: SiteModel, case: Case) -> list[str]:
    return [id_ for id_ in case.record.proposers if id_ in model.deputies]


def _iso(day: Any) -> str | None:
    return day.isoformat() if day else None
