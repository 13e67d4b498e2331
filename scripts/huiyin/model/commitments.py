"""Commitments (承诺解决事项): every promise, its state on the day, and the ledger of all years."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from ..records.suggestion import Suggestion

PromiseState = Literal["kept", "open", "overdue"]


@dataclass(frozen=True, slots=True)
class Promise:
    """One promise on a given day: asked → answered → evidence.

    Attributes:
        case: Id of the suggestion.
        session: Id of its session.
        index: Its place among the suggestion's commitments.
        text: What was promised.
        ask: What was asked for; None when the record does not say.
        answer: What the reply said to that.
        made_on: The day of the reply that made it; None without a reply.
        due_on: The day by which it is to be done; it never rolls, for somebody named it.
        done_on: The day it was done.
        progress: How far it is, in the editor's words.
        evidence: What proves it.
        state: `kept`, `open` (its day lies ahead) or `overdue`.
        is_due: Its day has come, or it was kept.
        overdue_days: Calendar days since its day; 0 unless overdue.
    """

    case: str
    session: str
    index: int
    text: str
    ask: str | None
    answer: str | None
    made_on: date | None
    due_on: date
    done_on: date | None
    progress: str | None
    evidence: str | None
    state: PromiseState
    is_due: bool
    overdue_days: int

    @property
    def is_late(self) -> bool:
        """Tell whether it was kept after its day."""
        return self.done_on is not None and self.done_on > self.due_on

    def is_carried_over(self, year: int) -> bool:
        """Tell whether it was made in an earlier year and not kept before this one."""
        made_before = self.made_on is not None and self.made_on.year < year
        return made_before and (self.done_on is None or self.done_on.year >= year)


@dataclass(frozen=True, slots=True)
class Ledger:
    """The ledger of promises (承诺解决事项台账): all of every session, by due day, then by case.

    An item stays until it is kept, however many years that takes.
    """

    promises: tuple[Promise, ...]

    def in_state(self, state: PromiseState) -> tuple[Promise, ...]:
        """Return the promises that are kept, open, or overdue."""
        return tuple(promise for promise in self.promises if promise.state == state)

    def carried_over(self, year: int) -> tuple[Promise, ...]:
        """Return those of earlier years that were not kept before this one."""
        return tuple(promise for promise in self.promises if promise.is_carried_over(year))

    @property
    def years(self) -> tuple[int, ...]:
        """Return the years in which promises are due, newest first."""
        return tuple(sorted({promise.due_on.year for promise in self.promises}, reverse=True))


def ledger(promises: Iterable[Promise]) -> Ledger:
    """Put promises in the ledger's order."""
    return Ledger(tuple(sorted(promises, key=lambda p: (p.due_on, p.case, p.index))))


def promises(record: Suggestion, today: date) -> tuple[Promise, ...]:
    """Return a suggestion's promises as they stand on a day."""
    answers = {point.ask: point.answer for reply in record.replies for point in reply.points}
    made_on = record.replies[-1].on if record.replies else None
    found = []
    for index, said in enumerate(record.commitments):
        passed = said.done_on is None and today > said.due_on
        state: PromiseState = "kept" if said.done_on else "overdue" if passed else "open"
        found.append(
            Promise(
                case=record.id,
                session=record.session,
                index=index,
                text=said.text,
                ask=said.ask,
                answer=answers.get(said.ask or ""),
                made_on=made_on,
                due_on=said.due_on,
                done_on=said.done_on,
                progress=said.progress,
                evidence=said.evidence,
                state=state,
                is_due=state != "open",
                overdue_days=(today - said.due_on).days if passed else 0,
            )
        )
    return tuple(found)
