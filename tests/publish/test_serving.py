"""nginx and Caddy serve a release as the settings in `deploy/` say: headers, copies, 404."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

import brotli
import pytest
from playwright.sync_api import Page

from doors import ROOT
from huiyin import publishing
from huiyin.publish.headers import IMMUTABLE, REVALIDATE, SECURITY, deploy_files
from small_site import TODAY, SmallSite
from web_server import MODULE, asked, program, serving


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small site with an address that moved and one that is gone, published."""
    folder = tmp_path_factory.mktemp("serving")
    site = SmallSite.copied("minimal", folder / "xiaocheng")
    site.write(
        "registers/redirects.yml",
        "redirects:\n  - {from: /old/, to: /deputies/}\n  - {from: /gone/}\n",
    )
    order = publishing.Order(site.root, folder / "srv", TODAY)
    assert publishing.publish_site(order) == 0
    return folder / "srv"


@pytest.fixture(scope="module", params=["nginx", "caddy"])
def port(
    request: pytest.FixtureRequest, released: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[int]:
    """Each server in turn, on a port of its own."""
    program(request.param)
    process, number = serving(released, tmp_path_factory.mktemp(request.param), request.param)
    yield number
    process.terminate()
    process.wait()


def test_the_settings_in_deploy_are_current() -> None:
    assert {path: (ROOT / path).read_text("utf-8") for path in deploy_files()} == deploy_files()


def test_every_answer_carries_the_policy(port: int) -> None:
    answers = {path: asked(port, path) for path in ("/", "/no-such-page/", "/deputies", "/gone/")}
    policies = {
        path: (status, {name: headers.get(name) for name in SECURITY} == SECURITY)
        for path, (status, headers, _) in answers.items()
    }

    assert policies == {
        "/": (200, True),
        "/no-such-page/": (404, True),
        "/deputies": (policies["/deputies"][0], True),  # 301 from nginx, 308 from Caddy
        "/gone/": (410, True),
    }


def test_pages_are_asked_for_again_and_named_files_never(port: int) -> None:
    _, of_page, page = asked(port, "/")
    sheet = page.decode().split('rel="stylesheet" href="')[1].split('"')[0].removeprefix("./")
    _, of_sheet, _ = asked(port, f"/{sheet}")

    assert (of_page["Cache-Control"], of_page["Content-Type"], of_sheet["Cache-Control"]) == (
        REVALIDATE,
        "text/html; charset=utf-8",
        IMMUTABLE,
    )


def test_what_did_not_change_is_not_sent_again(port: int) -> None:
    _, headers, _ = asked(port, "/deputies/")
    by_tag = asked(port, "/deputies/", If_None_Match=headers["ETag"])
    by_time = asked(port, "/deputies/", If_Modified_Since=headers["Last-Modified"])

    assert (by_tag[0], by_tag[2], by_time[0]) == (304, b"", 304)


def test_a_part_can_be_asked_for(port: int) -> None:
    _, _, whole = asked(port, "/deputies/")
    status, headers, part = asked(port, "/deputies/", Range="bytes=10-19")

    assert (status, part, headers["Content-Range"]) == (
        206,
        whole[10:20],
        f"bytes 10-19/{len(whole)}",
    )


def test_copies_packed_before_are_sent(port: int) -> None:
    _, _, whole = asked(port, "/deputies/")
    _, headers, packed = asked(port, "/deputies/", Accept_Encoding="gzip")
    expected = ("gzip", "Accept-Encoding", True)

    assert (
        headers["Content-Encoding"],
        headers["Vary"],
        gzip.decompress(packed) == whole,
    ) == expected
    if MODULE.exists():
        _, headers, packed = asked(port, "/deputies/", Accept_Encoding="br, gzip")
        assert (headers["Content-Encoding"], brotli.decompress(packed) == whole) == ("br", True)


def test_what_is_not_there_says_so_in_the_sites_own_words(port: int) -> None:
    inside = ("/deputies/index.html.gz", "/_headers", "/_redirects", "/.git/config")
    status, _, page = asked(port, "/no-such-page/")

    assert (status, "没有找到这个页面" in page.decode()) == (404, True)
    assert [asked(port, path)[0] for path in inside] == [404, 404, 404, 404]


def test_an_old_address_leads_on(port: int) -> None:
    status, headers, _ = asked(port, "/old/")
    without_slash = asked(port, "/deputies")

    assert (status, headers["Location"], without_slash[1]["Location"]) == (
        301,
        "/deputies/",
        "/deputies/",
    )


def test_a_browser_finds_nothing_that_the_policy_forbids(port: int, page: Page) -> None:
    for path in ("", "deputies/", "deputies/deputy-0001/", "suggestions/", "search/?q=井水"):
        page.goto(f"http://127.0.0.1:{port}/{path}")
        page.wait_for_load_state("networkidle")

    assert page.title() != ""
