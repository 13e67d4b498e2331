"""Publishing: whole, told in words, taken back in one command, never two at once."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any

import pytest
from filelock import FileLock

from doors import ROOT, absent, door, run
from huiyin import publishing
from huiyin.publish.manifest import differences, read_manifest
from huiyin.publish.release import Releases
from small_site import TODAY, SmallSite, tree
from web_server import free_port, program, wait_for

KILLS = int(os.environ.get("HUIYIN_KILLS", "2"))


@dataclass(frozen=True)
class Done:
    """What a command said, and its exit code."""

    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Publisher:
    """Publishes a small site in this process, as the command would."""

    site: SmallSite
    capsys: pytest.CaptureFixture[str]

    @property
    def to(self) -> Path:
        return self.site.root.parent / "srv"

    @property
    def releases(self) -> Releases:
        return Releases(self.to)

    @property
    def served(self) -> dict[str, bytes]:
        return tree(self.to / "current")

    def publish(self, **wishes: Any) -> Done:
        order = publishing.Order(self.site.root, self.to, TODAY, **wishes)
        return self._done(publishing.publish_site(order))

    def roll_back(self, name: str = "") -> Done:
        return self._done(publishing.roll_back_site(self.to, name))

    def verify(self) -> Done:
        return self._done(publishing.verify_tree(self.to))

    def listed(self) -> Done:
        return self._done(publishing.list_releases(self.to))

    def says(self, words: str) -> None:
        page = f"---\ntitle: 联系\ndescription: 说明\n---\n\n{words}\n"
        self.site.write("pages/contact.md", page)

    def _done(self, code: int) -> Done:
        said = self.capsys.readouterr()
        return Done(code, said.out, said.err)


@pytest.fixture
def publisher(
    site: SmallSite, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Publisher:
    """Publishes without waiting for the disk: no power fails in these tests."""
    monkeypatch.setattr(os, "sync", lambda: None)
    return Publisher(site, capsys)


def test_what_is_published_is_served_and_proves_itself(publisher: Publisher) -> None:
    done = publisher.publish()
    served = publisher.to / "current"
    verified = publisher.verify()

    assert (done.code, served.is_symlink(), differences(served)) == (0, True, [])
    assert (verified.code, "都和清单一样" in verified.out) == (0, True)


def test_a_changed_lost_or_added_file_is_found(publisher: Publisher) -> None:
    publisher.publish()
    served = publisher.releases.current
    assert served is not None
    (served / "index.html").write_bytes(b"<p>other words</p>")
    (served / "feed.xml").unlink()
    (served / "feed.xml.gz").unlink(missing_ok=True)
    (served / "feed.xml.br").unlink(missing_ok=True)
    (served / "added.html").write_bytes(b"x")
    done = publisher.verify()

    assert (done.code, done.out.splitlines()) == (
        1,
        [
            "缺少 feed.xml",
            "多出 added.html",
            "内容不同 index.html",
            "压缩文件和原文件不同 index.html.br",
            "压缩文件和原文件不同 index.html.gz",
            "5 处和清单不一样。",
        ],
    )


def test_the_same_content_is_not_published_again(publisher: Publisher) -> None:
    publisher.publish()
    before = publisher.releases.current
    done = publisher.publish()

    assert (done.code, "内容没有变" in done.out, publisher.releases.current) == (
        0,
        True,
        before,
    )


def test_a_problem_publishes_nothing_and_the_old_site_stays(publisher: Publisher) -> None:
    publisher.publish()
    before = publisher.served
    publisher.site.replace("deputies/deputy-0001.yml", "status: published", "status: publishd")
    done = publisher.publish()

    assert (done.code, "not-in-list" in done.out, publisher.served == before) == (
        1,
        True,
        True,
    )


def test_rolling_back_serves_the_former_bytes(publisher: Publisher) -> None:
    publisher.says("第一版")
    publisher.publish()
    first = publisher.served
    publisher.says("第二版")
    publisher.publish()
    second = publisher.served
    back = publisher.roll_back()
    rolled_back = publisher.served
    name = publisher.releases.history()[-1].name
    publisher.roll_back(name)

    assert (back.code, first == second, rolled_back == first, publisher.served == second) == (
        0,
        False,
        True,
        True,
    )


def test_a_release_that_was_damaged_is_not_gone_back_to(publisher: Publisher) -> None:
    publisher.says("第一版")
    publisher.publish()
    first = publisher.releases.current
    assert first is not None
    publisher.says("第二版")
    publisher.publish()
    second = publisher.served
    (first / "pages/contact/index.html").write_text("<p>other words</p>")
    done = publisher.roll_back()

    assert (done.code, "内容不同 pages/contact/index.html" in done.err, publisher.served) == (
        1,
        True,
        second,
    )


def test_after_a_rollback_the_one_taken_back_is_not_the_former_release(
    publisher: Publisher,
) -> None:
    for words in ("第一版", "坏的一版"):
        publisher.says(words)
        publisher.publish()
    first = publisher.releases.history()[0].name
    publisher.roll_back()
    publisher.says("改好的一版")
    publisher.publish()
    publisher.roll_back()
    current = publisher.releases.current

    assert (current.name if current else "", publisher.roll_back().code) == (first, 1)


def test_as_many_releases_stay_as_were_asked_for(publisher: Publisher) -> None:
    for number in range(3):
        publisher.says(f"第{number}版")
        publisher.publish(keep=2)
    listed = publisher.listed().out.splitlines()

    assert (
        [line[:2] for line in listed],
        len(list((publisher.to / "releases").iterdir())),
    ) == (
        ["　　", "现在"],
        2,
    )


def test_a_file_that_stays_keeps_its_time_and_takes_no_room(publisher: Publisher) -> None:
    publisher.says("第一版")
    publisher.publish()
    old = publisher.releases.current
    publisher.says("第二版")
    publisher.publish()
    new = publisher.releases.current
    assert old is not None
    assert new is not None
    same = [path for path in ("404.html", "404.html.br") if (old / path).samefile(new / path)]

    assert (
        same,
        (old / "pages/contact/index.html").samefile(new / "pages/contact/index.html"),
    ) == (
        ["404.html", "404.html.br"],
        False,
    )


def test_a_second_publish_is_told_who_holds_the_first(publisher: Publisher) -> None:
    to = publisher.to
    to.mkdir()
    (to / ".publish.json").write_text('{"who": "li@server（进程 7）", "since": "2025-07-01 08:00"}')
    with FileLock(to / ".publish.lock"):
        done = publisher.publish()

    assert (done.code, done.err.splitlines()[0]) == (
        1,
        "另一个发布正在进行：li@server（进程 7），从 2025-07-01 08:00 开始。请等它结束。",
    )


def test_an_address_that_was_published_keeps_answering(publisher: Publisher) -> None:
    publisher.publish()
    text = publisher.site.read("news/2025/well-mended.md")
    publisher.site.remove("news/2025/well-mended.md")
    publisher.site.write(
        "news/2025/well-again.md", text.replace("id: well-mended", "id: well-again")
    )
    refused = publisher.publish()
    publisher.site.write(
        "registers/redirects.yml",
        "redirects:\n  - {from: /news/2025/well-mended/, to: /news/2025/well-again/}\n",
    )
    done = publisher.publish()
    page = publisher.served["news/2025/well-mended/index.html"].decode()
    rules = publisher.served["_redirects"].decode()

    assert (refused.code, "  /news/2025/well-mended/" in refused.err.splitlines()) == (
        1,
        True,
    )
    assert (done.code, 'content="0; url=../../../news/2025/well-again/"' in page, rules) == (
        0,
        True,
        "/news/2025/well-mended/ /news/2025/well-again/ 301\n",
    )
    assert 'rel="canonical" href="https://xiaocheng.example.com/news/2025/well-again/"' in page


def test_a_record_taken_back_may_leave_its_address(publisher: Publisher) -> None:
    publisher.publish()
    publisher.site.replace("news/2025/well-mended.md", "status: published", "status: withdrawn")
    done = publisher.publish()

    assert (done.code, "news/2025/well-mended/index.html" in publisher.served) == (0, False)


def test_a_branch_gets_one_commit_a_publish(publisher: Publisher) -> None:
    bare = publisher.site.root.parent / "pages.git"
    run_git("init", "-q", "--bare", str(bare))
    wishes = {"git": str(bare), "git_branch": "pages"}
    first = publisher.publish(**wishes)
    again = publisher.publish(**wishes)
    publisher.says("第二版")
    second = publisher.publish(**wishes)
    files = run_git("-C", str(bare), "ls-tree", "-r", "--name-only", "pages").splitlines()
    commits = run_git("-C", str(bare), "rev-list", "--count", "pages").strip()

    assert [done.code for done in (first, again, second)] == [0, 0, 0], first.err
    assert (commits, ".nojekyll" in files, "404.html" in files, "404.html.gz" in files) == (
        "2",
        True,
        True,
        False,
    )


def test_servers_are_told_of_moved_addresses_and_a_rollback_takes_that_back(
    publisher: Publisher,
) -> None:
    publisher.publish()
    publisher.site.write(
        "registers/redirects.yml",
        "redirects:\n  - {from: /old/, to: /deputies/}\n  - {from: /gone/}\n",
    )
    publisher.publish()
    names = ("nginx-redirects.conf", "caddy-redirects.caddy")
    told = [(publisher.to / name).read_text() for name in names]
    publisher.roll_back()

    assert (told, [(publisher.to / name).read_text() for name in names]) == (
        [
            "location = /old/ { return 301 /deputies/; }\nlocation = /gone/ { return 410; }\n",
            "redir /old/ /deputies/ 301\nerror /gone/ 410\n",
        ],
        ["", ""],
    )


def test_rsync_brings_new_files_then_pages_and_removes_last(
    publisher: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = publisher.site.root.parent / "there"
    monkeypatch.setenv("PATH", f"{Path(program('rsync')).parent}:{os.environ['PATH']}")
    publisher.says("第一版")
    publisher.publish(rsync=f"{there}/")
    old = tree(there)
    publisher.says("第二版")
    publisher.site.replace("news/2025/well-mended.md", "status: published", "status: withdrawn")
    states = []
    really = subprocess.run

    def noted(command: Any, **how: Any) -> Any:
        done = really(command, **how)
        if command[0] == "rsync":
            states.append(tree(there))
        return done

    monkeypatch.setattr(subprocess, "run", noted)
    done = publisher.publish(rsync=f"{there}/")
    new, page, gone = publisher.served, "pages/contact/index.html", "news/2025/well-mended/"
    first, second, last = states

    assert (done.code, old[page] == new[page], last == new) == (0, False, True), done.err
    assert (first[page], first["release.json"]) == (old[page], new["release.json"])
    assert (second[page], f"{gone}index.html" in second) == (new[page], True)
    assert f"{gone}index.html" not in last


def test_rsync_reaches_a_daemon(publisher: Publisher, tmp_path: Path) -> None:
    there, port = tmp_path / "there", free_port()
    there.mkdir()
    settings = tmp_path / "rsyncd.conf"
    settings.write_text(
        f"use chroot = no\nuid = {os.getuid()}\ngid = {os.getgid()}\n"
        f"[site]\npath = {there}\nread only = no\n"
    )
    daemon = subprocess.Popen(
        (program("rsync"), "--daemon", "--no-detach", "--address=127.0.0.1",
         f"--port={port}", f"--config={settings}", f"--log-file={tmp_path / 'log'}")
    )  # fmt: skip
    wait_for(port)
    done = publisher.publish(rsync=f"rsync://127.0.0.1:{port}/site/")
    daemon.terminate()
    daemon.wait()

    assert (done.code, tree(there) == publisher.served) == (0, True), done.err


def run_git(*arguments: str) -> str:
    return subprocess.run(("git", *arguments), capture_output=True, text=True, check=True).stdout


def test_killed_before_any_step_a_publish_leaves_a_whole_site_and_the_next_one_succeeds(
    site: SmallSite, tmp_path: Path
) -> None:
    built, few = site.build(), tmp_path / "few"
    for path in ("robots.txt", "index.html", "pages/contact/index.html"):
        (few / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(built / path, few / path)
    script = str(Path(__file__).with_name("killing.py"))
    path = os.pathsep.join(str(ROOT / folder) for folder in ("scripts", "tests"))
    done = run(
        script, str(site.root), str(tmp_path / "srv"), str(few), env={"PYTHONPATH": path}
    )  # fmt: skip
    told = json.loads(done.stdout)

    assert (told.pop("steps") > 40, told) == (True, {"torn": [], "failed": [], "left": []})


def test_a_killed_publish_leaves_a_whole_site_and_the_next_one_succeeds(
    publisher: Publisher,
) -> None:
    """The real command, killed at random moments. `HUIYIN_KILLS=100` tries a hundred."""
    dice = Random(9)
    to = publisher.to
    command = (
        sys.executable, door("publish"), "--root", str(publisher.site.root),
        "--to", str(to), "--date", "2025-07-01",
        "--jobs", "2", "--keep", "2",
    )  # fmt: skip
    start = time.perf_counter()
    publisher.says("第零版")
    subprocess.run(command, check=True, capture_output=True)
    whole = time.perf_counter() - start
    ends = []
    for number in range(KILLS):
        publisher.says(f"第{number + 1}版")
        process = subprocess.Popen(
            command,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        time.sleep(whole * dice.uniform(0.3, 1.05))
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        served = to / "current"
        ends.append(differences(served) == [] and len(read_manifest(served).files) > 20)
    publisher.says("最后一版")
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    left = [path.name for path in (to / "releases").iterdir() if path.name.startswith(".")]

    assert (ends, done.returncode, left) == ([True] * KILLS, 0, []), done.stderr
    assert "最后一版" in (to / "current/pages/contact/index.html").read_text("utf-8")


def test_a_killed_switch_is_remembered_by_the_next_publish(publisher: Publisher) -> None:
    publisher.publish()
    to = publisher.to
    (to / "releases.json").write_text("[]")
    publisher.says("第二版")
    publisher.publish()
    history = publisher.releases.history()

    assert (len(history), history[1].former) == (2, history[0].name)


def test_a_full_disk_leaves_the_old_site(publisher: Publisher) -> None:
    to = publisher.site.root.parent / "small"
    to.mkdir()
    mounted = subprocess.run(
        ("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(to)),
        capture_output=True,
        check=False,
    )
    if mounted.returncode:
        absent("the right to mount a small disk")
    try:
        (to / "releases" / "old").mkdir(parents=True)
        (to / "releases" / "old" / "index.html").write_text("old")
        (to / "current").symlink_to("releases/old")
        (to / "filler").write_bytes(bytes(900_000))
        command = (
            door("publish"),
            "--root",
            str(publisher.site.root),
            "--to",
            str(to),
            "--date",
            "2025-07-01",
        )
        done = run(*command)
        served = (to / "current" / "index.html").read_text()
    finally:
        subprocess.run(("umount", str(to)), check=False)

    assert (done.returncode, "磁盘满了" in done.stderr, served) == (1, True, "old"), done.stderr


def test_time_of_publishing_is_that_of_shanghai(publisher: Publisher) -> None:
    publisher.publish()
    to = publisher.to
    row = json.loads((to / "releases.json").read_bytes())[0]
    named = datetime.strptime(row["name"][:15], "%Y%m%d-%H%M%S")  # noqa: DTZ007
    told = datetime.strptime(row["published_at"], "%Y-%m-%d %H:%M:%S")  # noqa: DTZ007

    assert named == told
