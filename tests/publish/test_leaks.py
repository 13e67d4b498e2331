"""Nothing private leaves: the guard knows it in every stream and in any dress."""

from __future__ import annotations

import json
from io import BytesIO
from urllib.parse import quote

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from huiyin import pipeline
from huiyin.publish.leaks import Guard, LeakError, guard_for
from small_site import THEME, TODAY, SmallSite

NAME, TITLE = "欧阳霁月", "老渡口的夜航船要不要停"
LATER = "下个月才宣布的摆渡补贴"
SENTENCE = "渡口的老张说他还想再摆三年渡"
HIDDEN = f"""\
id: ferry-at-night
status: draft
title: {TITLE}
column: news
published_at: 2025-06-08 09:00
source: {{name: 小城人大网}}
summary: 还没有写完的稿子先放着
"""
DEPUTY = f"""\
id: deputy-0099
status: withdrawn
name: {NAME}
sex: 男
ethnicity: 汉族
employer: 北洼村摆渡合作社
post: 船工
mandates:
  - term: t1
    constituency: unit-east
    elected_on: 2023-12-20
"""


STUB = "reports/suggestions/t1-s1/sgx-9be27d10.md"
HELD_BACK = """\
id: sgx-9be27d10
status: published
session: t1-s1
filed_in: session
publicity: {level: not_public, reason: privacy, decided_by: water-bureau, decided_on: 2025-04-15}
events:
  - {on: 2025-01-08, kind: filed}
  - {on: 2025-01-20, kind: accepted}
"""
FUTURE = f"""\
id: ferry-subsidy
status: published
publish_on: 2025-08-01
title: {LATER}
column: news
published_at: 2025-08-01 09:00
source: {{name: 小城人大网}}
summary: 到了日子才能看见的摘要
"""


@pytest.fixture
def secretive(site: SmallSite) -> SmallSite:
    """A site with a draft, a withdrawn deputy, a day yet to come and an editor's comments."""
    site.write("news/2025/ferry-at-night.md", f"---\n{HIDDEN}---\n\n{SENTENCE}。他说。\n")
    site.write("news/2025/ferry-subsidy.md", f"---\n{FUTURE}---\n\n{LATER}。\n")
    site.write("deputies/deputy-0099.yml", DEPUTY)
    site.write(STUB, f"---\n{HELD_BACK}---\n")
    station = site.read("stations/station-east.yml")
    site.write("stations/station-east.yml", f"# 站长下个月要换人先别说\n{station}")
    return site


def _guard(site: SmallSite) -> Guard:
    checked = pipeline.judged_on(pipeline.read_and_judge(site.root), TODAY)
    model = pipeline.model_of(checked, TODAY)
    ours = [path.read_text("utf-8") for path in THEME.rglob("*.html")]
    catalogue = checked.validated.catalogue
    return guard_for(checked.sources, catalogue, model, TODAY, ours, paths=[site.root])


def _png(words: str) -> bytes:
    told = PngInfo()
    told.add_itxt("Comment", words)
    file = BytesIO()
    Image.new("RGB", (2, 2)).save(file, "PNG", pnginfo=told)
    return file.getvalue()


def _jpeg() -> bytes:
    exif = Image.Exif()
    exif[0x010E] = "at the old ferry"
    file = BytesIO()
    Image.new("RGB", (2, 2)).save(file, "JPEG", exif=exif)
    return file.getvalue()


def _webp_with_xmp() -> bytes:
    file = BytesIO()
    Image.new("RGB", (2, 2)).save(file, "WEBP", xmp=b"<x:xmpmeta>at the old ferry</x:xmpmeta>")
    return file.getvalue()


def _text(words: str) -> bytes:
    return words.encode()


DRAFT = "content/news/2025/ferry-at-night.md"
WITHDRAWN = "content/deputies/deputy-0099.yml"
ENTITIES = "".join(f"&#{ord(char)};" for char in TITLE)
FOLDED = "\r\n ".join(TITLE[at : at + 3] for at in range(0, len(TITLE), 3))
# What leaks, in which file, and what the guard says of it.
LEAKS: dict[str, tuple[str, bytes, str]] = {
    "page text": ("a.html", _text(f"<p>{SENTENCE}</p>"), f"{DRAFT}:11 的 body"),
    "attribute": ("a.html", _text(f'<img alt="{TITLE}">'), f"{DRAFT}:4 的 title"),
    "comment": ("a.html", _text(f"<!-- {NAME} -->"), f"{WITHDRAWN}:3 的 name"),
    "entities": ("a.html", _text(f"<p>{ENTITIES}</p>"), f"{DRAFT}:4 的 title"),
    "broken by tags": (
        "a.html",
        _text(f"<p>{SENTENCE[:4]}<em>{SENTENCE[4:7]}</em>{SENTENCE[7:]}"),
        f"{DRAFT}:11 的 body",
    ),
    "spread by blanks": ("a.html", _text("\u3000".join(TITLE)), f"{DRAFT}:4 的 title"),
    "invisible characters": ("a.html", _text("\u200b".join(NAME)), f"{WITHDRAWN}:3 的 name"),
    "data": ("a/index.json", _text(f'{{"by": "{NAME}"}}'), f"{WITHDRAWN}:3 的 name"),
    "escaped data": ("a.json", json.dumps([TITLE]).encode(), f"{DRAFT}:4 的 title"),
    "table": ("a.csv", _text(f"姓名,单位\r\n{NAME},x\r\n"), f"{WITHDRAWN}:3 的 name"),
    "calendar": ("a.ics", _text(f"SUMMARY:{FOLDED}"), f"{DRAFT}:4 的 title"),
    "feed": ("feed.xml", _text(f"<title>{TITLE}</title>"), f"{DRAFT}:4 的 title"),
    "site map": ("sitemap.xml", b"<loc>/news/2025/ferry-at-night/</loc>", f"{DRAFT}:2 的 id"),
    "address": ("a.html", _text(f'<a href="/?q={quote(NAME)}">'), f"{WITHDRAWN}:3 的 name"),
    "file name": ("portraits/deputy-0099.webp.txt", b"x", f"{WITHDRAWN}:1 的 id"),
    "script": ("a.js", _text(f"// {NAME}"), f"{WITHDRAWN}:3 的 name"),
    "index shard": (
        "search/terms/0.abcdef.bin",
        b"\x02\x0c\xff" + NAME.encode() + b"\x06\x81",
        f"{WITHDRAWN}:3 的 name",
    ),
    "style sheet": ("a.css", _text(f'p::after {{ content: "{TITLE}" }}'), f"{DRAFT}:4 的 title"),
    "editor's comment": (
        "a.html",
        "站长下个月要换人先别说".encode(),
        "content/stations/station-east.yml:1 的 注释",
    ),
    "picture's words": ("a.png", _png(TITLE), "图片里的附加信息（comment）"),
    "picture's camera": ("a.jpg", _jpeg(), "图片里的附加信息（exif）"),
    "picture's description": ("a.webp", _webp_with_xmp(), "图片里的附加信息（xmp）"),
    "drawing": ("a.svg", _text(f"<svg><title>{TITLE}</title></svg>"), f"{DRAFT}:4 的 title"),
    "linked data": (
        "a.html",
        _text(f'<script type="application/ld+json">{{"@type":"Person","name":"{NAME}"}}</script>'),
        f"{WITHDRAWN}:3 的 name",
    ),
    "web manifest": ("a.webmanifest", _text(f'{{"name": "{TITLE}"}}'), f"{DRAFT}:4 的 title"),
    "list of files": (
        "release.json",
        b'{"files": {"deputies/deputy-0099/index.html": {}}}',
        f"{WITHDRAWN}:1 的 id",
    ),
    "redirects": ("_redirects", b"/x/ /deputies/deputy-0099/ 301", f"{WITHDRAWN}:1 的 id"),
    "code for paper": ("deputies/deputy-0099/qr.svg", b"<svg/>", f"{WITHDRAWN}:1 的 id"),
    "a day yet to come": (
        "feed.json",
        json.dumps({"title": LATER}).encode(),
        "content/news/2025/ferry-subsidy.md:5 的 title",
    ),
    "address of what is not public": (
        "sitemap.xml",
        b"<loc>/suggestions/t1-s1/sgx-9be27d10/</loc>",
        f"content/{STUB}",
    ),
    "separated digits": ("a.txt", b"138.0013.8000", "a.txt 里有手机号"),
    "digits broken by emphasis": (
        "a.html",
        b"<p>138<strong>0013</strong>8000</p>",
        "a.html 里有手机号",
    ),
    "digits in emphasis, links and line ends of a page": (
        "a.html",
        b'<p>139<strong>0013</strong>8000 139<a href="/x/">0013</a><br>8001</p>',
        "a.html 里有手机号",
    ),
    "digits in one emphasis after another": (
        "a.html",
        b"<p>139<em>00</em><mark>13</mark>8000</p>",
        "a.html 里有手机号",
    ),
    "an identity number over two lines": (
        "a.html",
        _text("<p>身份证号110105\n19491231002X</p>"),
        "a.html 里有身份证号",
    ),
    "a mobile number over two lines, emphasised": (
        "a.html",
        _text("<p>手机<b>139\n</b>00138000</p>"),
        "a.html 里有手机号",
    ),
    "digits behind entities": (
        "a.html",
        "".join(f"&#{ord(char)};" for char in "13800138000").encode(),
        "a.html 里有手机号",
    ),
    "wide digits": ("a.html", _text("<p>１３８-００１３ ８０００</p>"), "a.html 里有手机号"),
    "identity number": ("a.csv", b"110101 19900307 7758,x", "a.csv 里有身份证号"),
    "alternative text": ("a.html", b'<img alt="Tel 13800138000">', "a.html 里有手机号"),
    "mail": ("feed.xml", b"<email>a@example.org</email>", "没有登记的邮箱（example.org）"),
}  # fmt: skip


@pytest.mark.parametrize("stream", LEAKS)
def test_a_leak_is_caught_and_named(stream: str, secretive: SmallSite) -> None:
    path, content, told = LEAKS[stream]
    found = " ".join(str(leak) for leak in _guard(secretive).leaks({path: content}))

    assert (told in found, found.startswith("泄漏：")) == (True, True), found


def test_a_path_of_the_building_machine_is_a_leak(secretive: SmallSite) -> None:
    content = f"<p>{secretive.root}/content</p>".encode()

    assert [str(leak) for leak in _guard(secretive).leaks({"a.html": content})] == [
        "泄漏：a.html 里有生成网站的那台机器上的路径。"
    ]


FIGURES = {
    "cells": "<tr><td>138</td>\n<td>0013</td>\n<td>8000</td></tr><tr><td>138</td><td>00138000</td>",
    "lines": "<p>满意的有138\n20250312批</p><p>2023 138\n2024 1456\n2025 1500</p>",
    "items": "<ul><li>138</li><li>00138000</li></ul>",
    "paragraphs": "<p>138</p>\n<p>00138000</p>",
    "notes": "<p>10<sup>8</sup>，<b>2025</b><i>03</i></p>",
}


@pytest.mark.parametrize("what", FIGURES)
def test_figures_beside_each_other_are_no_number(what: str, site: SmallSite) -> None:
    assert _guard(site).leaks({"a.html": FIGURES[what].encode()}) == []


def test_a_private_number_names_the_record_that_holds_it(secretive: SmallSite) -> None:
    guard = _guard(secretive)
    secretive.replace("pages/contact.md", "---\n\n", "---\n\n手机139**0013**\n8000。\n\n")
    secretive.replace("deputies/deputy-0001.yml", "post: 护士", "post: 护士 139-0013-8001")
    guard.written = lambda: pipeline.read_and_judge(secretive.root).sources
    pages = {
        "a.html": _text("<p>手机139<strong>0013</strong>\n8000。</p>"),
        "a.csv": b"13900138001",
    }

    assert [str(leak) for leak in guard.leaks(pages)] == [
        "泄漏：a.html 里出现了 content/pages/contact.md:6 的 body（手机号）。",
        "泄漏：a.csv 里出现了 content/deputies/deputy-0001.yml:7 的 post（手机号）。",
    ]


def test_the_name_of_an_event_is_no_telephone(secretive: SmallSite) -> None:
    events = "".join(
        f"UID:reception-station-{number:04}-2026-03-14@xiaocheng.example.com\r\n"
        for number in range(1, 1000)
    )

    assert _guard(secretive).leaks({"a.ics": events.encode()}) == []


def test_what_is_public_elsewhere_is_no_leak(secretive: SmallSite) -> None:
    secretive.replace("pages/contact.md", "---\n\n", f"---\n\n以前的{NAME}代表写过信。\n\n")
    leaks = _guard(secretive).leaks({"a.html": f"<p>{NAME}</p>".encode()})

    assert list(leaks) == []


def test_a_site_with_secrets_builds_and_holds_none(secretive: SmallSite) -> None:
    out = secretive.build()
    told = [
        path for path in out.rglob("*") if path.is_file() and NAME.encode() in path.read_bytes()
    ]

    assert told == []


def test_a_leak_stops_the_build_and_names_the_record(
    secretive: SmallSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    secretive.build()
    before = (secretive.out / "index.html").read_bytes()
    monkeypatch.setattr(pipeline, "GENERATOR", f"Huiyin {NAME}")
    with pytest.raises(LeakError) as told:
        secretive.build()

    assert (f"{WITHDRAWN}:3 的 name" in str(told.value), before) == (
        True,
        (secretive.out / "index.html").read_bytes(),
    )
