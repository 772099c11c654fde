"""The relevance gate: whether a whole text could hold anything to code at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from concord.coding.engines import triggers
from concord.coding.forms import compile_forms
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from concord.codebook.book import Codebook

# Words of policy and of parties to conflict: a text with one of them is read even without violence.
_POLICY = compile_forms(
    [
        "ceasefire", "truce", "talks", "negotiat*", "dialogue",
        "peace (deal|accord|process|agreement)", "operation", "offensive", "military",
        "militan*", "terroris*", "insurgen*", "extremis*", "rebel*", "separatis*", "taliban",
        "jihad*", "security", "police", "army", "troops", "border", "refugees?", "displac*",
        "amnesty", "reconciliation", "sanction*", "banned", "outlaw*", "peacekeep*", "violence",
        "conflict", "war", "extradit*", "commanders?", "government", "ministers?", "cabinet",
        "parliament", "governors?", "prisoners?", "detain*", "curfew", "protest*", "weapon*",
        "drone*", "attack*", "crossings?", "martial law", "state of emergency", "gunm[ae]n",
        "frontier", "deport*", "jirga", "militia*", "guerrilla*", "hostages?", "province*",
        "provincial", "elections?", "accord",
    ]
)  # fmt: skip
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
    words = " ".join(_WORD.findall(text[:4000])).lower().split(" ")
    if len(words) < _FEW:
        return "en"
    share = sum(map(_ENGLISH.__contains__, words)) / len(words)
    return "en" if share >= _SHARE else None
