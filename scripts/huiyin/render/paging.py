"""Paging: a long list becomes pages of the same size at `…/page/2/`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from .views import Link, Paging

AROUND = 2


def pages(items: Sequence[Any], size: int, url: str) -> Iterator[tuple[str, Sequence[Any], Paging]]:
    """Yield each page's address, its items and where it stands. An empty list is one page."""
    count = max(1, -(-len(items) // size))
    for number in range(1, count + 1):
        paging = place_in(url, number, count, len(items))
        yield page_url(url, number), items[(number - 1) * size : number * size], paging


def place_in(url: str, number: int, count: int, total: int) -> Paging:
    """Return where a page stands in a list.

    Args:
        url: The list's address.
        number: The page's, from 1.
        count: Of pages.
        total: Of what is listed on all of them.
    """
    return Paging(
        number=number,
        count=count,
        total=total,
        pages=tuple(_numbered(url, number, count)),
        previous=Link("上一页", page_url(url, number - 1)) if number > 1 else None,
        next=Link("下一页", page_url(url, number + 1)) if number < count else None,
    )


def page_url(url: str, number: int) -> str:
    """Return the address of a list's page; the first has the list's own."""
    return url if number == 1 else f"{url}page/{number}/"


def _numbered(url: str, current: int, count: int) -> Iterator[Link]:
    """Yield links to the first, the last and the pages around the current one; `…` between."""
    shown = {1, count, *range(current - AROUND, current + AROUND + 1)}
    last = 0
    for number in sorted(n for n in shown if 1 <= n <= count):
        if number > last + 1:
            yield Link("…", "")
        yield Link(str(number), page_url(url, number), current=number == current)
        last = number
