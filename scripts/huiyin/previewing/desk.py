"""Desk: where a change becomes a new edition, and where editions are judged.

An edition is shown as soon as it can be made; the whole site is judged right after, beside it. When
the judgement is bad, the last good edition comes back, with the problems above every page; from
then on nothing is shown before it was judged good, but what was just written anew itself.
"""

from __future__ import annotations

import gc
import shutil
import traceback
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from itertools import count
from pathlib import Path
from threading import Condition

from .. import judging
from ..command_line import cache_of, warnings_line
from ..model.site_model import SiteModel, build_model
from ..problems import as_text, errors
from ..progress import Tell, silent
from ..render.plan import AddressTakenError, plan
from ..validate.validator import judge_shaped, problems_of
from .edition import Edition, Look, Narrative, NarrativeError
from .shelf import Holding, Shelf, is_content

STAYS = "页面还是改动之前的样子，改好后会自动更新。"


@dataclass(frozen=True, slots=True)
class Place:
    """What is previewed, and where.

    Attributes:
        root: The folder with `site_config.yml` and `content/`.
        theme: The theme's folder.
        site_url: Where the preview is served, with a closing slash.
        today: Returns the day to show, by the day a sample congress is shown on.
        narrative: Writes the narrative pages of a site into a folder.
    """

    root: Path
    theme: Path
    site_url: str
    today: Callable[[date | None], date]
    narrative: Narrative


@dataclass(frozen=True, slots=True)
class Shown:
    """What browsers see now.

    Attributes:
        number: Another one for everything else that is shown.
        edition: None before the first good one.
        notice: What stands above every page; empty for nothing.
    """

    number: int = 0
    edition: Edition | None = None
    notice: str = ""


@dataclass(frozen=True, slots=True)
class Unjudged:
    """Something to be judged.

    Attributes:
        edition: None when the records do not even make a site.
        is_shown: Browsers see it already.
        judge: Returns what is wrong, in the editor's words; empty when nothing is.
    """

    edition: Edition | None
    is_shown: bool
    judge: Callable[[], str]


class Desk:
    """Takes in changes and holds what is shown. One thread changes it, many look."""

    def __init__(self, place: Place, folder: Path) -> None:
        """Begin with nothing.

        Args:
            place: What is previewed.
            folder: An empty one, for the engine's pages.
        """
        self._place = place
        self._folders = (folder / str(number) for number in count())
        self._shelf = Shelf(place.root)
        self._look = Look(place.theme)
        self._model: SiteModel | None = None  # the last that could be made
        self._good: Edition | None = None
        self._since_good: set[Path] = set()
        self._suspects: set[Path] = set()  # among these is what was judged bad
        self._turned = Condition()
        self.shown = Shown(notice="正在读取和检查全部记录，好了会自动显示。")

    def open(self, jobs: int, tell: Tell = silent) -> Unjudged:
        """Read the whole site, and return it to be judged."""
        return self._case(self._shelf.filled(jobs, tell), may_show=False)

    def take(self, paths: Collection[Path]) -> Unjudged | None:
        """Take in what changed, and show it if it may be shown before it is judged.

        Returns:
            What is to be judged; None when nothing is.
        """
        content = {path for path in paths if is_content(path, self._place.root)}
        in_new_look = len(content) < len(paths)
        if in_new_look:
            self._look = Look(self._place.theme)
            self._good = self._good and self._good.dressed(self._look, next(self._folders))
        self._since_good |= content
        case = None
        if self._since_good or self._good is None:
            may_show = self._good is not None and self._suspects <= content
            case = self._case(self._shelf.renewed(content), may_show=may_show)
        if in_new_look and not (case and case.is_shown):
            self._show(self._good, self.shown.notice)
        return case

    def settle(self, case: Unjudged, found: str) -> None:
        """Show what a judgement came to.

        Args:
            case: What was judged.
            found: What is wrong, in the editor's words; empty when nothing is.
        """
        if found:
            self._suspects = set(self._since_good)
        else:
            self._good = case.edition
            self._suspects, self._since_good = set(), set()
        notice = f"{found}\n{STAYS}" if found else ""
        if (self.shown.edition, self.shown.notice) != (self._good, notice):
            self._show(self._good, notice)
        gc.collect()
        gc.freeze()

    def turned(self, number: int, patience_s: float) -> int:
        """Wait until something else is shown than under a number; return the number then."""
        with self._turned:
            self._turned.wait_for(lambda: self.shown.number != number, patience_s)
        return self.shown.number

    def _show(self, edition: Edition | None, notice: str) -> None:
        former = self.shown.edition
        with self._turned:
            self.shown = Shown(self.shown.number + 1, edition, notice)
            self._turned.notify_all()
        if former and former not in (edition, self._good):
            shutil.rmtree(former.folder, ignore_errors=True)

    def _case(self, holding: Holding, *, may_show: bool) -> Unjudged:
        today = self._place.today(_sample_day(holding))
        edition = self._made(holding, today)
        is_shown = False
        broken = problems_of([*holding.faults, *holding.shape_faults])
        if errors(broken) and self._good:  # the rest of the judgement follows
            self._show(self._good, f"{as_text(broken)}\n{STAYS}")
        if edition and may_show:
            self._show(edition, "")
            is_shown = True
        return Unjudged(edition, is_shown, lambda: self._judged(holding, edition, today))

    def _made(self, holding: Holding, today: date) -> Edition | None:
        """Return the edition of what is on the shelf; None when references lead nowhere."""
        if holding.settings is None or not holding.is_whole:
            return None
        settings = holding.settings.model_copy(update={"site_url": self._place.site_url})
        media = self._place.root / "content/media"
        try:
            self._model = build_model(holding.catalogue, settings, today, media, self._model)
        except Exception:  # noqa: BLE001  not judged yet: anything may be wrong with it
            return None
        return self._edition(self._model)

    def _edition(self, model: SiteModel) -> Edition:
        rooms = self._good.rooms if self._good else {}
        place, folder = self._place, next(self._folders)
        return Edition(model, self._look, place.narrative, folder, cache_of(place.root), rooms)

    def _judged(self, holding: Holding, edition: Edition | None, today: date) -> str:
        """Judge everything as a build does; return what is wrong."""
        root = self._place.root
        faults = [*holding.faults, *holding.shape_faults]
        parts = (holding.sources, holding.settings, holding.catalogue, faults)
        checked = judging.Checked(judge_shaped(*parts, root), root=root)
        verdict = judging.judged_on(checked, today).verdict
        if not verdict.is_publishable:
            line = warnings_line(verdict.warning_count, verdict.warning_limit)
            return f"{as_text(verdict.problems)}\n{line}".strip()
        try:
            model = edition.model if edition else _remade(holding, today, root)
            plan(model)
            self._place.narrative(model, next(self._folders).with_suffix(".judged"))
        except AddressTakenError as error:
            return f"两个页面要用同一个地址，请给其中一份记录换个编号：{error}"
        except NarrativeError as error:
            return str(error)
        except Exception:  # noqa: BLE001  the preview goes on, and whoever mends it must see it
            return f"程序出错了：\n{traceback.format_exc()}"
        return ""


def _sample_day(holding: Holding) -> date | None:
    sample = holding.settings.ours.sample if holding.settings else None
    return sample.today if sample else None


def _remade(holding: Holding, today: date, root: Path) -> SiteModel:
    """Make again what could not be made, for its error."""
    assert holding.settings is not None
    return build_model(holding.catalogue, holding.settings, today, root / "content/media")
