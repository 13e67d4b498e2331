"""The old site stays whole until the new one takes its place in one step."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock

from huiyin.publish import staging
from huiyin.publish.staging import MARK, BusyError, ForeignFolderError, staged

SCRIPTS = Path(__file__).parents[2] / "scripts"


def _publish(target: Path, word: str) -> None:
    with staged(target) as folder:
        (folder / "index.html").write_text(word, "utf-8")
        (folder / MARK).write_text('{"generator": "Huiyin 0"}', "utf-8")


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if not path.name.endswith(".lock"))


def test_a_build_that_ends_well_takes_the_old_ones_place(tmp_path: Path) -> None:
    target = tmp_path / "site"
    _publish(target, "old")
    _publish(target, "new")

    assert ((target / "index.html").read_text("utf-8"), _names(tmp_path)) == ("new", ["site"])


def test_an_exception_leaves_the_old_site_and_no_rubbish(tmp_path: Path) -> None:
    target = tmp_path / "site"
    _publish(target, "old")

    def broken_build() -> None:
        with staged(target) as folder:
            (folder / "index.html").write_text("half", "utf-8")
            raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        broken_build()

    assert ((target / "index.html").read_text("utf-8"), _names(tmp_path)) == ("old", ["site"])


def test_the_old_tree_is_the_next_builds_beginning_where_it_is_wanted(tmp_path: Path) -> None:
    target, found = tmp_path / "site", []
    for word in ("first", "second", "third", "fourth"):
        with staged(target, keeps_spare=True) as folder:
            page = folder / "index.html"
            found.append(page.read_text("utf-8") if page.exists() else None)
            page.unlink(missing_ok=True)
            page.write_text(word, "utf-8")
            (folder / MARK).write_text('{"generator": "Huiyin 0"}', "utf-8")

    assert (found, (target / "index.html").read_text("utf-8"), _names(tmp_path)) == (
        [None, None, "first", "second"],
        "fourth",
        [".site.spare", "site"],
    )


def test_where_the_kernel_cannot_exchange_two_renames_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(staging, "_exchange", lambda one, other: False)
    target = tmp_path / "site"
    _publish(target, "old")
    _publish(target, "new")

    assert ((target / "index.html").read_text("utf-8"), _names(tmp_path)) == ("new", ["site"])


def test_a_second_build_of_the_same_target_is_refused(tmp_path: Path) -> None:
    with FileLock(tmp_path / ".site.lock"), pytest.raises(BusyError), staged(tmp_path / "site"):
        pass


def test_a_folder_that_is_not_ours_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "letter.txt").write_text("dear", "utf-8")

    with pytest.raises(ForeignFolderError), staged(tmp_path / "home"):
        pass

    assert (tmp_path / "home" / "letter.txt").read_text("utf-8") == "dear"


def test_a_file_that_only_has_the_marks_name_makes_no_folder_ours(tmp_path: Path) -> None:
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / MARK).write_text("{}", "utf-8")

    with pytest.raises(ForeignFolderError), staged(tmp_path / "thesis"):
        pass

    assert (tmp_path / "thesis" / MARK).read_text("utf-8") == "{}"


def test_an_empty_folder_may_be_built_into(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    _publish(tmp_path / "site", "new")

    assert (tmp_path / "site" / "index.html").read_text("utf-8") == "new"


def test_a_killed_build_leaves_the_old_site_and_the_next_build_clears_up(tmp_path: Path) -> None:
    target = tmp_path / "site"
    _publish(target, "old")
    code = (
        "import sys; from pathlib import Path; from huiyin.publish.staging import staged\n"
        "with staged(Path(sys.argv[1])) as folder:\n"
        "    (folder / 'index.html').write_text('half'); print('ready', flush=True)\n"
        "    sys.stdin.read()\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(target)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(SCRIPTS)},
    )
    assert process.stdout is not None
    process.stdout.readline()
    process.send_signal(signal.SIGKILL)
    process.communicate()
    after_the_kill = ((target / "index.html").read_text("utf-8"), len(_names(tmp_path)))
    _publish(target, "new")

    assert (after_the_kill, (target / "index.html").read_text("utf-8"), _names(tmp_path)) == (
        ("old", 2),
        "new",
        ["site"],
    )
