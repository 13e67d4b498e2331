"""Canonical form: records have one order and no stray blanks, and say what they said before."""

from __future__ import annotations

import random
import re
import subprocess
import sys
from pathlib import Path

import pytest

from huiyin.canonical import canonical
from huiyin.demo.congress import Size, write_demo
from huiyin.load.reader import read_site, read_source
from huiyin.load.source import Source
from small_site import SmallSite, tree

ROOT = Path(__file__).parents[1]
DOOR = ROOT / "scripts" / "format.py"
RECORDS = ("deputy", "station", "group", "suggestion", "news", "research", "page")


def _formatted(root: Path, *options: str) -> tuple[int, str]:
    command = [sys.executable, str(DOOR), "--root", str(root), *options]
    done = subprocess.run(command, capture_output=True, check=False)
    return done.returncode, done.stdout.decode()


def _form(site: SmallSite, text: str, below: str = "deputies/deputy-0001.yml") -> str:
    site.write(below, text)
    kind = "deputy" if below.startswith("deputies") else "page"
    return canonical(read_source(site.root, f"content/{below}", kind))


@pytest.fixture
def tidy(site: SmallSite) -> SmallSite:
    """The smallest site, in canonical form."""
    assert _formatted(site.root)[0] == 0
    return site


@pytest.fixture(scope="module", params=["sample", "demo"])
def sources(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> list[Source]:
    """The records of the sample congress, and those of a demo."""
    if request.param == "sample":
        return read_site(ROOT)[0]
    root = tmp_path_factory.mktemp("demo") / "site"
    write_demo(root, Size(), seed=3)
    return read_site(root)[0]


def test_what_is_published_here_is_in_canonical_form(sources: list[Source]) -> None:
    assert [source.path for source in sources if canonical(source) != source.text] == []


def test_keys_in_any_order_come_back_to_their_places(sources: list[Source], tmp_path: Path) -> None:
    lost = [
        s.path for s in sources if s.kind in RECORDS and _shuffled_and_back(s, tmp_path) != s.text
    ]

    assert lost == []


def _shuffled_and_back(source: Source, folder: Path) -> str:
    is_yaml = source.path.endswith(".yml")
    before, yaml, after = ("", source.text, "") if is_yaml else source.text.split("---\n", 2)
    blocks = re.split(r"^(?=[a-z_]+:)", yaml, flags=re.MULTILINE)[1:]
    dice = random.Random(source.path)
    dice.shuffle(blocks)
    blocks = [_shuffled_braces(block, dice) for block in blocks]
    path = folder / source.path
    path.parent.mkdir(parents=True, exist_ok=True)
    text = "".join(blocks)
    path.write_text(text if is_yaml else f"{before}---\n{text}---\n{after}", "utf-8")
    shuffled = read_source(folder, source.path, source.kind)
    assert (shuffled.data, shuffled.body) == (source.data, source.body)
    return canonical(shuffled)


def _shuffled_braces(block: str, dice: random.Random) -> str:
    """Shuffle the keys of each `{…}` on a line of its own, where no value is hard to tell apart."""

    def shuffled(group: re.Match[str]) -> str:
        pairs = re.split(r", (?=[a-z_]+: )", group[1])
        dice.shuffle(pairs)
        return "{" + ", ".join(pairs) + "}"

    return re.sub(r"(?m)(?<=- )\{([^{}\[\]\"'\n]*)\}$", shuffled, block)


def test_comments_go_with_the_key_below_them(site: SmallSite) -> None:
    text = (
        "# yaml-language-server: $schema=x\n"
        "name: 李华 # 户口本上的写法\n"
        "status: published\n"
        "\n"
        "# 编号不能改\n"
        "id: deputy-0001\n"
    )

    assert _form(site, text) == (
        "# yaml-language-server: $schema=x\n"
        "\n"
        "# 编号不能改\n"
        "id: deputy-0001\n"
        "status: published\n"
        "name: 李华 # 户口本上的写法\n"
    )


def test_the_keys_of_every_group_are_put_in_order(site: SmallSite) -> None:
    text = (
        "id: deputy-0001\n"
        "mandates:\n"
        "  - elected_on: 2021-12-20 # 补选\n"
        "    # 见公告\n"
        "    term: t1\n"
        "    roles:\n"
        "      - {from: 2022-01-08, title: 委员, body: standing-committee}\n"
        "    constituency: unit-east\n"
        "\n"
        "portrait: {alt: '李华, 在{家}里', file: \"a.jpg\"}\n"
    )

    assert _form(site, text) == (
        "id: deputy-0001\n"
        "\n"
        "portrait: {file: \"a.jpg\", alt: '李华, 在{家}里'}\n"
        "mandates:\n"
        "  # 见公告\n"
        "  - term: t1\n"
        "    constituency: unit-east\n"
        "    elected_on: 2021-12-20 # 补选\n"
        "    roles:\n"
        "      - {body: standing-committee, title: 委员, from: 2022-01-08}\n"
    )


def test_blanks_at_line_ends_go(site: SmallSite) -> None:
    assert _form(site, "\ufeffid: deputy-0001  \r\nname: 李华 \r\n\r\n\r\n") == (
        "id: deputy-0001\nname: 李华\n"
    )


@pytest.mark.parametrize(
    "text",
    [
        "id: deputy-0001\nbio: |\n  走了两里路。  \n  又走两里。\n",
        'id: deputy-0001\nbio: "走了 \\\n  两里"\n',
        "name: '李\n# 华'\nid: deputy-0001\n",
        "{name: 李华, id: deputy-0001}\n",
        "id: deputy-0001\nbio: |+\n  走了两里路。\n\nname: 李华\n",
    ],
)
def test_a_value_never_changes(site: SmallSite, text: str) -> None:
    site.write("deputies/deputy-0001.yml", text)
    source = read_source(site.root, "content/deputies/deputy-0001.yml", "deputy")
    site.write("deputies/deputy-0001.yml", canonical(source))
    again = read_source(site.root, "content/deputies/deputy-0001.yml", "deputy")

    assert (again.data, canonical(again)) == (source.data, again.text)


def test_the_words_of_a_body_keep_their_line_breaks(site: SmallSite) -> None:
    text = "---\ndescription: 怎样找到我们\ntitle: 联系我们\n---\n\n\n一号楼  \n二层\n\n\n"

    assert _form(site, text, "pages/contact.md") == (
        "---\ntitle: 联系我们\ndescription: 怎样找到我们\n---\n\n一号楼  \n二层\n"
    )


def test_a_check_shows_the_difference_and_changes_nothing(tidy: SmallSite) -> None:
    tidy.replace("deputies/deputy-0002.yml", "name: 曾广林\nsex: 男\n", "sex: 男\nname: 曾广林  \n")
    before = tree(tidy.root)

    assert _formatted(tidy.root, "--check") == (
        1,
        "--- content/deputies/deputy-0002.yml\n"
        "+++ content/deputies/deputy-0002.yml（规范写法）\n"
        "@@ -1,7 +1,7 @@\n"
        " id: deputy-0002\n"
        " status: published\n"
        "+name: 曾广林\n"
        " sex: 男\n"
        "-name: 曾广林  \n"
        " ethnicity: 汉族\n"
        " employer: 东镇水厂\n"
        " post: 工人\n"
        "1 份文件的写法不规范，运行 make format 就会整理好。\n",
    )
    assert tree(tidy.root) == before


def test_formatting_once_is_enough(tidy: SmallSite) -> None:
    tidy.replace(
        "deputies/deputy-0002.yml", "name: 曾广林\nsex: 男\n", "sex: 男\r\nname: 曾广林  \n"
    )

    first = _formatted(tidy.root)
    assert first == (0, "整理了 1 份文件，只动了次序和空白，内容没有变。\n")
    assert _formatted(tidy.root, "--check") == (0, "写法都规范，没有要整理的。\n")


def test_a_broken_file_is_left_alone(tidy: SmallSite) -> None:
    tidy.write("deputies/deputy-0002.yml", "name： 曾广林  \n")

    assert _formatted(tidy.root) == (
        0,
        "1 份文件有错，没有整理。请先运行 make check，照提示改正。\n写法都规范，没有要整理的。\n",
    )
    assert tidy.read("deputies/deputy-0002.yml") == "name： 曾广林  \n"
