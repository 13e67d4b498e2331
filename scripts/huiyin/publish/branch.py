"""Push a release to a git branch, as `gh-pages` wants it: one commit, so all or nothing."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from .compressed import ENDINGS
from .manifest import Manifest

GIT = "git"


def push(folder: Path, repository: str, name: str, message: str, manifest: Manifest) -> str:
    """Commit a release's files on top of a branch and push it.

    Args:
        folder: The release.
        repository: Address or path of the repository.
        name: The branch; it is made when there is none.
        message: The commit's message.
        manifest: Gives the day of the commit.

    Returns:
        What happened, in a few words.

    Raises:
        subprocess.CalledProcessError: git refused; the branch is as it was.
    """
    with tempfile.TemporaryDirectory() as scratch:
        day = f"{manifest.build_date}T00:00:00+08:00"
        git = _Git(Path(scratch), folder, {"GIT_AUTHOR_DATE": day, "GIT_COMMITTER_DATE": day})
        git("init", "-q", "--bare", ".")
        former = git("ls-remote", repository, f"refs/heads/{name}").split("\t")[0].strip()
        if former:
            git("fetch", "-q", "--depth=1", repository, f"refs/heads/{name}")
        (git.info / "exclude").write_text("".join(f"*{ending}\n" for ending in ENDINGS))
        git("add", "--all", ".")
        empty = git("hash-object", "-w", "-t", "blob", os.devnull)
        git("update-index", "--add", "--cacheinfo", f"100644,{empty},.nojekyll")
        tree = git("write-tree")
        if former and git("rev-parse", f"{former}^{{tree}}") == tree:
            return "内容没有变"
        parents = ("-p", former) if former else ()
        commit = git("commit-tree", tree, *parents, "-m", message)
        git("push", "-q", repository, f"{commit}:refs/heads/{name}")
        return f"已推送 {commit[:12]}"


class _Git:
    """git with a repository of its own beside the files, so that the release stays untouched."""

    def __init__(self, scratch: Path, files: Path, dates: Mapping[str, str]) -> None:
        self.info = scratch / "info"
        self._scratch = scratch
        clean = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
        who = {
            f"GIT_{role}_{part}": os.environ.get(f"GIT_{role}_{part}", default)
            for role in ("AUTHOR", "COMMITTER")
            for part, default in (("NAME", "Huiyin"), ("EMAIL", "huiyin@localhost"))
        }
        kept = {key: os.environ[key] for key in os.environ if key.startswith("GIT_SSH")}
        self._environ = {**clean, **who, **dates, **kept}
        self._places = (f"--git-dir={scratch}", f"--work-tree={files}")
        self._files = files

    def __call__(self, *arguments: str) -> str:
        places = () if arguments[0] == "init" else self._places
        done = subprocess.run(  # noqa: S603  git, with places the publisher named
            (GIT, "-c", "core.autocrlf=false", *places, *arguments),
            cwd=self._scratch if arguments[0] == "init" else self._files,
            env=self._environ,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout.strip()
