"""Environment: what templates show is escaped, whatever it is."""

from __future__ import annotations

import jinja2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from huiyin.render.environment import prepared

_SHOWN = prepared(jinja2.Environment()).from_string(
    "{% macro twice(value) %}{{ value }}{% endmacro %}"
    "{{ value }}|{{ twice(value) }}|{{ twice(value ~ '<') }}|"
    "{% set kept %}{{ value }}{% endset %}{{ kept }}"
)
_SPECIAL = st.text("&<>'\"a建", max_size=8)


@given(st.text() | _SPECIAL | _SPECIAL.map(Markup) | st.integers() | st.none())
def test_what_is_shown_is_escaped_once_wherever_it_stands(value: object) -> None:
    once = escape(value)

    assert _SHOWN.render(value=value) == f"{once}|{once}|{once}&lt;|{once}"


def test_a_name_that_nobody_gave_is_refused() -> None:
    template = prepared(jinja2.Environment()).from_string("{{ missing }}")

    with pytest.raises(jinja2.UndefinedError, match="missing"):
        template.render()
