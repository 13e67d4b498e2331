"""A staged tree that is not as planned stops the build, with all its faults in one message."""

from __future__ import annotations

from pathlib import Path

import pytest

from huiyin.publish.checks import StagedTreeError, check


def _tree(folder: Path, files: dict[str, str]) -> set[str]:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
    return set(files)


def test_what_is_missing_empty_or_unplanned_is_told_at_once(tmp_path: Path) -> None:
    _tree(tmp_path, {"index.html": "<p>here</p>", "empty.html": "", "stray.txt": "who?"})

    with pytest.raises(StagedTreeError) as told:
        check(tmp_path, {"index.html", "empty.html", "gone.html"})

    assert str(told.value).splitlines() == [
        "planned but not written: gone.html",
        "written but not planned: stray.txt",
        "empty file: empty.html",
    ]


def test_a_link_that_leads_nowhere_is_told_with_its_page(tmp_path: Path) -> None:
    planned = _tree(
        tmp_path,
        {
            "index.html": '<a href="./deputies/li/#bio">李</a><a href="deputies/">all</a>',
            "deputies/li/index.html": (
                '<h2 id="bio">x</h2><a href="../../">home</a><a href="../wang/">王</a>'
                '<a href="#nowhere">x</a><img src="../../a.png"><a href="https://else.example/">e</a>'
            ),
        },
    )

    with pytest.raises(StagedTreeError) as told:
        check(tmp_path, planned)

    assert str(told.value).splitlines() == [
        "dead link in deputies/li/index.html: ../wang/",
        "dead anchor in deputies/li/index.html: #nowhere",
        "dead link in deputies/li/index.html: ../../a.png",
        "dead link in index.html: deputies/",
    ]


def test_a_tree_as_planned_passes(tmp_path: Path) -> None:
    planned = _tree(tmp_path, {"index.html": '<a href="a/?q=1">a</a>', "a/index.html": "<p>a</p>"})

    check(tmp_path, planned)

    assert planned == {"index.html", "a/index.html"}
