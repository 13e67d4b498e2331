"""What a further build takes over from the last tree, and what it does not trust."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from huiyin import mkdocs_door, pipeline
from huiyin.cache import Cache
from huiyin.publish.checks import StagedTreeError
from huiyin.render import former
from huiyin.render.former import Former, Printed, recalled, remember
from small_site import THEME, TODAY, SmallSite, tree

NEWS = "news/2025/well-mended.md"
PAGE = "news/2025/well-mended/index.html"
OTHER = "deputies/deputy-0001/index.html"


def _build(site: SmallSite) -> Path:
    request = pipeline.Request(site.root, THEME, 1, site.root / "cache.sqlite", site.out)
    checked = site.checked()
    model = pipeline.model_of(checked, TODAY)
    inspector = pipeline.inspector_for(request, model, checked)
    pipeline.build(request, model, site.out, mkdocs_door.engine, inspector)
    return site.out


def test_an_edit_leaves_other_files_where_they_were_and_the_old_tree_as_it_was(
    site: SmallSite,
) -> None:
    out = _build(site)
    _build(site)
    old, numbers = tree(out), {path: (out / path).stat().st_ino for path in (PAGE, OTHER)}
    site.replace(NEWS, "井水清了", "井水又清了")
    _build(site)
    same = {path: (out / path).stat().st_ino == number for path, number in numbers.items()}
    is_shown = "井水又清了" in site.words(PAGE.removesuffix("index.html"))

    assert (same, is_shown, tree(site.root / ".site.spare") == old) == (
        {PAGE: False, OTHER: True},
        True,
        True,
    )


def test_a_page_altered_or_removed_by_hand_is_printed_anew(site: SmallSite) -> None:
    out = _build(site)
    as_built = tree(out)
    (out / PAGE).write_text("<p>altered</p>", "utf-8")
    (out / OTHER).unlink()

    assert tree(_build(site)) == as_built


def test_a_link_to_a_page_that_went_away_is_told_from_what_was_noted_of_the_page(
    site: SmallSite,
) -> None:
    moved = "redirects:\n  - {from: /well/, to: /stations/}\n"
    site.write("registers/redirects.yml", moved)
    site.replace(NEWS, "井水清了", "[井水](/well/)清了")
    out = _build(site)
    live = tree(out)
    site.remove("registers/redirects.yml")
    with pytest.raises(StagedTreeError) as told:
        _build(site)
    line = site.read(NEWS).split("/well/")[0].count("\n") + 1

    assert (str(told.value), tree(out) == live) == (
        "打不开的链接：../../../well/"
        f"（在 news/2025/well-mended/，来自 content/news/2025/well-mended.md:{line}）",
        True,
    )


def test_what_a_build_left_is_recalled_and_its_notes_only_under_the_same_terms(
    tmp_path: Path,
) -> None:
    page = Printed("index.html", "key", "seal", (7, 8, 9))
    notes = {"index.html": ("0" * 64, 7, "", "top\nend"), "a.css": ("1" * 64, 8, "", "")}
    left = Former("site", {page.path: page}, terms="one guard", notes=notes)
    with Cache(tmp_path / "cache.sqlite") as cache:
        remember(cache, left)
        known = recalled(cache, "site")

    assert (known, known.notes_under("one guard"), known.notes_under("another")) == (
        left,
        notes,
        {},
    )


def test_what_a_large_build_left_is_kept_in_parts_and_recalled_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(former, "_AT_ONCE", 3)
    names = [f"{number}/index.html" for number in range(8)]
    pages = {name: Printed(name, "key", "seal", (7, 8, 9)) for name in names}
    left = Former("site", pages, notes=dict.fromkeys(names, ("0" * 64, 7, "", "")))
    with Cache(tmp_path / "c") as cache:
        remember(cache, left)
    with Cache(tmp_path / "c") as cache:
        whole = recalled(cache, "site")
    with sqlite3.connect(tmp_path / "c") as file:
        parts = file.execute("delete from kept where key like '%, part 4'").rowcount
    file.close()
    with Cache(tmp_path / "c") as cache:
        assert (whole, parts, recalled(cache, "site")) == (left, 1, Former("site"))


def test_what_a_build_left_is_forgotten_when_it_was_tampered_with(site: SmallSite) -> None:
    as_built = tree(_build(site))
    with sqlite3.connect(site.root / "cache.sqlite") as file:
        file.execute("update kept set value = replace(value, 'index.html', 'INDEX.html')")

    assert tree(_build(site)) == as_built
