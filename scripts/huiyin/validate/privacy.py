"""Privacy: telephone, identity and card numbers and private mail addresses do not enter.

Everything in the repository may be read by anyone, so the guard stands before the commit: in
every line of YAML and Markdown, across lines and emphasis, in what YAML's escapes mean, and in
file names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from ..load.source import Source
from ..problems import Fault
from .catalogue import ANY, PHONES, Catalogue
from .private_numbers import Declared, Found, is_suspect, private_in
from .seams import digits_of, ends_a_line, has_seam, private_across

_PRIVATE = frozenset({"private-number", "undeclared-phone", "private-mail"})
MOST_ON_A_LINE = 20
# A line whose number goes on in the next, and what the next begins with.
_GOES_ON = re.compile(r"[0-9*][^\w]*$")
_REST = re.compile(r"[\s>*]*[0-9][0-9Xx \t-]*")
_VEIL = re.compile(r"[^\s@.-]")


def check(catalogue: Catalogue, sources: Sequence[Source]) -> Iterator[Fault]:
    """Yield a fault for each private number or address in a file or its name."""
    declared = declared_in(catalogue)
    names = [source.path.rsplit(".", 1)[0].replace("/", "|") for source in sources]
    if is_suspect("\n".join(names), declared):
        yield from _faults_of_names(sources, names, declared)
    for source in sources:
        found = list(_found_in(source, declared))
        if found:
            yield from _faults(source, found)
        if "\\" in source.text and source.data:
            yield from _faults_of_values(source, declared, {place for place, _ in found})


def _faults_of_names(
    sources: Sequence[Source], names: Sequence[str], declared: Declared
) -> Iterator[Fault]:
    for source, name in zip(sources, names, strict=True):
        for found in private_in(name, declared) if is_suspect(name, declared) else ():
            if found.code == "private-number":
                yield Fault("private-file-name", source.path, facts={"kind": found.what})


def declared_in(catalogue: Catalogue) -> Declared:
    """Return what the register declares. One that cannot be read may declare anything."""
    register = catalogue.whole.get(PHONES)
    if register is None:
        return Declared(readable=ANY not in catalogue.claimed[PHONES])
    phones = (re.sub("[^0-9]", "", phone.number) for phone in register.phones)
    return Declared(frozenset(phones), frozenset(register.mail_domains))


def _found_in(source: Source, declared: Declared) -> Iterator[tuple[int, Found]]:
    """Yield what is private in a file's lines and across their seams, each with its line."""
    text = source.text
    suspect = is_suspect(text, declared)
    if suspect:
        for number, line in enumerate(text.split("\n")):
            for found in private_in(line, declared) if is_suspect(line, declared) else ():
                yield number, found
    for found in private_across(text, declared) if has_seam(text, suspect) else ():
        if not ends_a_line(text, found) or _is_one_value(source, found):
            begin = text.rfind("\n", 0, found.start) + 1
            end = text.find("\n", found.start)
            last = found.end if end < 0 else min(found.end, end)
            place = replace(found, start=found.start - begin, end=last - begin)
            yield text.count("\n", 0, found.start), place


def _is_one_value(source: Source, found: Found) -> bool:
    """Tell whether a number over several lines stands in the body, or whole in one value."""
    if source.body and source.text.count("\n", 0, found.start) >= source.body_from:
        return True
    digits = digits_of(source.text[found.start : found.end])
    return any(digits in digits_of(value) for _, value in source.leaves())


def _faults(source: Source, found: Sequence[tuple[int, Found]]) -> Iterator[Fault]:
    lines = source.text.split("\n")
    for number in sorted({number for number, _ in found}):
        here = sorted((f for n, f in found if n == number), key=lambda f: f.start)
        hidden = _veiled(lines[number], here).rstrip()
        for f in here[:MOST_ON_A_LINE]:
            fault = source.fault_at(f.code, number, f.start, kind=f.what)
            yield replace(fault, excerpt=hidden)


def _faults_of_values(source: Source, declared: Declared, told: set[int]) -> Iterator[Fault]:
    """Yield faults of values that are private only as YAML's escapes mean them."""
    for loc, value in source.leaves():
        for line in value.split("\n") if is_suspect(value, declared) else ():
            for f in private_in(line, declared):
                fault = source.fault(f.code, loc, kind=f.what)
                ours = fault.line - 1
                if ours in told or digits_of(line[f.start : f.end]) in digits_of(source.text):
                    continue
                told.add(ours)
                whole = Found(fault.column - 1, len(fault.excerpt), f.code, f.what)
                yield replace(fault, excerpt=_veiled(fault.excerpt, [whole]))


def veiled(faults: Sequence[Fault]) -> list[Fault]:
    """Return faults in which no other tells what a private number's lines hold."""
    hidden = {(f.file, f.line): f.excerpt for f in faults if f.code in _PRIVATE and f.line}
    return [_veiled_fault(f, hidden) for f in faults] if hidden else list(faults)


def _veiled_fault(fault: Fault, hidden: Mapping[tuple[str, int], str]) -> Fault:
    here, above = ((fault.file, line) for line in (fault.line, fault.line - 1))
    if here in hidden:
        return replace(fault, excerpt=hidden[here], facts=_veiled_facts(fault.facts))
    if _GOES_ON.search(hidden.get(above, "")) and (rest := _REST.match(fault.excerpt)):
        whole = Found(-3, rest.end(), fault.code, "")
        return replace(fault, excerpt=_veiled(fault.excerpt, [whole]))
    return fault


def _veiled_facts(facts: Mapping[str, str]) -> dict[str, str]:
    return {name: _veiled_words(value) for name, value in facts.items()}


def _veiled_words(words: str) -> str:
    declared = Declared()
    return _veiled(words, [*private_in(words, declared), *private_across(words, declared)])


def _veiled(words: str, found: Sequence[Found]) -> str:
    """Hide all but the first three characters of what was found; blanks and dots stay."""
    shown = list(words)
    for each in found:
        for at in range(each.start + 3, each.end):
            shown[at] = _VEIL.sub("*", shown[at])
    return "".join(shown)
