"""Pages printed by another engine's workers have the bytes of those printed here."""

from __future__ import annotations

import multiprocessing
from concurrent.futures import ProcessPoolExecutor

from huiyin.elsewhere import Order, print_all
from small_site import THEME, TODAY, SmallSite, tree


def test_workers_that_share_no_memory_print_the_same_bytes(site: SmallSite) -> None:
    here = tree(site.build())
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context) as executor:
        there = dict(print_all(Order(site.root, THEME, TODAY), executor))

    assert (len(there) > 50, {path: here[path] for path in there} == there) == (True, True)
