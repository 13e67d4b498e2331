"""The section `Build` of `docs/benchmarks.md` and its charts, written from the result files."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from . import store
from .chart import chart
from .document import DOCUMENT, table, write_section
from .figures import megabytes, middle, middle_of_step, ratio, seconds, spread
from .tools import SCENARIOS, TOOLS

_BASE = "hugo"
_NAMES = {tool.name: tool.title for tool in TOOLS}
_FAIRNESS = (Path(__file__).parent / "fairness.md").read_text("utf-8")
_LINEAR = 1.2
# What is measured → how many times Hugo + Pagefind it may take; see the budgets in the issue.
_RATIOS = {"cold": 0.5, "suggestion": 0.07}
_CHECK_S = {"cold": 3.0, "unchanged": 0.7}
_PEAK_MB = {10_000: 600, 100_000: 2_500}


def write_report() -> None:
    """Write the section and the charts anew from what is in `bench/results/`."""
    files = sorted(store.FOLDER.glob("build-*.json"), key=lambda path: int(path.stem.split("-")[1]))
    results = [json.loads(path.read_text("utf-8")) for path in files]
    if not results:
        return
    for result in results:
        name = f"benchmarks-build-{result['records']}.svg"
        (DOCUMENT.parent / name).write_text(chart(_rows_of_chart(result), _title(result)), "utf-8")
    write_section("build", text_of(results))


def text_of(results: list[dict[str, Any]]) -> str:
    """Return the section as Markdown, the sizes in ascending order."""
    parts = [_origin(results[-1])]
    budgets = _budgets(results)
    if budgets:
        parts += ["### Budgets", table(["Budget", "Reach", "Measured", "Held"], budgets)]
    for result in reversed(results):
        parts += _size(result)
    parts.append(_FAIRNESS)
    return "\n\n".join(part.strip() for part in parts)


def _origin(result: Mapping[str, Any]) -> str:
    machine, versions = result["machine"], dict(result["versions"])
    del versions["huiyin"]  # each size tells its own
    days = sorted({run["on"][:10] for tool in result["tools"].values() for run in tool["runs"]})
    when = " to ".join(dict.fromkeys([days[0], days[-1]])) if days else "never"
    tools = ", ".join(f"{name} {version}" for name, version in versions.items())
    return (
        f"Measured on {when}: {machine['cpu']}, {machine['cores']} cores, "
        f"{machine['memory_gb']} GiB, {machine['system']}, everything on {machine['disk']}. "
        f"With Python {machine['python']}, {tools}."
    )


def _title(result: Mapping[str, Any]) -> str:
    return f"{result['records']:,} records"


def _size(result: Mapping[str, Any]) -> list[str]:
    """Return what was found at one size: times, what they went into, and who failed."""
    tools = {name: result["tools"][name] for name in _NAMES if name in result["tools"]}
    sites = {name: tool for name, tool in tools.items() if name != "check" and tool["runs"]}
    title = _title(result)
    picture = f"![Build times at {title}](benchmarks-build-{result['records']}.svg)"
    parts = [
        f"### {title}",
        f"{result['pages']:,} pages with {result['characters'] / 1e6:.1f} million characters. "
        "Seconds, median of the rounds; × is against Hugo + Pagefind. "
        f"Huiyin at commit {result['versions']['huiyin']}; "
        f"load of the machine before the run: {result['load']}.",
        picture,
        _times(sites),
        _costs(sites),
    ]
    if tools.get("check", {}).get("runs"):
        parts.append(_check(tools["check"]))
    told = [f"- {_NAMES[name]}: {tool['error']}." for name, tool in tools.items() if tool["error"]]
    if told:
        parts.append("Did not finish:\n\n" + "\n".join(told))
    return parts


def _times(sites: Mapping[str, Any]) -> str:
    head = ["", *(cell for name in SCENARIOS.values() for cell in (name.capitalize(), "×"))]
    base = sites.get(_BASE)
    rows = []
    for name, tool in sites.items():
        cells = [_NAMES[name]]
        for scenario in SCENARIOS:
            took = middle(tool, scenario, "wall_s")
            theirs = middle(base, scenario, "wall_s") if base else None
            cells += [seconds(took), ratio(took, theirs).removesuffix(" ×")]
        rows.append(cells)
    return table(head, rows)


def _costs(sites: Mapping[str, Any]) -> str:
    head = ["Cold build", "of it search, s", "processor, s", "peak memory, MB", "rounds",
            "spread", "pages", "files", "MB written", "same text"]  # fmt: skip
    rows = []
    for name, tool in sites.items():
        spread_of = spread(tool, "cold")
        rows.append([
            _NAMES[name],
            seconds(middle_of_step(tool, "cold", "search")),
            seconds(middle(tool, "cold", "cpu_s")),
            megabytes(middle(tool, "cold", "peak_mb")),
            str(sum(run["scenario"] == "cold" for run in tool["runs"])),
            "–" if spread_of is None else f"{spread_of:.0%}",
            f"{tool.get('pages', 0):,}",
            f"{tool.get('files', 0):,}",
            str(tool.get("megabytes", "–")),
            f"{tool['same_text']} of {tool['looked_at']}" if "same_text" in tool else "–",
        ])  # fmt: skip
    return table(head, rows)


def _check(tool: Mapping[str, Any]) -> str:
    head = ["`validate.py`", "seconds", "processor, s", "peak memory, MB"]
    rows = [
        [
            SCENARIOS[scenario].capitalize(),
            seconds(middle(tool, scenario, "wall_s")),
            seconds(middle(tool, scenario, "cpu_s")),
            megabytes(middle(tool, scenario, "peak_mb")),
        ]
        for scenario in ("cold", "unchanged", "suggestion")
    ]
    return table(head, rows)


def _budgets(results: list[dict[str, Any]]) -> list[list[str]]:
    """Return a row for each budget that was measured: what, reach, measured, held."""
    by_size = {result["records"]: result for result in results}
    rows: list[list[str]] = []
    if city := by_size.get(10_000):
        ours, base = (city["tools"].get(name, {"runs": []}) for name in ("ours", _BASE))
        for scenario, reach in _RATIOS.items():
            took, theirs = (middle(tool, scenario, "wall_s") for tool in (ours, base))
            if took is not None and theirs:
                what = f"10,000 records, {SCENARIOS[scenario]}, against Hugo + Pagefind"
                rows.append(_budget(what, took / theirs, reach, "×", 3))
        check = city["tools"].get("check", {"runs": []})
        for scenario, reach in _CHECK_S.items():
            took = middle(check, scenario, "wall_s")
            if took is not None:
                what = f"10,000 records, `validate.py`, {SCENARIOS[scenario]}"
                rows.append(_budget(what, took, reach, "s", 2))
    for records, reach in _PEAK_MB.items():
        ours = by_size.get(records, {"tools": {}})["tools"].get("ours", {"runs": []})
        peak = middle(ours, "cold", "peak_mb")
        if peak is not None:
            rows.append(_budget(f"{records:,} records, peak memory", peak, reach, "MB", 0))
    if growth := _growth(by_size):
        rows.append(_budget("100,000 records, time a page against 10,000", growth, _LINEAR, "×", 2))
    return rows


def _growth(by_size: Mapping[int, Mapping[str, Any]]) -> float | None:
    """Return how many times longer a page takes at 100,000 records than at 10,000."""
    a_page = []
    for records in (10_000, 100_000):
        result = by_size.get(records, {"tools": {}, "pages": 1})
        took = middle(result["tools"].get("ours", {"runs": []}), "cold", "wall_s")
        if took is None:
            return None
        a_page.append(took / result["pages"])
    return a_page[1] / a_page[0]


def _budget(what: str, value: float, reach: float, unit: str, places: int) -> list[str]:
    held = "yes" if value <= reach else "**no**"
    return [what, f"≤ {reach:,g} {unit}", f"{value:,.{places}f} {unit}", held]


def _rows_of_chart(result: Mapping[str, Any]) -> list[tuple[str, float | None, float | None]]:
    rows = []
    for name, title in _NAMES.items():
        tool = result["tools"].get(name)
        if tool and name != "check" and tool["runs"]:
            times = (middle(tool, scenario, "wall_s") for scenario in ("cold", "suggestion"))
            rows.append((title.strip("*"), *times))
    return rows
