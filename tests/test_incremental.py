"""An incremental build: whatever was edited in whatever order, it gives the bytes of a cold one.

Or it is refused with the words of a cold one, and the site that was live stays.

`HUIYIN_SEQUENCES=200 pytest tests/test_incremental.py` tries as many sequences of edits.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import TypeVar

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from huiyin import mkdocs_door, pipeline
from huiyin.publish.checks import StagedTreeError
from huiyin.publish.leaks import LeakError
from small_site import THEME, SmallSite, tree

Item = TypeVar("Item")
SEQUENCES = int(os.environ.get("HUIYIN_SEQUENCES", "1"))
EDITED = ("deputies", "stations", "news", "reports", "groups", "pages")
WORDS = ("井", "水", "代表", "东", "西", "李", "曾", "7", "5", "建议", "satisfied", "active")


@dataclass
class Edits:
    """A site with its theme that is edited, built for a day that moves."""

    site: SmallSite
    theme: Path
    today: date = date(2025, 7, 1)
    done: list[str] = field(default_factory=list)

    def records(self) -> list[Path]:
        content = self.site.root / "content"
        return sorted(path for name in EDITED for path in (content / name).rglob("*.*"))

    def change(self, number: int) -> None:
        path = _pick(self.records(), number)
        text = path.read_text("utf-8")
        word = _pick([word for word in WORDS if word in text] or [""], number)
        path.write_text(text.replace(word, f"{_pick(WORDS, number + 1)}{word}", 1), "utf-8")

    def add(self, number: int) -> None:
        path = _pick(self.records(), number)
        self._as(path, number, path.read_text("utf-8"))

    def delete(self, number: int) -> None:
        _pick(self.records(), number).unlink()

    def rename(self, number: int) -> None:
        path = _pick(self.records(), number)
        text = path.read_text("utf-8")
        path.unlink()
        self._as(path, number, text)

    def template(self, number: int) -> None:
        path = _pick(sorted(self.theme.rglob("*.html")), number)
        path.write_text(f"{path.read_text('utf-8')}<!-- {number} -->\n", "utf-8")

    def style(self, number: int) -> None:
        path = _pick(sorted(self.theme.rglob("*.css")), number)
        path.write_text(f"{path.read_text('utf-8')}.a{number} {{ color: red; }}\n", "utf-8")

    def setting(self, number: int) -> None:
        text = self.site.read("site_config.yml")
        more = ("percent_places: 2", "page_size: 2", "spotlight_weeks: 2", "motto: 件件有回音")
        config = f"{text.rstrip()}\n    {_pick(more, number)}\n"
        self.site.write("site_config.yml", config.replace("小城", _pick(("小城", "大城"), number)))

    def register(self, number: int) -> None:
        path = _pick(sorted((self.site.root / "content" / "registers").iterdir()), number)
        text = path.read_text("utf-8")
        path.write_text(re.sub(r"(name: \w)", rf"\1{_pick('甲乙丙', number)}", text), "utf-8")

    def day(self, number: int) -> None:
        self.today += timedelta(days=number % 90)

    def _as(self, path: Path, number: int, text: str) -> None:
        """Write a record under another name, its id and its own number with it."""
        figures = re.search(r"\d*$", path.stem)
        width = len(figures[0]) if figures else 0
        other = f"{path.stem[: len(path.stem) - width]}{number % 9000:0{width or 1}}"
        text = text.replace(f"{path.stem}\n", f"{other}\n", 1)
        text = re.sub(r"(id: t1-s1-)\w+", rf"\g<1>{other}", text, count=1)
        text = re.sub(r"(?m)^number: \d+", f"number: {number % 9000}", text)
        path.with_stem(other).write_text(text, "utf-8")

    def tried(self, edit: Callable[[Edits, int], None], number: int, out: Path) -> None:
        """Make an edit and build; take it back when the site is refused."""
        kept, day = Path(tempfile.mkdtemp(dir=out.parent)), self.today
        shutil.copytree(self.site.root / "content", kept / "content")
        shutil.copy(self.site.root / "site_config.yml", kept)
        edit(self, number)
        before = tree(out) if out.exists() else {}
        if refused := self.refused(out, out.parent / "cache.sqlite"):
            left = tree(out) if before else {}
            assert (refused, left) == (self.refused(out.with_name("never"), None), before)
            shutil.rmtree(self.site.root / "content")
            shutil.copytree(kept, self.site.root, dirs_exist_ok=True)
            self.today = day
        else:
            self.done.append(edit.__name__)

    def refused(self, out: Path, cache: Path | None) -> str:
        """Build, and return why there is no new site; empty when there is one."""
        try:
            self.build(out, cache)
        except (pipeline.ProblemsFound, StagedTreeError, LeakError) as error:
            return f"{type(error).__name__}: {error}"
        return ""

    def build(self, out: Path, cache: Path | None) -> None:
        checked = pipeline.read_and_judge(self.site.root)
        model = pipeline.model_of(checked, self.today)
        request = pipeline.Request(self.site.root, self.theme, 1, cache, out)
        inspector = pipeline.inspector_for(request, model, checked)
        pipeline.build(request, model, out, mkdocs_door.engine, inspector)


EDITS = (Edits.change, Edits.add, Edits.delete, Edits.rename, Edits.template, Edits.style,
         Edits.setting, Edits.register, Edits.day)  # fmt: skip


def _pick(items: Sequence[Item], number: int) -> Item:
    return items[number % len(items)]


@settings(
    max_examples=SEQUENCES,
    deadline=None,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(st.lists(st.tuples(st.sampled_from(EDITS), st.integers(0, 10**6)), min_size=4, max_size=6))
def test_any_edits_in_any_order_leave_what_a_cold_build_gives(
    sequence: list[tuple[Callable[[Edits, int], None], int]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        site = SmallSite.copied("full", Path(folder) / "site")
        theme = shutil.copytree(THEME, Path(folder) / "theme")
        edits = Edits(site, Path(theme))
        warm, cold = Path(folder) / "warm", Path(folder) / "cold"
        for edit, number in [(Edits.day, 0), *sequence]:
            edits.tried(edit, number, warm)
        edits.build(cold, None)

        assert tree(warm) == tree(cold), edits.done
