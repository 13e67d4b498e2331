"""What a record model is made of: its parts by key, and where it names other records."""

from __future__ import annotations

import types
from collections.abc import Container, Iterator
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from ..load.strict_yaml import Tree
from ..records.common import Ref

Loc = tuple[int | str, ...]


@cache
def keys_of(model: type[BaseModel]) -> dict[str, Any]:
    """Return the keys an editor writes, each with its annotated type."""
    hints = get_type_hints(model, include_extras=True)
    return {info.alias or name: hints[name] for name, info in model.model_fields.items()}


def title_of(model: type[BaseModel], loc: Loc) -> str:
    """Return the Chinese name of the innermost field around a location; empty at the top."""
    for end in range(len(loc), 0, -1):
        if info := _field_at(model, loc[:end]):
            return info.title or str(loc[end - 1])
    return ""


def is_required(model: type[BaseModel], loc: Loc) -> bool:
    """Tell whether the value at a location must be there. An item of a list need not."""
    info = _field_at(model, loc)
    return info is not None and info.is_required()


def _field_at(model: type[BaseModel], loc: Loc) -> FieldInfo | None:
    owner = model_at(model, loc[:-1])
    for name, info in owner.model_fields.items() if owner else ():
        if loc[-1] in (info.alias, name):
            return info
    return None


def model_at(model: type[BaseModel], loc: Loc) -> type[BaseModel] | None:
    """Return the model that describes the value at a location, None when it is no model."""
    here: Any = model
    for step in loc:
        here = _inside(here, step)
        if here is None:
            return None
    parts = [part for part in _plain(here) if _is_model(part)]
    return parts[0] if parts else None


@cache
def references_of(model: type[BaseModel]) -> tuple[tuple[tuple[str, ...], str], ...]:
    """Return the paths at which a model names other records, with the kind each must be.

    A path is made of attribute names, `[]` for each item of a list, `{}` for each key of a
    mapping.
    """
    found: list[tuple[tuple[str, ...], str]] = []
    hints = get_type_hints(model, include_extras=True)
    for name in model.model_fields:
        found += [((name, *path), kind) for path, kind in _references_in(hints[name])]
    return tuple(found)


def referenced(
    record: BaseModel, kinds: Container[str] | None = None
) -> Iterator[tuple[Loc, str, str]]:
    """Yield each reference a record makes: where, the kind it must be, the id it names.

    Args:
        record: A record that has its shape.
        kinds: Only references to these; all when None.
    """
    for path, kind in references_of(type(record)):
        if (kinds is None or kind in kinds) and getattr(record, path[0]):  # most are empty
            for loc, value in _values(record, path, (), []):
                yield loc, kind, value


def referenced_in_tree(
    model: type[BaseModel], tree: dict[str, Tree]
) -> Iterator[tuple[Loc, str, str]]:
    """Yield each reference in a record that has no shape yet, as far as it can be read."""
    for path, kind in references_of(model):
        for loc, value in _texts(tree, model, path, ()):
            yield loc, kind, value


def _texts(
    here: Tree, model: type[BaseModel] | None, path: tuple[str, ...], loc: Loc
) -> Iterator[tuple[Loc, str]]:
    if not path:
        if isinstance(here, str):
            yield loc, here
    elif path[0] == "[]":
        for index, item in enumerate(here if isinstance(here, list) else ()):
            yield from _texts(item, model, path[1:], (*loc, index))
    elif path[0] == "{}":
        for key in here if isinstance(here, dict) else ():
            yield (*loc, key), key
    elif model is not None and isinstance(here, dict):
        key = _key_of(model, path[0])
        inner = model_at(model, _to_model(key, path))
        yield from _texts(here.get(key), inner, path[1:], (*loc, key))


def _to_model(key: str, path: tuple[str, ...]) -> Loc:
    """Return where below a model the next one lies: behind a key, or inside its list."""
    return (key, 0) if path[1:2] == ("[]",) else (key,)


def _values(
    here: Any, path: tuple[str, ...], loc: Loc, found: list[tuple[Loc, str]]
) -> list[tuple[Loc, str]]:
    """Add to what was found what stands at a path below a value, and return it all."""
    if not path:
        found.append((loc, here))
    elif path[0] == "[]":
        for index, item in enumerate(here):
            _values(item, path[1:], (*loc, index), found)
    elif path[0] == "{}":
        found += [((*loc, key), key) for key in here]
    elif (inner := getattr(here, path[0])) is not None:
        owner: type[BaseModel] = type(here)
        _values(inner, path[1:], (*loc, _key_of(owner, path[0])), found)
    return found


@cache
def _key_of(model: type[BaseModel], name: str) -> str:
    return model.model_fields[name].alias or name


def _references_in(hint: Any) -> Iterator[tuple[tuple[str, ...], str]]:
    for part in _plain(hint):
        if isinstance(part, Ref):
            yield (), part.kind
        elif _is_model(part):
            yield from references_of(part)
        elif get_origin(part) is tuple:
            for path, kind in _references_in(get_args(part)[0]):
                yield ("[]", *path), kind
        elif get_origin(part) is dict:
            for path, kind in _references_in(get_args(part)[0]):
                yield ("{}", *path), kind


def _inside(hint: Any, step: int | str) -> Any:
    for part in _plain(hint):
        if _is_model(part) and step in keys_of(part):
            return keys_of(part)[str(step)]
        if get_origin(part) is tuple and isinstance(step, int):
            return get_args(part)[0]
        if get_origin(part) is dict:
            return get_args(part)[1]
    return None


def _plain(hint: Any) -> Iterator[Any]:
    """Yield what an annotation is made of: its alternatives, and the marks put on them."""
    origin = get_origin(hint)
    if origin is Annotated:
        inner, *marks = get_args(hint)
        yield from _plain(inner)
        yield from (mark for mark in marks if isinstance(mark, Ref))
    elif origin in (Union, types.UnionType):
        for part in get_args(hint):
            yield from _plain(part)
    elif origin is not Literal:
        yield hint


def _is_model(part: Any) -> bool:
    return isinstance(part, type) and issubclass(part, BaseModel)
