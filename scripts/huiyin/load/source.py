"""A source: one file as it was written, with a way back from any value to its line and column."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from marshal import dumps, loads

from ..problems import Fault
from . import front_matter, strict_yaml
from .strict_yaml import Loc, Tree


@dataclass(slots=True)
class Source:
    r"""One file of the site, read but not judged.

    Attributes:
        path: Path from the site's root, with forward slashes.
        kind: What the file should hold, for example `deputy` or `register:bodies`.
        text: The whole text, `\n` line ends, without a byte order mark.
        yaml_from: 0-based line at which the YAML starts (1 in front matter).
        body: The Markdown below the front matter, without its edge blanks.
        body_from: 0-based line at which the body starts.
        faults: What the reader refused.
    """

    path: str
    kind: str
    text: str = ""
    yaml_from: int = 0
    body: str = ""
    body_from: int = 0
    faults: list[Fault] = field(default_factory=list)
    _packed: bytes = b""
    _marks: strict_yaml.Parsed | None = None
    _lines: list[str] | None = None

    @property
    def data(self) -> dict[str, Tree]:
        """Return the tree of plain dictionaries, lists and strings; empty when there are faults.

        It is made anew each time: a tree needs five times the room of what it is made from, and
        leaves holes when it is let go while its texts live on in records.
        """
        return loads(self._packed) if self._packed else {}  # noqa: S302  our own

    @data.setter
    def data(self, tree: dict[str, Tree]) -> None:
        self._packed = dumps(tree)

    @property
    def stem(self) -> str:
        """Return the file name without folder and ending."""
        return self.path.rsplit("/", 1)[-1].rsplit(".", 1)[0]

    @property
    def yaml_text(self) -> str:
        """Return the YAML part of the text, on the lines it has in the file."""
        parts = front_matter.split(self.text) if self.path.endswith(".md") else None
        return parts[0] if parts else self.text

    @property
    def folder(self) -> str:
        """Return the name of the folder the file lies in."""
        return self.path.rsplit("/", 2)[-2]

    def fault(self, code: str, loc: Loc = (), **facts: str) -> Fault:
        """Return a fault at a value, with the editor's own line.

        A location that is not in the file points at the nearest thing around it that is.
        """
        line, column = self._place(loc, at_key=False)
        return self.fault_at(code, line, column, **facts)

    def key_fault(self, code: str, loc: Loc, **facts: str) -> Fault:
        """Return a fault at the key of a value."""
        line, column = self._place(loc, at_key=True)
        return self.fault_at(code, line, column, **facts)

    def fault_at(self, code: str, line: int, column: int, **facts: str) -> Fault:
        """Return a fault at a 0-based line and column of the file."""
        if self._lines is None:
            self._lines = self.text.split("\n")
        excerpt = self._lines[line].rstrip() if line < len(self._lines) else ""
        return Fault(code, self.path, line + 1, column + 1, facts, excerpt)

    def leaves(self) -> Iterator[tuple[Loc, str]]:
        """Yield every value that is a text, with its location."""
        return _leaves(self.data, ())

    def has(self, loc: Loc) -> bool:
        """Tell whether the file itself holds a value at this location."""
        return loc in self._where().values

    def loc_at(self, line: int, column: int) -> Loc:
        """Return the innermost value or key that begins at a 0-based place, or last before it."""
        if self.body and line >= self.body_from:
            return ("body",)
        marks = self._where()
        places = sorted(
            (place, len(loc), loc) for table in (marks.keys, marks.values)
            for loc, place in table.items() if place <= (line, column)
        )  # fmt: skip
        return places[-1][2] if places else ()

    def _place(self, loc: Loc, *, at_key: bool) -> tuple[int, int]:
        if loc == ("body",) and not self.has(loc):
            return (self.body_from if self.body else self.body_from - 1), 0
        marks = self._where()
        while loc:
            table = marks.keys if at_key and loc in marks.keys else marks.values
            if loc in table:
                return table[loc]
            loc, at_key = loc[:-1], True
        return marks.values.get((), (self.yaml_from, 0))

    def _where(self) -> strict_yaml.Parsed:
        if self._marks is None:
            self._marks = strict_yaml.parse(self.yaml_text, marks=True)
        return self._marks


def _leaves(tree: Tree, loc: Loc) -> Iterator[tuple[Loc, str]]:
    if isinstance(tree, str):
        yield loc, tree
    elif isinstance(tree, dict):
        for key, value in tree.items():
            yield from _leaves(value, (*loc, key))
    elif isinstance(tree, list):
        for number, value in enumerate(tree):
            yield from _leaves(value, (*loc, number))
