"""Drafts: the text of a new record and the path it belongs at."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from typing import Any

from ..records.common import SLUG
from ..validate.catalogue import MODELS, STUB
from .questions import Desk, unit_key
from .template import commented

Given = Mapping[str, Any]  # answers by question; a list where many may be given
FOLDERS = {
    "deputy": "deputies",
    "station": "stations",
    "group": "groups",
    "activity": "activities",
    "suggestion": "reports/suggestions",
    "news": "news",
    "research": "reports/research",
}
SCHEMA_LINE = "# yaml-language-server: $schema={address}\n"
_BODY = "（正文写在这里：空一行分段，小标题用两个井号开头。）\n"
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class NotPossibleError(ValueError):
    """The answers cannot become a record; the message tells an editor why."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A record about to be written: its path from the site's root, and its text."""

    path: str
    text: str


def draft(kind: str, given: Given, desk: Desk, id_: str = "", *, concealed: bool = False) -> Draft:
    """Return a new record as a commented draft.

    Args:
        kind: What to write, one of `FOLDERS`.
        given: The answers to the kind's questions.
        desk: The site as it is.
        id_: The id to give; empty for the next free one.
        concealed: A suggestion that is not public, of which nothing may be written down.

    Raises:
        NotPossibleError: The id, the date or the session cannot be used for a file's place.
    """
    if "date" in given and not _DATE.fullmatch(given["date"]):
        raise NotPossibleError(f"“{given['date']}” 不是日期的写法，请写成 2025-03-01 这样。")
    if kind == "suggestion":
        return _suggestion(given, desk, concealed)
    id_ = id_ or _next_id(kind, given, desk)
    if not re.fullmatch(SLUG, id_):
        raise NotPossibleError(f"编号 {id_} 不能用：只用小写英文字母、数字和连字符。")
    answers = {"id": id_, "status": "draft", **_TREES[kind](given, desk)}
    if kind in ("news", "research"):
        year = f"{given['date'][:4]}/" if kind == "news" else ""
        path = f"content/{FOLDERS[kind]}/{year}{id_}.md"
        return Draft(path, _with_body(commented(MODELS[kind], answers), _BODY))
    year = f"{given['date'][:4]}/" if kind == "activity" else ""
    return Draft(f"content/{FOLDERS[kind]}/{year}{id_}.yml", commented(MODELS[kind], answers))


def with_schema(new: Draft, kind: str, schemas: Path) -> Draft:
    """Return a YAML draft that tells editors where its schema is, if there is one to tell of."""
    if not new.path.endswith(".yml") or not (schemas / f"{kind}.schema.json").is_file():
        return new
    up = "../" * new.path.count("/")
    line = SCHEMA_LINE.format(address=f"{up}schemas/{kind}.schema.json")
    return Draft(new.path, line + new.text)


def _suggestion(given: Given, desk: Desk, concealed: bool) -> Draft:
    session, filed_in = given["session"], given["filed_in"]
    if not desk.catalogue.get("session", session):
        raise NotPossibleError(f"没有编号是 {session} 的会议，请先写进 registers/sessions.yml。")
    folder = f"content/{FOLDERS['suggestion']}/{session}"
    common = {
        "status": "draft",
        "session": session,
        "filed_in": filed_in,
        "events": [{"on": given["date"], "kind": "filed"}],
    }
    if concealed:
        id_ = f"{STUB}{token_hex(4)}"
        publicity = {"level": "not_public", "reason": "pending_review"}
        tree = {"id": id_, **common, "publicity": publicity}
        yaml = commented(MODELS["suggestion"], tree, bare=True)
        return Draft(f"{folder}/{id_}.md", _with_body(yaml, ""))
    prefix = "r" * (filed_in == "recess")
    number = 1 + _highest(desk, "suggestion", rf"{re.escape(session)}-{prefix}(\d{{4}})")
    stem = f"{prefix}{number:04d}"
    tree = {
        "id": f"{session}-{stem}",
        **common,
        "number": str(number),
        "publicity": {"level": "public_full"},
        "title": given["title"],
        "topic": given["topic"],
        "proposers": given["proposer"],
    }
    return Draft(f"{folder}/{stem}.md", _with_body(commented(MODELS["suggestion"], tree), _BODY))


def _with_body(yaml: str, body: str) -> str:
    return f"---\n{yaml}---\n\n{body}" if body else f"---\n{yaml}---\n"


def _next_id(kind: str, given: Given, desk: Desk) -> str:
    if kind in ("news", "research", "activity"):
        stem, width = f"{kind}-{given['date'].replace('-', '')}-", 1
    else:
        stem, width = f"{kind}-", 4 if kind == "deputy" else 2
    number = 1 + _highest(desk, kind, stem + r"(\d+)")
    return f"{stem}{number:0{width}d}"


def _highest(desk: Desk, kind: str, pattern: str) -> int:
    """Return the highest number in use, files that cannot be read among them."""
    claimed = (re.fullmatch(pattern, id_) for id_ in desk.catalogue.claimed[kind])
    return max((int(match[1]) for match in claimed if match), default=0)


def _deputy(given: Given, desk: Desk) -> dict[str, Any]:
    mandate = {
        "term": given["term"],
        unit_key(desk): given["unit"],
        "elected_on": given["date"],
    }
    person = {key: given[key] for key in ("name", "sex", "ethnicity", "employer", "post")}
    return {**person, "mandates": [mandate]}


def _station(given: Given, _desk: Desk) -> dict[str, Any]:
    place = {key: given[key] for key in ("name", "kind", "division", "address")}
    return {**place, "opened_on": given["date"]}


def _group(given: Given, _desk: Desk) -> dict[str, Any]:
    members = list(dict.fromkeys((given["convenor"], *given["member"])))
    group = {key: given[key] for key in ("name", "kind", "convenor")}
    return {**group, "members": members}


def _activity(given: Given, _desk: Desk) -> dict[str, Any]:
    told = {key: given[key] for key in ("title", "kind", "place", "summary")}
    return {
        **told,
        "held_on": given["date"],
        "organisers": given["organiser"],
        **({"deputies": given["deputy"]} if given["deputy"] else {}),
    }


def _news(given: Given, _desk: Desk) -> dict[str, Any]:
    return {
        "title": given["title"],
        "column": given["column"],
        "published_at": f"{given['date']} 09:00",
        "source": {"name": given["source"]},
        "summary": given["summary"],
        **({"deputies": given["deputy"]} if given["deputy"] else {}),
    }


def _research(given: Given, _desk: Desk) -> dict[str, Any]:
    return {
        "title": given["title"],
        "published_on": given["date"],
        "authors": given["author"],
        "topic": given["topic"],
        "summary": given["summary"],
    }


_TREES: dict[str, Callable[[Given, Desk], dict[str, Any]]] = {
    "deputy": _deputy,
    "station": _station,
    "group": _group,
    "activity": _activity,
    "news": _news,
    "research": _research,
}
