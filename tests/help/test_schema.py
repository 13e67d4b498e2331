"""Schemas accept what an editor may write, as the editor's YAML tool loads it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from huiyin.help.schema import schemas
from huiyin.help.words import FILES
from huiyin.load.front_matter import split
from huiyin.load.reader import kind_of

OURS = Path(__file__).parents[2]
SCHEMAS = {name.removesuffix(".schema.json"): json.loads(text) for name, text in schemas().items()}
RECORDS = [
    path
    for path in sorted((OURS / "content").rglob("*"))
    if path.suffix in (".yml", ".md") and kind_of(path.relative_to(OURS).as_posix())
]


class EditorLoader(yaml.SafeLoader):
    """PyYAML's safe loader by the rules of YAML 1.2, which editors' tools follow: a date is text,
    `on` is a key, true and false alone are booleans."""


EditorLoader.yaml_implicit_resolvers = {
    first: [(tag, form) for tag, form in forms
            if tag not in ("tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:bool")]
    for first, forms in yaml.SafeLoader.yaml_implicit_resolvers.items()
}  # fmt: skip
EditorLoader.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf")
)


def loaded(text: str) -> Any:
    return yaml.load(text, Loader=EditorLoader)


def complaints(name: str, data: object) -> list[str]:
    found = Draft7Validator(SCHEMAS[name]).iter_errors(data)
    return [f"{'.'.join(map(str, error.path))}: {error.message}" for error in found]


def name_for(path: Path) -> str:
    return str(kind_of(path.relative_to(OURS).as_posix())).removeprefix("register:")


def record(path: Path) -> Any:
    text = path.read_text("utf-8")
    parts = split(text)
    return loaded(parts[0] if parts else text)


@pytest.mark.parametrize("name", sorted(FILES))
def test_each_schema_is_a_json_schema(name: str) -> None:
    Draft7Validator.check_schema(SCHEMAS[name])


def test_the_sample_congress_is_accepted_as_an_editor_loads_it() -> None:
    refused = [f"{path.name} {complaint}"
               for path in RECORDS
               for complaint in complaints(name_for(path), record(path))]  # fmt: skip
    settings = loaded((OURS / "site_config.yml").read_text("utf-8"))

    assert refused == []
    assert complaints("site-config", settings) == []


@pytest.mark.parametrize("path", sorted({name_for(path): path for path in RECORDS}.values()))
def test_an_unknown_key_is_refused(path: Path) -> None:
    data = {**record(path), "colour": "红"}

    assert complaints(name_for(path), data) == [
        ": Additional properties are not allowed ('colour' was unexpected)"
    ]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("number", 17), ("number", "17"), ("title", 2025), ("publish_on", "2025-01-15"),
        ("keywords", ["a", 5, True]),
    ],
)  # fmt: skip
def test_a_value_may_be_loaded_as_text_or_as_what_it_looks_like(key: str, value: object) -> None:
    schema = SCHEMAS["suggestion"]["properties"][key]

    assert list(Draft7Validator(schema).iter_errors(value)) == []


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("number", 0), ("number", "017"), ("number", 1.5), ("title", ""), ("title", " 空格"),
        ("title", None), ("publish_on", "2025-1-15"), ("publish_on", "2025-13-01"),
        ("status", "publish"), ("keywords", "水"),
    ],
)  # fmt: skip
def test_a_value_of_a_wrong_form_is_refused(key: str, value: object) -> None:
    schema = SCHEMAS["suggestion"]["properties"][key]

    assert list(Draft7Validator(schema).iter_errors(value)) != []


def test_the_settings_may_hold_what_belongs_to_mkdocs_but_nothing_strange_of_ours() -> None:
    settings = loaded((OURS / "site_config.yml").read_text("utf-8"))
    settings["extra"]["huiyin"]["colour"] = "红"

    assert complaints("site-config", settings) == [
        "extra.huiyin: Additional properties are not allowed ('colour' was unexpected)"
    ]
