"""An edit of a template reprints the pages that are made of it, so each must be known to be."""

from __future__ import annotations

from pathlib import Path

import jinja2
import pytest

from huiyin import pipeline
from huiyin.render.environment import prepared
from huiyin.render.page import Page
from huiyin.render.plan import plan
from huiyin.render.templates import Templates
from huiyin.render.writer import Press
from small_site import THEME, TODAY, SmallSite


class _Listening(jinja2.FileSystemLoader):
    """A loader that remembers what it was asked for."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.asked: set[str] = set()

    def get_source(self, environment: jinja2.Environment, template: str) -> object:  # type: ignore[override]
        self.asked.add(template)
        return super().get_source(environment, template)


def _press(model: pipeline.SiteModel, site: SmallSite) -> tuple[Press, _Listening]:
    loader = _Listening(THEME)
    environment = prepared(jinja2.Environment(loader=loader))
    return pipeline.press_for(pipeline.Request(site.root, THEME), model, environment), loader


def test_what_printing_loads_is_what_a_template_was_known_to_be_made_of() -> None:
    root = THEME.parent
    checked = pipeline.read_and_judge(root)
    assert checked.sample_day is not None
    model = pipeline.model_of(checked, checked.sample_day)
    of_template: dict[str, Page] = {}
    for page in plan(model):
        if isinstance(page, Page):
            of_template.setdefault(page.template, page)
    unknown: dict[str, set[str]] = {}
    for name, page in of_template.items():
        press, loader = _press(model, SmallSite(root))
        press.bytes_of(page)
        if more := loader.asked - set(Templates(press.environment).parts_of(name)):
            unknown[name] = more

    assert (len(of_template) > 30, unknown) == (True, {})


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ('{% include "b.html" %}', ["a.html", "b.html", "c.html"]),
        ('{% if x %}{{ kept("c.html", y=1) }}{% endif %}', ["a.html", "c.html"]),
        ("{% include name %}", ["a.html", "b.html", "c.html", "d.html"]),
        ("{{ kept(name) }}", ["a.html", "b.html", "c.html", "d.html"]),
        ("no other", ["a.html"]),
    ],
)
def test_a_template_is_made_of_all_that_it_names_and_of_any_where_it_names_none(
    text: str, parts: list[str]
) -> None:
    others = {"b.html": '{% from "c.html" import x %}', "c.html": "", "d.html": ""}
    environment = jinja2.Environment(loader=jinja2.DictLoader({"a.html": text, **others}))

    assert list(Templates(environment).parts_of("a.html")) == parts


def test_a_page_is_known_by_its_own_templates(site: SmallSite, tmp_path: Path) -> None:
    model = site.model(TODAY)
    pages = {page.template: page for page in plan(model) if isinstance(page, Page)}

    def keys(edited: str) -> dict[str, str]:
        loader = jinja2.ChoiceLoader(
            [
                jinja2.DictLoader({edited: "edited"} if edited else {}),
                jinja2.FileSystemLoader(THEME),
            ]
        )
        environment = prepared(jinja2.Environment(loader=loader))
        request = pipeline.Request(site.root, THEME, cache=tmp_path / "cache.sqlite")
        press = pipeline.press_for(request, model, environment)
        return {name: press.ready(page)[0] for name, page in pages.items()}

    before, after = keys(""), keys("pages/suggestion.html")

    assert [name for name in before if before[name] != after[name]] == ["pages/suggestion.html"]
