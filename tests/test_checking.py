"""Checking again: the same words as the first time, until anything at all has changed."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from doors import door, run
from huiyin import judging
from huiyin.checking import check_site
from huiyin.fingerprints import of_site
from small_site import SmallSite

DAY = "2025-07-01"


def _broken(site: SmallSite) -> SmallSite:
    site.write("deputies/deputy-0099.yml", "id: deputy-0099\nname: 李 华\nphone: 13800138000\n")
    return site


def test_the_second_check_says_the_same_as_the_first(site: SmallSite) -> None:
    _broken(site)
    command = (door("validate"), "--root", str(site.root), "--date", DAY)

    quiet = {"CI": ""}  # in CI a check also says how far it is
    first, second = run(*command, env=quiet), run(*command, env=quiet)
    fresh = run(*command, "--no-cache", env=quiet)

    told = [(done.returncode, done.stdout, done.stderr) for done in (first, second, fresh)]
    assert (told[0][0], told[1], told[2]) == (1, told[0], told[0])


def test_the_second_check_reads_no_record(
    site: SmallSite, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    day = date.fromisoformat(DAY)
    check_site(site.root, day, "text", 1)
    monkeypatch.setattr(judging, "judge", None)
    capsys.readouterr()

    assert (check_site(site.root, day, "text", 1), capsys.readouterr().err) == (0, "")


@pytest.mark.parametrize(
    "change",
    [
        lambda site: site.write("deputies/deputy-0001.yml", "id: deputy-0001\n"),
        lambda site: site.write("deputies/new.yml", ""),
        lambda site: site.remove("index.md"),
        lambda site: site.path("deputies/deputy-0001.yml").rename(site.path("deputies/other.yml")),
        lambda site: site.path("deputies/link.yml").symlink_to("deputy-0001.yml"),
        lambda site: os.mkfifo(site.path("deputies/pipe.yml")),
        lambda site: site.path("empty").mkdir(),
        lambda site: site.write("site_config.yml", site.read("site_config.yml") + "\n"),
        lambda site: site.write("media/a.png", "x"),
    ],
    ids=["text", "new", "gone", "renamed", "link", "pipe", "folder", "settings", "picture"],
)  # fmt: skip
def test_any_change_is_seen(site: SmallSite, change: Callable[[SmallSite], object]) -> None:
    before = of_site(site.root)
    change(site)

    assert of_site(site.root) != before


def test_a_copy_in_another_place_is_the_same_site(site: SmallSite, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    run("-c", f"import shutil; shutil.copytree({str(site.root)!r}, {str(copy)!r})")

    assert of_site(copy) == of_site(site.root)


def test_another_day_is_judged_anew(site: SmallSite) -> None:
    site.replace(
        "deputies/deputy-0001.yml", "id: deputy-0001", "id: deputy-0001\nupdated_on: 2025-06-30"
    )
    days = [check_site(site.root, date(2025, 6, day), "text", 1) for day in (30, 29, 30)]

    assert days == [0, 1, 0]


def test_two_processes_give_the_verdict_of_one() -> None:
    root = Path(__file__).parents[1]
    one = judging.read_and_judge(root, 1)
    two = judging.read_and_judge(root, 2)

    assert (two.verdict, two.validated.catalogue.pages, [s.data for s in two.sources]) == (
        one.verdict, one.validated.catalogue.pages, [s.data for s in one.sources]
    )  # fmt: skip
