"""Same records, same day, same manifest: whatever the machine is like, whatever the engine.

One small site that holds one of everything takes the whole matrix. The sample congress, which holds
more, is built once more in `tests/test_build.py`, with as much as possible changed at once.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from doors import ROOT, door, run
from huiyin.publish.manifest import Mark, mark_of, read_manifest
from small_site import SmallSite, tree

DAY = "2025-07-01"
# Time zone, locale, seed of hashes, processes. Each is in a folder of another name, too.
MACHINES = {
    "New York, plain locale": ("America/New_York", "C", "0", "1"),
    "Kiritimati, a day ahead": ("Pacific/Kiritimati", "C.UTF-8", "1", "2"),
    "Shanghai, where it is at home": ("Asia/Shanghai", "C.UTF-8", "7", "2"),
}
ENGINES = ("mkdocs", "properdocs")


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
def test_the_machine_changes_no_byte(machine: str, expected: Path, tmp_path: Path) -> None:
    zone, locale, seed, jobs = MACHINES[machine]
    environ = {"TZ": zone, "LC_ALL": locale, "PYTHONHASHSEED": seed, "HOME": str(tmp_path)}
    site = SmallSite.copied("full", tmp_path / "another place" / "城")
    command = (door("publish"), "--root", str(site.root), "--to", str(tmp_path / "srv"))
    done = run(*command, "--date", DAY, "--jobs", jobs, cwd=tmp_path, env=environ)

    assert (done.returncode, tree(tmp_path / "srv/current") == tree(expected)) == (0, True), (
        done.stderr
    )


@pytest.mark.parametrize("engine", ENGINES)
def test_the_engine_run_by_hand_gives_the_files_of_the_manifest(
    engine: str, expected: Path, tmp_path: Path
) -> None:
    site = SmallSite.copied("full", tmp_path / "by hand")
    site.write("site_config.yml", _for_engines(site.read("site_config.yml")))
    command = ("-m", engine, "build", "-f", str(site.path("site_config.yml")), "-d", str(site.out))
    done = run(*command, env={"SOURCE_DATE_EPOCH": "1751328000"})  # DAY, 08:00 in Shanghai
    assert done.returncode == 0, done.stderr
    made = {path: mark_of(content) for path, content in tree(site.out).items()}

    assert made == _of_the_site(expected)


def _for_engines(config: str) -> str:
    """A small site's settings with what an engine run by hand must read in its own file."""
    name, extra = config.split("extra:")
    ours = (ROOT / "site_config.yml").read_text("utf-8").split("docs_dir:")[1].split("extra:")[0]
    ours = ours.replace("custom_dir: theme", f"custom_dir: {ROOT / 'theme'}")
    ours = ours.replace("scripts/mkdocs_hooks.py", str(ROOT / "scripts/mkdocs_hooks.py"))
    return f"{name}docs_dir:{ours}extra:{extra}"


def _of_the_site(release: Path) -> dict[str, Mark]:
    """What the manifest says of all files but those for the hosts of static sites."""
    files = read_manifest(release).files
    return {path: mark for path, mark in files.items() if not path.startswith("_")}
