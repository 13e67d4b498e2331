"""Same records, same day, same manifest: whatever the machine is like.

That both engines give the same tree, and so the same manifest, stands in `tests/test_build.py`.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from doors import door, run
from small_site import SmallSite, tree

DAY = "2025-07-01"
MACHINES = {
    "New York, plain locale": (
        {"TZ": "America/New_York", "LC_ALL": "C", "PYTHONHASHSEED": "0"},
        "1",
    ),
    "Kiritimati, two processes": ({"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "1"}, "2"),
    "Shanghai, a day later by its clock": ({"TZ": "Asia/Shanghai", "PYTHONHASHSEED": "7"}, "2"),
}


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("here")
    site = SmallSite.copied("full", folder / "xiaocheng")
    done = run(
        door("publish"), "--root", str(site.root), "--to", str(folder / "srv"), "--date", DAY
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "srv" / "current"


@pytest.mark.parametrize("machine", MACHINES)
def test_the_machine_changes_no_byte_of_the_manifest(
    machine: str, expected: Path, tmp_path: Path
) -> None:
    environ, jobs = MACHINES[machine]
    site = SmallSite.copied("full", tmp_path / "another place" / "城")
    command = (door("publish"), "--root", str(site.root), "--to", str(tmp_path / "srv"))
    done = run(*command, "--date", DAY, "--jobs", jobs, cwd=tmp_path, env=environ)

    assert (done.returncode, tree(tmp_path / "srv/current") == tree(expected)) == (0, True), (
        done.stderr
    )
