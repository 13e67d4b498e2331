"""Print a site's pages on Dask's workers and here, and compare: `python -m bench.elsewhere ROOT`.

Needs `dask` and `distributed`, which nothing else here does: `pip install distributed`.
"""

from __future__ import annotations

import sys
import time
from concurrent.futures import Executor, Future
from datetime import date
from pathlib import Path
from typing import Any

from huiyin.elsewhere import Order, print_all

WORKERS = 2


class Here(Executor):
    """Does everything in this process, at once."""

    def submit(self, work: Any, /, *given: Any, **named: Any) -> Future[Any]:
        """Do a piece of work."""
        done: Future[Any] = Future()
        done.set_result(work(*given, **named))
        return done


def main(root: Path, today: date) -> int:
    """Compare, and print seconds; 0 when the bytes are the same."""
    from distributed import Client, LocalCluster

    order = Order(root.resolve(), Path(__file__).parents[1] / "theme", today)
    start = time.perf_counter()
    here = dict(print_all(order, Here()))
    between = time.perf_counter()
    with (
        LocalCluster(n_workers=WORKERS, threads_per_worker=1, dashboard_address=None) as cluster,
        Client(cluster) as client,
    ):
        there = dict(print_all(order, client.get_executor()))
    seconds = (between - start, time.perf_counter() - between)
    print(f"{len(here)} files; here {seconds[0]:.1f} s, {WORKERS} workers {seconds[1]:.1f} s")
    print("the same bytes" if here == there else "NOT the same bytes")
    return int(here != there)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), date.fromisoformat(sys.argv[2])))
