"""Peers, installed from their registries into a folder of their own, in pinned versions."""

from __future__ import annotations

import json
import shutil
import subprocess
import venv
from collections.abc import Sequence
from pathlib import Path

from .tools import PEERS, Tool

NODE = "node"  # the one folder of packages that npm installs; pip installs the others


class NotInstalledError(RuntimeError):
    """A registry, or a tool that installs, said no."""


def install(tool: Tool, installed: Path) -> None:
    """Install what a tool needs, once for each set of pinned versions.

    Raises:
        NotInstalledError: It could not be had; the last lines say why.
    """
    for package in tool.packages:
        pins = _pins(package).read_text("utf-8")
        folder = installed / package
        done = folder / "installed"
        if done.exists() and done.read_text("utf-8") == pins:
            continue
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        shutil.copy(_pins(package), folder)
        if package == NODE:
            _run(["npm", "install", "--no-package-lock", "--no-audit", "--no-fund"], folder)
        else:
            venv.create(folder, with_pip=True)
            pip = [folder / "bin" / "pip", "install", "-q", "--disable-pip-version-check"]
            _run([*pip, "-r", "requirements.txt"], folder)
        done.write_text(pins, "utf-8")


def pinned_versions() -> dict[str, str]:
    """Return every pinned package and its version, by name."""
    paths = PEERS.glob("*/requirements.txt")
    python = dict(line.split("==") for path in paths for line in path.read_text("utf-8").split())
    node = json.loads(_pins(NODE).read_text("utf-8"))["dependencies"]
    return dict(sorted({**python, **node}.items()))


def _pins(package: str) -> Path:
    return PEERS / package / ("package.json" if package == NODE else "requirements.txt")


def _run(command: Sequence[str | Path], folder: Path) -> None:
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    except OSError as error:
        raise NotInstalledError(str(error)) from error
    if done.returncode:
        said = (done.stderr or done.stdout).strip().splitlines()
        raise NotInstalledError(f"{command[0]} failed: {' '.join(said[-3:])}")
