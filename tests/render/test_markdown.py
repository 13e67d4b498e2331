"""Bodies become clean HTML: what the allow-list does not name does not get through."""

from __future__ import annotations

from html import unescape

import nh3
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from huiyin.render.environment import rebased
from huiyin.render.markdown import to_html, to_text


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("一段**话**。", "<p>一段<strong>话</strong>。</p>"),
        ("## 标题", "<h2>标题</h2>"),
        ("<script>alert(1)</script>", ""),
        ('<p onclick="x()">a</p>', "<p>a</p>"),
        ("[a](javascript:alert(1))", "<p><a>a</a></p>"),
        ("[a](java&#x09;script:alert(1))", "<p><a>a</a></p>"),
        ("[a](data:text/html;base64,PHM+)", "<p><a>a</a></p>"),
        ("![a](https://else.example/x.png)", "<p></p>"),
        ('<iframe src="https://x.example"></iframe>', ""),
        ('<a href="/x/" style="color:red">a</a>', '<p><a href="/x/">a</a></p>'),
        ("{{ 7*7 }} {% raw %}", "<p>{{ 7*7 }} {% raw %}</p>"),
    ],
)
def test_only_the_allow_list_gets_through(text: str, html: str) -> None:
    assert to_html(text) == html


def test_headings_can_stand_deeper() -> None:
    assert to_html("## 一\n\n### 二", heading_shift=1) == "<h3>一</h3>\n<h4>二</h4>"


def test_a_table_scrolls_by_itself() -> None:
    assert to_html("|村|口|\n|--|--|\n|东|12|").startswith(
        '<section class="table-scroll" tabindex="0" aria-label="表格"><table>'
    )


def test_root_links_lead_home_from_any_depth() -> None:
    html = Markup('<a href="/news/">n</a><a href="https://a.example/">a</a><a href="//b">b</a>')

    assert rebased(html, "../../") == (
        '<a href="../../news/">n</a><a href="https://a.example/">a</a><a href="//b">b</a>'
    )


def test_words_are_what_is_left_without_tags() -> None:
    assert to_text("<h2>井</h2><p>坏了 &lt;三&gt; 口。</p>") == "井 坏了 <三> 口。"


@given(st.text("井水 *_#-1.<>&;[]()|\n\"'`", max_size=80))
def test_words_are_those_that_a_parser_of_html_finds(text: str) -> None:
    html = to_html(text)

    found = nh3.clean(html.replace("><", "> <"), tags=set())
    assert to_text(html) == " ".join(unescape(found).split())
