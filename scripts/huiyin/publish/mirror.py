"""Copy a release with rsync, so that a reader never meets a page without what it needs.

What pages need travels first, then the pages, and what is no longer needed goes last.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

COMMON = ("rsync", "--recursive", "--times", "--checksum", "--delay-updates", "--omit-dir-times")
PAGES = ("*.html", "*.html.gz", "*.html.br")
PASSES = (
    tuple(f"--exclude={pattern}" for pattern in PAGES),
    (),
    ("--delete-after",),
)


def copy(folder: Path, destination: str) -> None:
    """Make a place hold exactly the files of a release.

    Args:
        folder: The release.
        destination: `host:/path/`, `rsync://host/module/` or a folder.

    Raises:
        subprocess.CalledProcessError: rsync failed; pages there still find what they need.
    """
    for options in PASSES:
        subprocess.run(  # noqa: S603  rsync, with places the publisher named
            (*COMMON, *options, f"{folder}/", destination),
            capture_output=True,
            text=True,
            check=True,
        )
