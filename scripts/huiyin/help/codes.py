"""The list of problem codes: each with its cause, its cure, and what an editor really reads."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from string import Formatter

from ..validate.wording import SLIPS, WARNINGS, WORDS

HEAD = """\
# 问题代码

检查时报告的每一种问题：为什么会出现，怎样改。每条报告的第一行，位置后面的英文词就是问题代码，例如
`content/deputies/deputy-0001.yml:6:1  unknown-key`。这一页由 `make help-files` 生成，不要手改。

“错误”不改就不能发布，“提醒”应当看一看。原因和改法里的“……”，报告时会换成实际的内容。
"""
_BLOCK_HEAD = re.compile(r"(?:content|site_config)\S*  ([a-z0-9-]+)(?:（.*）)?$")
# Phrases that stand for a whole clause or for nothing; the sentence reads well without them.
_OPTIONAL = re.compile(r"\{(near|otherwise|guess)\}|(?<=。)(\{\w+\})+$")
_QUOTES = '"""'  # end a text in a test
_EMPTY_WORDS = re.compile(r"^[…。，\s]*$")


def problem_codes(cases: Path, elsewhere: Iterable[Path] = ()) -> str:
    """Return the page as Markdown.

    Args:
        cases: The folder of case files, whose expected texts are the examples.
        elsewhere: Tests that hold expected texts of what no case file can say.
    """
    texts = [path.read_text("utf-8") for path in (*sorted(cases.glob("*.yml")), *elsewhere)]
    examples = _examples(texts)
    codes = sorted(WORDS)
    rows = [f"| [`{code}`](#{code}) | {_severity(code)} | {_said(WORDS[code][0])} |"
            for code in codes]  # fmt: skip
    return "\n".join(
        [HEAD, "| 代码 | 轻重 | 意思 |", "|---|---|---|", *rows, "",
         *(line for code in codes for line in _section(code, examples.get(code, [])))]
    )  # fmt: skip


def _section(code: str, example: list[str]) -> Iterator[str]:
    cause, cure = (_said(text) for text in WORDS[code])
    if _EMPTY_WORDS.match(cure) and example:
        cure = example[-1].strip()
    yield from (f"## {code}", "", f"{_severity(code)}。{cause}", "", f"**改法：** {cure}", "")
    if code == "yaml-syntax":
        yield from _slips()
    if example:
        yield from ("```text", *example, "```", "")


def _slips() -> Iterator[str]:
    """Yield the common slips, for which the report has better words than the general ones."""
    yield "能认出是哪一种毛病时，报告会直接说："
    yield ""
    yield from (f"- {cause}{cure}" for cause, cure in SLIPS.values())
    yield ""


def _severity(code: str) -> str:
    return "提醒" if code in WARNINGS else "错误"


def _said(text: str) -> str:
    """Return a message with its blanks as dots, safe in a table of Markdown."""
    pieces = Formatter().parse(_OPTIONAL.sub("", text))
    filled = "".join(literal + "……" * (name is not None) for literal, name, _, _ in pieces)
    filled = re.sub("(……)+", "……", filled)
    return re.sub(r"([\\|<>*_\[\]#])", r"\\\1", filled)


def _examples(texts: Iterable[str]) -> dict[str, list[str]]:
    """Return by code the first block of an expected text, from its place to its hint."""
    found: dict[str, list[str]] = {}
    for text in texts:
        lines = text.splitlines()
        for number, line in enumerate(lines):
            if match := _BLOCK_HEAD.match(line.strip().removeprefix('"')):
                found.setdefault(match[1], _block(lines[number:]))
    return found


def _block(lines: list[str]) -> list[str]:
    indent = len(lines[0]) - len(lines[0].lstrip())
    block = [lines[0][indent:]]
    for line in lines[1:]:
        if not line.startswith(" " * (indent + 4)):
            break
        told, end, _ = line[indent:].partition(_QUOTES)
        block.append(told)
        if end:
            break
    return block
