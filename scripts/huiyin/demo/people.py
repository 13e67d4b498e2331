"""People: deputies with work, seats, consents and pledges."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from ..records.deputy import ETHNICITIES, PARTIES
from .calendar import BEGINS_ON, ELECTED_ON, TERM, TODAY
from .dice import Dice
from .issues import Issue, all_issues
from .names import person_names
from .phrases import Voice, sections
from .places import Country, Place, unit_of

_COMMITTEES = ("legal-committee", "justice-committee", "finance-committee", "education-committee",
               "environment-committee", "agriculture-committee", "social-committee")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Person:
    """A deputy, as the other records need to know one."""

    id: str
    name: str
    sex: str
    place: Place
    employer: str
    post: str
    seated_on: date
    left_on: date | None

    def is_seated(self, on: date) -> bool:
        """Tell whether the seat is held on a day."""
        return self.seated_on <= on and (self.left_on is None or on < self.left_on)

    @property
    def slots(self) -> dict[str, str]:
        """Return the words that sentences call the person by."""
        return {"n": self.name, "w": self.employer, "p": self.post,
                "h": "她" if self.sex == "女" else "他"}  # fmt: skip


def people_for(seed: int, country: Country, count: int) -> tuple[Person, ...]:
    """Make up the deputies. Their counties come in turn, so no delegation is empty."""
    names = person_names(Dice(seed, "names"))
    counties = list(country.counties())
    by_county = {id_: [p for p in country.places if p.county_id == id_] for id_ in counties}
    return tuple(
        _person(Dice(seed, "deputy", number), number, next(names),
                by_county[counties[number % len(counties)]])
        for number in range(1, count + 1)
    )  # fmt: skip


def _person(dice: Dice, number: int, name: str, places: Sequence[Place]) -> Person:
    words = sections("people.txt")
    place = dice.one(places)
    employer, posts = dice.one(words["jobs"]).split(" | ")
    voice = Voice(dice, {**place.slots(dice), "b": dice.one(words["brands"][0].split(" "))})
    seated_on, left_on = ELECTED_ON, None
    if number % 37 == 36:
        seated_on = dice.workday(date(2024, 3, 1), date(2025, 6, 30))
    elif number % 31 == 30:
        left_on = dice.workday(date(2024, 3, 1), date(2025, 12, 31))
    sex = "女" if dice.chance(38) else "男"
    return Person(
        f"deputy-{number:04d}", name, sex, place,
        voice.say(employer), voice.say(posts), seated_on, left_on,
    )  # fmt: skip


def deputy_record(
    seed: int, person: Person, station: str | None, phone: str | None, led: Sequence[str]
) -> dict[str, Any]:
    """Return a deputy's record.

    Args:
        seed: The demo's seed.
        person: Whom it is about.
        station: The station the deputy sits in.
        phone: The station's name and office telephone.
        led: Ids of suggestions the deputy proposed first.
    """
    dice = Dice(seed, "record", person.id)
    issue = dice.one(all_issues())
    slots = {**person.slots, **person.place.slots(dice), "k": issue.keywords[0]}
    voice = Voice(dice, slots)
    consents = _consents(dice, person)
    shown = {consent["scope"] for consent in consents}
    return {
        "id": person.id,
        "status": "published",
        "updated_on": dice.workday(date(2026, 1, 5), date(2026, 2, 27)),
        "name": person.name,
        "sex": person.sex,
        "ethnicity": "汉族" if dice.chance(93) else dice.one(ETHNICITIES[1:12]),
        "party": "中共党员" if dice.chance(58) else dice.one(PARTIES[3:]),
        "birth_month": f"{dice.between(1960, 1996)}-{dice.between(1, 12):02d}"
        if "birth_month" in shown
        else None,
        "education": dice.one(("大专", "本科", "本科", "研究生", "高中", "中专")),
        "employer": person.employer,
        "post": person.post,
        "office_contact": phone if "office_contact" in shown else None,
        "station": station,
        "bio": _bio(voice),
        "consents": consents,
        "mandates": [_mandate(dice, person)],
        "pledges": _pledges(voice, issue, led),
    }


def _bio(voice: Voice) -> str:
    words = sections("people.txt")
    middles = [voice.pick(words["middles"]) for _ in range(voice.dice.between(1, 2))]
    return voice.pick(words["openings"]) + "".join(middles) + voice.pick(words["closings"])


def _consents(dice: Dice, person: Person) -> list[dict[str, Any]]:
    on = person.seated_on + timedelta(days=dice.between(20, 90))
    found: list[dict[str, Any]] = []
    for scope, percent in (("birth_month", 60), ("office_contact", 75)):
        if dice.chance(percent):
            withdrawn_on = on + timedelta(days=dice.between(30, 300)) if dice.chance(3) else None
            found.append({"scope": scope, "on": on, "withdrawn_on": withdrawn_on})
    return found


def _mandate(dice: Dice, person: Person) -> dict[str, Any]:
    mandate: dict[str, Any] = {
        "term": TERM,
        "electing_unit": unit_of(person.place.county_id),
        "elected_on": person.seated_on,
    }
    if person.seated_on > ELECTED_ON:
        mandate["by_election"] = True
    if person.left_on:
        return {**mandate, "status": "ended", "ended_on": person.left_on}
    if person.seated_on == ELECTED_ON and dice.chance(12):
        committee = dice.one(_COMMITTEES)
        title = "副主任委员" if dice.chance(15) else "委员"
        mandate["roles"] = [{"body": committee, "title": title, "from": BEGINS_ON}]
    return mandate


def _pledges(voice: Voice, issue: Issue, led: Sequence[str]) -> list[Mapping[str, Any]]:
    words = sections("people.txt")
    pledges: list[Mapping[str, Any]] = []
    for number in range(voice.dice.below(3)):
        due_on = voice.dice.workday(date(2024, 6, 1), date(2026, 12, 31))
        done = due_on < TODAY and voice.dice.chance(80)
        pledges.append(
            {
                "text": voice.pick(words["pledges"], k=voice.dice.one(issue.keywords)),
                "due_on": due_on,
                "done_on": due_on - timedelta(days=voice.dice.between(0, 40)) if done else None,
                "evidence": voice.pick(words["evidences"]) if done else None,
                "suggestion": led[number] if number < len(led) else None,
            }
        )
    return pledges
