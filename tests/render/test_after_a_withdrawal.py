"""What readers find when a record that others name is withdrawn, ended or not yet public."""

from __future__ import annotations

import pytest

from small_site import SmallSite, tree


@pytest.fixture
def full(tmp_path_factory: pytest.TempPathFactory) -> SmallSite:
    return SmallSite.copied("full", tmp_path_factory.mktemp("full"))


def test_the_next_name_does_not_become_the_lead(full: SmallSite) -> None:
    full.replace("deputies/deputy-0001.yml", "status: published", "status: withdrawn")
    full.replace("stations/station-east.yml", "head: deputy-0001\n", "")
    full.build()

    assert [
        text in full.words("suggestions/t1-s1/0001")
        for text in ("领衔代表 （未公开）", "领衔代表 曾广林", "附议代表 曾广林")
    ] == [True, False, True]


def test_no_file_holds_the_id_of_a_withdrawn_record(full: SmallSite) -> None:
    full.replace("deputies/deputy-0001.yml", "status: published", "status: withdrawn")
    full.replace("stations/station-east.yml", "head: deputy-0001\n", "")
    full.build()
    naming = [path for path, content in tree(full.out).items() if b"deputy-0001" in content]

    assert naming == []


def test_a_delegation_without_deputies_is_a_name_and_not_a_dead_link(site: SmallSite) -> None:
    for name in ("deputy-0001", "deputy-0002"):
        site.replace(
            f"deputies/{name}.yml",
            "elected_on: 2023-12-20",
            "elected_on: 2023-12-20\n    status: ended\n    ended_on: 2025-06-01",
        )
    site.replace("stations/station-east.yml", "head: deputy-0001\n", "")
    site.replace("stations/station-east.yml", "reception: {monthly_day: 10, time: 09:00-11:00}", "")
    site.build()

    assert "代表团 东镇代表团" in site.words("deputies/deputy-0001")


def test_a_late_first_reply_stays_late_after_it_was_sent_back(full: SmallSite) -> None:
    full.replace("reports/suggestions/t1-s1/0002.md", "on: 2025-05-10,", "on: 2025-05-14,")
    model = full.model()

    assert (model.cases["t1-s1-0002"].late_days, model.figures["t1-s1"].on_time) == (9, 1)


def test_addresses_join_whether_or_not_the_site_url_ends_with_a_slash(site: SmallSite) -> None:
    site.replace("site_config.yml", "https://xiaocheng.example.com/", "https://a.example.com/renda")
    site.build()
    html = (site.out / "deputies/index.html").read_text("utf-8")
    own_page = (site.out / "404.html").read_text("utf-8")

    assert (
        '<link rel="canonical" href="https://a.example.com/renda/deputies/">' in html,
        'href="/renda/deputies/"' in own_page,
    ) == (True, True)


def test_without_a_site_url_there_is_no_site_map(site: SmallSite) -> None:
    site.replace("site_config.yml", "site_url: https://xiaocheng.example.com/\n", "")
    site.build()

    assert (site.out / "sitemap.xml").exists() is False


def test_the_site_map_lists_no_error_page(site: SmallSite) -> None:
    site.build()

    assert "404" not in (site.out / "sitemap.xml").read_text("utf-8")
