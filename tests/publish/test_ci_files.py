"""The CI files do what they say: their steps are run here as they are written."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from doors import ROOT
from huiyin.publish.manifest import differences
from small_site import SmallSite, tree

WORKFLOWS = ROOT / ".github" / "workflows"
PROGRAM = ("deploy", "scripts", "theme", "requirements.lock", "pyproject.toml")
DEPUTY = "deputies/deputy-0009.yml"


@dataclass
class Clone:
    """A clone as a CI machine has it: program and records, with the libraries at hand."""

    site: SmallSite

    def git(self, *arguments: str) -> str:
        clean = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
        who = ("-c", "user.name=编辑", "-c", "user.email=editor@localhost")
        command = ("git", *who, *arguments)
        done = subprocess.run(
            command, cwd=self.site.root, env=clean, capture_output=True, text=True, check=True
        )
        return done.stdout.strip()

    def commit(self, words: str) -> str:
        self.git("add", "--all")
        self.git("commit", "-q", "-m", words)
        return self.git("rev-parse", "HEAD")

    def steps(self, workflow: str, **environ: str) -> list[subprocess.CompletedProcess[str]]:
        """Run what a workflow runs until something fails."""
        jobs: dict[str, Any] = yaml.safe_load((WORKFLOWS / workflow).read_text("utf-8"))["jobs"]
        lines = [step["run"] for job in jobs.values() for step in job["steps"] if "run" in step]
        done: list[subprocess.CompletedProcess[str]] = []
        for line in lines:
            if done and done[-1].returncode:
                break
            done.append(
                subprocess.run(
                    ("sh", "-e", "-c", line),
                    cwd=self.site.root,
                    env={**os.environ, "SOURCE_DATE_EPOCH": "1751328000", **environ},
                    capture_output=True,
                    text=True,
                    check=False,
                )
            )
        return done


@pytest.fixture
def clone(site: SmallSite) -> Clone:
    for name in PROGRAM:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, site.root / name)  # type: ignore[operator]
    (site.root / ".venv").symlink_to(Path(sys.prefix))
    (site.root / ".gitignore").write_text(".venv\n.ci/\npublic/\n__pycache__/\n.cache/\n")
    clone = Clone(site)
    clone.git("init", "-q", "-b", "main")
    clone.commit("最早的样子")
    return clone


def test_a_pull_request_is_marked_or_summed_up_and_a_merge_publishes(
    clone: Clone, tmp_path: Path
) -> None:
    base = clone.git("rev-parse", "HEAD")
    summary = tmp_path / "summary.md"
    told = {"GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(summary), "BASE": base}
    clone.git("checkout", "-q", "-b", "change")
    new = clone.site.read("deputies/deputy-0001.yml").replace("deputy-0001", "deputy-0009")
    new = new.replace("李华", "周建国")
    clone.site.write(DEPUTY, new.replace("sex: ", "sx: "))
    clone.commit("写错了")
    bad = clone.steps("check.yml", **told)
    clone.site.write(DEPUTY, new)
    clone.commit("加一位代表")
    good = clone.steps("check.yml", **told)
    preview = tree(clone.site.root / ".ci/preview/current")
    clone.git("checkout", "-q", "main")
    clone.git("merge", "-q", "change")
    published = clone.steps("publish.yml")
    served = clone.site.root / "public/current"

    assert ([step.returncode for step in bad], f"::error file=content/{DEPUTY},line=" in
            bad[0].stdout) == ([1], True), bad[0].stdout  # fmt: skip
    assert [step.returncode for step in good] == [0, 0], good[-1].stdout + good[-1].stderr
    assert "- 新增 周建国" in summary.read_text("utf-8")
    assert b'content="noindex"' in preview["index.html"]
    assert b"X-Robots-Tag: noindex" in preview["_headers"]
    assert ([step.returncode for step in published], differences(served)) == ([0], [])
    assert b'content="noindex"' not in (served / "index.html").read_bytes()
    assert (served / "deputies/deputy-0009/index.html").exists()


def test_every_shell_script_can_be_read_by_a_plain_shell() -> None:
    scripts = (ROOT / "deploy/ci.sh", *sorted((ROOT / "deploy/hooks").iterdir()))
    read = [subprocess.run(("sh", "-n", str(script)), check=False).returncode for script in scripts]

    assert read == [0] * len(scripts)


CHECKS = {
    "zizmor": (str(Path(sys.executable).with_name("zizmor")), "--offline", "-q", str(WORKFLOWS)),
    "GitHub's schema": (
        sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows",
        *map(str, sorted(WORKFLOWS.iterdir())),
    ),
    "GitLab's schema": (
        sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.gitlab-ci",
        str(ROOT / ".gitlab-ci.yml"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("check", CHECKS)
def test_no_checker_finds_fault_with_the_ci_files(check: str) -> None:
    done = subprocess.run(CHECKS[check], capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr
