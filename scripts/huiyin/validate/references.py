"""References: every id that a record names exists and is of the right kind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from difflib import get_close_matches

from ..load.source import Source
from ..problems import Fault
from ..records import labels
from ..records.common import Record
from ..settings import Settings
from .anatomy import referenced, referenced_in_tree
from .catalogue import ANY, HOMES, MODELS, STUB, Catalogue, Entry

# A committee supervises; it does not handle.
HANDLING_KINDS = {
    "department", "government", "court", "procuratorate", "supervisory", "enterprise",
    "working_body",
}  # fmt: skip
# Who shows a picture, and under which key.
_PICTURES = {
    kind: tuple(key for key in ("portrait", "photo", "cover") if key in model.model_fields)
    for kind, model in MODELS.items()
}


def check(
    catalogue: Catalogue, settings: Settings | None, sources: Sequence[Source]
) -> Iterator[Fault]:
    """Yield a fault for each reference that leads nowhere, and each picture that is not there."""
    for entry in (*catalogue.entries, *catalogue.rows["different-people"]):
        for loc, kind, id_ in referenced(entry.record):
            if not _known(catalogue, kind, id_):
                facts = _facts(catalogue, kind, id_)
                place = entry.key_fault if loc[-1] == id_ else entry.fault
                yield place("unknown-reference", loc, **facts)
            elif id_ == entry.id and kind == entry.kind:
                yield entry.fault("names-itself", loc, id=id_)
            elif kind == "suggestion" and id_.startswith(STUB):
                yield entry.fault("names-a-concealed", loc, id=id_)
        if entry.kind == "suggestion":
            yield from _handlers_can_handle(catalogue, entry)
    for broken in catalogue.broken:
        for loc, kind, id_ in referenced_in_tree(broken.model, broken.source.data):
            if loc not in broken.refused and not _known(catalogue, kind, id_):
                place = broken.source.key_fault if loc[-1] == id_ else broken.source.fault
                yield place("unknown-reference", loc, **_facts(catalogue, kind, id_))
    if settings:
        source = next(source for source in sources if source.kind == "settings")
        for loc, kind, id_ in referenced(settings.ours):
            if not _known(catalogue, kind, id_):
                facts = _facts(catalogue, kind, id_)
                yield source.fault("unknown-reference", ("extra", "huiyin", *loc), **facts)
        yield from _pages_linked_to(settings, source, sources)
    yield from _pictures(catalogue, sources)


def check_on(catalogue: Catalogue, today: date) -> Iterator[Fault]:
    """Yield a warning for each public record that names one which is not public on the day.

    Readers never see such a name: the model drops it. Who proposed a suggestion stays said.
    """
    records = [entry for entry in catalogue.entries if isinstance(entry.record, Record)]
    hidden = {(entry.kind, entry.id): entry for entry in records if not _is_shown(entry, today)}
    kinds = frozenset(kind for kind, _ in hidden)
    for entry in records:
        if (entry.kind, entry.id) in hidden:
            continue
        for loc, kind, id_ in referenced(entry.record, kinds):
            named = hidden.get((kind, id_))
            if named and loc[0] != "proposers" and not id_.startswith(STUB):
                facts = {"kind": labels.RECORD_KIND[kind], "status": named.record.status}
                yield entry.fault("names-what-is-not-public", loc, id=id_, **facts)


def _is_shown(entry: Entry, today: date) -> bool:
    record: Record = entry.record
    return record.is_public(today)


def _known(catalogue: Catalogue, kind: str, id_: str) -> bool:
    claimed = catalogue.claimed[kind]
    return id_ in catalogue.by_kind[kind] or id_ in claimed or ANY in claimed


def _facts(catalogue: Catalogue, kind: str, id_: str) -> dict[str, str]:
    entries = catalogue.by_kind[kind]
    near = get_close_matches(id_, entries, n=1, cutoff=0.6)
    by_name = [key for key, entry in entries.items() if entry.name == id_]
    nearest = (by_name or near or [""])[0]
    other = next((k for k, table in catalogue.by_kind.items() if id_ in table), "")
    return {
        "kind": labels.RECORD_KIND[kind],
        "id": id_,
        "near": _shown(entries[nearest]) if nearest else "",
        "other": labels.RECORD_KIND.get(other, ""),
        "home": HOMES[kind],
    }


def _shown(entry: Entry) -> str:
    return entry.id if entry.name == entry.id else f"{entry.id}（{entry.name}）"


def _handlers_can_handle(catalogue: Catalogue, entry: Entry) -> Iterator[Fault]:
    for index, handler in enumerate(entry.record.handlers):
        body = catalogue.get("body", handler.body)
        if body and body.kind not in HANDLING_KINDS:
            yield entry.fault("not-a-handler", ("handlers", index, "body"), name=body.name)


def _pages_linked_to(
    settings: Settings, source: Source, sources: Sequence[Source]
) -> Iterator[Fault]:
    paths = (page.path for page in sources if page.kind == "page")
    present = {path.removeprefix("content").replace(".md", "/") for path in paths}
    for key in ("navigation", "footer_links"):
        for index, link in enumerate(getattr(settings.ours, key)):
            if link.url.startswith("/pages/") and link.url not in present:
                loc = ("extra", "huiyin", key, index, "url")
                near = get_close_matches(link.url, present, n=1)
                yield source.fault("no-such-page", loc, url=link.url, near="".join(near))


def _pictures(catalogue: Catalogue, sources: Sequence[Source]) -> Iterator[Fault]:
    present = {s.path.removeprefix("content/media/") for s in sources if s.kind == "media"}
    for entry in catalogue.entries:
        for key in _PICTURES.get(entry.kind, ()):
            image = getattr(entry.record, key)
            if image and image.file not in present:
                near = get_close_matches(image.file, present, n=1)
                yield entry.fault(
                    "no-such-picture", (key, "file"), file=image.file, near=near[0] if near else ""
                )
