"""A code on paper opens the page it stands for, on this site."""

from __future__ import annotations

import io

import segno
import zxingcpp
from PIL import Image

from huiyin.render import qr
from small_site import SmallSite, tree


def _read(svg: bytes, address: str) -> str:
    """What a reader's phone makes of a code; our SVG has no pixels, so the same code is drawn."""
    code = segno.make(address, error="m", micro=False, boost_error=False, mask=qr.MASK)
    held = io.BytesIO()
    code.save(held, kind="png", scale=4, border=4)
    same = io.BytesIO()
    code.save(same, kind="svg", xmldecl=False, omitsize=True, dark="#000", light="#fff", border=4)
    assert same.getvalue() == svg
    return zxingcpp.read_barcodes(Image.open(held))[0].text


def test_each_code_opens_the_page_beside_it(site: SmallSite) -> None:
    site.build()
    codes = {path: content for path, content in tree(site.out).items() if path.endswith("qr.svg")}
    pages = {path: f"https://xiaocheng.example.com/{path.removesuffix('qr.svg')}" for path in codes}

    assert {path: _read(svg, pages[path]) for path, svg in codes.items()} == pages


def test_without_an_address_of_its_own_a_site_has_no_codes(site: SmallSite) -> None:
    site.replace("site_config.yml", "site_url: https://xiaocheng.example.com/\n", "")
    site.build()

    assert [path for path in tree(site.out) if "qr" in path] == []


def test_a_phone_reads_every_code(site: SmallSite) -> None:
    addresses = [f"https://renda.example.com/deputies/deputy-{n:04}/" for n in range(0, 2000, 40)]

    assert [_read(qr.svg(address), address) for address in addresses] == addresses
