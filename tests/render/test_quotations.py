"""Quoted figures: readers see what was stated, by whom, and whether it can be counted again."""

from __future__ import annotations

from datetime import date

from huiyin.render.quotations import Quotation, quotations
from huiyin.render.views import Day, Link
from small_site import SmallSite

DISCLOSURE = Link("办理结果公开", "disclosure/t1-s1/")


def test_each_figure_says_how_it_was_checked(site: SmallSite) -> None:
    site.replace(
        "news/2025/well-mended.md",
        "suggestions: [t1-s1-0001]\n",
        "suggestions: [t1-s1-0001]\n"
        "figures:\n"
        '  - {text: 办复率, value: "100", unit: "%", source: 县人大办公室, as_of: 2025-05-01,'
        " session: t1-s1, measure: reply_rate}\n"
        '  - {text: 修好的井占查过的, value: "65.21", unit: "%", source: 县水务局, part: 358,'
        " whole: 549}\n"
        '  - {text: 收到的建议, value: "2", unit: 件, source: 县报, session: t1-s1,'
        " measure: filed, dispute: 县报把一件来信也算在内}\n"
        '  - {text: 喝上井水的, value: "60", unit: 人, qualifier: over, source: 县水务局}\n'
        '  - {text: 井, value: "3", unit: 口, source: 县水务局}\n',
    )
    model = site.model()

    assert quotations(model, model.news["well-mended"].figures) == (
        Quotation(
            "办复率",
            "100%",
            "县人大办公室",
            Day.of(date(2025, 5, 1)),
            "与本站按每件建议算出来的相符",
            DISCLOSURE,
        ),
        Quotation("修好的井占查过的", "65.21%", "县水务局", None, "358 ÷ 549，算得相符", None),
        Quotation(
            "收到的建议",
            "2件",
            "县报",
            None,
            "与算出来的不一致：县报把一件来信也算在内",
            DISCLOSURE,
        ),
        Quotation("喝上井水的", "60余人", "县水务局", None, "原文是约数，没有核对", None),
        Quotation("井", "3口", "县水务局", None, "照原文引用，本站没有可以核对的记录", None),
    )


def test_a_page_shows_them_below_the_text(site: SmallSite) -> None:
    site.replace(
        "news/2025/well-mended.md",
        "suggestions: [t1-s1-0001]\n",
        "suggestions: [t1-s1-0001]\n"
        'figures: [{text: 喝上井水的, value: "60", unit: 人, qualifier: over, source: 县水务局}]\n',
    )
    site.build()
    words = site.words("news/2025/well-mended")

    assert words[words.index("文中的数字") : words.index("文中的代表")].split() == [
        "文中的数字", "说的是", "数字", "出处", "核对", "喝上井水的", "60余人", "县水务局",
        "原文是约数，没有核对",
    ]  # fmt: skip
