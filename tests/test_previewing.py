"""A preview keeps the last good pages while a record has a problem, and says so above them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest

from huiyin.previewing.notice import with_notice

PAGE = "<html><body class=a><h1>井</h1></body></html>".encode()


def _app(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
    start("200 OK", [("Content-Type", "text/html"), ("Content-Length", str(len(PAGE)))])
    return [PAGE]


@pytest.mark.parametrize(
    ("notice", "banner"),
    [
        ("", ""),
        ("a.md:1 <坏>", '<div class="notice" role="alert"><pre>a.md:1 &lt;坏&gt;</pre></div>'),
    ],
)
def test_a_problem_stands_above_the_last_good_page(notice: str, banner: str) -> None:
    told: list[Any] = []
    content = b"".join(with_notice(_app, lambda: notice)({}, lambda *args: told.append(args)))

    assert content.decode() == PAGE.decode().replace("class=a>", f"class=a>{banner}")
    assert dict(told[0][1])["Content-Length"] == str(len(content))
