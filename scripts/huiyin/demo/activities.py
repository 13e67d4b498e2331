"""Activities: every group goes out once a quarter, and councils meet at stations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from .cases import Case
from .dice import Dice
from .phrases import Voice
from .stations import Post

_QUARTERS = ((date(2025, 7, 1), date(2025, 9, 30)), (date(2025, 10, 1), date(2025, 12, 31)),
             (date(2026, 3, 9), date(2026, 5, 29)))  # fmt: skip
_KINDS = ("inspection", "research", "forum", "council")
_MOST_COUNCILS = 120
_OUTING = "{k}{先看现场再说意见/带着照片和数字去问/一处一处记到本子上}。"
_COUNCIL = (
    "{议的是建议里写的那件事/把建议里的办法一条条问过去}，{当场定了谁来跟/没有定下来的下次再议}。"
)
Record = tuple[str, dict[str, Any]]


def activity_records(
    seed: int, groups: Sequence[dict[str, Any]], posts: Sequence[Post], cases: Sequence[Case]
) -> Iterator[Record]:
    """Yield path and record of each activity: a group's once a quarter, then councils on cases."""
    for group in groups:
        for number, (first, last) in enumerate(_QUARTERS):
            dice = Dice(seed, "activity", group["id"], number)
            post = dice.one(posts)
            voice = Voice(dice, {"k": group["name"]})
            yield _record(dice, dice.workday(first, last), f"{group['id']}-{number}", {
                "title": voice.say("{到现场看一遍/走一趟再开会/把去年的题目重看一次}"),
                "kind": dice.one(_KINDS[:3]),
                "place": post.name,
                "division": post.division,
                "groups": [group["id"]],
                "deputies": group["members"],
                "summary": voice.say(_OUTING),
            })  # fmt: skip
    for number, case in enumerate(cases[:_MOST_COUNCILS]):
        dice = Dice(seed, "council", number)
        post = dice.one(posts)
        voice = Voice(dice, case.slots)
        on = dice.workday(max(case.filed_on, date(2024, 2, 1)), date(2026, 2, 20))
        seated = [person.id for person in case.proposers if person.is_seated(on)]
        yield _record(dice, on, f"council-{number + 1:03d}", {
            "title": voice.say("代表议事会：{大家的事坐下来议/先听住在这里的人怎么说}"),
            "kind": "council",
            "place": post.name,
            "division": post.division,
            "station": post.id,
            "deputies": seated,
            "audience": dice.between(9, 60),
            "items": dice.between(1, 5),
            "summary": voice.say(_COUNCIL),
            "suggestions": [case.id],
        })  # fmt: skip


def _record(dice: Dice, on: date, id_: str, told: dict[str, Any]) -> Record:
    time = dice.one(("09:00-11:00", "14:30-16:30", "15:00-17:00"))
    title, kind = told.pop("title"), told.pop("kind")
    record = {
        "id": id_, "status": "published", "title": title, "kind": kind,
        "held_on": on, "time": time, **told,
    }  # fmt: skip
    return f"content/activities/{on.year}/{id_}.yml", record
