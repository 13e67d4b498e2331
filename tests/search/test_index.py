"""The index finds every two adjacent characters, with lunr's own weights, in small files."""

from __future__ import annotations

import gzip
import random
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import lunr
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lunr.builder import Builder

from huiyin.cache import Cache, opened
from huiyin.search import renewal
from huiyin.search.counting import count, parts_of
from huiyin.search.index import BOOSTS, SearchDocument, search_files
from huiyin.search.shards import order_of
from huiyin.search.tokenize import folded, pieces, terms
from search_reader import Index

LUNR = Path(__file__).parents[2] / "theme/assets/js/search/lunr.min.js"

CORPUS = (
    SearchDocument(
        url="deputies/deputy-0009/",
        kind="deputy",
        title="阿依·古丽",
        date="",
        names="ayiguli aygl 东湖代表团",
        body="第八届市人大代表，东湖选区。提出建议6件，其中A类3件。",
        syllables="a yi gu li",
        place="东湖代表团",
    ),
    SearchDocument(url="pages/about/", kind="page", title="关于本站", date="", names="", body=""),
    SearchDocument(
        url="suggestions/t8-s3/0017/",
        kind="suggestion",
        title="关于加强农村饮水安全保障的建议",
        date="2025-01-16",
        names="第0017号 示水函〔2025〕12号 李华 lihua lh 农业农村",
        body="东湖街道有3个村的自来水管已用20年，夏天常停水。建议更换DN110管道，让4,200多名村民喝上放心水。",
        topic="农业农村",
        outcome="正在解决",
    ),
    SearchDocument(
        url="news/2025/reception/",
        kind="news",
        title="代表进站听民声",
        date="2025-03-10",
        names="东湖街道代表之家",
        body="上午9:00，代表在联络站接待群众，听取关于老旧小区加装电梯、校门口堵车的意见。𠮷先生说：“電梯、水管都盼着修。”",
    ),
)


def test_every_file_is_named_in_the_manifest():
    index = Index(dict(search_files(CORPUS)))
    found = {path.split("/")[0].split(".")[0] for path in index.files}

    assert found == {"manifest", "terms", "pages", "facets", "people", "traditional"}
    assert [(sheet.url, sheet.title, sheet.date, sheet.kind) for sheet in index.sheets()] == [
        ("deputies/deputy-0009/", "阿依·古丽", "", "代表"),
        ("pages/about/", "关于本站", "", "页面"),
        ("suggestions/t8-s3/0017/", "关于加强农村饮水安全保障的建议", "2025-01-16", "建议"),
        ("news/2025/reception/", "代表进站听民声", "2025-03-10", "新闻"),
    ]


def test_pages_are_numbered_by_date_whatever_order_they_come_in():
    assert dict(search_files(CORPUS)) == dict(search_files(reversed(CORPUS)))


def test_facets_stand_in_a_byte_for_each_page():
    index = Index(dict(search_files(CORPUS)))

    assert index.manifest["labels"] == {
        "kind": ["代表", "建议", "新闻", "页面"],
        "year": ["2025"],
        "topic": ["农业农村"],
        "outcome": ["正在解决"],
    }
    name = f"facets.{index.manifest['facets']}.bin"
    assert index.files[name] == bytes((1, 4, 2, 3, 0, 0, 1, 1, 0, 0, 1, 0, 0, 0, 1, 0))


def test_deputies_stand_by_their_first_letter():
    index = Index(dict(search_files(CORPUS)))
    name = f"people/a.{index.manifest['people']['a']}.json"

    assert index.files[name].decode() == (
        '[["阿依·古丽","a yi gu li","东湖代表团","deputies/deputy-0009/"]]'
    )


def test_counting_by_arrays_is_counting_one_text_at_a_time(sample_documents):
    pages = [fields_of(document) for document in (*CORPUS, *sample_documents[::7])]
    counts = count(pages, order_of)
    found = zip(*(part.tolist() for part in parts_of(counts.postings())), strict=True)
    by_place: dict[tuple[int, int], list[str]] = {}
    for term, field, page, often in found:
        by_place.setdefault((page, field), []).extend([counts.terms[term]] * often)

    assert {place: sorted(held) for place, held in by_place.items()} == {
        (page, field): sorted(held)
        for page, texts in enumerate(pages)
        for field, text in enumerate(texts)
        if (held := terms(text) + pieces(text))
    }
    assert counts.lengths.T.tolist() == [
        [len(terms(text) + pieces(text)) for text in texts] for texts in pages
    ]


def test_weights_are_those_of_lunr(sample_documents):
    ours_too = {document.url for document in CORPUS}
    others = [document for document in sample_documents if document.url not in ours_too]
    documents = (*CORPUS, *others[::9])
    index = Index(dict(search_files(documents)))
    builder = Builder()
    builder.ref("ref")
    for field, boost in BOOSTS.items():
        builder.field(field, boost=boost, extractor=lambda page, f=field: words(page[f]))
    url_of = [sheet.url for sheet in index.sheets()]
    for document in documents:
        texts = zip(BOOSTS, fields_of(document), strict=True)
        builder.add({"ref": document.url, **dict(texts)})
    theirs = weights(builder.build().serialize())
    ours = {
        (url_of[page], field, term): weight
        for term in index.every_term()
        for field, held in index.weights(term).items()
        for page, weight in held.items()
    }

    assert ours.keys() == theirs.keys()
    # A byte for a weight is 2.2 % off at most, the rounded average length half of that; and lunr.py
    # rounds its own to three places.
    assert [
        (place, weight, theirs[place])
        for place, weight in ours.items()
        if abs(weight - theirs[place]) > 0.033 * theirs[place] + 0.0005
    ] == []


def test_a_query_finds_random_fragments_that_a_brute_search_finds(sample_documents):
    """500 fragments of two to eight characters, cut from titles and bodies at random."""
    index = Index(dict(search_files(sample_documents)))
    numbers = {sheet.url: page for page, sheet in enumerate(index.sheets())}
    dice = random.Random(8)
    missed = []
    for _ in range(500):
        document = dice.choice([page for page in sample_documents if len(page.body) > 8])
        text = dice.choice((document.title, document.body))
        start = dice.randrange(max(1, len(text) - 8))
        fragment = text[start : start + dice.randint(2, 8)]
        if not terms(fragment):
            continue
        holders = {
            numbers[page.url]
            for page in sample_documents
            if any(fragment in field for field in fields_of(page))
        }
        if holders - index.candidates(fragment):
            missed.append(fragment)

    assert missed == []


def test_every_two_adjacent_characters_find_their_page():
    index = Index(dict(search_files(CORPUS)))
    urls = [sheet.url for sheet in index.sheets()]
    missed = [
        (document.url, text[at : at + 2])
        for document in CORPUS
        for text in fields_of(document)
        for at in range(len(text) - 1)
        if terms(text[at : at + 2])
        and urls.index(document.url) not in index.candidates(text[at : at + 2])
    ]

    assert missed == []


def test_an_edited_page_changes_only_the_shards_of_its_words(sample_documents):
    before = dict(search_files(sample_documents))
    edited = list(sample_documents)
    edited[40] = replace(edited[40], body=edited[40].body + "鼋头渚鼋头渚")
    after = dict(search_files(edited))
    new = sorted(path.split("/")[1].split(".")[0] for path in after.keys() - before.keys())

    # 鼋, 头, 渚 with 鼋头, 头渚, 渚鼋; where the body's length changes a weight's byte, its words.
    # Its neighbours' files get a new folder.
    assert (new.count("pages"), new.count("facets")) == (32, 0)
    assert new.count("terms") < sum(path.startswith("search/terms/") for path in before) / 2


EDITS = st.lists(
    st.tuples(
        st.sampled_from(("edit", "remove", "add", "date")),
        st.integers(0, 10_000),
        st.text("鼋头渚水乡·李a1２電 ", max_size=12),
    ),
    max_size=4,
)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(EDITS, max_size=3))
def test_with_a_cache_the_files_are_those_without(tmp_path_factory, sample_documents, builds):
    cache = tmp_path_factory.mktemp("cache") / "cache.sqlite"
    pages = [replace(page, body=page.body[:50]) for page in sample_documents[::5]]
    for edits in ([], *builds):
        for kind, number, text in edits:
            pages = edited(pages, kind, number % len(pages), text)
        with opened(cache) as kept:
            assert dict(search_files(pages, kept)) == dict(search_files(pages))


def edited(pages, kind: str, at: int, text: str) -> list[SearchDocument]:
    """The pages with one edited, removed, added, or brought to another day."""
    page = pages[at]
    new = {
        "edit": [replace(page, title=text, body=page.body[len(text) :] + text)],
        "remove": [],
        "add": [page, replace(page, url=f"new/{at}/{len(pages)}/", date="2026-03-01", names=text)],
        "date": [replace(page, date="2026-02-28")],
    }[kind]
    return [*pages[:at], *new, *pages[at + 1 :]]


def test_a_cache_that_lost_something_only_costs_time(tmp_path, sample_documents):
    pages = sample_documents[:100]
    with Forgetful(tmp_path / "cache.sqlite") as cache:
        dict(search_files(pages, cache))
        cache.forgets = True
        changed = edited(pages, "edit", 7, "鼋头渚")

        assert dict(search_files(changed, cache)) == dict(search_files(changed))


def test_an_edit_opens_only_the_shards_of_its_words(tmp_path, sample_documents, monkeypatch):
    changed = edited(sample_documents, "edit", 40, "鼋头渚")
    expected = dict(search_files(changed))
    with opened(tmp_path / "cache.sqlite") as cache:
        dict(search_files(sample_documents, cache))
        monkeypatch.setattr(renewal, "shards", None)  # what writes all of them

        assert dict(search_files(changed, cache)) == expected


def test_an_index_of_nothing_is_an_index():
    index = Index(dict(search_files(())))

    assert (index.manifest["pages"], index.sheets(), index.holders("饮水")) == (0, [], set())


def test_a_shard_stays_small_however_common_a_term_is():
    many = [
        SearchDocument(f"p/{n}/", "page", f"代表建议{n}", "", "", "代表的建议") for n in range(4000)
    ]
    sizes = [len(gzip.compress(data)) for path, data in search_files(many) if "/terms/" in path]

    assert max(sizes) < 64 * 1024


def test_lunr_in_the_theme_is_the_one_that_lunr_py_writes_for():
    version = lunr.__TARGET_JS_VERSION__
    shipped = (files("mkdocs") / "contrib/search/templates/search/lunr.js").read_text("utf-8")
    ours = LUNR.read_text("utf-8")

    assert f'lunr.version = "{version}"' in shipped
    assert (f'version="{version}"' in ours, "Oliver Nightingale" in ours, "MIT" in ours) == (
        True,
        True,
        True,
    )


@pytest.mark.parametrize("text", ["\ud800水", "水·", "··水··", "\u0000", "a·水·b", "𠮷·𠮷"])
def test_strange_texts_can_be_indexed(text):
    counts = count([(text, "", text)], order_of)

    assert set(counts.terms) == set(terms(text) + pieces(text))
    assert folded(folded(text)) == folded(text)


class Forgetful(Cache):
    """A cache that loses every fifth entry."""

    forgets = False

    def get(self, key: str) -> bytes | None:
        value = super().get(key)
        return None if self.forgets and value and value[0] % 5 == 0 else value


def fields_of(document: SearchDocument) -> tuple[str, ...]:
    return tuple(getattr(document, field) for field in BOOSTS)


def words(text: str) -> list[str]:
    return terms(text) + pieces(text)


def weights(index) -> dict[tuple[str, str, str], float]:
    """Address, field and term → lunr's weight."""
    term_of = {posting["_index"]: term for term, posting in index["invertedIndex"]}
    found = {}
    for ref, flat in index["fieldVectors"]:
        field, url = ref.split("/", 1)
        for number, weight in zip(flat[::2], flat[1::2], strict=True):
            found[url, field, term_of[number]] = weight
    return found
