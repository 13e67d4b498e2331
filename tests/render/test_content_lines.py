"""Content lines: the library writes the same bytes, and reads back what was told."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Event

from huiyin.render.content_lines import component, text

# Signs that are escaped or folded with care, one to four octets wide.
TEXTS = st.text(st.sampled_from("a井𠮷é\\^;,N\n ：\r"), max_size=90)


@given(TEXTS, TEXTS)
def test_the_library_writes_the_same(summary: str, place: str) -> None:
    event = Event()
    event.add("summary", summary)
    event.add("location", place)

    ours = component("VEVENT", (("SUMMARY", text(summary)), ("LOCATION", text(place))))

    assert ours == event.to_ical()


@given(st.text(st.sampled_from("a井𠮷é\\^;, ："), max_size=90))
def test_what_was_told_is_read_back(summary: str) -> None:
    ours = component("VEVENT", (("SUMMARY", text(summary)),))

    assert str(Event.from_ical(ours)["SUMMARY"]) == summary.replace("\\N", "\n")
