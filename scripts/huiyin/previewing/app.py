"""App: what the browser talks to. Every page asks to be told when something else is shown."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterable, Iterator
from http import HTTPStatus
from socketserver import ThreadingMixIn
from typing import Any
from urllib.parse import quote
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from jinja2 import TemplateSyntaxError

from .desk import Desk, Shown
from .edition import NarrativeError
from .notice import above

CHANGES = "/-/changes"
_HEARTBEAT_S = 10.0  # so that a browser that has gone is noticed
_EMPTY = b'<!doctype html><html lang="zh-CN"><meta charset="utf-8"><body></body></html>'
_FOLLOW = """<script>
(() => {
  let source = null;
  const follow = () => {
    source?.close();
    source = document.hidden ? null : new EventSource("%s?%d");
    if (source) source.onmessage = () => location.reload();
  };
  document.addEventListener("visibilitychange", follow);
  follow();
})();
</script>
</body>"""


class PortTakenError(RuntimeError):
    """Nobody can listen at a port; the message says why."""


class App:
    """A WSGI application that serves what a desk shows."""

    def __init__(self, desk: Desk) -> None:
        """Serve a desk."""
        self._desk = desk

    def __call__(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        """Answer a request."""
        address = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "replace")
        if address == CHANGES:
            start("200 OK", [("Content-Type", "text/event-stream"), ("Cache-Control", "no-store")])
            return self._changes(int(environ.get("QUERY_STRING") or 0))
        shown = self._desk.shown
        path = f"{address}index.html" if address.endswith("/") else address
        status, content = _answer(shown, path.lstrip("/"))
        headers = [("Cache-Control", "no-store")]
        if status is HTTPStatus.FOUND:
            headers.append(("Location", quote(f"{address}/")))
        kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
        if path.endswith(".html") or status is not HTTPStatus.OK:
            kind, content = "text/html; charset=utf-8", _followed(content, shown)
        headers += [("Content-Type", kind), ("Content-Length", str(len(content)))]
        start(f"{status.value} {status.phrase}", headers)
        return [content]

    def _changes(self, number: int) -> Iterator[bytes]:
        """Tell a browser that shows a number when it shows something old."""
        yield b"retry: 500\n\n"
        while self._desk.turned(number, _HEARTBEAT_S) == number:
            yield b": nothing new\n\n"
        yield b"data: new\n\n"


def _answer(shown: Shown, path: str) -> tuple[HTTPStatus, bytes]:
    if shown.edition is None:
        return HTTPStatus.SERVICE_UNAVAILABLE, _EMPTY
    try:
        if (content := shown.edition.file(path)) is not None:
            return HTTPStatus.OK, content
        if not path.endswith(".html") and shown.edition.file(f"{path}/index.html"):
            return HTTPStatus.FOUND, b""
        return HTTPStatus.NOT_FOUND, shown.edition.file("404.html") or _EMPTY
    except Exception as error:  # noqa: BLE001  of a page that may not have been judged yet
        return HTTPStatus.INTERNAL_SERVER_ERROR, above(_EMPTY, _told(error))


def _told(error: Exception) -> str:
    if isinstance(error, NarrativeError):
        return str(error)
    place = f"{error.name}:{error.lineno}  " if isinstance(error, TemplateSyntaxError) else ""
    return f"这一页现在印不出来。\n{place}{type(error).__name__}: {error}"


def _followed(content: bytes, shown: Shown) -> bytes:
    if shown.notice:
        content = above(content, shown.notice)
    return content.replace(b"</body>", (_FOLLOW % (CHANGES, shown.number)).encode(), 1)


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Silent(WSGIRequestHandler):
    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing: the terminal is for problems."""


def server(desk: Desk, port: int) -> WSGIServer:
    """Return a server on loopback, which listens already.

    Raises:
        PortTakenError: Nobody can listen there.
    """
    try:
        return make_server("127.0.0.1", port, App(desk), _Server, _Silent)
    except OSError as error:
        raise PortTakenError(str(error)) from error
