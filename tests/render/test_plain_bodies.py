"""Plain bodies take a short road, and it leads where the long one does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiyin.render.markdown import converted
from huiyin.render.plain_bodies import html_of

MARKS = "-.,:;%()+=/ *_`#>|[]!~<&\\\"'\u3000\xa0\t\n。，“”—·（）0129aB井水"
LINES = st.one_of(
    st.text(MARKS, max_size=12),
    st.sampled_from(("", "", "- 一口井", "1. 修", "2. 通", "## 标题", "井水清了。", "---", "===")),
)


@given(st.lists(LINES, max_size=9), st.integers(0, 2))
def test_the_short_road_says_what_markdown_says_or_nothing(lines: list[str], shift: int) -> None:
    text = "\n".join(lines)

    assert html_of(text, shift) in (None, converted(text, shift))


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("井坏了3口，2.5吨水。\n\n该修。", "<p>井坏了3口，2.5吨水。</p>\n<p>该修。</p>"),
        ("## 一\n\n1. 修\n2. 通", "<h3>一</h3>\n<ol>\n<li>修</li>\n<li>通</li>\n</ol>"),
        ("一\n- 二", None),
        ("2. 一", None),
        ("- 一\n\n- 二", None),
        ("a*b*", None),
    ],
)
def test_only_what_is_clearly_plain_takes_it(text: str, html: str | None) -> None:
    assert html_of(text, 1) == html
