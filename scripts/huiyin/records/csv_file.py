"""CSV files that a spreadsheet opens as they are, and that read back as what they were.

UTF-8 with a byte order mark, so that Chinese shows; quoted cells, so that texts keep their lines. A
cell that a spreadsheet would take for a formula gets a `'` before it, and so does an id that begins
with a digit, which would become a number or a date.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Container, Iterable, Sequence

BOM = "\ufeff"
_FORMULA = re.compile(r"'*[=+\-@＝＋－＠\t\r]")
_MARKED_DIGIT = re.compile(r"'+[0-9]")
_MARKED = re.compile(r"'+[=+\-@＝＋－＠\t\r0-9]")
_DIGIT = re.compile(r"[0-9]")
_SUSPECT = frozenset("=+-@＝＋－＠\t\r'0123456789")  # how a cell begins that may need its mark


def csv_bytes(
    head: Sequence[str], rows: Iterable[Sequence[str]], ids: Container[str] = ()
) -> bytes:
    """Return a table as a CSV file.

    Args:
        head: Names of the columns.
        rows: Cells as text, in the order of the columns.
        ids: The columns that hold ids.
    """
    return csv_of_lines(head, (csv_line(head, row, ids) for row in rows))


def csv_line(head: Sequence[str], cells: Sequence[str], ids: Container[str] = ()) -> str:
    """Return a row as a line of a table, for tables that share their rows.

    Args:
        head: Names of the columns.
        cells: Cells as text, in the order of the columns.
        ids: The columns that hold ids.
    """
    return _written(
        [
            safe(cell, is_id=name in ids) if cell[:1] in _SUSPECT else cell
            for name, cell in zip(head, cells, strict=True)
        ]
    )


def csv_of_lines(head: Sequence[str], lines: Iterable[str]) -> bytes:
    """Return a table of rows that `csv_line` has written."""
    return "".join((BOM, _written(head), *lines)).encode()


class _Aloud:
    """A file that keeps nothing: what is written to it is returned."""

    @staticmethod
    def write(text: str) -> str:
        return text


def _written(cells: Sequence[str]) -> str:
    line: str = _writer.writerow(cells)  # what `write` returned
    return line


_writer = csv.writer(_Aloud, lineterminator="\r\n")


def csv_rows(content: bytes) -> list[list[str]]:
    """Return a CSV file's rows, its head first. Tabs or `;` part cells when its head has no comma.

    Raises:
        UnicodeDecodeError: It is neither UTF-8 nor what else spreadsheets write: GB 18030, or
            UTF-16 with its mark.
        csv.Error: Its quotes do not close.
    """
    text = _decoded(content)
    head = text.partition("\n")[0]
    sign = next((sign for sign in ",\t;" if sign in head), ",")
    reader = csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=sign)
    return [[plain(cell) for cell in row] for row in reader]


def _decoded(content: bytes) -> str:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding, text = "utf-16", content.decode("utf-16")
    else:
        try:
            encoding, text = "utf-8", content.decode("utf-8-sig")
        except UnicodeDecodeError:
            encoding, text = "gb18030", content.decode("gb18030")
    if "\0" in text:
        raise UnicodeDecodeError(encoding, content, 0, 1, "holds what is no text")
    return text


def safe(cell: str, *, is_id: bool = False) -> str:
    """Return a cell that no spreadsheet runs, or changes when it is an id."""
    marked = _FORMULA.match(cell) or _MARKED_DIGIT.match(cell) or (is_id and _DIGIT.match(cell))
    return f"'{cell}" if marked else cell


def plain(cell: str) -> str:
    """Return what `safe` was given."""
    return cell[1:] if _MARKED.match(cell) else cell
