"""CSV files: what a spreadsheet shows, what it must not run, and what comes back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiyin.records.csv_file import csv_bytes, csv_rows

CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\x00"), max_size=12)


@given(st.lists(st.tuples(CELLS, CELLS), max_size=5))
def test_every_cell_comes_back_as_it_was(rows: list[tuple[str, str]]) -> None:
    read = csv_rows(csv_bytes(("一", "编号"), rows, {"编号"}))

    assert read == [["一", "编号"], *map(list, rows)]


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "＝1", "'=1"])
def test_no_cell_is_taken_for_a_formula(cell: str) -> None:
    assert csv_bytes(("一",), [(cell,)]).decode("utf-8-sig").split("\r\n")[1].strip('"')[0] == "'"


def test_an_id_that_begins_with_a_digit_stays_text() -> None:
    table = csv_bytes(("编号", "件数"), [("8-3-0012", "12")], {"编号"})

    assert table.decode("utf-8-sig") == "编号,件数\r\n'8-3-0012,12\r\n"


def test_a_table_of_a_chinese_spreadsheet_is_read() -> None:
    assert csv_rows("标题\r\n修路\r\n".encode("gb18030")) == [["标题"], ["修路"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "gb18030"])
@pytest.mark.parametrize("sign", [",", "\t", ";"])
def test_a_table_is_read_as_spreadsheets_write_it(encoding: str, sign: str) -> None:
    text = f'标题{sign}正文\r\n修路{sign}"一，\n二"\r\n'

    assert csv_rows(text.encode(encoding)) == [["标题", "正文"], ["修路", "一，\n二"]]
