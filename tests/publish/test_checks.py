"""A staged tree that is not as planned stops the build, with all its faults in one message."""

from __future__ import annotations

from pathlib import Path

import pytest

from huiyin import mkdocs_door, pipeline
from huiyin.publish.checks import StagedTreeError, check
from huiyin.publish.inspection import Inspector, Note
from huiyin.publish.links import LinkReader
from small_site import THEME, TODAY, SmallSite

SITE = "https://renda.example.com/"


def _tree(folder: Path, files: dict[str, str]) -> set[str]:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
    return set(files)


def _faults(
    folder: Path, planned: set[str], site_url: str = "", former: dict[str, Note] | None = None
) -> list[str]:
    with pytest.raises(StagedTreeError) as told:
        check(folder, planned, Inspector(site_url), former=former or {})
    return str(told.value).splitlines()


def test_what_is_missing_empty_or_unplanned_is_told_at_once(tmp_path: Path) -> None:
    _tree(tmp_path, {"index.html": "<p>here</p>", "empty.html": "", "stray.txt": "who?"})

    assert _faults(tmp_path, {"index.html", "empty.html", "gone.html"}) == [
        "计划了却没有生成：gone.html",
        "生成了却没有计划：stray.txt",
        "空文件：empty.html",
    ]


def test_a_link_that_leads_nowhere_is_told_with_its_page(tmp_path: Path) -> None:
    planned = _tree(
        tmp_path,
        {
            "index.html": '<a href="./deputies/li/#bio">李</a><a href="deputies/">all</a>',
            "deputies/li/index.html": (
                '<h2 id="bio">x</h2><a href="../../">home</a><a href="../wang/">王</a>'
                '<a href="#nowhere">x</a><img src="../../a.png"><a href="https://else.example/">e</a>'
                '<img src="../../index.html" srcset="../../b.png 1x, ../../c.png 2x">'
            ),
        },
    )

    assert _faults(tmp_path, planned) == [
        "打不开的链接：../wang/（在 deputies/li/）",
        "找不到的位置：#nowhere（在 deputies/li/）",
        "打不开的链接：../../a.png（在 deputies/li/）",
        "打不开的链接：../../b.png（在 deputies/li/）",
        "打不开的链接：../../c.png（在 deputies/li/）",
        "打不开的链接：deputies/（在 首页）",
    ]


def test_links_of_an_unchanged_page_are_followed_when_a_place_is_gone(tmp_path: Path) -> None:
    home = '<p>here</p><a href="li/#bio">李</a><a href="wang/">王</a>'
    places = {"index.html": home, "li/index.html": '<p id="bio">x</p>', "wang/index.html": "<p>y"}
    planned = _tree(tmp_path, places)
    former = check(tmp_path, planned, Inspector())
    _tree(tmp_path, {"li/index.html": '<p id="life">x</p>'})
    (tmp_path / "wang/index.html").unlink()

    assert _faults(tmp_path, planned - {"wang/index.html"}, former=former) == [
        "找不到的位置：li/#bio（在 首页）",
        "打不开的链接：wang/（在 首页）",
    ]


def test_links_of_a_changed_page_are_followed_though_every_place_is_there(tmp_path: Path) -> None:
    planned = _tree(tmp_path, {"index.html": "<p>here</p>"})
    former = check(tmp_path, planned, Inspector())
    _tree(tmp_path, {"index.html": '<p>here</p><a href="li/">李</a>'})

    assert _faults(tmp_path, planned, former=former) == ["打不开的链接：li/（在 首页）"]


def test_whole_addresses_of_the_site_are_followed_in_every_kind_of_file(tmp_path: Path) -> None:
    planned = _tree(
        tmp_path,
        {
            "index.html": f'<p>x</p><meta property="og:image" content="{SITE}no.png">',
            "sitemap.xml": f"<urlset><loc>{SITE}</loc><loc>{SITE}gone/</loc></urlset>",
            "feed.json": f'{{"url": "{SITE}past/"}}',
            "a.ics": (
                "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\n"
                f"DTSTAMP:20260101T000000Z\r\nURL:{SITE}stat\r\n ion/\r\n"
                "END:VEVENT\r\nEND:VCALENDAR\r\n"
            ),
            "a.css": "p { background: url('no.svg') }",
        },
    )

    assert _faults(tmp_path, planned, SITE) == [
        "打不开的链接：no.svg（在 a.css）",
        f"打不开的链接：{SITE}station/（在 a.ics）",
        f"打不开的链接：{SITE}past/（在 feed.json）",
        f"打不开的链接：{SITE}no.png（在 首页）",
        f"打不开的链接：{SITE}gone/（在 sitemap.xml）",
    ]


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    planned = _tree(
        tmp_path,
        {
            "a.json": '{"a": 1,}',
            "b.xml": "<a><b></a>",
            "c.ics": "hello",
            "d.csv": '\ufeff姓名,届次\n李华\n"王',
            "e.html": "<main> \n </main>",
            "f.html": "<main>{{ page.title }}</main>",
            "g.svg": "<svg><x:path/></svg>",
            "h.json": '{"a": NaN}',
        },
    )
    told = [fault.partition("（")[0] for fault in _faults(tmp_path, planned)]

    assert told == [
        "读不出来：a.json",
        "读不出来：b.xml",
        "读不出来：c.ics",
        "读不出来：d.csv",
        "没有正文的页面：e.html",
        "没有换成内容的模板文字：f.html 里的 {{ page.title }}",
        "读不出来：g.svg",
        "读不出来：h.json",
    ]


def test_a_tree_as_planned_passes(tmp_path: Path) -> None:
    planned = _tree(tmp_path, {"index.html": '<a href="a/?q=1">a</a>', "a/index.html": "<p>a</p>"})

    check(tmp_path, planned, Inspector())

    assert planned == {"index.html", "a/index.html"}


def test_a_page_read_line_by_line_links_to_what_a_parser_finds(sample: Path) -> None:
    reader = LinkReader("https://renda.example.com/")
    pages = {path: path.read_bytes() for path in sorted(sample.rglob("*.html"))[::5]}
    quick = {path: reader.of_page(content) for path, content in pages.items()}
    thorough = {path: reader.taken_apart(content) for path, content in pages.items()}
    different = [
        path
        for path, found in thorough.items()
        if (set(found.links), found.ids) != (set(quick[path].links), quick[path].ids)
    ]

    assert different == []


ODDITIES = {
    "single quotes": b"<a href='x/'>a</a>",
    "no quotes": b"<a href=x/>a</a>",
    "capitals": b'<A HREF="x/">a</A>',
    "blanks": b'<a href = "x/">a</a>',
    "line end": b'<a href\n="x/">a</a>',
    "a value over two lines": b'<a title="1\n2" href="x\n/">a</a>',
    "text that looks like an attribute": b'<p>say href="<a href="x/">a</a>',
    "an attribute in an attribute": b'<a title=\' href="\' href="x/">a</a>',
    "entities": b'<a href="x/?a&amp;b">a</a>',
}


@pytest.mark.parametrize("oddity", ODDITIES)
def test_no_way_of_writing_hides_a_link(oddity: str) -> None:
    reader = LinkReader("")
    page = b"<main>" + ODDITIES[oddity] + b"</main>"

    assert reader.of_page(page).links == reader.taken_apart(page).links != set()


def test_a_dead_link_is_told_with_the_line_its_editor_wrote(site: SmallSite) -> None:
    site.replace("news/2025/well-mended.md", "井水清了", "[井水](/no-such-page/)清了")
    checked = pipeline.judged_on(pipeline.read_and_judge(site.root), TODAY)
    model = pipeline.model_of(checked, TODAY)
    request = pipeline.Request(site.root, THEME)
    inspector = pipeline.inspector_for(request, model, checked)
    with pytest.raises(StagedTreeError) as told:
        pipeline.build(request, model, site.out, mkdocs_door.engine, inspector)
    line = site.read("news/2025/well-mended.md").split("/no-such-page/")[0].count("\n") + 1

    assert str(told.value).splitlines() == [
        "打不开的链接：../../../no-such-page/"
        f"（在 news/2025/well-mended/，来自 content/news/2025/well-mended.md:{line}）"
    ]
