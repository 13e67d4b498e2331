"""Templates: which others one is made of, so that an edit reprints only what it reaches."""

from __future__ import annotations

from collections.abc import Iterator

import jinja2
from jinja2 import meta, nodes

from .. import fingerprints

KEPT = "kept"  # the global that renders a part once for many pages


class Templates:
    """The templates of an environment, and what each is made of."""

    def __init__(self, environment: jinja2.Environment) -> None:
        """Begin with nothing read."""
        self._environment = environment
        self._sources: dict[str, str] = {}
        self._named: dict[str, tuple[str | None, ...]] = {}
        self._origins: dict[str, str] = {}

    def parts_of(self, name: str) -> tuple[str, ...]:
        """Return a template's name and those of all that it extends, includes, imports or keeps.

        Where a name is made up while printing, every template may be meant.
        """
        found: set[str] = set()
        waiting: list[str | None] = [name]
        while waiting:
            part = waiting.pop()
            if part is None:
                return tuple(sorted(self._environment.list_templates()))
            if part not in found:
                found.add(part)
                if part not in self._named:
                    self._named[part] = tuple(self._named_in(part))
                waiting += self._named[part]
        return tuple(sorted(found))

    def origin_of(self, name: str) -> str:
        """Return the fingerprint of all that a template is made of."""
        if name not in self._origins:
            sources = (self._source(part).encode() for part in self.parts_of(name))
            self._origins[name] = fingerprints.of_bytes(*sources)
        return self._origins[name]

    def _named_in(self, name: str) -> Iterator[str | None]:
        tree = self._environment.parse(self._source(name))
        yield from meta.find_referenced_templates(tree)
        for call in tree.find_all(nodes.Call):
            if isinstance(call.node, nodes.Name) and call.node.name == KEPT:
                part = call.args[0] if call.args else None
                yield part.value if isinstance(part, nodes.Const) else None

    def _source(self, name: str) -> str:
        if name not in self._sources:
            loader = self._environment.loader
            assert loader is not None
            self._sources[name] = loader.get_source(self._environment, name)[0]
        return self._sources[name]
