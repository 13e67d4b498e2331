"""Bad inputs: one change to a sound small site, and the whole text an editor reads.

The files hold what the fault table of the field knows: YAML's traps, characters nobody sees, paths
that lead out, links that act, HTML, private numbers in every dress.
"""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from small_site import SmallSite

FOLDER = Path(__file__).parent / "bad_inputs"
ROWS = [
    pytest.param(row, id=f"{path.stem}: {row['because']}")
    for path in sorted(FOLDER.glob("*.yml"))
    for row in yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)
]


@pytest.mark.parametrize("row", ROWS)
def test_it_is_refused_in_these_words(row: dict[str, str], site: SmallSite) -> None:
    site.replace(row["file"], row["old"], row["new"])

    assert site.report() == row["expected"].rstrip("\n")


def test_a_record_with_five_mistakes_gets_five_problems(site: SmallSite) -> None:
    site.write(
        "deputies/deputy-0001.yml",
        "id: deputy-0001\nstatus: 发布\nname: 李 华\nsex: 女\nethnicity: 汉\nemployer: 东镇卫生院\n"
        "post: 护士\nstation: station-west\nmandates:\n  - term: t1\n    constituency: unit-east\n"
        "    elected_on: 2023-02-30\n",
    )

    assert [problem for problem in site.problems() if "deputy-0001.yml" in problem] == [
        "content/deputies/deputy-0001.yml:2:9 not-in-list",
        "content/deputies/deputy-0001.yml:3:7 wrong-form",
        "content/deputies/deputy-0001.yml:5:12 not-in-list",
        "content/deputies/deputy-0001.yml:8:10 unknown-reference",
        "content/deputies/deputy-0001.yml:12:17 impossible-date",
    ]


def test_a_flood_of_mistakes_is_cut_short(site: SmallSite) -> None:
    body = "\n\n".join("[井](javascript:x)" for _ in range(60))
    site.replace("news/2025/well-mended.md", "井水清了，**二十户**人家不用再走远路。", body)

    told = site.report().split("\n\n")
    assert (len(told), told[0]) == (
        51,
        """\
content/news/2025/well-mended.md  more-of-the-same
    这个文件里 unsafe-link 这样的问题太多，没有一一列出。
    请先改好列出来的，再检查一遍。""",
    )
