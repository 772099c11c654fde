"""The lexicon ``checking``, compiled: how printed statistics say what they count."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from concord.coding.phrases import compile_phrases, strings
from concord.coding.wordpatterns import WordPattern

if TYPE_CHECKING:
    from concord.codebook.book import Codebook

# nouns of the lexicon -> measure and whether the noun names no attackers
_MEASURES = {
    "attacks": ("attacks", False),
    "events": ("attacks", True),
    "killed": ("killed", True),
    "injured": ("injured", True),
    "abducted": ("abducted", True),
}


@dataclass(frozen=True, slots=True)
class Noun:
    """A word for what is counted, with its place in a text; ``measure`` "" is one of no use.

    ``governed`` nouns only narrow the one before: the attacks of "deaths in suicide attacks".
    """

    start: int
    end: int
    text: str
    measure: str
    neutral: bool
    governed: bool = False


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The compiled lexicon; each mapping gives a pattern by code."""

    nouns: tuple[tuple[str, WordPattern], ...]
    other_measures: WordPattern
    victims: tuple[tuple[str, WordPattern], ...]
    other_victims: WordPattern
    other_causes: WordPattern
    types: tuple[tuple[str, WordPattern], ...]
    other_kinds: WordPattern
    doers: WordPattern
    any_doers: WordPattern
    sorts: tuple[tuple[str, WordPattern], ...]
    lethal: WordPattern
    up: WordPattern
    down: WordPattern
    areas: tuple[tuple[str, WordPattern], ...]

    def find_nouns(self, text: str) -> list[Noun]:
        """Return the nouns for what is counted in a text, in order; the longest at each place."""
        found = [
            Noun(m.start(), m.start() + len(m.group().rstrip()), m.group().strip(), *_measure(code))
            for code, pattern in self.nouns
            for m in pattern.finditer(text)
        ]
        kept: list[Noun] = []
        for noun in sorted(found, key=lambda n: (n.start - n.end, n.start)):
            if not any(noun.start < k.end and k.start < noun.end for k in kept):
                kept.append(noun)
        return _governed(text, sorted(kept, key=lambda n: n.start))


_GOVERNS = re.compile(
    r"\s+(?:in|from|by|of|due to|caused by|resulting from|through)\s+"
    r"(?:(?!and\b)[^\W\d][\w-]*\s+){0,3}$"
)


def _governed(text: str, nouns: list[Noun]) -> list[Noun]:
    """Mark the nouns that another noun takes along: "deaths in terrorist attacks" are deaths."""
    found: list[Noun] = []
    for noun in nouns:
        before = found[-1] if found else None
        inner = (
            before is not None
            and noun.measure == "attacks"
            and before.measure not in {"attacks", ""}
            and _GOVERNS.fullmatch(text[before.end : noun.start]) is not None
        )
        found.append(replace(noun, governed=True) if inner else noun)
    return found


def _measure(code: str) -> tuple[str, bool]:
    return _MEASURES.get(code, ("", True))


def read_vocabulary(book: Codebook) -> Vocabulary:
    """Return the compiled lexicon of a codebook."""
    return _compiled(book.version, book)


@lru_cache(maxsize=4)
def _compiled(version: str, book: Codebook) -> Vocabulary:
    del version
    lexicon = book.lexicon("checking")

    def words(key: str) -> WordPattern:
        return compile_phrases(strings(lexicon.get(key)))

    def table(key: str) -> tuple[tuple[str, WordPattern], ...]:
        return _table(lexicon.get(key))

    return Vocabulary(
        nouns=table("nouns"),
        other_measures=words("other_measures"),
        victims=table("victims"),
        other_victims=words("other_victims"),
        other_causes=words("other_causes"),
        types=table("types"),
        other_kinds=words("other_kinds"),
        doers=words("doers"),
        any_doers=words("any_doers"),
        sorts=table("sorts"),
        lethal=words("lethal"),
        up=words("up"),
        down=words("down"),
        areas=table("area_words"),
    )


def _table(listed: Any) -> tuple[tuple[str, WordPattern], ...]:
    if not isinstance(listed, Mapping):
        return ()
    return tuple((str(code), compile_phrases(strings(words))) for code, words in listed.items())
