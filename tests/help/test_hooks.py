"""A commit with a bad record is refused, and someone else's hook is never touched."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from small_site import SmallSite

OURS = Path(__file__).parents[2]
ENVIRON = {
    **{key: value for key, value in os.environ.items() if not key.startswith("GIT_")},
    "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "SOURCE_DATE_EPOCH": "1751342400",  # the day of small sites
    **{f"GIT_{who}_{what}": word for who in ("AUTHOR", "COMMITTER")
       for what, word in (("NAME", "editor"), ("EMAIL", "editor@example.com"))},
}  # fmt: skip


def run(site: SmallSite, *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=site.root, env=ENVIRON, capture_output=True, text=True, check=False
    )


def commit(site: SmallSite) -> subprocess.CompletedProcess[str]:
    run(site, "git", "add", "-A")
    return run(site, "git", "commit", "-q", "-m", "content: change")


@pytest.fixture
def cloned(site: SmallSite) -> SmallSite:
    """A small site with the scripts beside it, under git, with one commit."""
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(OURS / "scripts", site.root / "scripts", ignore=ignored)
    (site.root / ".gitignore").write_text("__pycache__/\n")
    run(site, "git", "init", "-q")
    assert commit(site).returncode == 0
    return site


def test_a_commit_with_a_bad_record_is_refused(cloned: SmallSite) -> None:
    assert run(cloned, "sh", "scripts/hooks/install").returncode == 0
    cloned.replace("deputies/deputy-0001.yml", "sex: 女", "sex: 女性")
    refused = commit(cloned)
    head = run(cloned, "git", "rev-list", "--count", "HEAD").stdout

    assert (refused.returncode, head) == (1, "1\n")
    assert "content/deputies/deputy-0001.yml:4:6  not-in-list" in refused.stdout + refused.stderr
    assert "没有提交" in refused.stderr


def test_a_commit_with_a_good_record_passes(cloned: SmallSite) -> None:
    run(cloned, "sh", "scripts/hooks/install")
    cloned.replace("deputies/deputy-0001.yml", "post: 护士", "post: 护士长")

    assert commit(cloned).returncode == 0


def test_what_is_judged_is_what_would_be_committed(cloned: SmallSite) -> None:
    run(cloned, "sh", "scripts/hooks/install")
    cloned.replace("deputies/deputy-0001.yml", "post: 护士", "post: 护士长")
    run(cloned, "git", "add", "-A")
    cloned.replace("deputies/deputy-0001.yml", "sex: 女", "sex: 女性")  # not yet added

    assert run(cloned, "git", "commit", "-q", "-m", "content: post").returncode == 0
    assert run(cloned, "git", "commit", "-q", "-a", "-m", "content: sex").returncode == 1


def test_a_commit_without_records_is_not_judged(cloned: SmallSite) -> None:
    run(cloned, "sh", "scripts/hooks/install")
    (cloned.root / "scripts" / "validate.py").write_text("raise SystemExit(1)\n")

    assert commit(cloned).returncode == 0


def test_who_has_not_set_up_is_told_how(cloned: SmallSite, tmp_path: Path) -> None:
    run(cloned, "sh", "scripts/hooks/install")
    bare = tmp_path / "bin" / "python3"  # a Python without our libraries
    bare.parent.mkdir()
    bare.write_text(f'#!/bin/sh\nexec "{sys.executable}" -S "$@"\n')
    bare.chmod(0o755)
    cloned.replace("deputies/deputy-0001.yml", "post: 护士", "post: 护士长")
    run(cloned, "git", "add", "-A")
    path = f"{bare.parent}{os.pathsep}{ENVIRON['PATH']}"
    refused = run(cloned, "env", f"PATH={path}", "git", "commit", "-q", "-m", "content: post")

    assert (refused.returncode, refused.stderr) == (
        1, "没有提交：检查记录用的程序还没有装好。请先运行一次 make check，再提交。\n"
    )  # fmt: skip


def test_a_foreign_hook_is_never_touched(cloned: SmallSite) -> None:
    hook = cloned.root / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nexit 0\n")
    refused = run(cloned, "sh", "scripts/hooks/install")
    elsewhere = run(cloned, "git", "config", "core.hooksPath", "other")
    also = run(cloned, "sh", "scripts/hooks/install")

    assert (refused.returncode, elsewhere.returncode, also.returncode) == (1, 0, 1)
    assert hook.read_text() == "#!/bin/sh\nexit 0\n"
    assert not (cloned.root / "other").exists()


def test_installing_twice_is_installing_once(cloned: SmallSite) -> None:
    hook = cloned.root / ".git" / "hooks" / "pre-commit"
    texts = [run(cloned, "sh", "scripts/hooks/install") and hook.read_text() for _ in range(2)]

    assert texts[0] == texts[1]


def test_pre_commit_runs_the_same_hook() -> None:
    config = yaml.safe_load((OURS / ".pre-commit-config.yaml").read_text("utf-8"))
    [hook] = config["repos"][0]["hooks"]

    assert os.access(OURS / hook["entry"], os.X_OK)
    assert hook["args"] == ["--all"]
