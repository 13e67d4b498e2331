"""Why a text is no YAML: the slip an editor made, found from where the parser stopped."""

from __future__ import annotations

import re

import yaml

# What no parser need see: the pure one and the C one part ways over these.
_TAB = re.compile(r"\t")
_DIRECTIVE = re.compile(r"^%", re.MULTILINE)
_WIDE_COLON = re.compile(r" *(?:- +)*[A-Za-z_]\w* *(：)")
_TIGHT_COLON = re.compile(r" *(?:- +)*[A-Za-z_]\w*(:)[^\s/]")
_BRACKETS = "[]{},"
_BLOCKS = ("while parsing a block", "while scanning for the next token")

Slip = tuple[str, int, int]  # the cause, and a 0-based line and column


def before_parsing(text: str) -> Slip | None:
    """Find what both loaders would not refuse alike."""
    for cause, pattern in (("tab", _TAB), ("mark", _DIRECTIVE)):
        if match := pattern.search(text):
            line = text.count("\n", 0, match.start())
            return cause, line, match.start() - (text.rfind("\n", 0, match.start()) + 1)
    return None


def slip_behind(error: yaml.MarkedYAMLError, text: str) -> Slip:
    """Name the slip behind a syntax error, and where it was made.

    Returns:
        The cause (empty when it is none of those we know), its 0-based line and column. Both
        loaders give the same, though they stop at different columns.
    """
    problem, context = error.problem_mark, error.context_mark
    stopped = problem or context
    if stopped is None:
        return "", 0, 0
    lines = text.split("\n")
    began = context or stopped
    doing, found = error.context or "", error.problem or ""
    for line in (began.line, stopped.line - 1, stopped.line):
        for cause, colon in (("wide-colon", _WIDE_COLON), ("tight-colon", _TIGHT_COLON)):
            if 0 <= line < len(lines) and (match := colon.match(lines[line])):
                return cause, line, match.start(1)
    if "quoted scalar" in doing:
        return "escape" if "escape" in found else "quote", began.line, began.column
    if "simple key" in doing:
        return "", began.line, began.column
    if "while parsing a flow" in doing:
        far = stopped.line > began.line
        return ("bracket", *((began if far else stopped).line, (began if far else stopped).column))
    before, after = lines[stopped.line][: stopped.column], lines[stopped.line][stopped.column :]
    cause = "indent" if not before.strip(" -") or not doing.startswith(_BLOCKS) else ""
    if "mapping values" in found:
        cause = "colon-in-value" if ": " in before else "indent"
    elif doing.startswith(("while scanning an", "while scanning a block")):
        return "mark", began.line, began.column
    elif before.rstrip().endswith(('"', "'")) and after:
        cause = "quote"
    elif after[:1] and after[0] in _BRACKETS:
        cause = "bracket"
    elif after[:1] and after[0] in "@`%":
        cause = "mark"
    return cause, stopped.line, stopped.column
