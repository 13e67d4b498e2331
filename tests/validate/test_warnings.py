"""Warnings are shown and counted; the settings say how many are too many."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from huiyin.pipeline import ProblemsFound
from small_site import SmallSite

DOOR = Path(__file__).parents[2] / "scripts" / "validate.py"


def _reprints(site: SmallSite, count: int) -> None:
    for number in range(count):
        site.write(
            f"news/2025/reprint-{number}.md",
            f"---\nid: reprint-{number}\nstatus: published\ntitle: 转载{number}\ncolumn: news\n"
            "published_at: 2025-04-21 09:30\nsummary: 井水清了。\n"
            "source: {name: 小城日报, url: https://news.example.com/well}\n---\n\n井水清了。\n",
        )


def _allow(site: SmallSite, limit: int) -> None:
    site.replace(
        "site_config.yml",
        "congress: xiaocheng\n",
        f"congress: xiaocheng\n    max_warnings: {limit}\n",
    )


def _last_lines(site: SmallSite) -> tuple[int, list[str]]:
    command = [sys.executable, str(DOOR), "--root", str(site.root), "--date", "2025-07-01"]
    done = subprocess.run(command, capture_output=True, check=False)
    return done.returncode, done.stdout.decode().split("\n\n")[-1].splitlines()


def test_warnings_alone_do_not_stop_a_build(site: SmallSite) -> None:
    _reprints(site, 2)

    code, lines = _last_lines(site)
    assert (code, lines[0].split("；")[0]) == (0, "2 个问题（其中 2 个是提醒），在 2 个文件里")
    assert len(site.model().news) == 3


def test_as_many_warnings_as_allowed_are_fine(site: SmallSite) -> None:
    _reprints(site, 2)
    _allow(site, 2)

    assert _last_lines(site)[0] == 0


def test_more_warnings_than_allowed_stop_a_build(site: SmallSite) -> None:
    _reprints(site, 2)
    _allow(site, 1)

    code, lines = _last_lines(site)
    assert (code, lines[1:]) == (
        1,
        ["提醒有 2 个，超过了 site_config.yml 里 max_warnings 允许的 1 个。"],
    )
    with pytest.raises(ProblemsFound):
        site.model()
