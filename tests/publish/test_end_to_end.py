"""The whole road on one machine: git push → checked → published → served by nginx."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from doors import ROOT
from huiyin.publish.manifest import differences, read_manifest
from small_site import SmallSite
from web_server import asked, program, serving

PAGE = "pages/contact.md"
WHO = ("-c", "user.name=编辑", "-c", "user.email=editor@localhost")


@dataclass
class House:
    """An editor's clone, a bare repository with our hooks, and a server."""

    site: SmallSite
    to: Path
    port: int = 0

    def git(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        clean = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
        return subprocess.run(
            ("git", *WHO, *arguments),
            cwd=self.site.root,
            env={**clean, "SOURCE_DATE_EPOCH": "1751328000"},  # 2025-07-01 08:00 in Shanghai
            capture_output=True,
            text=True,
            check=False,
        )

    def push(self, words: str) -> subprocess.CompletedProcess[str]:
        self.git("add", "--all")
        self.git("commit", "-q", "-m", words)
        return self.git("push", "-q", "server", "HEAD:main")

    def says(self, words: str) -> None:
        self.site.write(PAGE, f"---\ntitle: 联系\ndescription: 说明\n---\n\n{words}\n")

    @property
    def shown(self) -> str:
        return str(asked(self.port, "/pages/contact/")[2].decode())


@pytest.fixture
def house(site: SmallSite, tmp_path: Path) -> Iterator[House]:
    program("nginx")
    house = House(site, tmp_path / "srv")
    bare = tmp_path / "server.git"
    house.git("init", "-q", "-b", "main")
    house.git("init", "-q", "--bare", "-b", "main", str(bare))
    house.git("remote", "add", "server", str(bare))
    for key, value in (("program", str(ROOT)), ("to", str(house.to)), ("options", "--jobs 1")):
        house.git("-C", str(bare), "config", f"huiyin.{key}", value)
    for hook in (ROOT / "deploy/hooks").iterdir():
        shutil.copy(hook, bare / "hooks")
    house.says("最早的样子")
    first = house.push("第一次")
    assert first.returncode == 0, first.stderr
    process, house.port = serving(house.to, tmp_path / "nginx")
    yield house
    process.terminate()
    process.wait()


def test_a_push_changes_the_site_a_bad_one_is_refused_and_a_revert_brings_it_back(
    house: House,
) -> None:
    before = house.shown
    house.says("改过的样子")
    good = house.push("改联系方式")
    changed = house.shown
    station = house.site.read("stations/station-east.yml")
    house.site.write("stations/station-east.yml", station.replace("kind: town", "kind: toown"))
    bad = house.push("写错了")
    after_bad = house.shown
    house.git("reset", "-q", "--hard", "server/main")
    house.git("revert", "--no-edit", "HEAD")
    house.git("push", "-q", "server", "HEAD:main")
    manifest = read_manifest(house.to / "current")

    assert (good.returncode, "改过的样子" in changed, before == changed) == (0, True, False)
    assert (bad.returncode, after_bad == changed) == (1, True)
    assert ("stations/station-east.yml" in bad.stderr, "没有收下这次推送" in bad.stderr) == (
        True,
        True,
    )
    assert (house.shown == before, differences(house.to / "current")) == (True, [])
    assert manifest.commit == house.git("rev-parse", "HEAD").stdout.strip()
