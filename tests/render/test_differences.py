"""What a later reply says otherwise than the one before."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from huiyin.render.differences import differences

TEXTS = st.text("修路桥水年月。\n 12", max_size=30)


def test_what_went_and_what_is_new_is_marked() -> None:
    found = differences("今年修好三座桥，明年修路。", "今年修好五座桥，明年修路。")

    assert [[(piece.kind, piece.text) for piece in paragraph] for paragraph in found] == [
        [("same", "今年修好"), ("gone", "三"), ("new", "五"), ("same", "座桥，明年修路。")]
    ]


def test_texts_with_little_in_common_are_not_marked() -> None:
    assert differences("目前条件不成熟。", "早上七点走了一趟，线路图改了三稿。") == ()


@given(TEXTS, TEXTS)
def test_without_what_went_the_later_text_is_left_and_without_the_new_the_earlier(
    before: str, after: str
) -> None:
    pieces = [piece for paragraph in differences(before, after) for piece in paragraph]
    if pieces:
        kept = {
            kind: "".join(p.text for p in pieces if p.kind in ("same", kind)).replace("\n", "")
            for kind in ("gone", "new")
        }

        assert kept == {
            "gone": before.strip().replace("\n", ""),
            "new": after.strip().replace("\n", ""),
        }
