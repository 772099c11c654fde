"""Quotations without a verb of saying: behind a colon, or as a fragment of who spoke last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from concord.coding.attribution.subjects import main_subject
from concord.model import Span
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from concord.coding.speakers import Cast, Source

_COLON = lazy_regex(r":\s*(?=[\"\u201c])")
# Fewer quoted words than these are a name or a word held at arm's length.
_FEWEST = 5


def find_spoken(
    text: str, sentence: Span, cast: Cast, quotes: Sequence[Span], last: Source | None
) -> tuple[Source, Span] | None:
    """Return who is quoted in a sentence without a verb of saying, and what is said, or None.

    "The report is blunt: ..." quotes its subject; a sentence that goes on in somebody's quoted
    words, without naming a speaker, is that of ``last``, who spoke before it.
    """
    colon = _COLON.search(text, sentence.start, sentence.end)
    if colon is not None:
        named = [s for s in cast.within(sentence.start, colon.start()) if s.kind != "pronoun"]
        subject = main_subject(text, named)
        if subject is not None:
            return subject, Span(start=colon.end(), end=sentence.end)
    for quote in quotes:
        inner = sentence.start < quote.start and quote.end <= sentence.end + 1
        if inner and last is not None and len(text[quote.start : quote.end].split()) >= _FEWEST:
            return last, sentence
    return None
