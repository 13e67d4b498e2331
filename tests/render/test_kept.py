"""Kept parts: rendered once for all pages that tell them the same, and for one site."""

from __future__ import annotations

import jinja2
import pytest

from huiyin.render.environment import prepared

PAGE = "{{ kept('part.html', here=here) }}"


def _environment(part: str) -> jinja2.Environment:
    templates = {"part.html": part, "page.html": PAGE}
    return prepared(jinja2.Environment(loader=jinja2.DictLoader(templates)))


def test_a_part_is_of_its_site_its_depth_and_what_it_is_told() -> None:
    page = _environment("{{ site }} {{ ''|url }} <{{ here }}>").get_template("page.html")
    told = [("甲", "./", "a"), ("甲", "../", "a"), ("甲", "../", "b&"), ("乙", "../", "b&")]

    assert [page.render(site=s, base_url=b, here=h) for s, b, h in told] == [
        "甲 ./ <a>",
        "甲 ../ <a>",
        "甲 ../ <b&amp;>",
        "乙 ../ <b&amp;>",
    ]


def test_a_part_does_not_see_its_page() -> None:
    page = _environment("{{ page.title }}").get_template("page.html")

    with pytest.raises(jinja2.UndefinedError, match="page"):
        page.render(site="甲", base_url="./", here="a", page={"title": "一页"})
