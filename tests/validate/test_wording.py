"""Words: each mistake that the models can find has some."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from huiyin.problems import Fault
from huiyin.settings import Settings
from huiyin.validate.catalogue import MODELS
from huiyin.validate.shape import CODES
from huiyin.validate.wording import FORMS, WORDS, worded

SCHEMAS = [model.model_json_schema() for model in (*MODELS.values(), Settings)]


def _values(here: Any, key: str) -> Iterator[Any]:
    inside = here.values() if isinstance(here, dict) else here if isinstance(here, list) else ()
    if isinstance(here, dict) and isinstance(here.get(key), str | int):
        yield here[key]
    for part in inside:
        yield from _values(part, key)


def test_each_form_a_value_must_have_is_described() -> None:
    assert set(_values(SCHEMAS, "pattern")) == set(FORMS)


def test_no_list_has_an_upper_limit_for_which_words_are_lacking() -> None:
    assert list(_values(SCHEMAS, "maxItems")) == []


def test_each_code_of_a_model_has_words() -> None:
    assert sorted(set(CODES.values()) - WORDS.keys()) == []


def test_a_value_with_braces_is_shown_as_it_is() -> None:
    fault = Fault("unknown-item", "a.yml", 1, 1, {"name": "{0}", "item": "{x", "allowed": "{key}"})

    assert (worded(fault).message, worded(fault).hint) == (
        "“{0}”里没有“{x”这一条。",
        "可以写：{key}。",
    )
