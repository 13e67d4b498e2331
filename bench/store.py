"""The result files: one for each size, written after every run, so that nothing is lost.

Shape:
    records, pages, characters    the congress: how many records, pages, characters of text
    machine, versions, load       where it ran, with what, and how busy the machine was before
    tools → name → error          why it stopped, None when it did not
                   pages, megabytes, same_text     what its cold build wrote
                   runs → round, scenario, on, steps → site, search, check → wall_s cpu_s peak_mb
"""

from __future__ import annotations

import json
import os
import platform
import sys
from pathlib import Path
from typing import Any

import psutil

FOLDER = Path(__file__).parent / "results"


def path_of(records: int, folder: Path = FOLDER) -> Path:
    """Return the result file of a size."""
    return folder / f"build-{records}.json"


def load(records: int, folder: Path = FOLDER) -> dict[str, Any]:
    """Return what was measured at a size, or an empty result."""
    path = path_of(records, folder)
    return json.loads(path.read_text("utf-8")) if path.exists() else {"tools": {}}


def save(records: int, result: dict[str, Any], folder: Path = FOLDER) -> None:
    """Write a result file whole or not at all."""
    path = path_of(records, folder)
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(".part")
    beside.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", "utf-8")
    beside.replace(path)


_WHOSE = {"/usr": " of the system"}


def machine(folder: Path) -> dict[str, Any]:
    """Return what this machine is, which Python runs, and on what kind of disk a folder lies."""
    return {
        "cpu": _cpu(),
        "cores": os.cpu_count(),
        "memory_gb": round(psutil.virtual_memory().total / 2**30),
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version() + _WHOSE.get(sys.base_prefix, ""),
        "disk": _disk_of(folder),
    }


def _disk_of(folder: Path) -> str:
    mounted = {Path(disk.mountpoint): disk.fstype for disk in psutil.disk_partitions(all=True)}
    return next((mounted[at] for at in (folder, *folder.parents) if at in mounted), "")


def _cpu() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.processor()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()
