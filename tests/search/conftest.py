"""The sample congress as the search sees it."""

from __future__ import annotations

from datetime import date

import pytest

from doors import ROOT, SAMPLE_DAY
from huiyin import pipeline
from huiyin.search.documents import documents
from huiyin.search.index import SearchDocument


@pytest.fixture(scope="session")
def sample_documents() -> list[SearchDocument]:
    model = pipeline.model_of(pipeline.read_and_judge(ROOT), date.fromisoformat(SAMPLE_DAY))
    return list(documents(model))
