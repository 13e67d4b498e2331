"""A new record passes as it is, and nothing is ever overwritten."""

from __future__ import annotations

import re

import click
import pytest
from click.testing import CliRunner, Result

from huiyin.beginning import begin_record
from huiyin.help.questions import QUESTIONS
from huiyin.load.front_matter import split
from huiyin.load.strict_yaml import parse
from new_record import main
from small_site import TODAY, SmallSite

GIVEN = {
    "deputy": "--name 王敏 --sex 女 --employer 东镇中学 --post 教师 "
    "--unit 第一选区 --date 2023-12-20",
    "station": "--name 西村人大代表联络站 --kind 村和社区联络站 --division 东镇 "
    "--address 东镇西村1号 --date 2025-01-01",
    "group": "--name 水利代表小组 --kind professional --convenor deputy-0001 "
    "--member deputy-0002 --member deputy-0003",
    "suggestion": "--title 关于修渠的建议 --topic 水利 --proposer 李华 --date 2025-01-09",
    "activity": "--title 沿渠走一遍 --kind inspection --date 2025-06-10 --place 东镇 "
    "--organiser water-bureau --summary 看看水到了哪里。",
    "news": "--title 渠水进了东镇 --column news --summary 代表到现场看了水渠。",
    "research": "--title 东镇水渠调研 --topic water --summary 看了十二处。 --author 代表小组",
}
PATHS = {
    "deputy": "content/deputies/deputy-0003.yml",
    "station": "content/stations/station-01.yml",
    "group": "content/groups/group-01.yml",
    "suggestion": "content/reports/suggestions/t1-s1/0002.md",
    "activity": "content/activities/2025/activity-20250610-1.yml",
    "news": "content/news/2025/news-20250701-1.md",
    "research": "content/reports/research/research-20250701-1.md",
}


def run(site: SmallSite, kind: str, *more: str, **given: str) -> Result:
    """The door as a script runs it: options alone, nobody to ask."""
    noon = "1751342400"  # of TODAY
    options = [*(given.get("only") or GIVEN[kind]).split(" "), *more]
    env = {"SOURCE_DATE_EPOCH": noon}
    return CliRunner(env=env).invoke(main, [kind, "--root", str(site.root), *options])


@pytest.fixture
def peopled(site: SmallSite) -> SmallSite:
    """The minimal site with a third deputy, so that a group can be formed."""
    third = site.read("deputies/deputy-0002.yml").replace("deputy-0002", "deputy-0003")
    site.write("deputies/deputy-0003.yml", re.sub(r"(?m)^name: .*$", "name: 王敏", third))
    return site


@pytest.mark.parametrize("kind", sorted(QUESTIONS))
def test_a_new_record_passes_as_it_is(kind: str, site: SmallSite, request) -> None:  # type: ignore[no-untyped-def]
    if kind == "group":
        request.getfixturevalue("peopled")
    before = site.report()
    result = run(site, kind)

    assert (result.output, result.exit_code) == (PATHS[kind] + "\n", 0)
    assert "status: draft" in (site.root / PATHS[kind]).read_text("utf-8")
    assert site.report() == before == ""


@pytest.mark.parametrize("kind", sorted(QUESTIONS))
def test_what_is_optional_can_be_written_by_taking_the_mark_away(
    kind: str, site: SmallSite, request
) -> None:  # type: ignore[no-untyped-def]
    if kind == "group":
        request.getfixturevalue("peopled")
    run(site, kind)
    text = (site.root / PATHS[kind]).read_text("utf-8")
    parts = split(text)
    whole = re.sub(r"(?m)^# ([a-z_]+: )", r"\1", parts[0] if parts else text)

    assert parse(whole).troubles == []
    assert whole != (parts[0] if parts else text)


def test_a_suggestion_that_is_not_public_holds_nothing_but_its_dates(site: SmallSite) -> None:
    result = run(site, "suggestion", only="--not-public --date 2025-01-09")

    assert re.fullmatch(r"content/reports/suggestions/t1-s1/sgx-[0-9a-f]{8}\.md\n", result.output)
    assert site.report() == ""


def test_a_suggestion_filed_in_recess_has_its_own_numbers(site: SmallSite) -> None:
    given = (
        "--title 关于修渠的建议 --topic water --proposer 李华 --date 2025-03-09 --filed-in recess"
    )

    assert [run(site, "suggestion", only=given).output for _ in range(2)] == [
        "content/reports/suggestions/t1-s1/r0001.md\n",
        "content/reports/suggestions/t1-s1/r0002.md\n",
    ]
    assert site.report() == ""


def test_yaml_says_where_its_schema_is_when_the_site_has_it(site: SmallSite) -> None:
    (site.root / "schemas").mkdir()
    (site.root / "schemas" / "deputy.schema.json").write_text("{}")
    run(site, "deputy")

    first, *_ = site.read("deputies/deputy-0003.yml").splitlines()
    assert first == "# yaml-language-server: $schema=../../schemas/deputy.schema.json"
    assert (site.path("deputies") / "../../schemas/deputy.schema.json").exists()
    assert site.report() == ""


def test_a_title_may_hold_marks_of_yaml(site: SmallSite) -> None:
    title = 'A: “{渠}” # \\ "水"'
    run(site, "research", "--title", title)

    [research] = site.checked().validated.catalogue.records("research")
    assert research.title == title


def test_a_record_with_errors_does_not_stay(site: SmallSite) -> None:
    result = run(site, "research", "--topic", "watre")

    assert result.exit_code == 1
    assert "unknown-reference" in result.output
    assert not (site.root / PATHS["research"]).exists()


def test_nothing_is_overwritten(site: SmallSite) -> None:
    before = site.read("deputies/deputy-0001.yml")
    result = run(site, "deputy", "--id", "deputy-0001")

    assert result.exit_code == 2
    assert "不会覆盖它" in result.output
    assert site.read("deputies/deputy-0001.yml") == before


@pytest.mark.parametrize(
    "more",
    [
        ("deputy", "--id", "../../site_config"),
        ("news", "--date", "../../2025"),
        ("suggestion", "--session", "../../.."),
        ("deputy", "--not-public"),
    ],
)
def test_what_cannot_be_a_place_is_refused(more: tuple[str, ...], site: SmallSite) -> None:
    kind, *options = more

    assert run(site, kind, *options).exit_code == 2
    assert site.report() == ""


def test_missing_answers_are_named_when_nobody_can_be_asked(site: SmallSite) -> None:
    result = run(site, "station", only="--name 西村人大代表联络站")

    assert result.exit_code == 2
    assert "--kind（类型）、--division（所在地）、--address（地址）、--date" in result.output


def test_missing_answers_are_asked_for_at_a_terminal(site: SmallSite) -> None:
    @click.command()
    def asked() -> None:
        questions = QUESTIONS["news"]
        given = {question.name: () if question.many else "" for question in questions}
        begin_record(site.root, "news", given, asking=True)

    typed = f"渠水进了东镇\n要闻\n{TODAY}\n\n代表到现场看了水渠。\n李华、deputy-0002\n"
    result = CliRunner().invoke(asked, input=typed)

    assert "标题: " in result.output
    assert "news 要闻、spotlight 代表风采" in result.output
    [article] = (r for r in site.checked().validated.catalogue.records("news")
                 if r.title == "渠水进了东镇")  # fmt: skip
    assert article.deputies == ("deputy-0001", "deputy-0002")
    assert article.source.name == "小城人大"
    assert site.report() == ""
