"""Views: the small plain-data pieces that pages are made of. Templates see only these."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from ..model.numerals import chinese_date


@dataclass(frozen=True, slots=True)
class Link:
    """A link inside the site. `url` is from the site's root, without a first slash."""

    title: str
    url: str
    note: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True)
class Day:
    """A day for people and for machines."""

    iso: str
    text: str

    @staticmethod
    @cache
    def of(on: date | datetime) -> Day:
        """Show a date as 2025年3月1日; a moment keeps its time in the machine's form only."""
        return Day(on.isoformat(), chinese_date(on))


@dataclass(frozen=True, slots=True)
class Tag:
    """A status: a word with a shape and a colour, so that no one of them stands alone.

    Attributes:
        tone: `resolved`, `progress`, `planned`, `neutral` or `warning`.
        shape: `full`, `half`, `empty` or `diamond`.
    """

    word: str
    tone: str
    shape: str


@dataclass(frozen=True, slots=True)
class Source:
    """A picture in one format: (address, width in pixels) of each of its files."""

    type: str
    files: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture on a page.

    Attributes:
        url: The file every browser can read, of `width` and `height` pixels.
        sources: Smaller formats of the same picture, the best first.
    """

    alt: str
    credit: str
    url: str
    width: int
    height: int
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class DeputyCard:
    """A deputy in a list. Without a portrait, the surname is drawn."""

    name: str
    url: str
    surname: str
    tint: int
    work: str
    delegation: str
    station: Link | None
    is_former: bool
    title: str = ""
    distinction: str = ""
    portrait: Picture | None = None


@dataclass(frozen=True, slots=True)
class NameEntry:
    """A deputy in an index of names.

    Attributes:
        note: What stands behind the name.
        keys: What else the filter finds the deputy by: pinyin, initials, work, delegation, posts.
    """

    name: str
    url: str
    distinction: str
    note: str
    delegation: str
    keys: str
    sex: str
    ethnicity: str


@dataclass(frozen=True, slots=True)
class NameSection:
    """A part of an index of names: a letter, a station, a committee."""

    title: str
    people: tuple[NameEntry, ...]
    url: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class IndexPage:
    """One page of a long index of names, as the list of its pages shows it.

    Attributes:
        links: To its sections; where these are too many, one that says from where to where it goes.
        current: It is the page the list stands on.
    """

    number: int
    links: tuple[Link, ...]
    current: bool = False


@dataclass(frozen=True, slots=True)
class ReceptionRow:
    """One reception in a list. Receptions are near, so the day is shown without its year.

    Attributes:
        is_named: The receivers are those of this day; else they take turns.
        is_off: It was called off.
    """

    day: Day
    weekday: str
    time: str
    station: Link
    place: str
    receivers: tuple[Link, ...]
    note: str = ""
    provisional: bool = False
    is_named: bool = False
    is_off: bool = False


@dataclass(frozen=True, slots=True)
class StationCard:
    """A station in a list."""

    name: str
    url: str
    kind: str
    division: str
    address: str
    deputy_count: int
    next_reception: ReceptionRow | None
    is_closed: bool
    is_online: bool = False


@dataclass(frozen=True, slots=True)
class SuggestionRow:
    """A suggestion in a list."""

    number: str
    title: str
    url: str
    topic: str
    proposers: str
    handler: str
    day: Day
    tag: Tag
    is_key: bool


@dataclass(frozen=True, slots=True)
class NewsRow:
    """An article in a list."""

    title: str
    url: str
    summary: str
    day: Day
    column: Link
    people: tuple[DeputyCard, ...] = ()
    cover: Picture | None = None


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """An activity in a list.

    Attributes:
        span: 10月21日至22日 where it takes more than a day, else empty.
        is_ahead: It has not begun yet.
        is_open: Everybody may come.
    """

    title: str
    url: str
    kind: str
    day: Day
    weekday: str
    span: str
    time: str
    place: str
    summary: str
    is_ahead: bool
    is_open: bool


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of a two-column list of facts. Values are texts or links."""

    name: str
    values: tuple[Link | str, ...]


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a bar: geometry in thousandths of its width, and the number it stands for."""

    label: str
    tone: str
    count: int
    percent: str
    start: int
    width: int


@dataclass(frozen=True, slots=True)
class Paging:
    """Where a page stands in a list of pages."""

    number: int
    count: int
    total: int
    pages: tuple[Link, ...]
    previous: Link | None
    next: Link | None


def clock_span(span: str) -> str:
    """Show `09:00-11:30` as 9:00—11:30."""
    return "—".join(part.removeprefix("0") for part in span.split("-"))


def day_span(first: date, last: date) -> str:
    """Show two days as 10月21日至22日, or 10月30日至11月2日; empty when they are one."""
    if first == last:
        return ""
    end = f"{last.day}日" if first.month == last.month else f"{last.month}月{last.day}日"
    return f"{first.month}月{first.day}日至{end}"


def bar(parts: list[tuple[str, str, int]], percents: list[str]) -> tuple[Segment, ...]:
    """Lay out a stacked bar of (label, tone, count), with the percentages to print beside it.

    Widths are thousandths that sum to 1000, so that the last part meets the edge.
    """
    total = sum(count for _, _, count in parts)
    segments: list[Segment] = []
    start = done = 0
    for (label, tone, count), shown in zip(parts, percents, strict=True):
        done += count
        end = done * 1000 // total if total else 0
        segments.append(Segment(label, tone, count, shown, start, end - start))
        start = end
    return tuple(segments)
