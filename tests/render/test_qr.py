"""A code on paper opens the page it stands for, on this site."""

from __future__ import annotations

import io

import segno
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from huiyin.render import qr
from small_site import SmallSite, tree


def _code(address: str) -> segno.QRCode:
    return segno.make(address, error="m", micro=False, boost_error=False, mask=qr.MASK)


def _svg(address: str) -> bytes:
    """The code as the library writes it."""
    held = io.BytesIO()
    form = {"xmldecl": False, "omitsize": True, "dark": "#000", "light": "#fff", "border": 4}
    _code(address).save(held, kind="svg", **form)
    return held.getvalue()


def _read(svg: bytes, address: str) -> str:
    """What a reader's phone makes of a code; our SVG has no pixels, so the same code is drawn."""
    held = io.BytesIO()
    _code(address).save(held, kind="png", scale=4, border=4)
    assert _svg(address) == svg
    return zxingcpp.read_barcodes(Image.open(held))[0].text


def test_each_code_opens_the_page_beside_it(site: SmallSite) -> None:
    site.build()
    codes = {path: content for path, content in tree(site.out).items() if path.endswith("qr.svg")}
    pages = {path: f"https://xiaocheng.example.com/{path.removesuffix('qr.svg')}" for path in codes}

    assert {path: _read(svg, pages[path]) for path, svg in codes.items()} == pages


def test_without_an_address_of_its_own_a_site_has_no_codes(site: SmallSite) -> None:
    site.replace("site_config.yml", "site_url: https://xiaocheng.example.com/\n", "")
    site.build()

    assert [path for path in tree(site.out) if path.endswith("qr.svg")] == []


def test_a_phone_reads_every_code(site: SmallSite) -> None:
    addresses = [f"https://renda.example.com/deputies/deputy-{n:04}/" for n in range(0, 2000, 40)]

    assert [_read(qr.svg(address), address) for address in addresses] == addresses


@settings(max_examples=10)
@given(st.lists(st.integers(0, 99_999), min_size=30, max_size=30), st.text("abc-.", max_size=60))
def test_addresses_alike_have_the_codes_of_the_library(numbers: list[int], middle: str) -> None:
    addresses = [f"https://a.cn/stations/{n:05}{middle}{n * 7 % 9}/" for n in numbers]

    assert [qr.svg(address) for address in addresses] == [_svg(a) for a in addresses]
