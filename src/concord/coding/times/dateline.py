"""The date that a text carries on its head, and so may be read against."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from concord.coding.times.reading import read
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from datetime import date

_HEAD = 400  # characters: a dateline stands on the first lines
_LABEL = lazy_regex(
    r"\b(?:posted|published|updated|last updated|date|dated|created|first published)\b"
    r"\s*(?:on|at)?\s*[:\-]?\s*$",
    re.IGNORECASE,
)
_AFTER = lazy_regex(r"\s*(?:\([A-Z][\w .]{1,30}\)\s*)?(?:[-\u2013\u2014:.,|]|\n|$)|\s*\d{1,2}:\d\d")
_PLACE = lazy_regex(
    r"(?:^|\n)\s*(?:[A-Z][A-Z .'/-]{2,40}|[A-Z][\w .'-]{2,40}),?\s*(?:\([^)]{1,40}\)\s*)"
    r"?[,:\u2014\u2013-]?\s*$"
)


def dateline(text: str) -> date | None:
    """Return the full date that the head of the text gives as its own, or None.

    Read are dates with a year that are labelled ("Posted 2016-08-09"), stand alone on the first
    line, or belong to a place line ("August 9, 2016, QUETTA:"). A date inside the first sentence
    is no dateline.
    """
    head = text[:_HEAD]
    for found in read(head, reference=None):
        stretch = found.stretch
        if stretch is None or stretch.precision != "day" or found.basis != "explicit":
            continue
        before, after = head[: found.start], head[found.end :]
        line_start = not before.strip() or before.rstrip(" \t").endswith("\n")
        if _LABEL.search(before) or (line_start and _AFTER.match(after)):
            return stretch.first
        if _PLACE.search(before) and re.match(r"\s*(?:\([^)]*\))?\s*[:\-\u2013\u2014]", after):
            return stretch.first
    return None
