"""Publishing: whole, told in words, taken back in one command, never two at once."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from datetime import datetime
from random import Random

import pytest
from filelock import FileLock

from doors import door, run
from huiyin.publish.manifest import differences, read_manifest
from huiyin.publish.release import Releases
from small_site import SmallSite, tree

DAY = ("--date", "2025-07-01")
KILLS = int(os.environ.get("HUIYIN_KILLS", "10"))


def _publish(site: SmallSite, *more: str) -> subprocess.CompletedProcess[str]:
    to = str(site.root.parent / "srv")
    return run(door("publish"), "--root", str(site.root), "--to", to, *DAY, "--jobs", "1", *more)


def _door(name: str, site: SmallSite, *more: str) -> subprocess.CompletedProcess[str]:
    return run(door("publish"), name, "--to", str(site.root.parent / "srv"), *more)


def _served(site: SmallSite) -> dict[str, bytes]:
    return tree(site.root.parent / "srv" / "current")


def _releases(site: SmallSite) -> Releases:
    return Releases(site.root.parent / "srv")


def _says(site: SmallSite, words: str) -> None:
    site.write("pages/contact.md", f"---\ntitle: 联系\ndescription: 说明\n---\n\n{words}\n")


def test_what_is_published_is_served_and_proves_itself(site: SmallSite) -> None:
    done = _publish(site)
    served = site.root.parent / "srv" / "current"
    verified = run(door("publish"), "verify", str(served))

    assert (done.returncode, served.is_symlink(), list(differences(served))) == (0, True, [])
    assert (verified.returncode, "都和清单一样" in verified.stdout) == (0, True)


def test_a_changed_lost_or_added_file_is_found(site: SmallSite) -> None:
    _publish(site)
    served = _releases(site).current
    assert served is not None
    (served / "index.html").write_bytes(b"<p>other words</p>")
    (served / "feed.xml").unlink()
    (served / "feed.xml.gz").unlink(missing_ok=True)
    (served / "feed.xml.br").unlink(missing_ok=True)
    (served / "added.html").write_bytes(b"x")
    done = run(door("publish"), "verify", str(site.root.parent / "srv"))

    assert (done.returncode, done.stdout.splitlines()) == (
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


def test_the_same_content_is_not_published_again(site: SmallSite) -> None:
    _publish(site)
    before = _releases(site).current
    done = _publish(site)

    assert (done.returncode, "内容没有变" in done.stdout, _releases(site).current) == (
        0,
        True,
        before,
    )


def test_a_problem_publishes_nothing_and_the_old_site_stays(site: SmallSite) -> None:
    _publish(site)
    before = _served(site)
    site.replace("deputies/deputy-0001.yml", "status: published", "status: publishd")
    done = _publish(site)

    assert (done.returncode, "not-in-list" in done.stdout, _served(site) == before) == (
        1,
        True,
        True,
    )


def test_rolling_back_serves_the_former_bytes(site: SmallSite) -> None:
    _says(site, "第一版")
    _publish(site)
    first = _served(site)
    _says(site, "第二版")
    _publish(site)
    second = _served(site)
    back = _door("rollback", site)
    rolled_back = _served(site)
    name = _releases(site).history()[-1].name
    _door("rollback", site, name)

    assert (back.returncode, first == second, rolled_back == first, _served(site) == second) == (
        0,
        False,
        True,
        True,
    )


def test_after_a_rollback_the_one_taken_back_is_not_the_former_release(site: SmallSite) -> None:
    for words in ("第一版", "坏的一版"):
        _says(site, words)
        _publish(site)
    first = _releases(site).history()[0].name
    _door("rollback", site)
    _says(site, "改好的一版")
    _publish(site)
    _door("rollback", site)
    current = _releases(site).current

    assert (current.name if current else "", _door("rollback", site).returncode) == (first, 1)


def test_as_many_releases_stay_as_were_asked_for(site: SmallSite) -> None:
    for number in range(3):
        _says(site, f"第{number}版")
        _publish(site, "--keep", "2")
    listed = _door("list", site).stdout.splitlines()

    assert (
        [line[:2] for line in listed],
        len(list((site.root.parent / "srv/releases").iterdir())),
    ) == (
        ["　　", "现在"],
        2,
    )


def test_a_file_that_stays_keeps_its_time_and_takes_no_room(site: SmallSite) -> None:
    _says(site, "第一版")
    _publish(site)
    old = _releases(site).current
    _says(site, "第二版")
    _publish(site)
    new = _releases(site).current
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


def test_a_second_publish_is_told_who_holds_the_first(site: SmallSite) -> None:
    to = site.root.parent / "srv"
    to.mkdir()
    (to / ".publish.json").write_text('{"who": "li@server（进程 7）", "since": "2025-07-01 08:00"}')
    with FileLock(to / ".publish.lock"):
        done = _publish(site)

    assert (done.returncode, done.stderr.splitlines()[0]) == (
        1,
        "另一个发布正在进行：li@server（进程 7），从 2025-07-01 08:00 开始。请等它结束。",
    )


def test_an_address_that_was_published_keeps_answering(site: SmallSite) -> None:
    _publish(site)
    text = site.read("news/2025/well-mended.md")
    site.remove("news/2025/well-mended.md")
    site.write("news/2025/well-again.md", text.replace("id: well-mended", "id: well-again"))
    refused = _publish(site)
    site.write(
        "registers/redirects.yml",
        "redirects:\n  - {from: /news/2025/well-mended/, to: /news/2025/well-again/}\n",
    )
    done = _publish(site)
    page = _served(site)["news/2025/well-mended/index.html"].decode()
    rules = _served(site)["_redirects"].decode()

    assert (refused.returncode, "  /news/2025/well-mended/" in refused.stderr.splitlines()) == (
        1,
        True,
    )
    assert (done.returncode, 'content="0; url=../../../news/2025/well-again/"' in page, rules) == (
        0,
        True,
        "/news/2025/well-mended/ /news/2025/well-again/ 301\n",
    )


def test_a_record_taken_back_may_leave_its_address(site: SmallSite) -> None:
    _publish(site)
    site.replace("news/2025/well-mended.md", "status: published", "status: withdrawn")
    done = _publish(site)

    assert (done.returncode, "news/2025/well-mended/index.html" in _served(site)) == (0, False)


def test_a_branch_gets_one_commit_a_publish(site: SmallSite) -> None:
    bare = site.root.parent / "pages.git"
    run_git("init", "-q", "--bare", str(bare))
    wishes = ("--git", str(bare), "--git-branch", "pages")
    first = _publish(site, *wishes)
    again = _publish(site, *wishes)
    _says(site, "第二版")
    second = _publish(site, *wishes)
    files = run_git("-C", str(bare), "ls-tree", "-r", "--name-only", "pages").splitlines()
    commits = run_git("-C", str(bare), "rev-list", "--count", "pages").strip()

    assert [done.returncode for done in (first, again, second)] == [0, 0, 0], first.stderr
    assert (commits, ".nojekyll" in files, "404.html" in files, "404.html.gz" in files) == (
        "2",
        True,
        True,
        False,
    )


def run_git(*arguments: str) -> str:
    return subprocess.run(("git", *arguments), capture_output=True, text=True, check=True).stdout


def test_a_killed_publish_leaves_a_whole_site_and_the_next_one_succeeds(site: SmallSite) -> None:
    """Killed at random moments. `HUIYIN_KILLS=100 pytest -k killed_publish` tries a hundred."""
    dice = Random(9)
    _publish(site)
    to = site.root.parent / "srv"
    command = (
        sys.executable, door("publish"), "--root", str(site.root), "--to", str(to), *DAY,
        "--jobs", "1", "--keep", "2",
    )  # fmt: skip
    start = time.perf_counter()
    _says(site, "第零版")
    subprocess.run(command, check=True, capture_output=True)
    whole = time.perf_counter() - start
    ends = []
    for number in range(KILLS):
        _says(site, f"第{number + 1}版")
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(whole * dice.uniform(0.05, 1.05))
        process.send_signal(signal.SIGKILL)
        process.wait()
        served = to / "current"
        is_whole = list(differences(served)) == [] and len(read_manifest(served).files) > 20
        ends.append(is_whole)
    _says(site, "最后一版")
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    left = [path.name for path in (to / "releases").iterdir() if path.name.startswith(".")]

    assert (ends, done.returncode, left) == ([True] * KILLS, 0, []), done.stderr
    assert "最后一版" in (to / "current/pages/contact/index.html").read_text("utf-8")


def test_a_killed_switch_is_remembered_by_the_next_publish(site: SmallSite) -> None:
    _publish(site)
    to = site.root.parent / "srv"
    (to / "releases.json").write_text("[]")
    _says(site, "第二版")
    _publish(site)
    history = _releases(site).history()

    assert (len(history), history[1].former) == (2, history[0].name)


def test_a_full_disk_leaves_the_old_site(site: SmallSite) -> None:
    to = site.root.parent / "small"
    to.mkdir()
    mounted = subprocess.run(
        ("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(to)),
        capture_output=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip("only root may mount a small disk")
    try:
        (to / "releases" / "old").mkdir(parents=True)
        (to / "releases" / "old" / "index.html").write_text("old")
        (to / "current").symlink_to("releases/old")
        (to / "filler").write_bytes(bytes(900_000))
        command = (door("publish"), "--root", str(site.root), "--to", str(to), *DAY)
        done = run(*command)
        served = (to / "current" / "index.html").read_text()
    finally:
        subprocess.run(("umount", str(to)), check=False)

    assert (done.returncode, "磁盘满了" in done.stderr, served) == (1, True, "old"), done.stderr


def test_time_of_publishing_is_that_of_shanghai(site: SmallSite) -> None:
    _publish(site)
    to = site.root.parent / "srv"
    row = json.loads((to / "releases.json").read_bytes())[0]
    named = datetime.strptime(row["name"][:15], "%Y%m%d-%H%M%S")  # noqa: DTZ007
    told = datetime.strptime(row["published_at"], "%Y-%m-%d %H:%M:%S")  # noqa: DTZ007

    assert named == told
