"""Pages printed by another engine's workers have the bytes of those printed here."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from doors import door, run
from huiyin import building, elsewhere
from small_site import THEME, TODAY, SmallSite, tree


def test_a_build_by_two_workers_of_dask_has_the_same_bytes(site: SmallSite, tmp_path: Path) -> None:
    out = tmp_path / "there"
    asked = ("--root", str(site.root), "--out", str(out), "--date", TODAY.isoformat())
    done = run(door("build"), *asked, "--executor", "dask", "--jobs", "2")

    assert (done.returncode, tree(out)) == (0, tree(site.build())), done.stderr


def test_a_worker_that_sees_other_files_prints_nothing(site: SmallSite) -> None:
    order = elsewhere.Order(site.root, THEME, TODAY, seal="of other files")
    with ThreadPoolExecutor(1) as executor, pytest.raises(elsewhere.OtherSiteError):
        list(elsewhere.print_all(order, executor, ["index.html"]))


@contextmanager
def _nobody(scheduler: str, jobs: int) -> Iterator[Executor]:
    raise elsewhere.NoSchedulerError(scheduler)
    yield


@pytest.mark.parametrize(
    ("lacking", "value", "told"),
    [
        ("dask", _nobody, "连不上 Dask 的调度器 tcp://127.0.0.1:9。请看看它是不是在运行"),
        ("HAS_DASK", False, "没有装 Dask。请先运行 .venv/bin/pip install --require-hashes"),
    ],
    ids=("nobody at the address", "not installed"),
)
def test_without_dask_or_its_scheduler_the_old_site_stays(
    site: SmallSite, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch,
    lacking: str, value: object, told: str,
) -> None:  # fmt: skip
    before = tree(site.build())
    monkeypatch.setattr(elsewhere, lacking, value)
    code = building.build_site(site.root, site.out, TODAY, 1, scheduler="tcp://127.0.0.1:9")

    assert (code, tree(site.out) == before) == (1, True)
    assert told in capsys.readouterr().err
