"""The rooms of the house: who may import whom, who may read the clock, who knows the engine."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from huiyin.pipeline import STAGES

PACKAGE = Path(__file__).parents[1] / "scripts" / "huiyin"
SHARED = {
    "records",
    "problems",
    "settings",
    "progress",
    "workers",
    "cache",
    "fingerprints",
    "finding",
}


def _imports(path: Path) -> Iterator[str]:
    """Absolute names of what a module imports, `huiyin.load.reader` for example."""
    here = ("huiyin", *path.relative_to(PACKAGE).with_suffix("").parts)
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(here[: -node.level]) if node.level else ""
            module = ".".join(part for part in (base, node.module or "") if part)
            yield from (f"{module}.{alias.name}" for alias in node.names)


def _modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def _room(name: str) -> str:
    parts = name.split(".")
    return parts[1] if parts[0] == "huiyin" and len(parts) > 1 else ""


def test_a_stage_imports_only_from_stages_before_it() -> None:
    wrong = [
        f"{path.relative_to(PACKAGE)} imports {name}"
        for number, stage in enumerate(STAGES)
        for path in sorted((PACKAGE / stage).rglob("*.py"))
        for name in _imports(path)
        if name.startswith("huiyin.") and _room(name) not in {*STAGES[: number + 1], *SHARED}
    ]

    assert wrong == []


def test_records_and_settings_know_no_stage() -> None:
    paths = [*(PACKAGE / "records").glob("*.py"), PACKAGE / "problems.py", PACKAGE / "settings.py"]
    wrong = [
        f"{path.name} imports {name}"
        for path in paths
        for name in _imports(path)
        if name.startswith("huiyin.") and _room(name) not in SHARED
    ]

    assert wrong == []


def test_only_the_door_knows_mkdocs() -> None:
    knowing = [
        path.relative_to(PACKAGE).as_posix()
        for path in _modules()
        if any(name.split(".")[0] == "mkdocs" for name in _imports(path))
    ]

    assert knowing == ["mkdocs_door.py"]


def test_only_the_clock_reads_the_clock() -> None:
    readers = [
        f"{path.relative_to(PACKAGE)}:{node.lineno}"
        for path in _modules()
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in ("now", "today", "utcnow")
        and isinstance(node.value, ast.Name) and node.value.id in ("date", "datetime")
    ]  # fmt: skip

    assert [reader.split(":")[0] for reader in readers] == ["clock.py"]


def test_yaml_is_read_by_the_strict_reader_alone() -> None:
    readers = [
        path.relative_to(PACKAGE).as_posix()
        for path in _modules()
        if "yaml" in {name.split(".")[0] for name in _imports(path)}
    ]

    assert readers == ["load/strict_yaml.py"]
