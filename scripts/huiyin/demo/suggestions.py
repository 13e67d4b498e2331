"""Suggestions: who proposes what, where, in which session, and what is not public."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from .calendar import SITTINGS, TODAY, Sitting, sittings_for
from .cases import Case
from .dice import Deck, Dice
from .handling import case_record
from .issues import Issue, all_issues
from .people import Person
from .phrases import Voice
from .places import Country, Place
from .road import LEADS_TO, NEWEST, PAST, Road, travel

_MOST_NUMBERS = 9999
_OUTCOMES = {"resolved": 6, "in_progress": 4, "planned": 3, "later": 2, "reference": 2,
             "infeasible": 1}  # fmt: skip
_HIDDEN_EVERY = 33
_REASONS = ("privacy", "trade_secret", "work_secret", "security_stability", "deputy_requested",
            "third_party", "pending_review")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Filed:
    """A written suggestion: its record, and its case unless it is not public."""

    path: str
    record: dict[str, Any]
    body: str
    case: Case | None


class Docket:
    """Files the suggestions of all sessions, one after the other."""

    def __init__(self, seed: int, country: Country, people: Sequence[Person]) -> None:
        self._seed = seed
        self._country = country
        self._people = people
        self._by_county: dict[str, list[Person]] = defaultdict(list)
        for person in people:
            self._by_county[person.place.county_id].append(person)
        self._titles: set[str] = set()
        self._outcomes = {
            sitting: Deck(
                Dice(seed, "outcomes", sitting.id),
                {key: n for key, n in _OUTCOMES.items() if key in sitting.outcomes.values()},
            )
            for sitting in SITTINGS
        }

    def file_all(self, count: int) -> Iterator[Filed]:
        """Yield every suggestion, oldest session first."""
        for sitting, share in sittings_for(count).items():
            newest = sitting is SITTINGS[-1]
            deck = Deck(Dice(self._seed, "deck", sitting.id), NEWEST if newest else PAST)
            earlier: list[Case] = []
            for number, filed_on, recess in self._numbers(sitting, share):
                mark = f"{'r' if recess else ''}{number:04d}"
                dice = Dice(self._seed, "suggestion", sitting.id, mark)
                if number % _HIDDEN_EVERY == _HIDDEN_EVERY // 2:
                    yield self._stub(dice, sitting, filed_on, recess=recess)
                    continue
                card = deck.deal()
                if card == "merged" and not earlier:
                    card = "closed"
                case = self._case(dice, card, sitting, f"{sitting.id}-{mark}", filed_on, earlier)
                record, body = case_record(self._seed, case, number, recess=recess)
                path = f"content/reports/suggestions/{sitting.id}/{mark}.md"
                yield Filed(path, record, body, case)
                if case.road.kind not in ("merged", "withdrawn", "not-accepted"):
                    earlier.append(case)

    def _numbers(self, sitting: Sitting, count: int) -> Iterator[tuple[int, date, bool]]:
        """Yield number, day and whether it was in recess: nine of ten are filed in session."""
        in_session = min(_MOST_NUMBERS, count - count // 10)
        days = (sitting.closed_on - sitting.opened_on).days + 1
        for number in range(1, in_session + 1):
            yield (
                number,
                sitting.opened_on + timedelta(days=number * days // (in_session + 1)),
                False,
            )
        first = sitting.closed_on + timedelta(days=12)
        span = (sitting.recess_until - first).days
        in_recess = count - in_session
        for number in range(1, in_recess + 1):
            yield number, first + timedelta(days=number * span // (in_recess + 1)), True

    def _case(
        self, dice: Dice, card: str, sitting: Sitting, id_: str, on: date, earlier: Sequence[Case]
    ) -> Case:
        into = dice.one(earlier) if card == "merged" else None
        issue = into.issue if into else dice.one(all_issues())
        place, slots, title = self._titled(dice, issue)
        road = travel(dice, card, on)
        merged = into if road.days("merged") else None  # the merging may lie after today
        kin = dice.one(earlier) if earlier and dice.chance(40) else None
        related = kin.id if kin and kin.issue.topic == issue.topic else None
        return Case(
            id_, sitting, issue, place, slots, title, road, self._outcome(sitting, road),
            tuple(self._proposers(dice, place, on)), merged.id if merged else None, related,
        )  # fmt: skip

    def _outcome(self, sitting: Sitting, road: Road) -> str:
        if not road.days("replied"):
            return ""
        if road.kind == "together" and "merged" in sitting.outcomes.values():
            return "merged"
        if fit := [o for o in LEADS_TO.get(road.kind, ()) if o in sitting.outcomes.values()]:
            return fit[len(road.steps) % len(fit)]
        return self._outcomes[sitting].deal()

    def _titled(self, dice: Dice, issue: Issue) -> tuple[Place, dict[str, str], str]:
        """Choose a place and a title that nobody has used."""
        places = self._country.of_scope(issue.scope)
        for attempt in range(1000):
            place = dice.one(places)
            slots = {**place.slots(dice), "K": issue.keywords[0]}
            wish = Voice(dice, slots).pick(issue.titles)
            title = f"关于{wish}的建议"
            if attempt > 20:
                title = f"关于{wish}并延伸到{slots['r']}的建议"
            if title not in self._titles:
                self._titles.add(title)
                return place, slots, title
        raise ValueError("too many suggestions for the places and issues there are")

    def _proposers(self, dice: Dice, place: Place, on: date) -> list[Person]:
        near = [person for person in self._by_county[place.county_id] if person.is_seated(on)]
        lead = dice.one(near) if near else self._seated(dice, on)
        others = 0 if dice.chance(35) else dice.between(1, 7)
        joined = {lead.id: lead}
        for _ in range(others):
            person = self._seated(dice, on) if dice.chance(40) or not near else dice.one(near)
            joined.setdefault(person.id, person)
        return list(joined.values())

    def _seated(self, dice: Dice, on: date) -> Person:
        while not (person := dice.one(self._people)).is_seated(on):
            pass
        return person

    def _stub(self, dice: Dice, sitting: Sitting, filed_on: date, *, recess: bool) -> Filed:
        number = dice.below(16**6)
        letter = "abcdef"[number % 6]  # in the middle, or a congress has an id like a telephone
        id_ = f"sgx-{number >> 4:05x}{letter}{dice.below(16**6):06x}"
        road = travel(dice, "closed", filed_on)
        kept = ("filed", "accepted", "assigned", "closed")
        replied = road.days("replied")
        record = {
            "id": id_,
            "status": "published",
            "session": sitting.id,
            "filed_in": "recess" if recess else "session",
            "publicity": {
                "level": "not_public",
                "reason": dice.one(_REASONS),
                "decided_by": "deputy-affairs",
                "decided_on": replied[0] if replied else min(TODAY, filed_on + timedelta(days=20)),
            },
            "events": [{"on": on, "kind": kind} for on, kind in road.steps if kind in kept],
            "replies": [{"round": 1, "on": on, "outcome": "A"} for on in replied],
        }
        return Filed(f"content/reports/suggestions/{sitting.id}/{id_}.md", record, "", None)
