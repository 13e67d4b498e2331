"""Plain bodies: text in which Markdown finds nothing but paragraphs, headings and short lists.

Nearly all texts of a congress are of this kind, and reading them so takes a fiftieth of the time.
Whatever is not clearly plain is left to `markdown.py`; a property test holds the two together.
"""

from __future__ import annotations

import re

# Chinese and Latin letters, digits, and the marks that mean nothing to Markdown wherever they are.
_SURE = r"0-9A-Za-z㐀-䶿一-鿿、-〟！-～“”‘’…—·％"
# A line begins with one of these, ends with one, and has single blanks and few other marks between.
_LINE = rf"(?:[{_SURE}]|[ ](?=[{_SURE}])|[,./:;%()+=-](?=[{_SURE}]))*"
_START = rf"(?![0-9]+\.)[{_SURE}]"
_PARAGRAPH = re.compile(rf"{_START}{_LINE}(?:\n{_START}{_LINE})*")
_LIST = re.compile(rf"(?:- {_START}{_LINE}(?:\n|\Z))+|1\. {_START}{_LINE}(?:\n|\Z)"
                   rf"(?:[0-9]{{1,3}}\. {_START}{_LINE}(?:\n|\Z))*")  # fmt: skip
_HEADING = re.compile(rf"(##{{1,3}}) ({_START}{_LINE})")
_ITEM = re.compile(r"^(?:-|[0-9]+\.) (.*)$", re.MULTILINE)


def html_of(text: str, heading_shift: int = 0) -> str | None:
    """Return a plain body's HTML, the same that Markdown gives; None when it is not plain.

    Args:
        text: Markdown.
        heading_shift: How many levels deeper its headings stand on the page.
    """
    parts: list[str] = []
    after_list = False
    for block in text.strip("\n").split("\n\n"):
        if _PARAGRAPH.fullmatch(block):
            parts.append(f"<p>{block}</p>")
            after_list = False
        elif _LIST.fullmatch(block) and not after_list:
            name = "ul" if block[0] == "-" else "ol"
            items = _ITEM.sub(r"<li>\1</li>", block)
            parts.append(f"<{name}>\n{items}\n</{name}>")
            after_list = True
        elif heading := _HEADING.fullmatch(block):
            level = len(heading[1]) + heading_shift
            parts.append(f"<h{level}>{heading[2]}</h{level}>")
            after_list = False
        else:
            return None
    return "\n".join(parts)
