"""The audit: what has gone stale or empty, in the order of the official inspection list.

What the inspectors also look for and the gate already refuses (forged days, wrong names of
organs, dead links inside the site, blank pages) is not counted again here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta
from http.client import HTTPException
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from ..load.source import Source
from ..model.site_model import SiteModel

_ADDRESS = re.compile(r"https?://[A-Za-z0-9.-]+(?:/[!-'*-;=?-Z_a-z~%]*)?", re.ASCII)
_STALE_COLUMNS = 5
_LONG_STALE_COLUMNS = 10
_EMPTY_COLUMNS = 5
_LONG_STALE_DAYS = 365
_AT_ONCE = 8
_PATIENCE_SECONDS = 15
_AGENT = "Mozilla/5.0 (Huiyin audit)"


@dataclass(frozen=True, slots=True)
class Limits:
    """How old things may be, in days.

    Source:
        政府网站与政务新媒体检查指标: 首页和动态类栏目两周, 通知类栏目六个月.
    """

    news_days: int = 14
    notice_days: int = 180
    review_days: int = 365


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the inspection list.

    Attributes:
        part: 单项否决 or 扣分.
        item: What is inspected.
        is_good: Whether the site passes.
        count: How many are wrong.
        details: One line for each that is wrong.
    """

    part: str
    item: str
    is_good: bool
    count: int
    details: tuple[str, ...] = ()


VETO, DEDUCTION = "单项否决", "扣分"


def audit(model: SiteModel, sources: Sequence[Source], limits: Limits) -> list[Finding]:
    """Return the inspection list, filled in for the model's day."""
    newest = _newest(model)
    stale = list(_stale(model, newest, limits))
    long_stale = [line for line, days in stale if days > _LONG_STALE_DAYS]
    empty = [
        f"{column.name}（{id_}）" for id_, column in model.columns.items() if id_ not in newest
    ]
    home_days = (model.today - max(newest.values())).days if newest else None
    home = () if home_days is not None and home_days <= limits.news_days else (_days(home_days),)
    receptions = tuple(dict.fromkeys(_without_holidays(model)))
    unreviewed = tuple(_unreviewed(model, sources, limits.review_days))
    return [
        Finding(VETO, f"首页超过 {limits.news_days} 天没有更新", not home, len(home), home),
        Finding(
            VETO,
            f"{_STALE_COLUMNS} 个以上栏目不更新（动态 {limits.news_days} 天，"
            f"其他 {limits.notice_days} 天）",
            len(stale) < _STALE_COLUMNS,
            len(stale),
            tuple(line for line, _ in stale),
        ),
        Finding(
            VETO,
            f"{_LONG_STALE_COLUMNS} 个以上栏目一年没有更新",
            len(long_stale) < _LONG_STALE_COLUMNS,
            len(long_stale),
            tuple(long_stale),
        ),
        Finding(VETO, f"{_EMPTY_COLUMNS} 个以上空白栏目", len(empty) < _EMPTY_COLUMNS, len(empty),
                tuple(empty)),
        Finding(DEDUCTION, "接待日没有放假安排可以对照", not receptions, len(receptions),
                receptions),
        Finding(DEDUCTION, f"超过 {limits.review_days} 天没有核对的记录", not unreviewed,
                len(unreviewed), unreviewed),
    ]  # fmt: skip


def as_text(findings: Iterable[Finding], today: date) -> str:
    """Return the list as an inspector fills it in."""
    lines = [f"网站自查表　{today.isoformat()}", ""]
    for part in (VETO, DEDUCTION):
        lines.append(f"{part}指标")
        for finding in findings:
            if finding.part == part:
                verdict = "合格" if finding.is_good else "不合格"
                count = f"（{finding.count}）" if finding.count else ""
                lines.append(f"  [{verdict}] {finding.item}{count}")
                lines += [f"      {line}" for line in finding.details]
        lines.append("")
    return "\n".join(lines).rstrip()


def external_links(sources: Sequence[Source]) -> dict[str, str]:
    """Return each address outside the site, and the first place that names it."""
    found: dict[str, str] = {}
    for source in sources:
        for number, line in enumerate(source.text.split("\n"), start=1):
            for match in _ADDRESS.finditer(line) if "http" in line else ():
                found.setdefault(match[0].rstrip(".,;"), f"{source.path}:{number}")
    return found


def links_finding(links: dict[str, str], fault_of: Callable[[str], str] | None = None) -> Finding:
    """Ask every address, and return the line about those that do not answer.

    Args:
        links: Address → where it stands.
        fault_of: Says what is wrong with an address, nothing when it answers; asks the network.
    """
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        faults = list(threads.map(fault_of or unanswered, links))
    told = zip(links.items(), faults, strict=True)
    dead = [f"{place}  {url}  {fault}" for (url, place), fault in told if fault]
    return Finding(DEDUCTION, "打不开的站外链接", not dead, len(dead), tuple(dead))


def unanswered(url: str) -> str:
    """Return why an address does not answer, empty when it does."""
    try:
        with urlopen(  # noqa: S310  only http and https are collected
            Request(url, headers={"User-Agent": _AGENT}),  # noqa: S310
            timeout=_PATIENCE_SECONDS,
        ):
            return ""
    except HTTPError as error:
        return f"{error.code}"
    except (OSError, HTTPException, ValueError) as error:
        return str(error)


def _newest(model: SiteModel) -> dict[str, date]:
    newest: dict[str, date] = {}
    for article in model.news.values():
        day = article.published_at.date()
        newest[article.column] = max(day, newest.get(article.column, day))
    return newest


def _stale(model: SiteModel, newest: dict[str, date], limits: Limits) -> Iterator[tuple[str, int]]:
    for id_, column in model.columns.items():
        limit = limits.news_days if column.kind == "news" else limits.notice_days
        if id_ in newest and (days := (model.today - newest[id_]).days) > limit:
            yield f"{column.name}（{id_}）：{_days(days)}", days


def _days(days: int | None) -> str:
    return "从来没有发布过" if days is None else f"{days} 天没有更新"


def _without_holidays(model: SiteModel) -> Iterator[str]:
    for reception in model.receptions:
        if reception.day.provisional:
            station = model.stations[reception.station]
            yield f"{station.name}（{station.id}）：{reception.day.on.year} 年的放假安排还没有登记"


def _unreviewed(model: SiteModel, sources: Sequence[Source], days: int) -> Iterator[str]:
    """Yield the records of people and places that nobody has looked over for so long."""
    places = {source.stem: source.path for source in sources if source.kind in _REVIEWED}
    before = model.today - timedelta(days=days)
    for kind in _REVIEWED:
        for record in getattr(model, _REVIEWED[kind]).values():
            days_known = filter(None, (record.updated_on, *(r.on for r in record.reviews)))
            last = max(days_known, default=None)
            if last is None or last < before:
                said = f"最近一次是 {last}" if last else "没有写 updated_on"
                yield f"{places.get(record.id, record.id)}  {record.name}：{said}"


_REVIEWED = {"deputy": "deputies", "station": "stations", "group": "groups"}
