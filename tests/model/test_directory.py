"""The ways by which a citizen finds a deputy, and what a deputy did."""

from __future__ import annotations

import pytest

from huiyin.model import directory
from huiyin.model.duties import duties
from small_site import SmallSite

TOWN = """
  - id: dongzhen
    name: 东镇人民代表大会
    short_name: 东镇人大
    level: 5
    division: east-town
    terms:
      - {id: x3, number: 3, from: 2024-01-01, to: 2028-12-31, quota: 90}
"""
SEAT = "  - {term: x3, constituency: unit-east, elected_on: 2024-01-05}\n"


@pytest.fixture
def full(tmp_path_factory: pytest.TempPathFactory) -> SmallSite:
    return SmallSite.copied("full", tmp_path_factory.mktemp("full"))


def _named(table: object) -> dict[object, list[str]]:
    assert hasattr(table, "items")
    return {key: [deputy.name for deputy in own] for key, own in table.items()}


def test_names_stand_under_the_letter_their_surname_is_read_with(site: SmallSite) -> None:
    assert _named(directory.by_initial(site.model())) == {"L": ["李华"], "Z": ["曾广林"]}


def test_strokes_order_by_count_then_by_how_they_are_written(site: SmallSite) -> None:
    for id_, name, strokes in (
        ("deputy-0001", "李华", "hspdzsh pspzhs"),
        ("deputy-0002", "曾广林", "dpszspdshszhh dhp hspdhspd"),
    ):
        site.replace(f"deputies/{id_}.yml", f"name: {name}", f"name: {name}\nstrokes: {strokes}")
    text = site.read("deputies/deputy-0002.yml").replace("deputy-0002", "deputy-0009")
    other = text.replace("曾广林", "何为").replace("dpszspdshszhh dhp hspdhspd", "pshszhs dpzd")
    site.write("deputies/deputy-0009.yml", other)

    assert _named(directory.by_strokes(site.model())) == {7: ["李华", "何为"], 13: ["曾广林"]}


def test_without_every_key_there_is_no_order_of_strokes(site: SmallSite) -> None:
    site.replace("deputies/deputy-0001.yml", "name: 李华", "name: 李华\nstrokes: hspdzsh pspzhs")

    assert directory.by_strokes(site.model()) == {}


def test_one_person_stands_at_every_level_where_a_seat_is_held(site: SmallSite) -> None:
    register = site.read("registers/congresses.yml").rstrip("\n")
    site.write("registers/congresses.yml", register + TOWN)
    site.write("deputies/deputy-0001.yml", site.read("deputies/deputy-0001.yml") + SEAT)

    assert _named(directory.by_level(site.model())) == {"4": ["李华", "曾广林"], "5": ["李华"]}


def test_who_sits_only_in_another_congress_serves_but_fills_no_seat_here(site: SmallSite) -> None:
    register = site.read("registers/congresses.yml").rstrip("\n")
    site.write("registers/congresses.yml", register + TOWN)
    text = site.read("deputies/deputy-0002.yml")
    site.write("deputies/deputy-0002.yml", text[: text.index("  - term")] + SEAT)
    model = site.model()
    deputy = model.deputies["deputy-0002"]

    assert (model.is_serving(deputy), model.is_active(deputy)) == (True, False)


def test_duties_are_gathered_from_the_records_that_tell_of_them(full: SmallSite) -> None:
    model = full.model()
    told = [(duty.on.isoformat(), duty.kind, duty.id) for duty in duties(model, "deputy-0001")]
    records = {
        *((model.cases[id_].filed_on.isoformat(), id_)
          for id_ in model.links.cases_of_deputy["deputy-0001"]),
        *((model.activities[id_].held_on.isoformat(), id_)
          for id_ in model.links.activities_of_deputy.get("deputy-0001", ())),
        *((model.research[id_].published_on.isoformat(), id_)
          for id_ in model.links.research_of_deputy.get("deputy-0001", ())),
    }  # fmt: skip

    assert ({(on, id_) for on, _, id_ in told}, [on for on, _, _ in told]) == (
        records,
        sorted((on for on, _, _ in told), reverse=True),
    )
