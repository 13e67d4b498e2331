"""The sample's page types: one address for each template, the page with the most on it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from conftest import _SiteHandler
from doors import ROOT, SAMPLE_DAY
from huiyin import pipeline
from huiyin.publish.headers import SECURITY
from huiyin.render.page import Page, path_of
from huiyin.render.plan import plan


@pytest.fixture(scope="session")
def page_types(sample: Path) -> dict[str, str]:
    """Template → address of the fullest page made from it, narrative pages among them."""
    model = pipeline.model_of(pipeline.read_and_judge(ROOT), date.fromisoformat(SAMPLE_DAY))
    by_template: dict[str, list[str]] = {"home": [""], "narrative": ["pages/accessibility/"]}
    for planned in plan(model):
        if isinstance(planned, Page) and path_of(planned.url).endswith(".html"):
            by_template.setdefault(planned.template, []).append(planned.url)

    def fullest(urls: list[str]) -> str:
        return max(urls, key=lambda url: (sample / path_of(url)).stat().st_size)

    return {template: fullest(urls) for template, urls in by_template.items()}


class _StrictHandler(_SiteHandler):
    """Serves every file with the headers that we advise."""

    def end_headers(self) -> None:
        for name, value in SECURITY.items():
            self.send_header(name, value)
        super().end_headers()


@pytest.fixture(scope="module")
def strict_site(sample: Path) -> Iterator[str]:
    """The address of the sample, served under the strict policy."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_StrictHandler, directory=str(sample)))
    Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()
