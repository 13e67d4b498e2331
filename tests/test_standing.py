"""A site that stands is left alone while nothing has changed, and built when anything has."""

from __future__ import annotations

import json
import os
import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from doors import door, run
from huiyin import ahead, building, fingerprints, mkdocs_door, pipeline, standing
from huiyin.progress import Stages
from huiyin.publish.staging import staged
from small_site import THEME, TODAY, SmallSite, tree

NEWS = "news/2025/well-mended.md"
PAGE = "news/2025/well-mended/index.html"  # printed from a record
NARRATIVE = "pages/contact/index.html"  # rendered by the engine
CACHE = ".cache/huiyin/cache.sqlite"

Capture = pytest.CaptureFixture[str]


def _order(site: SmallSite, base_url: str = "") -> standing.Order:
    return standing.Order(site.root, site.out, base_url)


def _build(site: SmallSite, on: date | None = TODAY, **wishes: bool) -> int:
    return ahead.build_unless_standing(_order(site), on, 1, **wishes)


def _stands(site: SmallSite, on: date | None = TODAY, base_url: str = "") -> bool:
    """Tell whether a build would find nothing to do."""
    order = _order(site, base_url)
    inputs = standing.inputs_of(order)
    return inputs is not None and standing.is_told(order, inputs, on, Stages())


def _said(capsys: Capture) -> str:
    """What was said since, without the seconds it took."""
    return re.sub(r"用时 [0-9.]+ 秒", "用时 S 秒", capsys.readouterr().out)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> SmallSite:
    """A site that was built once. Tests leave it as they found it."""
    site = SmallSite.copied("minimal", tmp_path_factory.mktemp("standing") / "xiaocheng")
    assert _build(site) == 0
    return site


@contextmanager
def _aside(site: SmallSite, path: Path) -> Iterator[Path]:
    """Take something away for a while; whatever took its place goes, and it comes back itself."""
    kept = path.rename(site.root / "aside")
    try:
        yield kept
    finally:
        shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink(True)
        kept.rename(path)


def test_a_second_build_of_the_same_leaves_every_file_where_it_is(
    built: SmallSite, capsys: Capture
) -> None:
    before = {path: (built.out / path).stat().st_ino for path in tree(built.out)}
    code = _build(built)
    after = {path: (built.out / path).stat().st_ino for path in tree(built.out)}

    assert (code, after, _said(capsys)) == (
        0,
        before,
        f"{len(built.checked().sources)} 份文件都没有问题。\n"
        f"2025-07-01 的网站没有变化：{len(before)} 个文件都和上次一样，用时 S 秒，在 {built.out}\n",
    )


def test_no_library_that_judges_or_prints_is_loaded_for_that(built: SmallSite) -> None:
    code = (
        "import json, runpy, sys\n"
        "sys.argv = sys.argv[1:]\n"
        "try: runpy.run_path(sys.argv[0], run_name='__main__')\n"
        "finally: print(json.dumps([name.split('.')[0] for name in sys.modules]))\n"
    )
    asked = (door("build"), "--root", str(built.root), "--date", TODAY.isoformat())
    done = run("-c", code, *asked, env={"PYTHONPATH": str(Path(door("build")).parent)})
    loaded = set(json.loads(done.stdout.splitlines()[-1]))

    assert (done.returncode, "没有变化" in done.stdout) == (0, True), done.stderr
    assert loaded & {"mkdocs", "jinja2", "pydantic", "PIL", "markdown", "rich"} == set()


REPLACED: dict[str, tuple[str, Callable[[Path, Path], object]]] = {
    "a page edited": (PAGE, lambda kept, path: path.write_text("<p>altered</p>")),
    "a narrative page edited": (NARRATIVE, lambda kept, path: path.write_text("<p>altered</p>")),
    "the mark edited": (
        "build.json",
        lambda kept, path: path.write_text('{"generator": "Huiyin"}'),
    ),
    "a page gone": (PAGE, lambda kept, path: None),
    "a narrative page gone": (NARRATIVE, lambda kept, path: None),
    "a copy of a page": (PAGE, shutil.copy2),
    "a link instead of a page": (PAGE, lambda kept, path: path.symlink_to(kept)),
    "a link instead of a narrative page": (NARRATIVE, lambda kept, path: path.symlink_to(kept)),
    "a pipe instead of a page": (PAGE, lambda kept, path: os.mkfifo(path)),
    "a pipe instead of a narrative page": (NARRATIVE, lambda kept, path: os.mkfifo(path)),
    "a link instead of a folder": ("news", lambda kept, path: path.symlink_to(kept)),
    "a folder instead of a page": (PAGE, lambda kept, path: path.mkdir()),
    "a link instead of the site": ("", lambda kept, path: path.symlink_to(kept)),
    "a copy of the site": ("", shutil.copytree),
    "no site": ("", lambda kept, path: None),
}


def test_a_file_that_is_not_the_one_the_build_left_is_seen(built: SmallSite) -> None:
    found = {}
    for name, (below, replace) in REPLACED.items():
        path = built.out / below
        with _aside(built, path) as kept:
            replace(kept, path)
            found[name] = _stands(built)

    assert (found, _stands(built)) == (dict.fromkeys(REPLACED, False), True)


def test_a_file_more_is_seen(built: SmallSite) -> None:
    more = built.out / "news" / ".more"
    more.write_text("")
    found = _stands(built)
    more.unlink()

    assert (found, _stands(built)) == (False, True)


def test_a_narrative_page_with_its_size_and_time_but_other_words_is_seen(built: SmallSite) -> None:
    page = built.out / NARRATIVE
    known, content = page.stat(), page.read_bytes()
    found = []
    for words in (content.replace(b"<", b">", 1), content):
        page.write_bytes(words)
        os.utime(page, ns=(known.st_atime_ns, known.st_mtime_ns))
        found.append(_stands(built))

    assert found == [False, True]


def test_while_a_build_is_running_or_was_killed_nothing_is_told(built: SmallSite) -> None:
    found = []
    with staged(built.out.with_name("beside")):  # of another target
        found.append(_stands(built))
    with suppress(InterruptedError), staged(built.out):
        found.append(_stands(built))
        raise InterruptedError
    left = built.out.with_name(".site.staging-killed")
    left.mkdir()
    found.append(_stands(built))
    left.rmdir()

    assert [*found, _stands(built)] == [True, False, False, True]


def test_the_spare_tree_may_be_deleted(built: SmallSite) -> None:
    shutil.rmtree(built.root / ".site.spare", ignore_errors=True)

    assert _stands(built)


def test_any_other_input_is_seen(built: SmallSite, monkeypatch: pytest.MonkeyPatch) -> None:
    found = {
        "day": _stands(built, date(2025, 7, 2)),
        "today": _stands(built, None),
        "address": _stands(built, base_url="https://other.example.com/"),
    }
    for below in (NEWS, "site_config.yml"):
        with _aside(built, built.path(below)) as kept:
            built.path(below).write_bytes(kept.read_bytes() + b"\n")
            found[below] = _stands(built)
    own = built.root / "theme"
    shutil.copytree(THEME, own)
    found["its own theme, the same as ours"] = not _stands(built)
    (own / "main.html").write_text("{# edited #}")
    found["theme"] = _stands(built)
    shutil.rmtree(own)
    for name in ("HOME", "SOURCE_DATE_EPOCH", "PYPINYIN_NO_PHRASES"):
        monkeypatch.setenv(name, "1751328000")
        found[name] = _stands(built)
        monkeypatch.undo()
    monkeypatch.setattr(fingerprints, "of_program", lambda: "another version")
    found["program"] = _stands(built)
    monkeypatch.undo()

    assert (found, _stands(built)) == (dict.fromkeys(found, False), True)


def test_a_theme_with_links_in_it_is_not_told_of(built: SmallSite) -> None:
    own = built.root / "theme"
    own.mkdir()
    (own / "main.html").symlink_to(THEME / "main.html")
    inputs = standing.inputs_of(_order(built))
    shutil.rmtree(own)

    assert inputs is None


def test_the_same_site_in_another_place_is_built_there(built: SmallSite, tmp_path: Path) -> None:
    copy = shutil.copytree(built.root, tmp_path / "copy", symlinks=True)

    assert not _stands(SmallSite(copy))


def test_the_day_of_a_sample_and_of_the_environment_count_as_days(
    site: SmallSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    sample = "sample: {notice: 示例。, today: 2025-07-01}"
    site.replace("site_config.yml", "congress: xiaocheng", f"congress: xiaocheng\n    {sample}")
    _build(site, None)
    found = [_stands(site, None), _stands(site, TODAY)]
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1772323200")

    assert [*found, _stands(site, None)] == [True, True, False]


def test_files_beside_the_modules_are_the_program_and_what_python_makes_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fingerprints, "_PACKAGE", tmp_path)
    seals = [fingerprints.of_program_now()]
    for below in ("fonts/a.woff2", "__pycache__/a.pyc", "words.txt"):
        (tmp_path / below).parent.mkdir(exist_ok=True)
        (tmp_path / below).write_text("x")
        seals.append(fingerprints.of_program_now())

    assert [a == b for a, b in pairwise(seals)] == [False, True, False]


def test_an_edit_and_damage_are_built_into_what_a_cold_build_gives_with_the_same_warning(
    site: SmallSite, capsys: Capture
) -> None:
    site.write(
        "news/2025/reprint.md",
        "---\nid: reprint\nstatus: published\ntitle: 转载\ncolumn: news\n"
        "published_at: 2025-04-21 09:30\nsummary: 井水清了。\n"
        "source: {name: 小城日报, url: https://news.example.com/well}\n---\n\n井水清了。\n",
    )
    _build(site)
    as_built, first = tree(site.out), _said(capsys)
    assert "1 个问题（其中 1 个是提醒），在 1 个文件里" in first
    again = (_build(site), _said(capsys))
    (site.out / PAGE).write_text("<p>altered</p>")
    (site.out / NARRATIVE).unlink()
    (site.out / "more.html").write_text("more")
    mended = (_build(site), tree(site.out) == as_built, _said(capsys))
    site.replace(NEWS, "井水清了", "井水又清了")
    edited = (_build(site), "已生成" in _said(capsys))
    after_edit = tree(site.out)

    assert (again, mended) == (
        (0, re.sub("已生成：([0-9]+ 个文件)，", r"没有变化：\1都和上次一样，", first)),
        (0, True, first),
    )
    assert (edited, after_edit == tree(site.build())) == ((0, True), True)


def test_who_wants_no_cache_or_to_see_the_stages_gets_a_build(
    built: SmallSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[ahead.Ahead] = []
    monkeypatch.setattr(building, "build_site", lambda *_, **told: begun.append(told["begun"]) or 0)
    for wish in ({}, {"profile": True}, {"without_cache": True}):
        _build(built, **wish)
    remembered = [run.inputs is not None for run in begun]

    assert (remembered, _stands(built)) == ([True, False], True)


def _overwrite(folder: Path) -> None:
    for path in folder.iterdir():
        path.write_bytes(b"this is no cache")


def _tamper(folder: Path) -> None:
    with sqlite3.connect(folder / "cache.sqlite") as file:
        file.execute("""update kept set value = replace(value, '"count": ', '"count": 9')""")
    file.close()


@pytest.mark.parametrize("spoil", [shutil.rmtree, _overwrite, _tamper])
def test_a_deleted_or_damaged_cache_tells_nothing(
    built: SmallSite, spoil: Callable[[Path], object]
) -> None:
    folder = (built.root / CACHE).parent
    with _aside(built, folder) as kept:
        shutil.copytree(kept, folder)
        spoil(folder)
        found = _stands(built)

    assert (found, _stands(built)) == (False, True)


def test_a_build_that_fails_is_remembered_as_nothing_and_the_old_site_still_stands(
    site: SmallSite, capsys: Capture
) -> None:
    _build(site)
    as_built = tree(site.out)
    found = []
    for dead in ("[井水](/no-such-page/)清了", "<b>井水清了</b>"):  # in the tree, in the records
        good = site.read(NEWS)
        site.replace(NEWS, "井水清了", dead)
        code, said = _build(site), "".join(capsys.readouterr())
        found.append((code, "什么都没有发布，原来的网站没有变" in said, _stands(site)))
        site.write(NEWS, good)

    assert (found, _stands(site), tree(site.out) == as_built) == (
        [(1, True, False), (1, True, False)],
        True,
        True,
    )


def test_a_build_that_is_killed_before_it_remembers_what_it_left_is_not_told_of(
    site: SmallSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    _build(site)
    good = site.read(NEWS)
    site.replace(NEWS, "井水清了", "井水又清了")
    monkeypatch.setattr(standing, "remember", lambda *_: None)
    monkeypatch.setattr(pipeline, "keep", lambda *_: None)
    _build(site)
    found = [_stands(site)]
    site.write(NEWS, good)

    assert [*found, _stands(site)] == [False, False]


def test_what_changes_while_a_build_is_running_and_is_changed_back_is_built_again(
    site: SmallSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = mkdocs_door.engine

    def disturbed(*asked: object) -> pipeline.Staged:
        good = site.read("pages/contact.md")
        site.write("pages/contact.md", good.replace("\n---\n", "\n---\n\n改了一半\n"))
        try:
            return engine(*asked)  # type: ignore[arg-type]
        finally:
            site.write("pages/contact.md", good)

    monkeypatch.setattr(mkdocs_door, "engine", disturbed)
    code = _build(site)
    wrong = "改了一半" in (site.out / NARRATIVE).read_text("utf-8")
    monkeypatch.undo()

    assert (code, wrong, _stands(site)) == (0, True, False)
