"""Measure ten page types with Lighthouse, as a phone on a slow line. It needs Node.

Usage: python tests/tools/lighthouse.py SITE [PAGE …]
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from serving import served

VERSION = "13"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
PAGES = (
    "",
    "deputies/",
    "deputies/deputy-0012/",
    "stations/",
    "stations/station-qinghe/",
    "suggestions/t8-s3/",
    "suggestions/t8-s3/0017/",
    "disclosure/t8-s3/",
    "news/2026/a-lake-regulation-has-its-first-reading/",
    "search/",
)
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")

TRIES = 3  # now and then a browser does not come up in time


def report(address: str) -> dict[str, object]:
    chromium = next(filter(None, map(shutil.which, CHROMIUM)))
    command = [
        *(os.environ.get("LIGHTHOUSE", f"npx --yes lighthouse@{VERSION}").split()),
        address,
        "--quiet",
        "--output=json",
        f"--only-categories={','.join(CATEGORIES)}",
        "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
    ]
    environment = {**os.environ, "CHROME_PATH": chromium}
    for _ in range(TRIES):
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        if done.returncode == 0:
            found: dict[str, object] = json.loads(done.stdout)
            return found
    raise SystemExit(f"{address}\n{done.stderr}")


def main(site: Path, pages: tuple[str, ...]) -> None:
    print("| page |", " | ".join(CATEGORIES), "| LCP | CLS | bytes |")
    print("|---|" + "--:|" * (len(CATEGORIES) + 3))
    with served(site) as root:
        for page in pages:
            found = report(root + page)
            audits = found["audits"]
            scores = [round(found["categories"][name]["score"] * 100) for name in CATEGORIES]
            measured = [
                audits[name]["displayValue"].replace("\xa0", " ")
                for name in ("largest-contentful-paint", "cumulative-layout-shift")
            ]
            size = audits["total-byte-weight"]["numericValue"]
            print(f"| /{page} |", " | ".join(map(str, [*scores, *measured, f"{size:.0f}"])), "|")
            below = {
                audit["id"]
                for name in CATEGORIES
                for held in found["categories"][name]["auditRefs"]
                for audit in [audits[held["id"]]]
                if held["weight"] and audit["score"] is not None and audit["score"] < 0.9
            }
            if below:
                print(f"  below: {', '.join(sorted(below))}", file=sys.stderr)


if __name__ == "__main__":
    main(Path(sys.argv[1]), tuple(sys.argv[2:]) or PAGES)
