"""Writer: a file's bytes are a function of what it tells."""

from __future__ import annotations

import dataclasses
import json
import pkgutil
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import jinja2
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from huiyin import render
from huiyin.render import writer
from huiyin.render.page import Data, Page, Raw
from small_site import tree

_TEXT = st.text(st.characters(exclude_categories=["Cs"]))
_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**62), 2**62) | _TEXT,
    lambda inner: st.lists(inner) | st.dictionaries(_TEXT, inner),
)


class _NoFrame:
    """Nothing that is written here has a frame."""


def _press() -> writer.Press:
    frame: Any = _NoFrame()
    return writer.Press(jinja2.Environment(autoescape=True), frame)


@given(st.dictionaries(_TEXT, _VALUES))
def test_data_is_written_with_its_keys_in_order_a_line_each(told: dict[str, Any]) -> None:
    expected = json.dumps(told, ensure_ascii=False, indent=2, sort_keys=True)

    assert _press().bytes_of(Data("a.json", lambda: told)) == f"{expected}\n".encode()


def test_every_new_file_is_shown_once_and_large_ones_by_themselves(tmp_path: Path) -> None:
    large = b"x" * writer.SHOWN_AT_ONCE
    pages = [Raw("a", b"1"), Raw("b", large), Raw("empty", b""), Raw("d", b"2")]

    done = writer.write(pages, _press(), tmp_path, 1, inspect=lambda files, _: sorted(files))

    assert done.found == (["a", "b"], ["d", "empty"])


def test_two_processes_print_the_whole_plan_and_what_is_made_beside_it(tmp_path: Path) -> None:
    pages = [Raw(f"{number}.txt", b"%d" % number) for number in range(5 * writer.CHUNK)]

    def beside() -> Iterator[tuple[str, bytes]]:
        yield "beside.txt", b"beside"

    done = writer.write(pages, _press(), tmp_path, 2, beside)

    names = ["beside.txt", *(page.url for page in pages)]
    contents = [b"beside", *(page.made() for page in pages)]
    assert ([one.path for one in done.printed], tree(tmp_path)) == (
        names,
        dict(zip(names, contents, strict=True)),
    )


def _key(value: object) -> str:
    """Return the fingerprint of a page that shows a value."""
    environment = jinja2.Environment(loader=jinja2.DictLoader({"a.html": ""}), autoescape=True)
    frame: Any = _NoFrame()
    page = Page("", "a.html", "", context={"": value})
    return writer.Press(environment, frame, "base").ready(page)[0]


def test_what_looks_alike_is_told_apart_before_a_page_is_taken_over() -> None:
    day, text = date(2025, 3, 1), "2025-03-01"
    alike = [day, text, Markup(text), [text], {"": text}, [], {}, "", None, 0, False, 0.0, "0"]

    assert len({_key(value) for value in alike} - {""}) == len(alike)


def test_a_page_that_shows_what_has_no_form_of_its_own_is_never_taken_over() -> None:
    assert (_key(object()), _key([lambda: 1]), _key("\ud800")) == ("", "", "")


def test_no_two_kinds_of_views_have_the_same_parts() -> None:
    # A view is compared by the names and values of its parts, not by its kind.
    names = [module.name for module in pkgutil.iter_modules(render.__path__)]
    held = [vars(import_module(f"{render.__name__}.{name}")) for name in names]
    kinds: dict[tuple[str, ...], set[type]] = defaultdict(set)
    for kind in (one for module in held for one in module.values() if isinstance(one, type)):
        if dataclasses.is_dataclass(kind):
            kinds[tuple(part.name for part in dataclasses.fields(kind))].add(kind)

    assert [alike for alike in kinds.values() if len(alike) > 1] == []
