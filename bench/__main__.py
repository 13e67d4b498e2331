"""The build bench: `python -m bench [--records N …] [--rounds N] [--only …] [--scenarios …]`."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterable
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from . import store
from .congress import (
    OURS,
    PROJECT,
    Edits,
    NotBuiltError,
    edited_page,
    pages_of_ours,
    source_of,
    write_ours,
    write_peer,
)
from .export import SeenPage, characters_of
from .install import NotInstalledError, install, pinned_versions
from .measure import measure
from .report import write_report
from .tools import SCENARIOS, TOOLS, Place, Tool

_LOOKED_AT = 400  # pages of a peer whose text is compared with ours


class StoppedError(RuntimeError):
    """A tool failed, or was stopped at the cap."""


@click.command()
@click.option("--records", type=click.IntRange(100), multiple=True, default=(1_000, 10_000))
@click.option(
    "--rounds", type=click.IntRange(1), default=3, help="Runs of each; the median counts."
)
@click.option("--only", default="", help=f"Of: {', '.join(tool.name for tool in TOOLS)}.")
@click.option("--scenarios", default="", help=f"Of: {', '.join(SCENARIOS)}.")
@click.option("--folder", type=click.Path(path_type=Path), default=PROJECT / ".cache" / "bench")
@click.option(
    "--cap", type=click.IntRange(1), default=900, help="Seconds after which one is stopped."
)
@click.option("--resume", is_flag=True, help="Go on with the rounds that are missing.")
@click.option("--write-only", is_flag=True, help="Measure nothing; write the document anew.")
def main(records, rounds, only, scenarios, folder, cap, resume, write_only):  # type: ignore[no-untyped-def]
    """Measure ours and its peers, and write docs/benchmarks.md."""
    names = _among(only, [tool.name for tool in TOOLS])
    wanted = _among(scenarios, SCENARIOS)
    chosen = tuple(
        replace(tool, scenarios=tuple(name for name in tool.scenarios if name in wanted))
        for tool in TOOLS
        if tool.name in names
    )
    for count in () if write_only else records:
        Bench(count, chosen, folder.resolve(), cap).run(rounds, resume)
    write_report()


def _among(told: str, known: Iterable[str]) -> set[str]:
    """Return the names told, parted by commas; every known one when none is told."""
    names = set(filter(None, told.split(",")))
    if unknown := names - set(known):
        raise click.UsageError(f"Unknown: {', '.join(sorted(unknown))}")
    return names or set(known)


class Bench:
    """All tools on the congress of one size, in turn."""

    def __init__(self, records: int, tools: tuple[Tool, ...], folder: Path, cap_s: int) -> None:
        self._records = records
        self._tools = tools
        self._work = folder / str(records)
        self._installed = folder / "peers"
        self._cap_s = cap_s
        self._result: dict[str, Any] = store.load(records)
        self._edits: dict[str, Edits] = {}

    def run(self, rounds: int, resume: bool) -> None:
        """Prepare every tool, then run them in turn, each round beginning with another one."""
        pages = self._congress(resume)
        ready = [tool for tool in self._tools if self._is_ready(tool, pages, resume)]
        for number in range(1, rounds + 1):
            shift = (number - 1) % max(1, len(ready))
            for tool in (*ready[shift:], *ready[:shift]):
                self._round(tool, number, pages)

    def _congress(self, resume: bool) -> tuple[SeenPage, ...]:
        if not (resume and (self._work / OURS / "public").is_dir()):
            _say(f"{self._records} records: writing the congress")
            try:
                write_ours(self._work, self._records)
            except NotBuiltError as error:
                raise click.ClickException(f"Our own build failed:\n{error}") from error
        pages = pages_of_ours(self._work)
        self._result |= {
            "records": self._records,
            "pages": len(pages),
            "characters": sum(len(page.characters) for page in pages),
            "machine": store.machine(self._work),
            "versions": {**pinned_versions(), "huiyin": self._our_commit()},
            "load": round(os.getloadavg()[0], 2),
        }
        return pages

    def _our_commit(self) -> str:
        """Return the commit our figures are of; that of the last run when we do not run now."""
        known = str(self._result.get("versions", {}).get("huiyin", ""))
        return _commit() if not known or any(not tool.home for tool in self._tools) else known

    def _is_ready(self, tool: Tool, pages: tuple[SeenPage, ...], resume: bool) -> bool:
        """Install a tool and write its folder; a peer that cannot be had stops nobody else."""
        kept = self._result["tools"].get(tool.name, {}) if resume else {}
        self._result["tools"][tool.name] = {**kept, "error": None, "runs": kept.get("runs", [])}
        folder = self._folder(tool)
        try:
            install(tool, self._installed)
        except NotInstalledError as error:
            self._note(tool, error=str(error))
            return False
        if tool.home and not (resume and folder.is_dir()):
            _say(f"{self._records} records: writing the text for {tool.name}")
            write_peer(tool, self._work, pages)
        template, before = tool.template or ("", "")
        suggestion = source_of(tool, folder, edited_page(pages))
        self._edits[tool.name] = Edits(
            suggestion, folder / template if template else suggestion, before
        )
        return True

    def _round(self, tool: Tool, number: int, pages: tuple[SeenPage, ...]) -> None:
        done = {run["scenario"] for run in self._runs(tool) if run["round"] == number}
        if self._result["tools"][tool.name]["error"] or done >= set(tool.scenarios):
            return
        self._runs(tool)[:] = [run for run in self._runs(tool) if run["round"] != number]
        edits = self._edits[tool.name]
        edits.take_back()
        try:
            for scenario in tool.scenarios:
                if scenario == "cold":
                    self._forget(tool)
                edits.make(scenario, number)
                run = self._scenario(tool, scenario)
                self._runs(tool).append({"round": number, "scenario": scenario, **run})
                if scenario == "cold" and number == 1 and tool.out:
                    self._note(tool, **self._written(tool, pages))
                self._note(tool)
        except (StoppedError, OSError, StopIteration) as error:
            self._note(tool, error=str(error) or type(error).__name__)
        finally:
            edits.take_back()

    def _scenario(self, tool: Tool, scenario: str) -> dict[str, Any]:
        place = Place(self._installed, self._folder(tool))
        steps: dict[str, Any] = {}
        begun = datetime.now(UTC).isoformat(timespec="seconds")
        for step, command in tool.steps(place).items():
            log = self._work / f"{tool.name}-{step}.log"
            took = measure(command, place.folder, log, self._cap_s)
            if took.code is None:
                raise StoppedError(f"{scenario}: stopped after {self._cap_s} s")
            if took.code:
                last = log.read_text("utf-8", "replace").strip().splitlines()[-3:]
                raise StoppedError(f"{scenario}: {step} failed: {' '.join(last)}")
            steps[step] = {
                key: round(value, 3) for key, value in asdict(took).items() if key != "code"
            }
        wall_s = sum(step["wall_s"] for step in steps.values())
        _say(f"{self._records} records: {tool.name:9} {scenario:10} {wall_s:8.2f} s")
        return {"on": begun, "steps": steps}

    def _forget(self, tool: Tool) -> None:
        """Remove what a cold build must not find: its output and its caches."""
        folder = self._folder(tool)
        for name in (*tool.kept, *filter(None, [tool.out])):
            shutil.rmtree(folder / name, ignore_errors=True)
        os.sync()

    def _written(self, tool: Tool, pages: tuple[SeenPage, ...]) -> dict[str, Any]:
        """Look at what a cold build wrote: how much, and whether its pages show the same text."""
        out = self._folder(tool) / tool.out
        files = [path for path in out.rglob("*") if path.is_file()]
        looked_at = pages[:: max(1, len(pages) // _LOOKED_AT)]
        return {
            "pages": sum(path.name == "index.html" for path in files),
            "files": len(files),
            "megabytes": round(sum(path.stat().st_size for path in files) / 1e6, 1),
            "looked_at": len(looked_at),
            "same_text": sum(_shows(out, page) for page in looked_at),
        }

    def _folder(self, tool: Tool) -> Path:
        return self._work / (tool.name if tool.home else OURS)

    def _runs(self, tool: Tool) -> list[dict[str, Any]]:
        runs: list[dict[str, Any]] = self._result["tools"][tool.name]["runs"]
        return runs

    def _note(self, tool: Tool, **facts: Any) -> None:
        if facts.get("error"):
            _say(f"{self._records} records: {tool.name:9} {facts['error']}")
        self._result["tools"][tool.name] |= facts
        store.save(self._records, self._result)


def _shows(out: Path, page: SeenPage) -> bool:
    path = out / page.url / "index.html"
    return path.exists() and characters_of(path.read_text("utf-8")) == page.characters


def _commit() -> str:
    """Return the commit our code and theme are at, and whether they were changed since."""
    git = ["git", "-C", str(PROJECT)]

    def said(*words: str) -> str:
        done = subprocess.run([*git, *words], capture_output=True, text=True, check=False)
        return done.stdout.strip()

    changed = said("status", "--porcelain", "--", "scripts", "theme")
    return (said("rev-parse", "--short", "HEAD") or "unknown") + (
        " with changes" if changed else ""
    )


def _say(line: str) -> None:
    click.echo(f"{time.strftime('%H:%M:%S')}  {line}")


if __name__ == "__main__":
    main()
