"""What a deputy agreed to show is shown; what is withdrawn leaves every file of the next build."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from small_site import SmallSite, tree

ALT, PHONE, BORN = "李华端着茶碗", "东镇联络站", "1979年4月"
FIELDS = f"""\
birth_month: 1979-04
employer: 东镇卫生院
post: 护士
portrait: {{file: sentinel-li-hua.png, alt: {ALT}}}
office_contact: 东镇联络站 二楼值班桌
"""
CONSENTS = """\
consents:
  - {scope: portrait, on: 2024-01-05}
  - {scope: birth_month, on: 2024-01-05}
  - {scope: office_contact, on: 2024-01-05}
"""
RECORD = "deputies/deputy-0001.yml"


@pytest.fixture
def consenting(site: SmallSite) -> SmallSite:
    """A site whose deputy agreed to show all that needs consent, on a social card too."""
    site.path("media").mkdir()
    held = io.BytesIO()
    Image.radial_gradient("L").resize((480, 640)).convert("RGB").save(held, "PNG")
    site.path("media/sentinel-li-hua.png").write_bytes(held.getvalue())
    site.replace("site_config.yml", "    congress:", "    social_cards: true\n    congress:")
    site.replace(RECORD, "employer: 东镇卫生院\npost: 护士\n", FIELDS)
    site.replace(RECORD, "mandates:\n", f"{CONSENTS}mandates:\n")
    return site


def _traces(site: SmallSite) -> dict[str, int]:
    """How many files of a built site hold each of the fields, in their names or in their bytes."""
    files = tree(site.out)
    words = {
        "alt": ALT.encode(),
        "contact": "二楼值班桌".encode(),
        "born": b"1979",
        "original": b"sentinel",
    }
    found = {
        name: sum(word in content for content in files.values()) for name, word in words.items()
    }
    return {**found, "pictures": sum(path.endswith((".avif", ".webp")) for path in files)}


def _end(site: SmallSite, how: str = "ended\n    ended_on: 2025-06-01") -> None:
    site.write(RECORD, f"{site.read(RECORD)}    status: {how}\n")
    site.replace("stations/station-east.yml", "head: deputy-0001\n", "")


def test_what_was_agreed_to_is_shown(consenting: SmallSite) -> None:
    consenting.build()

    assert _traces(consenting) == {"alt": 3, "contact": 3, "born": 2, "original": 0, "pictures": 4}


@pytest.mark.parametrize("how", ["withdrawn", "ended", "suspended", "struck out"])
def test_one_line_takes_it_out_of_every_file(consenting: SmallSite, how: str) -> None:
    consenting.build()
    before = tree(consenting.out)
    if how == "withdrawn":
        dates = ("on: 2024-01-05}", "on: 2024-01-05, withdrawn_on: 2025-06-30}")
        consenting.write(RECORD, consenting.read(RECORD).replace(*dates))
    elif how == "struck out":
        consenting.replace(RECORD, CONSENTS, "")
    else:
        _end(consenting, *(("suspended",) if how == "suspended" else ()))
    consenting.build()
    after = tree(consenting.out)
    stayed = {path for path in before if path.startswith("media/")} & after.keys()
    of_the_other = after["deputies/deputy-0002/index.html"].decode()

    assert (_traces(consenting), [path in of_the_other for path in stayed]) == (
        {"alt": 0, "contact": 0, "born": 0, "original": 0, "pictures": 0},
        [True],
    )


def test_the_name_stays_on_past_pages_when_a_mandate_ends(consenting: SmallSite) -> None:
    _end(consenting)
    consenting.build()
    pages = ("deputies/deputy-0001", "suggestions/t1-s1/0001", "news/2025/well-mended")
    lists = ("deputies", "stations/station-east", "calendar")
    named = [["李华" in consenting.words(url) for url in urls] for urls in (pages, lists)]

    assert named == [[True] * 3, [False] * 3]


def test_a_former_deputy_has_no_code_and_no_card(consenting: SmallSite) -> None:
    _end(consenting)
    consenting.build()
    paths = [path for path in tree(consenting.out) if not path.startswith("stations/")]
    files = [path for path in paths if path.endswith(("qr.svg", "card.jpg"))]

    assert (files[0], len(files)) == ("deputies/deputy-0002/qr.svg", 2)
