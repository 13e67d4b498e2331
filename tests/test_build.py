"""The doors: what a build gives, on any machine, through any engine, and when it must refuse."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from doors import ROOT, SAMPLE_DAY, door, run
from small_site import SmallSite, tree


def test_the_sample_congress_builds_without_a_problem(sample: Path) -> None:
    found = tree(sample)
    mark = json.loads(found["build.json"])

    assert (mark["build_date"], "suggestions/t8-s3/0017/index.html" in found) == (SAMPLE_DAY, True)


def test_the_sample_congress_says_on_every_page_that_it_is_made_up(sample: Path) -> None:
    silent = [
        path for path, content in tree(sample).items()
        if path.endswith(".html") and "示例数据" not in content.decode("utf-8")
    ]  # fmt: skip

    assert silent == []


def test_engine_place_time_zone_locale_hash_seed_and_processes_change_no_byte(
    sample: Path, tmp_path: Path
) -> None:
    """One by one they stand in `publish/test_same_manifest.py`."""
    copy = tmp_path / "elsewhere"
    shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".venv", "site", ".git", ".site*"))
    out = tmp_path / "out"
    env = {
        "TZ": "America/New_York", "PYTHONHASHSEED": "7", "LC_ALL": "C",
        "SOURCE_DATE_EPOCH": "1772323200",  # 2026-03-01 08:00 in Shanghai
    }  # fmt: skip
    command = ("-m", "properdocs", "build", "-f", "site_config.yml", "-d", str(out))
    done = run(*command, cwd=copy, env=env)

    assert (done.returncode, tree(out) == tree(sample)) == (0, True), done.stderr


def test_a_dead_link_in_a_narrative_page_stops_the_build(site: SmallSite) -> None:
    site.write("pages/about.md", "---\ntitle: 一\ndescription: 二\n---\n\n[三](gone.md)\n")
    done = run(door("build"), "--root", str(site.root), "--date", "2025-07-01")

    assert (done.returncode, site.out.exists(), "gone.md" in done.stderr) == (1, False, True)


def test_a_dead_link_in_a_record_stops_the_build_and_the_old_site_stays(site: SmallSite) -> None:
    site.build()
    before = tree(site.out)
    site.replace("news/2025/well-mended.md", "井水清了", "[井水](/no-such-page/)清了")
    done = run(door("build"), "--root", str(site.root), "--date", "2025-07-01")

    assert (done.returncode, "no-such-page" in done.stderr, tree(site.out) == before) == (
        1,
        True,
        True,
    )


def test_twenty_mistakes_give_twenty_problems_in_one_run(sample: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    copy.mkdir()
    shutil.copytree(ROOT / "content", copy / "content")
    shutil.copy(ROOT / "site_config.yml", copy)
    site = SmallSite(copy)
    shutil.copytree(sample, site.out)
    before = tree(site.out)
    build = (door("build"), "--root", str(copy), "--date", SAMPLE_DAY)
    expected = sorted(_planted(site))
    done = run(door("validate"), "--root", str(copy), "--format", "json")
    told = sorted(
        f"{p['file']}:{p['line']}:{p['column']} {p['code']}" for p in json.loads(done.stdout)
    )

    assert (len(told), told) == (20, expected)
    assert (done.returncode, run(*build).returncode, tree(site.out) == before) == (1, 1, True)


SUGGESTIONS = "reports/suggestions/t8-s3"
# Below content/: what stands there, what an editor wrote instead, where in it the problem is.
MISTAKES = (
    ("deputies/deputy-0001.yml", "sex: 女", "sex: 女性", "女性", "not-in-list"),
    ("deputies/deputy-0002.yml", "party: ", "patry: ", "patry", "unknown-key"),
    ("deputies/deputy-0004.yml", "station-city-home", "station-city-hme", "station-city-hme",
     "unknown-reference"),
    ("deputies/deputy-0006.yml", "id: deputy-0006", "id: deputy-0066", "deputy-0066",
     "id-not-file-name"),
    ("deputies/deputy-0007.yml", "sex: 女", "sex: 女\nphone: 无", "phone", "private-key"),
    ("deputies/deputy-0008.yml", "ethnicity: 汉族", "ethnicity: 汉族\nsex: 男", "sex: 男",
     "duplicate-key"),
    ("deputies/deputy-0009.yml", "name: 何秀兰", "name: 何 秀兰", "何 秀兰", "wrong-form"),
    ("deputies/deputy-0010.yml", "status: published", "status: !str published", "!str",
     "yaml-tag"),
    ("deputies/deputy-0011.yml", "status: published", "status: &s published", "&s",
     "yaml-anchor"),
    ("groups/group-lake-river.yml", "convenor: deputy-0029", "convenor: deputy-0003",
     "deputy-0003", "convenor-not-member"),
    ("news/2026/the-fourth-session-opens.md", "\n---\n\n", "\n---\n\n<b>开幕</b>", "<b>",
     "html-in-markdown"),
    ("pages/about.md", "---\n", "", "", "no-front-matter"),
    (f"{SUGGESTIONS}/0001.md", "on: 2025-04-15\n", "on: 2025-02-30\n", "2025-02-30",
     "impossible-date"),
    (f"{SUGGESTIONS}/0004.md", "outcome: A", "outcome: Z", "Z", "unknown-outcome"),
    (f"{SUGGESTIONS}/0008.md", "number: 8", "number: 9", "9", "number-not-file-name"),
    (f"{SUGGESTIONS}/0017.md", "topic: agriculture", "topic: farming", "farming",
     "unknown-reference"),
    (f"{SUGGESTIONS}/0034.md", "role: lead", "role: assist", "", "lead-or-separate"),
    ("stations/station-hewan.yml", "address: ", "address: |\n  ", "|", "line-break"),
    ("stations/station-nanpu.yml", "opened_on: 2", "opened_on: 9", "9", "date-range"),
    ("site_config.yml", "page_size: 24", "page_size: 很多", "很多", "count-form"),
)  # fmt: skip


def _planted(site: SmallSite) -> list[str]:
    """Plant the mistakes, and return where each must be found."""
    expected = []
    for below, old, new, mark, code in MISTAKES:
        text = site.read(below)
        at = text.index(old) + new.index(mark)
        if code == "lead-or-separate":
            at = text.index("- {body: human-resources-bureau")
        text = text.replace(old, new, 1)
        site.write(below, text)
        line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
        file = below if below == "site_config.yml" else f"content/{below}"
        expected.append(f"{file}:{line}:{column} {code}")
    return expected


@pytest.mark.parametrize("name", ["build", "validate"])
def test_a_place_the_machine_will_not_show_is_told_like_any_other_problem(
    name: str, site: SmallSite
) -> None:
    part = "d" * 250
    holds = os.open(site.path("news"), os.O_RDONLY)
    for _ in range(18):  # more than a path may hold, as an unpacked archive can
        os.mkdir(part, dir_fd=holds)
        holds, above = os.open(part, os.O_RDONLY, dir_fd=holds), holds
        os.close(above)
    os.close(holds)
    done = run(door(name), "--root", str(site.root), "--date", "2025-07-01")

    assert (done.returncode, "Traceback" in done.stderr, "unreadable" in done.stdout) == (
        1,
        False,
        True,
    )
