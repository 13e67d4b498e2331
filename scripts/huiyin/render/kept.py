"""Kept: parts of a page that many pages have in common are rendered once.

A kept part sees nothing but the site, the way to the site's root, and what it is told; so it cannot
come to differ from page to page unnoticed.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup


def keeper() -> Callable[..., Markup]:
    """Return what templates know as `kept(name, **told)`, for one environment.

    Args:
        name: The part's template.
        told: What it sees beside `site` and `base_url`: what may differ from page to page.
    """
    parts: dict[Hashable, Markup] = {}
    of: list[Any] = [None]  # the site the parts are of

    @pass_context
    def kept(context: Context, name: str, **told: Hashable) -> Markup:
        site, base_url = context["site"], context["base_url"]
        if of[0] is not site:
            parts.clear()
            of[0] = site
        key = (name, base_url, *told.values())
        part = parts.get(key)
        if part is None:
            template = context.environment.get_template(name)
            text = template.render(site=site, base_url=base_url, **told)
            part = parts[key] = Markup(text)  # noqa: S704  a template has escaped it
        return part

    return kept
