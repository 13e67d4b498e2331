"""The index finds every two adjacent characters, with lunr's own weights."""

from __future__ import annotations

import json
from dataclasses import asdict
from importlib.resources import files

import lunr
import pytest
from lunr.builder import Builder

from huiyin.search.index import BOOSTS, LUNR_VERSION, SearchDocument, search_files
from huiyin.search.tokenize import query_terms, terms

CORPUS = (
    SearchDocument(
        url="suggestions/t8-s3/0017/",
        kind="suggestion",
        title="关于加强农村饮水安全保障的建议",
        date="2025-01-16",
        names="第0017号 示水函〔2025〕12号 李华 lihua lh 农业农村",
        body="东湖街道有3个村的自来水管已用20年，夏天常停水。建议更换DN110管道，让4,200多名村民喝上放心水。",
    ),
    SearchDocument(
        url="deputies/deputy-0009/",
        kind="deputy",
        title="阿依·古丽",
        date="",
        names="阿依·古丽 ayiguli aygl",
        body="第八届市人大代表，东湖选区。提出建议6件，其中A类3件。",
    ),
    SearchDocument(
        url="news/2025/reception/",
        kind="news",
        title="代表进站听民声",
        date="2025-03-10",
        names="东湖街道代表之家",
        body="上午9:00，代表在联络站接待群众，听取关于老旧小区加装电梯、校门口堵车的意见。𠮷先生说：“电梯、水管都盼着修。”",
    ),
    SearchDocument(url="pages/about/", kind="page", title="关于本站", date="", names="", body=""),
)


def test_the_search_page_gets_three_files():
    assert sorted(search_files(CORPUS)) == [
        "assets/js/search/lunr.js",
        "search/documents.json",
        "search/index.json",
    ]


def test_the_documents_stand_in_the_order_given():
    written = json.loads(search_files(CORPUS)["search/documents.json"])

    assert written == [asdict(document) for document in CORPUS]


def test_the_script_is_the_one_that_mkdocs_ships():
    shipped = files("mkdocs") / "contrib/search/templates/search/lunr.js"

    assert search_files(CORPUS)["assets/js/search/lunr.js"] == shipped.read_bytes()


def test_the_index_names_the_version_that_the_script_is():
    script = search_files(())["assets/js/search/lunr.js"].decode()

    assert lunr.__TARGET_JS_VERSION__ == LUNR_VERSION
    assert f'lunr.version = "{LUNR_VERSION}"' in script


def test_the_same_documents_give_the_same_bytes():
    assert search_files(CORPUS) == search_files(list(CORPUS))


@pytest.mark.parametrize(
    "documents",
    [CORPUS, CORPUS[:1], CORPUS[3:], CORPUS * 5],
    ids=["all", "one", "bare", "repeated"],
)
def test_weights_and_postings_are_those_of_lunr(documents):
    ours = index_of(documents)
    builder = Builder()
    builder.ref("ref")
    for field, boost in BOOSTS.items():
        builder.field(field, boost=boost)
    for ref, document in enumerate(documents):
        fields = {field: terms(getattr(document, field)) for field in BOOSTS}
        builder.add({"ref": ref, **fields})
    theirs = builder.build().serialize()

    assert weights(ours) == weights(theirs)
    assert postings(ours) == postings(theirs)


def test_an_index_of_nothing_is_an_index():
    assert index_of(()) == {
        "version": "2.3.9",
        "fields": ["title", "names", "body"],
        "fieldVectors": [],
        "invertedIndex": [],
        "pipeline": [],
    }


def test_terms_stand_in_the_order_of_javascript():
    text = "﨎村 𠮷野 水电 a1"
    index = index_of([SearchDocument("", "page", text, "", "", "")])

    # 𠮷 begins with unit D842, before 﨎 (FA0E), although its number is greater.
    assert [term for term, _ in index["invertedIndex"]] == ["a1", "水电", "𠮷野", "﨎村"]


def test_every_two_adjacent_characters_find_their_document():
    index = index_of(CORPUS)
    missed = [
        (ref, pair)
        for ref, document in enumerate(CORPUS)
        for text in (document.title, document.names, document.body)
        for pair in adjacent_pairs(text)
        if ref not in holders(index, pair)
    ]

    assert missed == []


def index_of(documents):
    return json.loads(search_files(documents)["search/index.json"])


def weights(index) -> dict[str, dict[str, float]]:
    """Field and ref → term → weight, whatever numbers the terms have."""
    term_of = {posting["_index"]: term for term, posting in index["invertedIndex"]}
    return {
        ref: {term_of[number]: weight for number, weight in zip(flat[::2], flat[1::2], strict=True)}
        for ref, flat in index["fieldVectors"]
    }


def postings(index) -> dict[str, dict[str, set[str]]]:
    return {
        term: {field: set(posting[field]) for field in BOOSTS}
        for term, posting in index["invertedIndex"]
    }


def adjacent_pairs(text: str) -> list[str]:
    """Every two neighbours of which at least one can be searched for."""
    pairs = (text[at : at + 2] for at in range(len(text) - 1))
    return [pair for pair in pairs if terms(pair)]


def holders(index, query: str) -> set[int]:
    """The documents that hold every term, where the outer ones may be pieces of longer terms."""
    found = None
    for part in query_terms(query):
        for at, term in enumerate(part):
            head = "" if at == 0 and is_loose(term) else "^"
            tail = "" if at == len(part) - 1 and is_loose(term) else "$"
            refs = {
                int(ref)
                for known, posting in index["invertedIndex"]
                if f"{head}{term}{tail}" in f"^{known}$"
                for field in BOOSTS
                for ref in posting[field]
            }
            found = refs if found is None else found & refs
    return found or set()


def is_loose(term: str) -> bool:
    return term.isascii() or len(term) == 1
