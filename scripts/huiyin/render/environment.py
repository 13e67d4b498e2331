"""The theme's Jinja environment: autoescape on, undefined names refused, and our filters."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from typing import Any

import jinja2
from jinja2 import nodes, pass_context
from jinja2.compiler import CodeGenerator, Frame
from jinja2.environment import TemplateModule
from jinja2.runtime import Context, new_context
from markupsafe import Markup, escape

from . import markdown
from .kept import keeper

_ABSOLUTE = re.compile(r"[a-z][a-z0-9+.-]*:|#|//", re.IGNORECASE)
_special_in = re.compile("[&<>'\"]").search
_ROOTED_LINK = re.compile(r'(<a href=")/(?!/)')


class _Generator(CodeGenerator):
    """Compiles templates that escape with `escaped`, and ask a thing itself for its parts first."""

    def write_commons(self) -> None:
        super().write_commons()
        self.writeline("escape = environment.escaped")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802  Jinja's name
        """Do as `environment.getattr`, which is only called for what has no such attribute."""
        if not isinstance(node.node, nodes.Name):
            super().visit_Getattr(node, frame)
            return
        self.write("(part if (part := getattr(")
        self.visit(node.node, frame)
        self.write(f", {node.attr!r}, missing)) is not missing else ")
        super().visit_Getattr(node, frame)
        self.write(")")


class _Template(jinja2.Template):
    """A template whose macros are made once for many pages.

    Macros see nothing of the page that imports them but the site and the way to its root, beside
    what they are given; so they need not be made anew for each page, and are no garbage after it.
    """

    @cached_property
    def _plain_globals(self) -> dict[str, Any]:
        return dict(self.globals)

    @cached_property
    def _modules(self) -> dict[str, tuple[Any, TemplateModule]]:
        return {}

    def new_context(
        self,
        vars: dict[str, Any] | None = None,
        shared: bool = False,
        locals: Mapping[str, Any] | None = None,
    ) -> Context:
        """Return a context as Jinja does, without looking through a chain of globals."""
        return new_context(
            self.environment, self.name, self.blocks, vars, shared, self._plain_globals, locals
        )

    def make_module(
        self,
        vars: dict[str, Any] | None = None,
        shared: bool = False,
        locals: Mapping[str, Any] | None = None,
    ) -> TemplateModule:
        """Return the macros for a page."""
        if not shared or vars is None:
            return super().make_module(vars, shared, locals)
        site, base_url = vars.get("site"), vars.get("base_url", "")
        known, module = self._modules.get(base_url, (None, None))
        if module is None or known is not site:
            module = super().make_module({"site": site, "base_url": base_url})
            self._modules[base_url] = site, module
        return module


def escaped(value: Any) -> str:
    """Return a value as HTML, as `escape` does; a text that needs no escaping as it is."""
    kind = type(value)
    if kind is Markup or (kind is str and not _special_in(value)):
        return value  # type: ignore[no-any-return]
    return str(value) if kind is int else escape(value)


def prepared(environment: jinja2.Environment) -> jinja2.Environment:
    """Return an engine's environment, made strict, with our filters.

    MkDocs creates environments without autoescape and with silent undefined names.
    """
    environment = environment.overlay(cache_size=-1)  # as many templates as the theme has
    environment.code_generator_class = _Generator
    environment.template_class = _Template
    environment.extend(escaped=escaped)
    environment.autoescape = True
    environment.undefined = jinja2.StrictUndefined
    environment.trim_blocks = environment.lstrip_blocks = True
    environment.auto_reload = False
    environment.globals["kept"] = keeper()
    environment.filters["url"] = url
    environment.filters["markdown"] = body
    return environment


@pass_context
def url(context: Context, address: str) -> str:
    """Turn an address from the site's root into one relative to the page."""
    if _ABSOLUTE.match(address):
        return address
    return f"{context['base_url']}{address.lstrip('/')}" or "./"


@pass_context
def body(context: Context, text: str, heading_shift: int = 0) -> Markup:
    """Turn a Markdown body into clean HTML whose links work from this page."""
    return rebased(markdown.to_html(text, heading_shift), context["base_url"])


def rebased(html: Markup, base_url: str) -> Markup:
    """Make root-relative links relative to the page at which `base_url` leads to the root."""
    return Markup(_ROOTED_LINK.sub(rf"\g<1>{base_url}", str(html)))  # noqa: S704  already clean


def base_url_of(address: str, root: str = "") -> str:
    """Return the way from a page's address to the site's root: `../../`, or `./` at the root.

    An error page is served at any address, so it gets the root itself.
    """
    if address == "404.html":
        return root or "/"
    return "../" * address.count("/") or "./"
