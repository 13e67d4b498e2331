"""Whatever has a page of its own can be found by its name, and leads there."""

from __future__ import annotations

import re

import pytest

from huiyin.search.index import KINDS
from search_reader import Index, search_part
from small_site import tree

TITLE = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)
TAG = re.compile(r"<[^>]+>")


def test_every_kind_is_there_with_a_name_of_its_own(sample_documents):
    assert {document.kind for document in sample_documents} == KINDS.keys()
    assert len(set(KINDS.values())) == len(KINDS)


def test_every_document_is_a_page_and_no_page_is_there_twice(sample, sample_documents):
    urls = [document.url for document in sample_documents]

    assert [url for url in urls if not (sample / url / "index.html").is_file()] == []
    assert len(set(urls)) == len(urls)


@pytest.mark.parametrize("kind", ["body", "list"])
def test_what_lists_records_is_called_as_its_page_is(sample, sample_documents, kind):
    found = {page.url: page.title for page in sample_documents if page.kind == kind}
    pages = {url: (sample / url / "index.html").read_text("utf-8") for url in found}
    headings = {url: TAG.sub("", TITLE.search(html)[1]).split() for url, html in pages.items()}

    assert {url: "".join(words) for url, words in headings.items()} == found


def test_a_body_is_found_by_its_alias(sample):
    index = Index(search_part(tree(sample)))

    assert "bodies/housing-bureau/" in index.ask("市住建局").urls[:1]
