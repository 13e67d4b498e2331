"""The files of help that lie in the repository, and whether they are current."""

from __future__ import annotations

from pathlib import Path

from .codes import problem_codes
from .dictionary import dictionary
from .schema import schemas


def help_files(ours: Path) -> dict[str, str]:
    """Return the text of each file by its path from the repository's root.

    Args:
        ours: The repository's root, whose tests hold the examples of problems.
    """
    tests = ours / "tests"
    names = ("load/test_reader.py", "validate/test_media.py", "validate/test_bad_inputs.py")
    elsewhere = [tests / name for name in names]
    codes = problem_codes(tests / "validate" / "cases", elsewhere)
    return {
        **{f"schemas/{name}": text for name, text in schemas().items()},
        "docs/data-dictionary.md": dictionary(),
        "docs/problem-codes.md": codes,
    }


def stale(ours: Path) -> list[str]:
    """Return the paths of help files that are missing, outdated, or of a kind that is gone."""
    texts = help_files(ours)
    gone = [path for path in _schemas_there(ours) if path not in texts]
    return sorted(gone + [path for path, text in texts.items() if _text(ours / path) != text])


def write_help_files(ours: Path) -> list[str]:
    """Bring every help file up to date.

    Returns:
        The paths that were written or removed.
    """
    texts = help_files(ours)
    changed = stale(ours)
    for path in changed:
        file = ours / path
        if path not in texts:
            file.unlink()
            continue
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(texts[path].encode())
    return changed


def _schemas_there(ours: Path) -> list[str]:
    return [f"schemas/{path.name}" for path in (ours / "schemas").glob("*.schema.json")]


def _text(path: Path) -> str | None:
    return path.read_text("utf-8") if path.is_file() else None
