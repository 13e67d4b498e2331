"""Every problem code has a case: a mistake in a small site, and the whole text an editor reads."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from huiyin.validate.wording import WORDS
from small_site import SmallSite

CASES = sorted((Path(__file__).parent / "cases").glob("*.yml"))
# What no YAML text can say: bytes, links, pipes, rights, sizes.
TOLD_ELSEWHERE = {
    "symbolic-link", "not-a-file", "unreadable", "not-utf-8", "file-too-large", "field-too-long",
    "too-many-nodes", "more-of-the-same", "picture-name", "names-alike", "broken-picture",
    "wrong-picture-ending", "picture-too-heavy", "picture-too-large", "animated-picture",
    "picture-with-a-tail", "cmyk-picture", "picture-tells-place",
}  # fmt: skip
ELSEWHERE = (
    Path(__file__).parents[1] / "load" / "test_reader.py",
    Path(__file__).parent / "test_media.py",
    Path(__file__).parent / "test_bad_inputs.py",
)


def _case(path: Path) -> dict[str, object]:
    loaded = yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)
    assert isinstance(loaded, dict)
    return loaded


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_an_editor_reads_exactly_this(path: Path, site: SmallSite) -> None:
    case = _case(path)
    for below, text in dict(case.get("files") or {}).items():
        site.write(below, text)
    for below, (old, new) in dict(case.get("changes") or {}).items():
        site.replace(below, old, new)
    for below in list(case.get("without") or []):
        site.remove(below)

    assert site.report() == str(case["expected"]).rstrip("\n")


def test_each_code_has_a_case() -> None:
    told = {line.split("  ")[1].split("（")[0]
            for path in CASES
            for line in str(_case(path)["expected"]).splitlines()
            if line.startswith(("content", "site_config")) and "  " in line}  # fmt: skip

    assert sorted(WORDS.keys() - told) == sorted(TOLD_ELSEWHERE)


def test_each_code_told_elsewhere_is_told_there() -> None:
    text = "".join(path.read_text("utf-8") for path in ELSEWHERE)

    assert [code for code in sorted(TOLD_ELSEWHERE) if f"  {code}\n" not in text] == []
