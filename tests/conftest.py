"""A real browser and a real server for tests of what readers meet."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import ClassVar
from urllib.parse import urlsplit

import pytest
from filelock import FileLock
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from doors import SAMPLE_DAY, door, run
from small_site import SmallSite

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM_ARGUMENTS = (
    "--no-sandbox",  # containers run the tests as root
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
SERVED_HOST = "127.0.0.1"
POLL_SECONDS = 0.02  # a server takes up to so long to stop


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers", "page_may_complain: console errors and outside requests do not fail this test"
    )


@pytest.fixture
def site(tmp_path: Path) -> SmallSite:
    """The smallest site that holds one of each record, in a folder of its own."""
    return SmallSite.copied("minimal", tmp_path / "xiaocheng")


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample congress, built once by the real command. Tests only read it."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    out = shared / "sample" / "site"
    with FileLock(shared / "sample.lock"):  # two processes test, one of them builds
        if not out.exists():
            done = run(door("build"), "--out", str(out), "--date", SAMPLE_DAY)
            assert done.returncode == 0, done.stdout + done.stderr
    return out


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The machine's Chromium, started once."""
    found = (shutil.which(name) for name in CHROMIUM_NAMES)
    executable = next((path for path in found if path), None)
    if executable is None:
        pytest.fail(f"No Chromium found. Install one of: {', '.join(CHROMIUM_NAMES)}")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=executable, headless=True, args=list(CHROMIUM_ARGUMENTS)
        )
        yield chromium
        chromium.close()


@pytest.fixture
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """A fresh window, 1280×800. Whatever its page complains about fails the test at its end."""
    context = browser.new_context(
        viewport={"width": 1280, "height": 800}, locale="zh-CN", service_workers="block"
    )
    complaints: list[str] = []
    _listen(context, complaints)
    yield context.new_page()
    context.close()
    if not request.node.get_closest_marker("page_may_complain"):
        assert complaints == []


def _listen(context: BrowserContext, complaints: list[str]) -> None:
    def outside(url: str) -> bool:
        return urlsplit(url).hostname not in (None, SERVED_HOST)

    def note_error(said: ConsoleMessage) -> None:
        if said.type == "error":
            complaints.append(f"{said.text} ({said.location['url']})")

    context.on("console", note_error)
    context.on("weberror", lambda thrown: complaints.append(str(thrown.error)))
    context.on("request", lambda sent: outside(sent.url) and complaints.append(sent.url))


@pytest.fixture
def serve() -> Iterator[Callable[[Path], str]]:
    """A function from a directory to the address, `http://127.0.0.1:…/`, that serves it."""
    servers: list[ThreadingHTTPServer] = []

    def start(directory: Path) -> str:
        handler = partial(_SiteHandler, directory=str(directory))
        server = ThreadingHTTPServer((SERVED_HOST, 0), handler)
        servers.append(server)
        Thread(target=server.serve_forever, args=(POLL_SECONDS,), daemon=True).start()
        return f"http://{SERVED_HOST}:{server.server_port}/"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


class _SiteHandler(SimpleHTTPRequestHandler):
    """Serves as a web server would: index.html for a folder, 404.html for what is missing."""

    protocol_version = "HTTP/1.1"
    extensions_map: ClassVar = {
        **SimpleHTTPRequestHandler.extensions_map,
        ".js": "text/javascript; charset=utf-8",
        ".json": "application/json; charset=utf-8",
        ".svg": "image/svg+xml",
        ".webmanifest": "application/manifest+json",
    }

    def do_GET(self) -> None:
        if self.path == "/favicon.ico":  # asked for unbidden, when a page names no icon
            self.send_response(HTTPStatus.NO_CONTENT)
            self.end_headers()
        else:
            super().do_GET()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        own_page = Path(self.directory) / "404.html"
        if code != HTTPStatus.NOT_FOUND or not own_page.is_file():
            super().send_error(code, message, explain)
            return
        content = own_page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def list_directory(self, _path: object) -> None:
        self.send_error(HTTPStatus.NOT_FOUND)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing; the browser's own complaints are what tests look at."""
