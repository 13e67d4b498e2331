"""MkDocs's door: what of MkDocs we use, event by event. Nothing else imports `mkdocs`.

MkDocs reads `site_config.yml`, renders the narrative pages, copies the theme's assets and serves
previews. Everything that comes from records is written by the core, in `on_post_build`.
"""

from __future__ import annotations

import logging
import os
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import replace
from fnmatch import fnmatch
from pathlib import Path
from typing import Any, cast

import click
import jinja2
from markdown.extensions.toc import slugify_unicode
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config.base import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from . import pipeline
from .clock import build_date
from .command_line import cache_of, warnings_line
from .model.site_model import SiteModel
from .previewing.edition import NarrativeError
from .previewing.notice import with_notice
from .problems import as_text
from .publish.inspection import Inspector
from .publish.manifest import paths_below
from .records.urls import narrative_url
from .render import home, markdown, narrative, scripts
from .render.environment import base_url_of, prepared, rebased
from .render.writer import Press

__all__ = ["Abort", "Door", "engine", "narrative_pages"]


def engine(
    request: pipeline.Request,
    model: SiteModel,
    folder: Path,
    inspector: Inspector | None,
    *,
    records: bool = True,
) -> pipeline.Staged:
    """Let MkDocs build a site into a folder, and return what lies there.

    Args:
        request: What is asked for.
        model: The site.
        folder: Where to build.
        inspector: Looks at what comes from records.
        records: Whether what comes from records is written, too.

    Raises:
        mkdocs.exceptions.Abort: MkDocs found fault with a narrative page.
    """
    with tempfile.TemporaryDirectory(prefix=f"{folder.name}-", dir=folder.parent) as apart:
        site = Path(apart, "site")
        config = load_config(
            str(request.root / "site_config.yml"),
            site_dir=str(site),
            docs_dir=str(_narrative_alone(request.root, model, Path(apart, "content"))),
            site_url=model.settings.site_url or "",
            theme={"name": None, "custom_dir": str(request.theme), "locale": "zh_CN"},
            hooks=[],
            plugins=[],
            strict=True,
        )
        door = Door(request, model, folder, inspector, records=records)
        config.plugins["huiyin"] = door
        mkdocs_build(config)
        for path in paths_below(site):
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (site / path).replace(folder / path)
    return door.staged


def _narrative_alone(root: Path, model: SiteModel, folder: Path) -> Path:
    """Copy the narrative pages into a folder, where MkDocs need not look at every record."""
    folder.mkdir()
    for path in model.pages:
        target = folder / Path(path).relative_to("content")
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(root / path, target)
    return folder


def narrative_pages(theme: Path, root: Path, model: SiteModel, folder: Path) -> None:
    """Let MkDocs write the narrative pages and the theme's assets into a folder, nothing else.

    Raises:
        NarrativeError: MkDocs found fault with a page.
    """
    said = _Said()
    log = logging.getLogger("mkdocs")
    log.addHandler(said)
    try:
        engine(pipeline.Request(root, theme), model, folder, None, records=False)
    except Abort as abort:
        raise NarrativeError("\n".join([*said.lines, str(abort)]).strip()) from None
    finally:
        log.removeHandler(said)


class _Said(logging.Handler):
    """Keeps what MkDocs warns of."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


class Door(BasePlugin):  # type: ignore[type-arg, no-untyped-call]
    """Binds our stages to MkDocs's events. Without a model, it reads the site itself."""

    def __init__(
        self,
        request: pipeline.Request | None = None,
        model: SiteModel | None = None,
        folder: Path | None = None,
        inspector: Inspector | None = None,
        *,
        records: bool = True,
    ) -> None:
        self._given = (request, model)
        self._folder = folder
        self._inspector = inspector
        self._records = records
        self._serving = False
        self.staged = pipeline.Staged(frozenset())

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Learn whether this is a preview."""
        self._serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read and judge the site before MkDocs touches a file."""
        config.mdx_configs.setdefault("toc", {})["slugify"] = slugify_unicode
        request, model = self._given
        root = Path(config.config_file_path or "site_config.yml").parent
        theme = Path(config.theme.custom_dir or root / "theme")
        former = Path(f"{config.site_dir}-former") if self._serving else None
        cache = cache_of(root) if self._serving else None
        jobs = (os.cpu_count() or 1) if self._serving else 1
        self._request = request or pipeline.Request(root, theme, jobs, cache, former)
        self._model = model or _model_by_hand(root)
        config.theme.static_templates.clear()
        return config

    def on_pre_build(self, config: MkDocsConfig) -> None:
        """Put the last preview aside before MkDocs clears it away: most pages will be the same."""
        if self._serving and (former := self._request.former):
            shutil.rmtree(former, ignore_errors=True)
            if Path(config.site_dir).is_dir():
                Path(config.site_dir).rename(former)

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Keep the narrative pages and the theme's assets; records are not MkDocs's business."""
        for file in list(files):
            narrative = f"content/{file.src_uri}" in self._model.pages
            asset = file.src_uri.startswith("assets/")
            part = file.src_uri.endswith(".css") or fnmatch(file.src_uri, scripts.PARTS)
            if not narrative and (not asset or part):
                files.remove(file)
        self.staged = pipeline.Staged({file.dest_uri for file in files})
        return files

    def on_env(
        self, env: jinja2.Environment, config: MkDocsConfig, files: Files
    ) -> jinja2.Environment:
        """Make the environment strict before a template is rendered."""
        env = prepared(env)
        self._press: Press = pipeline.press_for(self._request, self._model, env)
        return env

    def on_page_content(self, html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Clean a narrative page's HTML, and make its links work from where it lies."""
        return rebased(markdown.clean(html), base_url_of(page.url))

    def on_page_context(
        self, context: TemplateContext, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Give narrative pages the same frame as record pages; the home page gets its figures."""
        url = narrative_url(f"content/{page.file.src_uri}")
        record = self._model.pages[f"content/{page.file.src_uri}"]
        ours: dict[str, Any] = {
            **self._press.shared(narrative.page(self._model, record, url)),
            "narrative": record,
            "home": home.context(self._model) if page.is_homepage else None,
        }
        return cast(TemplateContext, {**context, **ours})

    def on_serve(
        self, server: LiveReloadServer, config: MkDocsConfig, builder: Callable[..., None]
    ) -> LiveReloadServer:
        """Keep the last good pages on show while a record has a problem."""
        notice = ""

        def rebuild(*arguments: object) -> None:
            nonlocal notice
            try:
                builder(*arguments)
                notice = ""
            except SystemExit as problems:  # an Abort: the report for the editor
                notice = f"{problems}\n页面还是改动之前的样子，改好后会自动更新。".strip()
                click.echo(notice, err=True)

        server.builder = rebuild
        server.set_app(with_notice(server.serve_request, lambda: notice))
        return server

    def on_shutdown(self) -> None:
        """Leave nothing behind of a preview."""
        if self._serving and self._request.former:
            shutil.rmtree(self._request.former, ignore_errors=True)

    def on_post_build(self, config: MkDocsConfig) -> None:
        """Write everything that comes from records."""
        if not self._records:
            return
        folder = self._folder or Path(config.site_dir)
        request = self._request
        if self._serving:
            request = pipeline.recalling(request, folder, paths_below(folder))
        written = pipeline.write_records(request, self._model, self._press, folder, self._inspector)
        self.staged = replace(written, planned=written.planned | self.staged.planned)
        if self._serving:
            pipeline.keep(request, pipeline.left_by(request, written))


def _model_by_hand(root: Path) -> SiteModel:
    """Read a site for `mkdocs build -f site_config.yml`, typed by hand."""
    checked = pipeline.read_and_judge(root)
    try:
        today = build_date(None, os.environ, checked.sample_day)
        return pipeline.model_of(checked, today)
    except pipeline.ProblemsFound as found:
        verdict = found.checked.verdict
        line = warnings_line(verdict.warning_count, verdict.warning_limit)
        raise Abort(f"\n{as_text(verdict.problems)}\n{line}".rstrip()) from None
