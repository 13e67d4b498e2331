"""Help for editors says what the models and the words say today."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel

from huiyin.help import fields as fields_module
from huiyin.help.fields import Described, fields_of
from huiyin.help.files import stale
from huiyin.help.words import FILES
from huiyin.validate.wording import WORDS

OURS = Path(__file__).parents[2]


def _all_fields(model: type[BaseModel], path: str) -> Iterator[tuple[str, Described]]:
    for field in fields_of(model):
        yield f"{path}.{field.key}", field
        group = field.value.item.model if field.value.item else field.value.model
        if group:
            yield from _all_fields(group, f"{path}.{field.key}")


FIELDS = [pair for name, (model, _, _) in FILES.items() for pair in _all_fields(model, name)]


def test_the_files_in_the_repository_are_current() -> None:
    assert stale(OURS) == [], "Run `make help-files`."


def test_each_field_has_a_chinese_name_and_an_example_or_fields_of_its_own() -> None:
    groups = {path.rsplit(".", 1)[0] for path, _ in FIELDS}
    wanting = [path for path, field in FIELDS
               if not re.search(r"[\u4e00-\u9fff]", field.title)
               or not (field.example or path in groups)]  # fmt: skip

    assert wanting == []


def test_each_word_of_a_closed_list_is_chinese_or_has_a_gloss() -> None:
    bare = [f"{path}: {key}" for path, field in FIELDS for key, word in field.value.choices
            if not word and str(key).isascii()]  # fmt: skip

    assert bare == []


def test_each_code_has_a_place_of_its_own_and_an_example() -> None:
    page = (OURS / "docs" / "problem-codes.md").read_text("utf-8")
    sections = dict(re.findall(r"^## ([a-z0-9-]+)\n(.*?)(?=^## |\Z)", page, re.M | re.S))

    assert sorted(sections) == sorted(WORDS)
    assert [code for code, text in sections.items() if f"  {code}" not in text] == []


def test_the_editor_knows_the_schema_of_each_yaml_file() -> None:
    settings = json.loads((OURS / ".vscode" / "settings.json").read_text("utf-8"))
    homes = {f"./schemas/{name}.schema.json": place.replace("编号", "*").replace("年份", "*")
             for name, (_, place, _) in FILES.items() if place.endswith(".yml")}  # fmt: skip

    assert settings["yaml.schemas"] == homes


def test_the_room_imports_no_stage_but_validation() -> None:
    """Help only reads what records and words say; what runs the stages lies outside it."""
    texts = (path.read_text("utf-8") for path in Path(fields_module.__file__).parent.glob("*.py"))
    rooms = {room for text in texts for room in re.findall(r"(?m)^from \.\.(\w+)", text)}

    assert rooms <= {"records", "validate", "problems", "settings"}
