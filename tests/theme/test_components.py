"""Components: every example of `components/` is valid HTML, says what it should, and is accessible.

One file a component, named like its macro: what it is for (`about`), the rules of access it keeps
(`access`), and examples: a call, the data it is given, and what must come of it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import jinja2
import pytest
import yaml
from justhtml import JustHTML
from playwright.sync_api import Page as Window
from selectolax.lexbor import LexborHTMLParser

from access import AXE, JUDGE, LEAST_TARGET_PX, TAGS, set_view
from huiyin.render.assets import style_sheets
from huiyin.render.environment import prepared
from small_site import THEME

EXAMPLES = Path(__file__).parent / "components"
FRAME = """<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>组件</title><link rel="stylesheet" href="{style}"></head>
<body><main><h1>组件</h1>{body}</main></body></html>"""
ASKED = {"call", "words", "has"}


def component_files() -> list[Path]:
    return sorted(EXAMPLES.glob("*.yml"))


def examples(component: Path) -> dict[str, dict[str, Any]]:
    held = yaml.safe_load(component.read_text("utf-8"))
    assert held.keys() == {"about", "access", "examples"}
    return held["examples"]


def as_view(value: Any) -> Any:
    """What a file gives as keys, a template reads as attributes, as it would of a view."""
    if isinstance(value, dict):
        return SimpleNamespace(**{name: as_view(held) for name, held in value.items()})
    return [as_view(held) for held in value] if isinstance(value, list) else value


def rendered(component: Path, example: dict[str, Any]) -> str:
    """The HTML of one example, by the theme's own macro."""
    environment = prepared(jinja2.Environment(loader=jinja2.FileSystemLoader(THEME)))
    call = example["call"]
    source = (
        f'{{% from "macros/{component.stem}.html" import {call.partition("(")[0]} with context %}}'
        f"{{{{ {call} }}}}"
    )
    data = {name: as_view(value) for name, value in example.items() if name not in ASKED}
    return environment.from_string(source).render(base_url="./", **data)


@pytest.mark.parametrize("component", component_files(), ids=lambda path: path.stem)
def test_every_example_is_valid_and_says_what_it_should(component: Path) -> None:
    faults = []
    for name, example in examples(component).items():
        html = rendered(component, example)
        parsed = LexborHTMLParser(f"<body>{html}")
        errors = JustHTML(html, fragment=True, collect_errors=True, sanitize=False).errors
        missing = [selector for selector in example.get("has", ()) if not parsed.css(selector)]
        words = parsed.body.text().strip() if parsed.body else ""
        if errors or missing or words != example.get("words", words):
            faults.append((name, [error.code for error in errors], missing, words))

    assert faults == []


def test_the_gallery_of_components_breaks_no_rule_of_access(
    tmp_path: Path, serve: Callable[[Path], str], page: Window
) -> None:
    sheets = style_sheets(THEME)
    for address, content in sheets.files.items():
        (tmp_path / address).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / address).write_bytes(content)
    body = "".join(
        f"<section><h2>{component.stem}：{name}</h2>{rendered(component, example)}</section>"
        for component in component_files()
        for name, example in examples(component).items()
    )
    (tmp_path / "index.html").write_text(FRAME.format(style=sheets.site, body=body), "utf-8")
    for script in (AXE, JUDGE):
        page.add_init_script(script)
    page.goto(serve(tmp_path))
    faults = []
    for view, least in LEAST_TARGET_PX.items():
        set_view(page, view, 360)
        found = page.evaluate("(tags) => access.breaches(tags)", TAGS)["faults"]
        # The gallery puts lists of one size beside each other; landmarks are the frame's business.
        faults += [(view, each) for each in found if not each.startswith(("region", "landmark"))]
        small = page.evaluate("(least) => access.smallTargets(least)", least)
        faults += [(view, each) for each in small]

    assert faults == []
