"""Whose story stands on the front page follows from the records and the week alone."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from huiyin.model.spotlight import Seat, Story, chosen_story, spotlight_of_the_week
from small_site import SmallSite

FIRST = date(2025, 1, 1)
LAST_DAY = date(2099, 1, 1)
PEOPLE = ("a", "b", "c", "d", "e", "f")
DAYS = st.integers(0, 250).map(lambda days: FIRST + timedelta(days=days))
SEATS = st.tuples(*(
    st.builds(Seat, st.just(person), st.just(FIRST), st.one_of(st.just(LAST_DAY), DAYS))
    for person in PEOPLE
))  # fmt: skip
STORIES = st.lists(
    st.tuples(st.lists(st.sampled_from(PEOPLE), min_size=1, max_size=2, unique=True), DAYS),
    max_size=9,
).map(lambda told: [Story(f"s{n}", tuple(who), on) for n, (who, on) in enumerate(told)])


@settings(max_examples=60, deadline=None)
@given(STORIES, SEATS, st.integers(1, 9), st.integers(0, 6))
def test_nobody_is_there_twice_in_so_many_weeks_nor_after_leaving_office(
    stories: list[Story], seats: tuple[Seat, ...], weeks: int, weekday: int
) -> None:
    days = [date(2025, 1, 6) + timedelta(days=7 * week + weekday) for week in range(40)]
    ends = {seat.deputy: seat.ended_on for seat in seats}
    chosen = [(day, chosen_story(stories, seats, day, weeks)) for day in days]
    shown = [(week, day, who) for week, (day, s) in enumerate(chosen) if s for who in s.deputies]
    again = [
        (week, who)
        for week, _, who in shown
        for other, _, same in shown
        if same == who and 0 < week - other < weeks
    ]

    assert (again, [who for _, day, who in shown if day >= ends[who]]) == ([], [])


@settings(max_examples=30, deadline=None)
@given(STORIES, SEATS, st.integers(0, 30))
def test_a_story_stays_for_its_week(
    stories: list[Story], seats: tuple[Seat, ...], week: int
) -> None:
    monday = date(2025, 1, 6) + timedelta(weeks=week)
    staying = [seat for seat in seats if not monday < seat.ended_on <= monday + timedelta(days=6)]
    days = [monday + timedelta(days=day) for day in range(7)]

    assert len({chosen_story(stories, staying, day, 4) for day in days}) == 1


def test_who_was_never_there_comes_first() -> None:
    seats = [Seat(person, FIRST, LAST_DAY) for person in "abc"]
    old = [Story("s1", ("a",), FIRST), Story("s2", ("b",), FIRST)]
    new = Story("s3", ("c",), date(2025, 2, 26))

    assert chosen_story([*old, new], seats, date(2025, 3, 5), 1) == new


def test_a_deputy_whose_mandate_ends_leaves_the_front_page_that_day(site: SmallSite) -> None:
    site.replace("site_config.yml", "    congress:", "    spotlight_weeks: 1\n    congress:")
    site.replace("news/2025/well-mended.md", "column: news", "column: spotlight")
    ended = "elected_on: 2023-12-20\n    status: ended\n    ended_on: 2025-06-30"
    before = spotlight_of_the_week(site.model())
    site.replace("deputies/deputy-0001.yml", "elected_on: 2023-12-20", ended)
    site.replace("stations/station-east.yml", "head: deputy-0001\n", "")
    after = spotlight_of_the_week(site.model())

    assert (before and before.id, after) == ("well-mended", None)
