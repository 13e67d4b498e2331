"""Remembered: pieces are made once, and only so many are held."""

from __future__ import annotations

from typing import Any

from huiyin.render import remembered as room


class _Model:
    """Stands for a site; only that it lives counts."""


def test_a_piece_is_made_once_and_again_only_when_too_many_are_held(monkeypatch: Any) -> None:
    monkeypatch.setattr(room, "MOST", 2)
    made: list[int] = []

    @room.remembered(lambda number: number)
    def piece(model: Any, number: int) -> int | None:
        made.append(number)
        return number or None

    model: Any = _Model()
    told = [piece(model, number) for number in (0, 1, 0, 1, 2, 2, 0)]

    assert (told, made) == ([None, 1, None, 1, 2, 2, None], [0, 1, 2, 0])
