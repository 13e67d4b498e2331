"""Remembered: a piece that many pages of a site show is made once, or seldom on a large site."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import update_wrapper
from typing import Any, Concatenate, ParamSpec, TypeVar, cast
from weakref import WeakKeyDictionary

from ..model.site_model import SiteModel

MOST = 8192  # pieces of a kind; with more it is begun anew
_MISSING: Any = object()

Asked = ParamSpec("Asked")
Piece = TypeVar("Piece")


def remembered(
    key: Callable[Asked, Hashable],
) -> Callable[
    [Callable[Concatenate[SiteModel, Asked], Piece]], Callable[Concatenate[SiteModel, Asked], Piece]
]:
    """Remember what a function of the model returns, at most as long as the model lives.

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
            known = own.get(name, _MISSING)
            if known is not _MISSING:
                return cast(Piece, known)
            if len(own) >= MOST:
                own.clear()
            piece = own[name] = make(model, *asked, **more)
            return piece

        return update_wrapper(made, make)

    return wrap
