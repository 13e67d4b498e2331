"""Remembered: a piece that many pages of a site show is made once."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import update_wrapper
from typing import Concatenate, ParamSpec, TypeVar
from weakref import WeakKeyDictionary

from ..model.site_model import SiteModel

Asked = ParamSpec("Asked")
Piece = TypeVar("Piece")


def remembered(
    key: Callable[Asked, Hashable],
) -> Callable[
    [Callable[Concatenate[SiteModel, Asked], Piece]], Callable[Concatenate[SiteModel, Asked], Piece]
]:
    """Remember what a function of the model returns, as long as the model lives.

    Args:
        key: What tells one call from another, from all arguments but the model. The result must
            depend on nothing else, and never be changed.
    """

    def wrap(
        make: Callable[Concatenate[SiteModel, Asked], Piece],
    ) -> Callable[Concatenate[SiteModel, Asked], Piece]:
        pieces: WeakKeyDictionary[SiteModel, dict[Hashable, Piece]] = WeakKeyDictionary()

        def made(model: SiteModel, /, *asked: Asked.args, **more: Asked.kwargs) -> Piece:
            own = pieces.get(model)
            if own is None:
                own = pieces[model] = {}
            name = key(*asked, **more)
            if name not in own:
                own[name] = make(model, *asked, **more)
            return own[name]

        return update_wrapper(made, make)

    return wrap
