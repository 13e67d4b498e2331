"""Groups and research: deputies who work together, and what they found out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from .cases import Case
from .dice import Dice
from .issues import all_issues
from .people import Person
from .phrases import Voice, sections
from .places import Country
from .stations import Post

_TOPICS = {
    "agriculture": "农业农村", "education": "教育", "health": "医疗卫生", "elderly": "养老托育",
    "transport": "交通出行", "urban": "城市建设", "environment": "生态环境", "economy": "经济发展",
    "culture": "文化体育", "governance": "社会治理",
}  # fmt: skip
Entry = tuple[str, dict[str, Any], str]


def group_records(
    seed: int, country: Country, people: Sequence[Person], posts: Sequence[Post]
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield path and record of each group: one a county, one a topic."""
    names = [("regional", county) for county in country.counties().values()]
    names += [("professional", topic) for topic in _TOPICS.values()]
    active = [person for person in people if person.left_on is None]
    for number, (kind, name) in enumerate(names, start=1):
        dice = Dice(seed, "group", number)
        near = [person for person in active if person.place.county == name]
        members = dice.some(near if len(near) > 2 else active, dice.between(3, 9))
        voice = Voice(dice, {"n": members[0].name, "k": name})
        id_ = f"group-{number:02d}"
        yield (
            f"content/groups/{id_}.yml",
            {
                "id": id_,
                "status": "published",
                "name": f"{name}{'' if kind == 'regional' else '专业'}代表小组",
                "kind": kind,
                "topic": name if kind == "professional" else None,
                "convenor": members[0].id,
                "members": [person.id for person in members],
                "base": dice.one(posts).id,
                "intro": voice.say(
                    "小组由{n}牵头，{每季度/每两个月}活动一次，{先去现场待半天再谈意见/一年只做一两个题目}。"
                )
                + voice.say(
                    "{开会不念稿子，带照片和数字来/谁提的谁跟到底}，"
                    "{年底把做过的再看一遍/做不成的也写明为什么}。"
                ),
            },
        )


def research_records(
    seed: int, people: Sequence[Person], cases: Sequence[Case], count: int
) -> Iterator[Entry]:
    """Yield path, record and body of each research report."""
    for number in range(1, count + 1):
        dice = Dice(seed, "research", number)
        case = dice.one(cases)
        id_ = f"research-{number:03d}"
        members = dice.some(people, min(len(people), dice.between(2, 5)))
        voice = Voice(dice, case.slots)
        words = sections("news.txt")
        others = [dice.one(all_issues()).keywords[0] for _ in range(3)]
        record = {
            "id": id_,
            "status": "published",
            "title": voice.pick(words["research-title"]),
            "published_on": dice.workday(date(2023, 3, 1), date(2026, 2, 20)),
            "authors": [f"{_TOPICS[case.issue.topic]}专业代表小组"],
            "deputies": [person.id for person in members],
            "topic": case.issue.topic,
            "summary": voice.pick(words["research-summary"]),
            "outputs": [case.id],
        }
        rows = [f"| {word} | {dice.between(12, 90)} | {dice.between(3, 40)} |"
                for word in dict.fromkeys((*case.issue.keywords, *others))]  # fmt: skip
        scenes = [voice.say(scene) for scene in case.issue.scenes]
        body = [
            "## 怎么做的", voice.pick(words["research-what"]), "## 看到的", *scenes,
            "\n".join(["| 问到的事 | 提到的人数 | 其中不满意 |", "| --- | --- | --- |", *rows]),
            "## 为什么", *(voice.say(cause) for cause in case.issue.causes), "## 建议",
            "\n".join(f"- {voice.say(deed)}。" for deed in case.issue.deeds),
            voice.pick(words["research-next"]),
        ]  # fmt: skip
        yield f"content/reports/research/{id_}.md", record, "\n\n".join(body)
