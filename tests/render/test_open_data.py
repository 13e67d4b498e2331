"""Open data: the files, their checksums, their schemas, and that they say what the pages say."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import jsonschema
import pytest

from huiyin.records.csv_file import csv_rows
from small_site import SmallSite, tree

KINDS = {
    "deputy": "deputies/deputy-*/index.json",
    "station": "stations/*/index.json",
    "group": "groups/*/index.json",
    "suggestion": "suggestions/*/*/index.json",
    "news": "news/*/*/index.json",
    "research": "reports/*/index.json",
}


def test_every_file_of_the_data_page_is_there_and_has_its_checksum(sample: Path) -> None:
    sums = (sample / "data/SHA256SUMS.txt").read_text("utf-8").splitlines()
    told = dict(reversed(line.split("  ")) for line in sums)
    page = (sample / "data/index.html").read_text("utf-8")

    assert (
        {url: sha256((sample / url).read_bytes()).hexdigest() for url in told} == told,
        [url for url in told if f'href="../{url}"' not in page],
        len(told) > 60,
    ) == (True, [], True)


def test_every_record_is_as_its_published_schema_says(sample: Path) -> None:
    wrong = []
    counts = {}
    for kind, places in KINDS.items():
        schema = json.loads((sample / f"data/schemas/{kind}.schema.json").read_bytes())
        validator = jsonschema.Draft202012Validator(schema)
        paths = sorted(sample.glob(places))
        counts[kind] = len(paths)
        for path in paths:
            record = json.loads(path.read_bytes())
            wrong += [f"{path}: {error.message}" for error in validator.iter_errors(record)]
            wrong += [f"{path}: {key}" for key in record.keys() - schema["properties"].keys()]

    assert (wrong, min(counts.values()) > 0) == ([], True)


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> SmallSite:
    site = SmallSite.copied("full", tmp_path_factory.mktemp("full"))
    site.build()
    return site


def test_a_list_is_the_same_as_json_and_as_csv(full: SmallSite) -> None:
    lists = sorted(full.out.glob("**/list.csv"))
    different = []
    for path in lists:
        head, *rows = csv_rows(path.read_bytes())
        data = json.loads(path.with_suffix(".json").read_bytes())
        held = data.get("suggestions", data.get("commitments"))
        at = head.index("编号") if "编号" in head else head.index("建议编号")
        if [row[at] for row in rows] != [row.get("id", row.get("suggestion")) for row in held]:
            different.append(path)

    assert (len(lists) > 8, different) == (True, [])


def test_states_are_a_partition_of_a_sessions_list(full: SmallSite) -> None:
    session = full.out / "suggestions/t1-s1"

    def ids(path: Path) -> list[str]:
        return [row["id"] for row in json.loads(path.read_bytes())["suggestions"]]

    parts = [id_ for path in session.glob("state/*/list.json") for id_ in ids(path)]

    assert sorted(parts) == sorted(ids(session / "list.json"))


def test_no_table_holds_what_is_not_public(full: SmallSite) -> None:
    tables = {path: text.decode("utf-8-sig") for path, text in tree(full.out).items()
              if path.endswith(".csv")}  # fmt: skip
    leaks = [
        (path, secret)
        for path, text in tables.items()
        for secret in ("sgx-", "deputy-0005", "canary")
        if secret in text
    ]

    assert leaks == []
