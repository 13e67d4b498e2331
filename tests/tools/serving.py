"""Serves a built site as a good web server would: packed, and with the headers that we advise."""

from __future__ import annotations

import gzip
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from pathlib import Path
from threading import Thread
from urllib.parse import unquote, urlsplit

sys.path.insert(0, str(Path(__file__).parents[2] / "scripts"))

from huiyin.publish.headers import SECURITY

PACKED = ("text/", "application/json", "application/manifest+json", "image/svg+xml")


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, folder: Path, *arguments: object) -> None:
        self.folder = folder
        super().__init__(*arguments)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        path = self.folder / unquote(urlsplit(self.path).path).lstrip("/")
        file = path / "index.html" if path.is_dir() else path
        found = file.is_file()
        content = (file if found else self.folder / "404.html").read_bytes()
        kind = guess_type(file.name)[0] if found else "text/html"
        if file.suffix == ".webmanifest":
            kind = "application/manifest+json"
        packed = (kind or "").startswith(PACKED)
        if packed:
            content = gzip.compress(content, mtime=0)
        self.send_response(HTTPStatus.OK if found else HTTPStatus.NOT_FOUND)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if packed else f"{kind}")
        self.send_header("Content-Length", str(len(content)))
        if packed:
            self.send_header("Content-Encoding", "gzip")
        age = "no-cache" if file.suffix == ".html" else "max-age=31536000"
        self.send_header("Cache-Control", age)
        for name, value in SECURITY.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on loopback and give its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, folder))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
