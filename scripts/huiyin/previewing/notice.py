"""Notice: what an editor sees above every page while a record has a problem."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from markupsafe import escape

App = Callable[[dict[str, Any], Any], Iterable[bytes]]
_BODY = re.compile(rb"<body[^>]*>")
# Of no theme: it must be legible above any page, a broken one too.
_LOOK = (
    "margin: 0; padding: 1em; white-space: pre-wrap; overflow-wrap: anywhere; text-align: left; "
    "font: 16px/1.6 monospace; color: #1f1a17; background: #fff4d6; border-bottom: 4px solid #b00"
)
_LENGTH = "content-length"


def above(page: bytes, said: str) -> bytes:
    """Return a page with a notice, several lines of text, above everything else."""
    banner = f'<pre role="alert" style="{_LOOK}">{escape(said)}</pre>'.encode()
    return _BODY.sub(lambda match: match[0] + banner, page, count=1)


def with_notice(app: App, notice: Callable[[], str]) -> App:
    """Show a notice above every page that a WSGI application serves.

    Args:
        app: The application.
        notice: What to say now, several lines of text; empty for nothing.
    """

    def served(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        said = notice()
        if not said:
            return app(environ, start)
        began: list[tuple[Any, ...]] = []
        content = b"".join(app(environ, lambda *told: began.append(told)) or ())
        if not began:
            return [content]
        status, headers, *more = began[-1]
        content = above(content, said)
        kept = [(name, value) for name, value in headers if name.lower() != _LENGTH]
        start(status, [*kept, ("Content-Length", str(len(content)))], *more)
        return [content]

    return served
