"""A chart of build times: a row for each tool, a full dot for a cold build, a ring for one edit."""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape

from .figures import seconds

_LEFT, _RIGHT, _TOP, _ROW, _WIDTH = 170, 110, 74, 34, 760
_STYLE = """
text { font: 13px system-ui, sans-serif; fill: #1f2328; }
.title { font-weight: 600; font-size: 15px; }
.soft { fill: #59636e; font-size: 12px; }
.grid { stroke: #d1d9e0; }
.join { stroke: #8c959f; stroke-width: 2; }
.dot { fill: #b42318; stroke: #b42318; stroke-width: 2; }
.ring { fill: #fff; stroke: #b42318; stroke-width: 2; }
.paper { fill: #fff; }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3; }
  .soft { fill: #9198a1; }
  .grid { stroke: #3d444d; }
  .dot { fill: #ff8a75; stroke: #ff8a75; }
  .ring { fill: #0d1117; stroke: #ff8a75; }
  .paper { fill: #0d1117; }
}"""


def chart(rows: Sequence[tuple[str, float | None, float | None]], title: str) -> str:
    """Draw the chart as SVG.

    Args:
        rows: Tool, seconds of a cold build, seconds after one edit; None was not measured.
        title: What the figures belong to: `10,000 records`.
    """
    values = [value for _, *pair in rows for value in pair if value]
    low = math.floor(math.log10(min(values, default=1)))
    high = max(low + 1, math.ceil(math.log10(max(values, default=10))))
    height = _TOP + _ROW * len(rows) + 40

    def x(value: float) -> float:
        return _LEFT + (math.log10(value) - low) / (high - low) * (_WIDTH - _LEFT - _RIGHT)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" role="img" '
        f'width="{_WIDTH}" height="{height}">',
        f"<title>Build times at {escape(title)}</title>",
        f"<style>{_STYLE}</style>",
        f'<rect class="paper" width="{_WIDTH}" height="{height}"/>',
        f'<text class="title" x="16" y="26">Seconds to build {escape(title)}, with search</text>',
        '<circle class="dot" cx="22" cy="47" r="5"/><text class="soft" x="34" y="51">cold</text>',
        '<circle class="ring" cx="82" cy="47" r="5"/>'
        '<text class="soft" x="94" y="51">one suggestion edited; each line is ten times the one '
        "before</text>",
    ]
    for power in range(low, high + 1):
        at, value = x(10**power), 10**power
        bottom = height - 32
        parts.append(f'<path class="grid" d="M{at:.1f} {_TOP - 8}V{bottom}"/>')
        parts.append(
            f'<text class="soft" x="{at:.1f}" y="{bottom + 18}" text-anchor="middle">'
            f"{value:g} s</text>"
        )
    for number, (name, cold, edit) in enumerate(rows):
        y = _TOP + _ROW * number + _ROW / 2
        parts.append(f'<text x="16" y="{y + 4:.0f}">{escape(name)}</text>')
        if cold and edit:
            parts.append(f'<path class="join" d="M{x(edit):.1f} {y}H{x(cold):.1f}"/>')
        if cold:
            parts.append(f'<circle class="dot" cx="{x(cold):.1f}" cy="{y}" r="5"/>')
        if edit:
            parts.append(f'<circle class="ring" cx="{x(edit):.1f}" cy="{y}" r="5"/>')
        if cold or edit:
            right = max(x(value) for value in (cold, edit) if value) + 12
            both = f"{seconds(cold)} · {seconds(edit)}"
            parts.append(f'<text class="soft" x="{right:.1f}" y="{y + 4:.0f}">{both}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"
