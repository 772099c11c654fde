"""Papers: what is issued, and a newspaper behind the verb that says what it reports."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from concord.coding.attribution.cues import Cue

ISSUED = lazy_regex(
    r"\b(?:resolution|statement|letter|motion|declaration|communiqu[e\u00e9]|petition|memorandum|order"
    r"|decree|note|message|notice|notification|leaflet)\s+$",
    re.IGNORECASE,
)
# "..., on July 2, reports Harbour Herald.": a paper that nobody knows, and no subject's verb.
BEHIND = lazy_regex(r"(?:\s+(?:the|[A-Z][\w\u2019'-]*))+\s*(?:[.!?;](?:\s|$)|$)")
_REPORTING = frozenset({"reports", "reported"})


def says_behind(text: str, cue: Cue) -> bool:
    """Return whether a paper behind the verb says it: "in Pemberton District, reports The Quay"."""
    if cue.text.lower() not in _REPORTING:
        return False
    return BEHIND.match(text, cue.end) is not None and (
        cue.form == "third" or text[max(0, cue.start - 2) : cue.start] == ", "
    )
