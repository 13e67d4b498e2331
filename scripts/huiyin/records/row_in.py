"""A row of the table that `columns` lays out, read as the tree of a suggestion's file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel

from . import labels
from .columns import (
    BODY,
    LEAD,
    NOT_PUBLIC,
    OTHERS,
    ROLES,
    ROUND,
    SHORT_STEPS,
    STEPS,
    Form,
    Names,
    forms_of,
    plain_columns,
    reply_columns,
)
from .suggestion import Reply, Suggestion

Loc = tuple[int | str, ...]
Tree = dict[str, Any]

_DATE = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?")
_SERIAL = re.compile(r"[1-9][0-9]{4}(\.[0-9]+)?")
FULL_WIDTH = str.maketrans("０１２３４５６７８９／－．", "0123456789/-.")
_TIME_AFTER = re.compile(r" 0?0:00(:00)?$")
_BETWEEN = re.compile(r"[；;、，,\n]")
_WITH_DAY = re.compile(r"(.+?)\s+([0-9]{4}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?)")
_ID_FIRST = re.compile(r"([a-z0-9][a-z0-9-]*)(?:\s.*)?", re.DOTALL)


class CellError(ValueError):
    """A cell cannot be read; the message tells an editor why."""


def tree_of(
    row: Mapping[str, str], names: Names, held: Sequence[str] = ()
) -> tuple[Tree, dict[str, str]]:
    """Return what a row says, as the tree of a record's file, and what could not be read.

    Args:
        row: Cells by the titles of their columns; empty ones may be missing.
        names: Names of the records that may be referred to, so that a name can stand for its id.
        held: Who proposed the record that is there, for those whom the table does not name.

    Returns:
        The tree without id and status, texts as an editor would write them; and by column a
        sentence on what is wrong in its cell.
    """
    tree: Tree = {}
    wrong: dict[str, str] = {}
    cells = {
        title: cell.replace("\r\n", "\n").replace("\r", "\n").strip() for title, cell in row.items()
    }
    for title, cell in cells.items():
        if cell:
            try:
                _take(tree, title, cell, names)
            except CellError as error:
                wrong[title] = str(error)
    if hidden := _unnamed(tree, held):
        wrong[hidden] = f"{hidden}没有公开，请写上他的编号。"
    _finish(tree, cells)
    return in_order(tree), wrong


def in_order(tree: Tree) -> Tree:
    """Return a record's tree with its keys in the order of the model."""
    return {key: tree[key] for key in forms_of(Suggestion) if key in tree}


def _take(tree: Tree, title: str, cell: str, names: Names) -> None:
    forms = forms_of(Suggestion)
    if path := plain_columns().get(title):
        form = forms[path[0]]
        if len(path) == 1:
            tree[path[0]] = _read(form, cell, names)
        elif form.part:
            tree.setdefault(path[0], {})[path[1]] = _read(forms_of(form.part)[path[1]], cell, names)
    elif title in (LEAD, OTHERS):
        tree.setdefault(title, []).extend(_people(cell, names))
    elif title in ROLES.values():
        tree.setdefault(title, []).extend(_handlers(cell, names))
    elif title in SHORT_STEPS:
        tree.setdefault("steps", {})[SHORT_STEPS[title]] = _day(cell)
    elif match := ROUND.fullmatch(title):
        key = reply_columns()[match[2]]
        value = _read(forms_of(Reply)[key], cell, names)
        tree.setdefault("rounds", {}).setdefault(match[1], {})[key] = value
    elif title == BODY:
        tree["body"] = cell


def _people(cell: str, names: Names) -> Iterator[str]:
    """Yield the id of each deputy of a cell; `NOT_PUBLIC` stays."""
    for item in filter(None, (part.strip() for part in _BETWEEN.split(cell))):
        yield from [item] if item == NOT_PUBLIC else _ids("deputy", item, names)


def _unnamed(tree: Tree, held: Sequence[str]) -> str:
    """Put those whom the table does not name in their places; return a column when none fits."""
    told = {id_ for title in (LEAD, OTHERS) for id_ in tree.get(title, [])}
    rest = [id_ for id_ in held if id_ not in told]
    places = [
        (title, index)
        for title in (LEAD, OTHERS)
        for index, id_ in enumerate(tree.get(title, []))
        if id_ == NOT_PUBLIC
    ]
    if len(places) > len(rest) or (OTHERS in tree and 0 < len(places) < len(rest)):
        return places[0][0]
    for (title, index), id_ in zip(places, rest, strict=False):
        tree[title][index] = id_
    return ""


def _handlers(cell: str, names: Names) -> Iterator[tuple[str, str]]:
    """Yield each body of a cell, with the day behind it on which it gave its opinion."""
    for item in filter(None, (part.strip() for part in _BETWEEN.split(cell))):
        match = _WITH_DAY.fullmatch(item)
        name, on = (match[1], _day(match[2])) if match else (item, "")
        yield _ids("body", name, names)[0], on


def _finish(tree: Tree, cells: Mapping[str, str]) -> None:
    """Put together what stands in several columns."""
    lead, others = tree.pop(LEAD, []), tree.pop(OTHERS, [])
    if lead or others:
        tree["proposers"] = [*lead, *others]
    handlers = [
        {"body": id_, "role": role, **({"opinion_on": on} if on else {})}
        for role, title in ROLES.items()
        for id_, on in tree.pop(title, [])
    ]
    if handlers:
        tree["handlers"] = handlers
    steps = tree.pop("steps", {})
    if steps and not cells.get(STEPS):
        tree["events"] = [
            {
                "on": steps[kind],
                "kind": kind,
                **(
                    {"to": [h["body"] for h in handlers]} if kind == "assigned" and handlers else {}
                ),
            }
            for kind in SHORT_STEPS.values()
            if kind in steps
        ]
    rounds = tree.pop("rounds", {})
    if rounds:
        order = list(forms_of(Reply))
        tree["replies"] = [
            {key: {"round": number, **reply}[key] for key in order if key in {"round", *reply}}
            for number, reply in sorted(rounds.items())
        ]


def _read(form: Form, cell: str, names: Names) -> Any:
    if form.part and form.many:
        lines = [line for line in cell.split("\n") if line.strip()]
        return [_part(form.part, line, names) for line in lines]
    if form.many and form.kind:
        return _ids(form.kind, cell, names)
    if form.many:
        return [_read_one(form, item, names) for item in _split(cell, "；\n")]
    return _read_one(form, cell, names)


def _part(model: type[BaseModel], line: str, names: Names) -> Tree:
    keys = {form.title: key for key, form in forms_of(model).items()}
    part: Tree = {}
    for piece in _split(line, "｜"):
        title, colon, text = piece.partition("：")
        if not colon or title not in keys:
            told = "、".join(keys)
            raise CellError(
                f"“{piece}” 看不懂。一行一条，写成“名称：内容”，用｜隔开，名称有：{told}。"
            )
        form = forms_of(model)[keys[title]]
        part[keys[title]] = _from_json(text) if form.part else _read(form, text.strip(), names)
    return {key: part[key] for key in forms_of(model) if key in part}


def _from_json(text: str) -> Any:
    def texts(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: texts(item) for key, item in value.items() if item is not None}
        if isinstance(value, list):
            return [texts(item) for item in value]
        return str(value).lower() if isinstance(value, bool) else str(value)

    try:
        return texts(json.loads(text))
    except ValueError:
        raise CellError(f"“{text}” 看不懂，请照导出的表来写。") from None


def _read_one(form: Form, cell: str, names: Names) -> str:
    if form.kind:
        found = _ids(form.kind, cell, names)
        if len(found) != 1:
            raise CellError("这一格只能写一个。")
        return found[0]
    if form.words:
        keys = {word: key for key, word in form.words.items()}
        if cell in keys or cell in form.words:
            return keys.get(cell, cell)
        raise CellError(f"“{cell}” 不在可以写的几种里：{'、'.join(keys)}。")
    return _day(cell) if form.is_date else cell


def _day(cell: str) -> str:
    """Return a day in the one form; what is no day stays for the validation to judge."""
    plain = cell.translate(FULL_WIDTH)
    if _SERIAL.fullmatch(plain):
        raise CellError(
            f"“{cell}” 不是日期：Excel 把日期存成了数字，请把这一列设成文本或日期格式再导出。"
        )
    match = _DATE.fullmatch(_TIME_AFTER.sub("", plain))
    return f"{match[1]}-{int(match[2]):02d}-{int(match[3]):02d}" if match else cell


def _ids(kind: str, cell: str, names: Names) -> list[str]:
    """Return the ids that a cell names, each written as an id, a name, or an id and a name."""
    known = names.get(kind, {})
    found = []
    for item in filter(None, (part.strip() for part in _BETWEEN.split(cell))):
        match = _ID_FIRST.fullmatch(item)
        if match and (match[1] in known or item == match[1] or kind == "suggestion"):
            found.append(match[1])
            continue
        same = [id_ for id_, name in known.items() if name == item]
        if len(same) > 1:
            raise CellError(f"叫“{item}”的不止一个，请写编号：{'、'.join(same)}。")
        if not same:
            word = labels.RECORD_KIND[kind]
            near = get_close_matches(item, list(known.values()), 1, 0.5)
            hint = f"最接近的是“{near[0]}”。" if near else "请照登记的全名写，或者写编号。"
            raise CellError(f"没有叫“{item}”的{word}。{hint}")
        found.append(same[0])
    return found


def column_at(loc: Loc, tree: Tree, *, short: bool = False) -> str:
    """Return the title of the column that a place in a record's file came from.

    What no column holds is told at the first one, the number.

    Args:
        loc: Any place.
        tree: What the record says.
        short: Whether its steps were written from the dates of `SHORT_STEPS`.
    """
    key, *below = map(str, loc or ("number",))
    part = _part_at(loc, tree)
    if key == "events" and short:
        steps = {step: title for title, step in SHORT_STEPS.items()}
        return steps.get(part.get("kind", "filed"), STEPS)
    if key == "proposers":
        return LEAD if below[:1] in ([], ["0"]) else OTHERS
    if key == "handlers":
        return ROLES.get(part.get("role", ""), ROLES["lead"])
    if key == "replies":
        fields = {key: title for title, key in reply_columns().items()}
        field = below[1] if len(below) > 1 else "on"
        return f"第{part.get('round', '1')}轮：{fields.get(field, fields['on'])}"
    if key == "body":
        return BODY
    titles = {path: title for title, path in plain_columns().items()}
    whole = next((title for path, title in titles.items() if path[0] == key), "建议号")
    return titles.get((key, *below[:1]), whole)


def _part_at(loc: Loc, tree: Tree) -> Tree:
    """Return the part of a record that a place is in, the first when it names none."""
    parts = tree.get(str(loc[0]), []) if loc else []
    index = loc[1] if len(loc) > 1 else 0
    if isinstance(parts, list) and isinstance(index, int) and 0 <= index < len(parts):
        return parts[index] if isinstance(parts[index], dict) else {}
    return {}


def _split(text: str, signs: str) -> list[str]:
    """Split at signs without a backslash, which is taken away before a sign or a backslash."""
    parts, at = [""], 0
    while at < len(text):
        char = text[at]
        if char == "\\" and text[at + 1 : at + 2] in (*signs, "\\"):
            parts[-1] += text[at + 1]
            at += 2
            continue
        if char in signs:
            parts.append("")
        else:
            parts[-1] += char
        at += 1
    return [part.strip() for part in parts if part.strip()]
