"""A thousand canaries in private places: the guard knows each of them, and none gets out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from random import Random

import pytest

from doors import door, run
from huiyin import mkdocs_door, pipeline
from huiyin.publish.leaks import guard_for
from small_site import THEME, SmallSite, tree

DAY = date(2026, 3, 1)
NEWS = """\
---
id: {id}
status: {status}
title: {0}
column: {column}
published_at: {on} 09:00
source: {{name: 示例市人大}}
summary: {1}
---

{2}。

{3}。
"""
DEPUTY = """\
id: {id}
status: withdrawn
name: {0}
sex: 男
ethnicity: 汉族
employer: {1}
post: {2}
bio: |
  {3}。
mandates:
  - term: {term}
    electing_unit: {unit}
    elected_on: 2022-12-28
"""


def _canaries() -> Iterator[str]:
    dice = Random(1)
    told: set[str] = set()
    while True:
        word = "".join(chr(dice.randrange(0x4E00, 0x9FA5)) for _ in range(6))
        if word not in told:
            told.add(word)
            yield word


def _planted(root: Path) -> list[str]:
    """Plant a thousand canaries, and return them."""
    birds, used = _canaries(), []

    def four() -> list[str]:
        new = [next(birds) for _ in range(4)]
        used.extend(new)
        return new

    news, deputies = root / "content/news/2026", root / "content/deputies"
    news.mkdir(exist_ok=True)
    column = next(root.glob("content/registers/columns.yml")).read_text("utf-8")
    column = column.split("id: ")[1].split(",")[0].split("\n")[0].strip()
    for number in range(110):
        status = ("draft", "withdrawn", "published\npublish_on: 2026-05-01")[number % 3]
        on = "2026-05-01" if number % 3 == 2 else "2026-02-01"
        text = NEWS.format(*four(), id=f"secret-{number}", status=status, column=column, on=on)
        (news / f"secret-{number}.md").write_text(text, "utf-8")
    one = next(p for p in sorted(deputies.iterdir()) if "electing_unit" in p.read_text("utf-8"))
    facts = one.read_text("utf-8")
    term = facts.split("term: ")[1].split("\n")[0]
    unit = facts.split("electing_unit: ")[1].split("\n")[0]
    for number in range(100):
        name, *rest = four()
        used[-4] = name = name[:3]
        text = DEPUTY.format(name, *rest, id=f"gone-{number}", term=term, unit=unit)
        (deputies / f"gone-{number}.yml").write_text(text, "utf-8")
    for path in sorted((root / "content/reports/suggestions").rglob("*.md"))[:16]:
        words = [next(birds) for _ in range(10)]
        used += words
        comments = "".join(f"# {word}\n" for word in words)
        path.write_text(path.read_text("utf-8").replace("---\n", f"---\n{comments}", 1), "utf-8")
    return used


def test_a_thousand_canaries_stay_inside(tmp_path: Path) -> None:
    root = tmp_path / "congress"
    made = run(
        door("make_demo"), "--root", str(root), "--deputies", "20", "--stations", "3",
        "--suggestions", "16", "--news", "8", "--seed", "3",
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    birds = _planted(root)
    checked = pipeline.judged_on(pipeline.read_and_judge(root), DAY)
    try:
        model = pipeline.model_of(checked, DAY)
    except pipeline.ProblemsFound:
        pytest.fail(SmallSite(root).report()[:2000])
    guard = guard_for(checked.sources, checked.validated.catalogue, model, DAY)
    known = {canary.text.decode() for canary in guard.canaries}
    out = tmp_path / "out"
    request = pipeline.Request(root, THEME, 2)
    inspector = pipeline.inspector_for(request, model, checked)
    pipeline.build(request, model, out, mkdocs_door.engine, inspector)
    whole = "\n".join(content.decode("utf-8", "replace") for content in tree(out).values())
    silent = [bird for bird in birds if not any(bird in text for text in known)]

    assert (len(birds), silent, [bird for bird in birds if bird in whole]) == (1000, [], [])
