"""The doors in `scripts/`, opened as a person would, in a process of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NoReturn

import pytest

ROOT = Path(__file__).parents[1]
SAMPLE_DAY = "2026-03-01"


def run(
    *arguments: str, cwd: Path = ROOT, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a door as a person would, in a process of its own."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=cwd,
        env={**os.environ, **(env or {})},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def door(name: str) -> str:
    return str(ROOT / "scripts" / f"{name}.py")


def absent(what: str) -> NoReturn:
    """Skip a test for what this machine lacks, with the reason; in CI nothing may be lacking."""
    if os.environ.get("CI"):
        pytest.fail(f"CI lacks {what}")
    pytest.skip(f"lacks {what}")
