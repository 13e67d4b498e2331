"""The data page: every table that can be taken away, what is in it, and how to check it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cache, partial
from hashlib import sha256
from typing import Any, NamedTuple, Protocol

from ..model.site_model import SiteModel
from ..records import labels, urls
from ..records.columns import columns_of, explained
from .open_data import LIST_COLUMNS, json_file, record_stems
from .page import HOME, Drawn, Page, Planned, Raw
from .published_schemas import ADDRESSES, schema
from .views import Link

URL = "data/"
SUMS = f"{URL}SHA256SUMS.txt"
CATALOGUE = f"{URL}index.json"
LAST = frozenset((URL, SUMS, CATALOGUE))  # best printed when the others are, and are known


@dataclass(frozen=True, slots=True)
class File:
    """A file that can be taken away.

    Attributes:
        name: What it is called beside the others: `CSV`, `CSV 第 2 份`.
        size: Its size in words: `48 KB`.
        digest: SHA-256 of its bytes, in hexadecimal.
    """

    title: str
    name: str
    url: str
    form: str
    size: str
    byte_count: int
    digest: str


@dataclass(frozen=True, slots=True)
class Dataset:
    """What one table holds, and its files."""

    title: str
    told: str
    page: Link
    files: tuple[File, ...]


class _Table(NamedTuple):
    """What one table holds, before its files are weighed.

    Attributes:
        url: The page it belongs to.
        stems: The names of its files, without their ends; a large one is cut into several.
    """

    title: str
    told: str
    url: str
    stems: tuple[str, ...] = ("list",)

    def places(self) -> Iterator[tuple[str, str, str]]:
        """Yield address and form of each file it may have, and which part of the table it is."""
        for number, stem in enumerate(self.stems, 1):
            for form in ("CSV", "JSON"):
                part = f"第 {number} 份" if len(self.stems) > 1 else ""
                yield f"{self.url}{stem}.{form.lower()}", form, part


Groups = tuple[tuple[str, tuple[Dataset, ...]], ...]


class Weight(Protocol):
    """What is known of a file that is written."""

    @property
    def sha256(self) -> str:
        """Return its checksum in hexadecimal."""

    @property
    def size(self) -> int:
        """Return how many bytes it has."""


Known = Callable[[str], Weight | None]


class _Weighed(NamedTuple):
    sha256: str
    size: int


class Scales(NamedTuple):
    """The addresses of all tables, and what weighs the one at an address."""

    urls: Set[str]
    weight: Callable[[str], Weight]


def plan(model: SiteModel, others: Sequence[Planned], known: Known) -> Iterator[Planned]:
    """Yield the data page, its catalogue, the schemas and the checksums.

    Args:
        model: The site.
        others: Every page planned so far, the data files among them.
        known: Tells of a file at an address, when these pages are printed. One that is not known
            is made once more to be weighed.
    """
    wanted = addresses(model)
    tables = {
        page.url: page for page in others if isinstance(page, Raw | Drawn) and page.url in wanted
    }

    @cache
    def weight(url: str) -> Weight:
        if found := known(url):
            return found
        table = tables[url]
        content = table.made() if isinstance(table, Raw) else table.draw()
        return _Weighed(sha256(content).hexdigest(), len(content))

    scales = Scales(tables.keys(), weight)
    groups = cache(lambda: tuple(_weighed(model, scales)))
    for kind, url in ADDRESSES.items():
        yield json_file(url, partial(schema, model.settings.site_url or "", kind))
    yield _page(model, groups)
    yield json_file(CATALOGUE, lambda: _catalogue(model, groups()))
    yield Raw(SUMS, lambda: _sums(groups()))


def _sums(groups: Groups) -> bytes:
    files = [file for _, held in groups for dataset in held for file in dataset.files]
    return ("".join(f"{file.digest}  {file.url}\n" for file in files) or "\n").encode()


def addresses(model: SiteModel) -> set[str]:
    """Return where tables may lie that the data page tells of."""
    return {url for _, held in _tables(model) for table in held for url, *_ in table.places()}


def _tables(model: SiteModel) -> Iterator[tuple[str, tuple[_Table, ...]]]:
    """Yield the tables by what they are about."""
    sessions = tuple(
        table for id_ in model.sessions_with_cases for table in _of_session(model, id_)
    )
    if sessions:
        yield "每次会议的建议", sessions
    yield (
        "跨会议的台账",
        (
            _Table(
                "承诺解决事项台账", "每一项承诺：要求、答复、期限、完成日期、佐证", "commitments/"
            ),
            _Table("逾期未答复的建议", "到生成这一天还没有答复的", "overdue/"),
        ),
    )
    for title, ids, names, address in (
        ("按承办单位", model.links.cases_of_body, model.bodies, urls.body_url),
        ("按分类", model.links.cases_of_topic, model.topics, urls.topic_url),
        ("按对口委员会", model.links.cases_of_committee, model.bodies, urls.committee_url),
    ):
        found = tuple(
            _Table(record.name, f"{len(ids[id_])} 件的目录", address(id_))
            for id_, record in names.items()
            if id_ in ids
        )
        if found:
            yield title, found


def _of_session(model: SiteModel, id_: str) -> Iterator[_Table]:
    label, url = model.session_label(id_), urls.session_url(id_)
    cases = model.links.cases_of_session.get(id_)
    if not cases:
        return
    yield _Table(
        f"{label}：建议全文",
        "每件一行，有建议内容、办理过程和各轮答复；改好还能导入",
        url,
        tuple(record_stems(len(cases))),
    )
    yield _Table(f"{label}：建议目录", "每件一行，没有全文，多了算出来的期限和状态", url)
    yield _Table(
        f"{label}：办理结果统计",
        "按分类、承办单位和委员会分开数",
        urls.disclosure_url(id_),
        ("index",),
    )


def _weighed(model: SiteModel, scales: Scales) -> Iterator[tuple[str, tuple[Dataset, ...]]]:
    for title, tables in _tables(model):
        yield title, tuple(_dataset(table, scales) for table in tables)


def _dataset(table: _Table, scales: Scales) -> Dataset:
    files = (
        _file(table.title, form, part, url, scales.weight(url))
        for url, form, part in table.places()
        if url in scales.urls
    )
    return Dataset(table.title, table.told, Link(table.title, table.url), tuple(files))


def _file(title: str, form: str, part: str, url: str, weight: Weight) -> File:
    size = f"{max(1, (weight.size + 512) // 1024)} KB"
    name = f"{form} {part}".strip()
    return File(f"{title}（{name}）", name, url, form, size, weight.size, weight.sha256)


def _page(model: SiteModel, groups: Callable[[], Groups]) -> Page:
    licence = model.settings.ours.data_licence
    record = next(iter(model.cases.values()), None)
    return Page(
        url=URL,
        template="pages/data.html",
        title="数据下载",
        description="代表建议、办理结果和承诺台账的数据：CSV 表格和 JSON，怎样打开，怎样核对",
        trail=(HOME,),
        section=URL,
        context=lambda: {
            "groups": groups(),
            "licence": licence,
            "columns": explained(columns_of(1)),
            "list_columns": LIST_COLUMNS,
            "schemas": tuple(
                Link(labels.RECORD_KIND[kind], url) for kind, url in ADDRESSES.items()
            ),
            "example": urls.suggestion_url(record.record) if record else "",
            "sums": SUMS,
            "catalogue": CATALOGUE,
        },
    )


def _catalogue(model: SiteModel, groups: Groups) -> dict[str, Any]:
    licence = model.settings.ours.data_licence
    return {
        "title": f"{model.settings.site_name}：数据目录",
        "as_of": model.today.isoformat(),
        "licence": {"name": licence.name, "url": licence.url} if licence else None,
        "schemas": list(ADDRESSES.values()),
        "datasets": [
            {
                "title": dataset.title,
                "description": dataset.told,
                "page": dataset.page.url,
                "files": [
                    {
                        "url": file.url,
                        "format": file.form,
                        "bytes": file.byte_count,
                        "sha256": file.digest,
                    }
                    for file in dataset.files
                ],
            }
            for _, held in groups
            for dataset in held
        ],
    }
