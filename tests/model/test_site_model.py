"""The model holds what the public may know, linked both ways, and nothing else."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from huiyin.model.site_model import SiteModel, build_model
from small_site import SmallSite


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> SmallSite:
    return SmallSite.copied("full", tmp_path_factory.mktemp("full"))


@pytest.fixture(scope="module")
def model(full: SmallSite) -> SiteModel:
    return full.model()


def test_drafts_withdrawn_and_future_records_are_dropped(model: SiteModel) -> None:
    assert (sorted(model.deputies), sorted(model.cases), sorted(model.news)) == (
        ["deputy-0001", "deputy-0002", "deputy-0003", "deputy-0004"],
        ["t1-s1-0001", "t1-s1-0002", "t1-s1-0003", "t1-s1-r0001"],
        ["the-woman-at-the-well", "well-mended"],
    )


def test_a_future_record_appears_on_its_day(full: SmallSite) -> None:
    assert "next-week" in full.model(date(2025, 7, 8)).news


def test_what_is_not_public_counts_in_the_grand_total_only(model: SiteModel) -> None:
    figures = model.figures["t1-s1"]
    breakdowns = [sum(share.filed for share in figures.by_topic), figures.cases]

    assert (figures.filed, figures.hidden, breakdowns) == (5, 1, [4, 4])


def test_the_classes_of_a_session_sum_to_its_replies(model: SiteModel) -> None:
    figures = model.figures["t1-s1"]
    counted = {entry.key: entry.count for entry in figures.by_class}

    assert (counted, figures.replied) == ({"A": 1, "B": 1, "C": 0}, 2)


def test_links_lead_both_ways(model: SiteModel) -> None:
    links = model.links

    assert {
        "suggestions of a deputy": links.cases_of_deputy["deputy-0001"],
        "deputies of a station": links.deputies_of_station["station-east"],
        "news of a suggestion": links.news_of_case["t1-s1-0001"],
        "reports of a suggestion": links.research_of_case["t1-s1-0001"],
        "groups of a deputy": links.groups_of_deputy["deputy-0003"],
        "merged into": links.merged_into["t1-s1-0002"],
        "stations below": links.substations["station-east"],
    } == {
        "suggestions of a deputy": ("t1-s1-0001",),
        "deputies of a station": ("deputy-0001",),
        "news of a suggestion": ("well-mended",),
        "reports of a suggestion": ("wells",),
        "groups of a deputy": ("group-water",),
        "merged into": ("t1-s1-0003",),
        "stations below": ("station-west",),
    }


def test_states_are_what_the_dated_facts_add_up_to(model: SiteModel) -> None:
    assert {id_: case.state for id_, case in model.cases.items()} == {
        "t1-s1-0001": "evaluated",
        "t1-s1-0002": "evaluated",
        "t1-s1-0003": "merged",
        "t1-s1-r0001": "assigned",
    }


def test_overdue_and_late_depend_on_the_day_the_site_is_built_for(full: SmallSite) -> None:
    def judged(today: date) -> dict[str, tuple[bool, int]]:
        checked = full.checked()
        assert checked.settings
        cases = build_model(checked.validated.catalogue, checked.settings, today).cases
        return {id_: (cases[id_].is_overdue, cases[id_].late_days)
                for id_ in ("t1-s1-0001", "t1-s1-r0001")}  # fmt: skip

    assert (judged(date(2025, 6, 10)), judged(date(2025, 6, 11))) == (
        {"t1-s1-0001": (False, 0), "t1-s1-r0001": (False, 0)},
        {"t1-s1-0001": (False, 0), "t1-s1-r0001": (True, 0)},
    )


def test_a_field_without_living_consent_does_not_enter_the_model(model: SiteModel) -> None:
    deputy = model.deputies["deputy-0003"]

    assert (deputy.office_contact, deputy.birth_month, deputy.consents) == (
        "县图书馆 0999-1234567",
        None,
        (),
    )


def test_deputies_stand_in_order_of_pinyin_and_former_ones_leave_the_list(
    model: SiteModel,
) -> None:
    assert [deputy.id for deputy in model.active_deputies] == [
        "deputy-0001",
        "deputy-0003",
        "deputy-0002",
    ]


def test_receptions_roll_over_holidays_and_closed_stations_have_none(model: SiteModel) -> None:
    assert [(day.station, str(day.day.on), str(day.day.raw)) for day in model.receptions] == [
        ("station-east", "2025-07-10", "2025-07-10"),
        ("station-east", "2025-08-11", "2025-08-10"),
        ("station-east", "2025-09-10", "2025-09-10"),
    ]


def test_sessions_are_named_in_chinese_numerals(model: SiteModel) -> None:
    assert (model.session_label("t1-s1"), model.session_title("t1-s1")) == (
        "一届一次会议",
        "小城县第一届人民代表大会第一次会议",
    )


def test_building_the_model_needs_records_without_errors(full: SmallSite, tmp_path: Path) -> None:
    from huiyin.pipeline import ProblemsFound

    broken = SmallSite.copied("minimal", tmp_path)
    broken.replace("deputies/deputy-0001.yml", "sex: 女", "sex: 不详")

    with pytest.raises(ProblemsFound):
        broken.model()
