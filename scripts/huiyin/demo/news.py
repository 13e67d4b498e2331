"""News: stories, voices, supervision, meetings and notices over several years."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from .calendar import BEGINS_ON, TODAY
from .cases import Case
from .dice import Deck, Dice
from .issues import all_issues
from .people import Person
from .phrases import Voice, sections
from .places import Country
from .stations import Post

_COLUMNS = {"station": "stations", "story": "story", "voice": "voice", "supervise": "supervision",
            "congress": "news", "notice": "notice", "spotlight": "spotlight"}  # fmt: skip
_DECK = {"station": 10, "story": 5, "spotlight": 4, "voice": 4, "supervise": 7, "congress": 8,
         "notice": 2}  # fmt: skip
_LONGEST_TITLE = 40
_LONGEST_SUMMARY = 110
Article = tuple[str, dict[str, Any], str]


class Newsroom:
    """Writes articles about people, stations and suggestions that exist."""

    def __init__(
        self,
        seed: int,
        country: Country,
        people: Sequence[Person],
        posts: Sequence[Post],
        cases: Sequence[Case],
    ) -> None:
        self._seed = seed
        self._country = country
        self._people = people
        self._cases = cases
        self._posts_of: dict[str, list[Post]] = defaultdict(list)
        for post in posts:
            self._posts_of[post.place.county_id].append(post)
            self._posts_of[post.place.town_id].append(post)
        self._posts = posts
        self._titles: set[str] = set()

    def write_all(self, count: int) -> Iterator[Article]:
        """Yield path, record and body of each article."""
        deck = Deck(Dice(self._seed, "columns"), _DECK)
        earlier: list[str] = []
        for number in range(1, count + 1):
            kind = deck.deal()
            if not self._cases and kind not in ("congress", "notice"):
                kind = "congress"
            id_ = f"news-{number:05d}"
            dice = Dice(self._seed, id_)
            record, body = self._article(dice, id_, kind)
            if earlier and dice.chance(30):
                record["related"] = [dice.one(earlier)]
            earlier.append(id_)
            yield f"content/news/{record['published_at'].year}/{id_}.md", record, body

    def _article(self, dice: Dice, id_: str, kind: str) -> tuple[dict[str, Any], str]:
        about = dice.one(self._cases) if kind not in ("congress", "notice") else None
        person = about.proposers[0] if about else self._active(dice)
        issue = about.issue if about else dice.one(all_issues())
        place = about.place if about else dice.one(self._country.of_scope(issue.scope))
        near = self._posts_of[place.town_id] or self._posts_of[place.county_id] or self._posts
        post = dice.one(near)
        on = _day(dice, about)
        slots = {
            **(about.slots if about else place.slots(dice)), **person.slots,
            "K": dice.one(issue.keywords), "k": dice.one(issue.keywords),
            "s": post.name, "d": _chinese(on).split("年")[1],
            "E": _chinese(on + timedelta(days=dice.between(15, 45))),
            "T": about.title if about else "",
            "U": f"[{about.title}]({about.url})" if about else "",
        }  # fmt: skip
        voice = Voice(dice, slots)
        title = self._title(voice, kind)
        paragraphs = _paragraphs(voice, kind, [voice.say(s) for s in dice.shuffled(issue.scenes)])
        record = {
            "id": id_,
            "status": "published",
            "title": title,
            "column": _COLUMNS[kind],
            "published_at": datetime.combine(on, time(dice.between(8, 19), dice.between(0, 59))),
            "source": {"name": "示例市人大网"},
            "summary": _summary(paragraphs[0]),
            "keywords": list(dict.fromkeys((slots["K"], place.county, place.village))),
            "deputies": [person.id] if kind != "notice" else [],
            "stations": [post.id] if kind == "station" else [],
            "suggestions": [about.id] if about else [],
        }
        return record, "\n\n".join(paragraphs)

    def _active(self, dice: Dice) -> Person:
        while (person := dice.one(self._people)).left_on:
            pass
        return person

    def _title(self, voice: Voice, kind: str) -> str:
        patterns = sections("news.txt")[f"{_words(kind)}-title"]
        for number in range(1, 10_000):
            title = voice.say(voice.dice.one(patterns))
            if kind == "notice":
                title = f"{title}（第{number}号）"
            elif number > 10:
                title = f"{title}（{number - 9}）"
            if title not in self._titles and len(title) <= _LONGEST_TITLE:
                self._titles.add(title)
                return title
        raise ValueError(f"no title is left for {kind}")


def _words(kind: str) -> str:
    return "story" if kind == "spotlight" else kind


def _paragraphs(voice: Voice, kind: str, scenes: Sequence[str]) -> list[str]:
    words = sections("news.txt")
    name = _words(kind)
    lead, end = voice.pick(words[f"{name}-lead"]), voice.pick(words[f"{name}-end"])
    if kind == "notice":
        items = [f"{i}. {voice.say(item)}" for i, item in enumerate(words["notice-item"], 1)]
        return [lead, "\n".join(items), end]
    turns = [voice.pick(words[f"{name}-turn"]) for _ in range(voice.dice.between(2, 3))]
    mood = voice.say(words["mood"][0]) if voice.dice.chance(40) else ""
    middle = [mood + turns[0] + scenes[1], *turns[1:]]
    if voice.dice.chance(25):
        middle.insert(1, f"## {voice.say('{现场怎么说/难在哪里/听到的和看到的/一条一条对}')}")
    return [lead + scenes[0], *middle, scenes[2] + end]


def _summary(lead: str) -> str:
    text = re.sub(r"\[(.*?)\]\(.*?\)", r"《\1》", lead)
    return text if len(text) <= _LONGEST_SUMMARY else text[: _LONGEST_SUMMARY - 2] + "……"


def _chinese(on: date) -> str:
    return f"{on.year}年{on.month}月{on.day}日"


def _day(dice: Dice, about: Case | None) -> date:
    first = about.filed_on + timedelta(days=3) if about else BEGINS_ON
    last = min(TODAY - timedelta(days=1), first + timedelta(days=400)) if about else TODAY
    return dice.day(min(first, last), last)
