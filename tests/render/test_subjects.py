"""Subjects: what a committee supervises is on its page, with the same block as everybody's."""

from __future__ import annotations

from small_site import SmallSite


def test_a_committee_has_a_page_of_what_it_supervises(site: SmallSite) -> None:
    site.replace(
        "registers/bodies.yml",
        "  - {id: water-bureau",
        "  - {id: farm-committee, name: 县人大农业委员会, kind: special_committee}\n"
        "  - {id: water-bureau",
    )
    site.replace("registers/topics.yml", "饮水和灌溉", "饮水和灌溉, committee: farm-committee")
    site.build()

    assert site.words("committees/farm-committee").split()[:12] == [
        "对口委员会", "县人大农业委员会", "对口督办水利方面的建议",
        "公开的建议", "1", "件，已答复", "1", "件，其中", "1", "件已经解决或者基本解决。",
        "提出", "1",
    ]  # fmt: skip
    assert "对口督办 县人大农业委员会" in " ".join(site.words("suggestions/t1-s1/0001").split())
