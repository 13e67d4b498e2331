"""The picture of a shared link: the same everywhere, and never with a hole in a name."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image

from huiyin.render.social_cards import can_draw, card
from small_site import SmallSite

LINES = ("李华", "小城人民代表大会代表", "东镇代表团", "东镇卫生院", "护士", "小城人大　件件有回音")


def test_a_card_has_the_size_that_shared_links_show() -> None:
    assert Image.open(io.BytesIO(card(LINES, None))).size == (1200, 630)


def test_the_same_words_give_the_same_bytes() -> None:
    assert card(LINES, None) == card(LINES, None)


def test_a_name_the_font_cannot_write_is_left_out() -> None:
    strange, none = (card((name, *LINES[1:]), None) for name in ("李㛃", ""))

    assert (can_draw("李㛃"), strange == none, strange == card(LINES, None)) == (False, True, False)


def test_the_font_writes_every_name_of_the_sample() -> None:
    records = (Path(__file__).parents[2] / "content/deputies").glob("*.yml")
    lines = [line for path in records for line in path.read_text("utf-8").split("\n")]
    names = [line.removeprefix("name: ") for line in lines if line.startswith("name: ")]

    assert [name for name in names if not can_draw(name)] == []


def test_the_page_names_its_card(site: SmallSite) -> None:
    site.replace("site_config.yml", "    congress:", "    social_cards: true\n    congress:")
    site.build()
    html = (site.out / "deputies/deputy-0001/index.html").read_text("utf-8")
    tag = '<meta property="og:image" content="https://xiaocheng.example.com/'
    url = html.partition(tag)[2].partition('"')[0]

    assert (url.endswith("-card.jpg"), (site.out / url).is_file()) == (True, True)
