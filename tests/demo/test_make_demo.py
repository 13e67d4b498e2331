"""The made-up congress: the same for the same seed, whole, varied, and never over real content."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from huiyin.demo.calendar import TODAY
from huiyin.demo.congress import Size, write_demo
from huiyin.demo.dice import Dice
from huiyin.demo.phrases import WORDS, fill, sections
from huiyin.demo.writing import yaml_of
from huiyin.load.strict_yaml import parse
from huiyin.model.site_model import SiteModel
from huiyin.pipeline import judged_on, model_of, read_and_judge
from huiyin.records.labels import OUTCOME, STATE

DOOR = Path(__file__).parents[2] / "scripts" / "make_demo.py"
SMALL = Size(deputies=40, stations=10, suggestions=60, news=20)


def _digest(root: Path) -> str:
    """One number for all names and bytes below a folder."""
    files = (path for path in sorted(root.rglob("*")) if path.is_file())
    told = b"".join(
        path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() for path in files
    )
    return hashlib.sha256(told).hexdigest()


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> SiteModel:
    """The model of a demo of the usual size."""
    root = tmp_path_factory.mktemp("usual") / "site"
    write_demo(root, Size(), seed=1)
    return model_of(read_and_judge(root), TODAY)


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_demo(tmp_path / name, SMALL, seed=7)

    assert _digest(tmp_path / "one") == _digest(tmp_path / "two")


def test_another_seed_gives_another_congress(tmp_path: Path) -> None:
    write_demo(tmp_path / "one", SMALL, seed=7)
    write_demo(tmp_path / "two", SMALL, seed=8)

    assert _digest(tmp_path / "one") != _digest(tmp_path / "two")


@pytest.mark.parametrize("size", [SMALL, Size(12, 1, 0, 3), Size(130, 90, 30, 20)])
def test_a_demo_has_no_problems(tmp_path: Path, size: Size) -> None:
    write_demo(tmp_path, size, seed=1)

    assert judged_on(read_and_judge(tmp_path), TODAY).problems == ()


def test_a_demo_has_as_many_records_as_asked(usual: SiteModel) -> None:
    suggestions = len(usual.cases) + sum(usual.hidden.values())

    counts = (len(usual.deputies), len(usual.stations), suggestions, len(usual.news))
    assert counts == (60, 14, 90, 40)


def test_no_two_suggestions_share_a_title(usual: SiteModel) -> None:
    titles = Counter(case.record.title for case in usual.cases.values())

    assert [title for title, count in titles.items() if count > 1] == []


def test_every_state_and_every_outcome_occurs(usual: SiteModel) -> None:
    states = {case.state for case in usual.cases.values()}
    outcomes = {case.outcome.outcome for case in usual.cases.values() if case.outcome}

    assert (STATE.keys() - states, OUTCOME.keys() - outcomes) == ({"lead"}, set())


def test_every_slot_of_every_text_is_filled(usual: SiteModel) -> None:
    texts = [case.record.body for case in usual.cases.values()]
    texts += [reply.text for case in usual.cases.values() for reply in case.record.replies]
    texts += [article.body for article in usual.news.values()]

    assert [text for text in texts if re.search(r"[{}]|。。|，，|，。", text)] == []


def test_stations_receive_by_all_three_rules(usual: SiteModel) -> None:
    rules = [station.reception for station in usual.stations.values() if station.reception]

    kinds = {(bool(r.monthly_day), bool(r.nth_weekday), bool(r.dates)) for r in rules}
    assert len(kinds) == 3


def test_some_deputies_share_a_name(usual: SiteModel) -> None:
    names = Counter(deputy.name for deputy in usual.deputies.values())

    assert max(names.values()) > 1


def test_every_pattern_of_every_list_can_be_read() -> None:
    slots = dict.fromkeys("vtcrKkDNXYBZLEnwphbsdTU", "某")
    lists = [sections(path.name) for path in sorted(WORDS.glob("*.txt"))]
    filled = [
        fill(Dice(0), pattern, slots)
        for lists_ in lists
        for patterns in lists_.values()
        for pattern in patterns
    ]

    assert [text for text in filled if "{" in text or "}" in text] == []


def test_what_is_written_is_read_back_as_it_was() -> None:
    awkward = ["#1", "a: b", "- x", "“引”", "[x", "{y}", "x, y", "@", "'", '"', "\\", "09:00-11:30"]
    tree = {"list": awkward, "rows": [{"on": "2025-03-01", "note": "甲：乙"}], "text": "一\n\n二"}

    assert parse(yaml_of(tree)).tree == {**tree, "text": "一\n\n二\n"}


def test_a_folder_with_content_is_refused(tmp_path: Path) -> None:
    (tmp_path / "site_config.yml").write_text("site_name: 真的\n", "utf-8")

    done = subprocess.run(
        [sys.executable, str(DOOR), "--root", str(tmp_path)], capture_output=True, check=False
    )

    assert done.returncode == 2
    assert "已经有内容" in done.stderr.decode()
    assert [path.name for path in tmp_path.iterdir()] == ["site_config.yml"]
