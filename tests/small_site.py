"""A small real site in a temporary folder: change a file, look at the problems, build it."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from huiyin import mkdocs_door, pipeline
from huiyin.model.site_model import SiteModel
from huiyin.problems import as_text
from huiyin.render.markdown import to_text

SITES = Path(__file__).parent / "sites"
THEME = Path(__file__).parents[1] / "theme"
TODAY = date(2025, 7, 1)


@dataclass(frozen=True)
class SmallSite:
    """A copy of one of `tests/sites/`, with short ways to change and to judge it."""

    root: Path

    @classmethod
    def copied(cls, name: str, folder: Path) -> SmallSite:
        """Copy the minimal site, and what the named one has more than that."""
        for part in dict.fromkeys(("minimal", name)):
            shutil.copytree(SITES / part, folder, dirs_exist_ok=True)
        return cls(folder)

    @property
    def out(self) -> Path:
        return self.root / "site"

    def path(self, below: str) -> Path:
        """A file below `content/`, or `site_config.yml`."""
        return self.root / below if below == "site_config.yml" else self.root / "content" / below

    def write(self, below: str, text: str) -> None:
        self.path(below).parent.mkdir(parents=True, exist_ok=True)
        self.path(below).write_text(text, "utf-8")

    def read(self, below: str) -> str:
        return self.path(below).read_text("utf-8")

    def replace(self, below: str, old: str, new: str) -> None:
        """Change a file at one place, which must be there exactly once."""
        text = self.read(below)
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {below}"
        self.write(below, text.replace(old, new))

    def remove(self, below: str) -> None:
        self.path(below).unlink()

    def checked(self) -> pipeline.Checked:
        return pipeline.judged_on(pipeline.read_and_judge(self.root), TODAY)

    def problems(self) -> list[str]:
        """Each problem as `file:line:column code`."""
        return [f"{p.file}:{p.line}:{p.column} {p.code}" for p in self.checked().problems]

    def report(self) -> str:
        """The problems as an editor reads them."""
        return as_text(self.checked().problems)

    def model(self, today: date = TODAY) -> SiteModel:
        return pipeline.model_of(self.checked(), today)

    def build(self, today: date = TODAY, jobs: int = 1) -> Path:
        request = pipeline.Request(self.root, THEME, jobs)
        checked = pipeline.judged_on(pipeline.read_and_judge(self.root), today)
        model = pipeline.model_of(checked, today)
        inspector = pipeline.inspector_for(request, model, checked)
        pipeline.build(request, model, self.out, mkdocs_door.engine, inspector)
        return self.out

    def words(self, url: str) -> str:
        """The words of a built page."""
        html = (self.out / url / "index.html").read_text("utf-8")
        return to_text(html[html.index("<main") : html.index("</main>")])


def tree(folder: Path) -> dict[str, bytes]:
    """Every file of a folder by path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
