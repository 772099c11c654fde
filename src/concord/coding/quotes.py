"""Quotations: the stretches of a text that stand between quotation marks."""

from __future__ import annotations

import re
from functools import lru_cache

from concord.model import Span
from concord.regexes import lazy_regex

# A paragraph break ends a quotation whose closing mark is missing.
_QUOTED = lazy_regex(
    r"“[^“”]*?”|\"[^\"]*?\"|„[^“”]*?[“”]|«[^«»]*?»|\u2018[^\u2018\u2019]{12,}?[.,!?]\u2019",
    re.DOTALL,
)
# A quotation of several paragraphs opens each of them and closes only the last.
_OPENED = lazy_regex(
    r"(?:^|\n)[ \t]*(?P<quote>(?P<mark>[\"\u201c])[^\"\u201c\u201d\n]+)(?=\n\s*(?P=mark))"
)
_BREAK = lazy_regex(r"\n\s*\n")
MAX_QUOTE = 3000  # longer than this is a stray mark, not a quotation


@lru_cache(maxsize=32)
def find_quotes(text: str) -> tuple[Span, ...]:
    """Return the quoted spans, marks included, in order; none spans a paragraph break."""
    spans: list[Span] = []
    position = 0
    while match := _QUOTED.search(text, position):
        broken = _BREAK.search(text, match.start(), match.end())
        if broken or match.end() - match.start() > MAX_QUOTE:
            position = broken.end() if broken else match.start() + 1
            continue
        spans.append(Span(start=match.start(), end=match.end()))
        position = match.end()
    for match in _OPENED.finditer(text):
        start, end = match.span("quote")
        if all(s.end <= start or end <= s.start for s in spans):
            spans.append(Span(start=start, end=end))
    return tuple(sorted(spans, key=lambda s: s.start))


def inside(spans: tuple[Span, ...], offset: int) -> Span | None:
    """Return the quotation that holds the offset between its marks, or None."""
    return next((s for s in spans if s.start < offset < s.end), None)
