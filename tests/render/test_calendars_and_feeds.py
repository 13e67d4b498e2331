"""Calendars and feeds: what can be subscribed to says what the pages say."""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path
from typing import Any

import feedparser
import pytest
from icalendar import Calendar

from small_site import SmallSite, tree

TAG = re.compile(r'<link rel="alternate" type="([^"]+)" title="[^"]+" href="([^"]+)">')


def events(path: Path) -> list[Any]:
    calendar = Calendar.from_ical(path.read_bytes())
    return list(calendar.walk("VEVENT"))


def shown(path: Path) -> set[str]:
    """The days in the strip or the list of a page."""
    html = path.read_text("utf-8")
    return set(
        re.findall(
            r'<time datetime="(\d{4}-\d{2}-\d{2})"',
            html[html.index("<main") : html.index("</main>")],
        )
    )


def day_of(event: Any) -> date:
    start = event.decoded("dtstart")
    return start.date() if isinstance(start, datetime) else start


def test_every_calendar_parses_and_every_event_is_whole(sample: Path) -> None:
    needed = ("UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "LOCATION", "STATUS", "URL")
    found = {path: events(path) for path in sample.rglob("*.ics")}
    lacking = {str(path): [key for event in own for key in needed if key not in event]
               for path, own in found.items()}  # fmt: skip
    uids = [str(event["UID"]) for event in found[sample / "calendar.ics"]]
    backwards = [uid for uid, event in zip(uids, found[sample / "calendar.ics"], strict=True)
                 if event.decoded("dtend") <= event.decoded("dtstart")]  # fmt: skip

    assert (
        [path for path, keys in lacking.items() if keys],
        len(uids) - len(set(uids)),
        backwards,
    ) == ([], 0, [])


def test_the_dates_of_a_calendar_are_those_of_its_page(sample: Path) -> None:
    whole = {day_of(event).isoformat() for event in events(sample / "calendar.ics")}
    stations = {
        path.parent.name: {day_of(event).isoformat() for event in events(path)} - shown(
            path.parent / "index.html")
        for path in (sample / "stations").glob("*/calendar.ics")
    }  # fmt: skip

    assert whole == shown(sample / "calendar" / "index.html")
    assert {id_: missing for id_, missing in stations.items() if missing} == {}


def test_hours_are_those_of_the_country(sample: Path) -> None:
    first = events(sample / "stations" / "station-city-home" / "calendar.ics")[0]
    start = first.decoded("dtstart")

    assert (start.isoformat(), str(first["dtstart"].params["TZID"])) == (
        "2026-03-10T09:00:00+08:00",
        "Asia/Shanghai",
    )


def test_a_line_of_a_calendar_is_short(sample: Path) -> None:
    lines = (sample / "calendar.ics").read_bytes().split(b"\r\n")

    assert [line for line in lines if len(line) > 75 or b"\n" in line] == []


def test_a_reception_keeps_its_identity_when_it_moves(site: SmallSite) -> None:
    site.build()
    before = {str(e["UID"]): day_of(e) for e in events(site.out / "calendar.ics")}
    site.replace(
        "stations/station-east.yml", "monthly_day: 10,",
        "monthly_day: 10, arrangements: [{on: 2025-07-10, moved_to: 2025-07-15, reason: 停电, "
        "announced_on: 2025-06-20}, {on: 2025-08-10, called_off: true, reason: 停电, "
        "announced_on: 2025-06-20}],",
    )  # fmt: skip
    site.build()
    after = {str(e["UID"]): (day_of(e), str(e["STATUS"])) for e in events(
        site.out / "calendar.ics")}  # fmt: skip
    uid = "reception-2025-0{}-10-station-east@{}".format
    host = next(iter(before)).split("@")[1]

    assert list(before) == list(after) == [uid(n, host) for n in (7, 8, 9)]
    assert (before[uid(7, host)], list(after.values())) == (
        date(2025, 7, 10),
        [
            (date(2025, 7, 15), "CONFIRMED"),
            (date(2025, 8, 11), "CANCELLED"),
            (date(2025, 9, 10), "CONFIRMED"),
        ],
    )


def test_a_calendar_is_the_same_on_another_day(site: SmallSite) -> None:
    """Stamps come from records: a subscriber is told of changes, not of builds."""
    first = tree(site.build(date(2025, 7, 1)))["stations/station-east/calendar.ics"]
    later = tree(site.build(date(2025, 7, 9)))["stations/station-east/calendar.ics"]

    assert first == later


def test_every_feed_parses_and_its_entries_are_whole(sample: Path) -> None:
    troubles = []
    for path in sample.rglob("feed.xml"):
        feed = feedparser.parse(path.read_bytes())
        own = f"https://renda.example.com/{path.relative_to(sample)}"
        links = {link["rel"]: link["href"] for link in feed.feed.links}
        newest = max(entry.updated for entry in feed.entries)
        whole = all(entry.id and entry.title and entry.published <= entry.updated
                    for entry in feed.entries)  # fmt: skip
        if feed.bozo or links["self"] != own or feed.feed.updated != newest or not whole:
            troubles.append(own)
        there = [sample / entry.link.removeprefix("https://renda.example.com/") / "index.html"
                 for entry in feed.entries]  # fmt: skip
        troubles += [str(page) for page in there if not page.is_file()]

    assert troubles == []


def test_an_entry_of_tomorrow_is_in_no_feed(sample: Path) -> None:
    late = [entry.title for path in sample.rglob("feed.xml")
            for entry in feedparser.parse(path.read_bytes()).entries
            if entry.updated[:10] > "2026-03-01"]  # fmt: skip

    assert late == []


@pytest.mark.parametrize(
    ("url", "own"),
    [
        ("deputies/deputy-0001/", {"feed.xml", "calendar.ics"}),
        ("stations/station-east-lake/", {"feed.xml", "calendar.ics"}),
        ("spotlight/spotlight/", {"feed.xml"}),
        ("calendar/", {"../calendar.ics"}),
    ],
)
def test_a_page_tells_of_its_own_feed_and_calendar(sample: Path, url: str, own: set[str]) -> None:
    html = (sample / url / "index.html").read_text("utf-8")
    up = "../" * url.count("/")
    told = {href.removeprefix(f"{up}{url}").replace(up, "../") for _, href in TAG.findall(html)}
    there = [(sample / url / href).resolve().is_file() for _, href in TAG.findall(html)]

    assert (told - {"../feed.xml"}, all(there)) == (own, True)


def test_a_numbered_station_has_no_phone_in_its_calendar(site: SmallSite) -> None:
    text = site.read("stations/station-east.yml").replace("station-east", "station-0158")
    site.remove("stations/station-east.yml")
    site.write("stations/station-0158.yml", text)
    for file in ("deputies/deputy-0001.yml", "news/2025/well-mended.md"):
        site.write(file, site.read(file).replace("station-east", "station-0158"))
    site.build()

    assert b"reception-2025-07-10-station-0158@" in (site.out / "calendar.ics").read_bytes()
