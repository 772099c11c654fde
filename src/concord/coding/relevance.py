"""The relevance gate: whether a whole text could hold anything to code at all."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from concord.coding.engines import triggers
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from concord.codebook.book import Codebook

# Words of policy and of parties to conflict: a text with one of them is read even without violence.
_POLICY = lazy_regex(
    r"\b(?:ceasefire|truce|talks|negotiat\w*|dialogue|peace\s(?:deal|accord|process|agreement)|operation|offensive|military|militan\w*"
    r"|terroris\w*|insurgen\w*|extremis\w*|rebel\w*|separatis\w*|taliban|jihad\w*|security|police|army|troops|border|refugees?|displac\w*"
    r"|amnesty|reconciliation|sanction\w*|banned|outlaw\w*|peacekeep\w*|violence|conflict|war|extradit\w*|commanders?|government|ministers?|cabinet|parliament|governors?|prisoners?|detain\w*|curfew|protest\w*|weapon\w*|drone\w*|attack\w*|crossings?|martial\slaw|state\sof\semergency|gunm[ae]n|frontier|deport\w*|jirga|militia\w*"
    r"|guerrilla\w*|hostages?|province\w*|provincial|elections?|accord)\b",
    re.IGNORECASE,
)
# The commonest words of English; other languages in Latin script share few of them.
_ENGLISH = frozenset(
    [
        "the",
        "of",
        "and",
        "to",
        "in",
        "a",
        "is",
        "that",
        "for",
        "on",
        "was",
        "with",
        "as",
        "by",
        "at",
        "from",
        "it",
        "he",
        "his",
        "an",
        "were",
        "are",
        "which",
        "this",
        "be",
        "has",
        "had",
        "have",
        "not",
        "but",
        "who",
    ]
)
_WORD = lazy_regex(r"[^\W\d_]+")
_FEW = 8  # words: too few to tell a language by
_SHARE = 0.12


def is_relevant(text: str, book: Codebook) -> bool:
    """Return whether a text holds any word of violence or policy, or the name of an actor.

    Texts for which this is False are set aside whole; no sentence of a text that passes is cut.
    """
    return (
        bool(_POLICY.search(text))
        or bool(triggers.find(text, book))
        or bool(book.find_actors(text))
    )


def language_of(text: str, given: str | None) -> str | None:
    """Return the two-letter language given, else ``en`` for text that reads as English, else None.

    None means that the text is in another language, or in none; texts too short to tell count as
    English.
    """
    if given:
        return given.lower().replace("_", "-").split("-")[0]
    words = [word.lower() for word in _WORD.findall(text[:4000])]
    if len(words) < _FEW:
        return "en"
    share = sum(word in _ENGLISH for word in words) / len(words)
    return "en" if share >= _SHARE else None
