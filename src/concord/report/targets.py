"""The targets of an incident, each once: reports name one target in many ways.

Only what a list shows is joined here; every reading stands beneath it with its sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable

# A phrase: its words up to the head, folded.
Phrase: TypeAlias = tuple[str, ...]

# They begin a name and tell it from no other.
BARE = (
    "a", "an", "the", "this", "that", "these", "those", "some", "several", "many", "few", "his",
    "her", "its", "their", "our", "both", "all", "other", "one", "two", "three", "four", "five",
    "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "dozens", "hundreds",
)  # fmt: skip
UNLIKE = {"men": "man", "women": "woman", "children": "child", "people": "person", "wives": "wife"}
POLICE = ("policeman", "policewoman")
_AND = re.compile(r"\s*(?:,|;|\band\b|\bor\b)\s*")
# What follows a head and tells it from others: "convoy of engineers", "post in the valley".
_AFTER_HEAD = re.compile(
    r"\s(?:\w+(?:ed|en)\s)?(?:of|in|at|on|near|from|for|with|by|who|that|which|carrying)\s.*",
    re.DOTALL,
)
_HISSING = ("ches", "shes", "sses", "xes", "zes")
SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Target:
    """A target as a report names it, and the class of the people, None where it gives none."""

    name: str
    of: str | None = None


def distinct(targets: Iterable[Target]) -> tuple[Target, ...]:
    """Return the targets that no other one says as well, by the longest reading of each.

    "Police", "police" and "policemen" are one, and "convoy" is said by "a convoy of engineers",
    "children" by "women and children". Those of two classes stay apart.
    """
    found = list(dict.fromkeys(targets))
    by_length = sorted(found, key=lambda each: (-len(each.name), found.index(each)))
    kept: list[tuple[Target, tuple[Phrase, ...]]] = []
    first: dict[Target, int] = {}
    for each in by_length:
        phrases = _phrases(each.name)
        at = next((n for n, held in enumerate(kept) if _says(held, each, phrases)), None)
        if at is None:
            kept.append((each, phrases))
            first[each] = found.index(each)
            continue
        target = kept[at][0]
        place = min(first.pop(target), found.index(each))
        joined = target if target.of else Target(target.name, each.of)
        kept[at] = (joined, kept[at][1])
        first[joined] = place
    return tuple(sorted(first, key=first.__getitem__))


def _says(
    held: tuple[Target, tuple[Phrase, ...]], other: Target, phrases: tuple[Phrase, ...]
) -> bool:
    """Return whether a longer reading names all that another does."""
    target, longer = held
    if target.of and other.of and target.of != other.of:
        return False
    return bool(phrases) and all(any(_ends(one, each) for one in longer) for each in phrases)


def _ends(longer: Phrase, phrase: Phrase) -> bool:
    return longer[-len(phrase) :] == phrase


def _phrases(name: str) -> tuple[Phrase, ...]:
    """Return the phrases that a name joins, each up to its head and folded."""
    parts = (_AFTER_HEAD.sub("", part) for part in _AND.split(name))
    folded = (tuple(map(_fold, _bare(part.split()))) for part in parts)
    return tuple(phrase for phrase in folded if phrase)


def _bare(words: list[str]) -> list[str]:
    """Return the words after determiners and numbers, or all where nothing else is."""
    kept = list(words)
    while len(kept) > 1 and (kept[0].casefold() in BARE or kept[0][0].isdigit()):
        kept.pop(0)
    return kept


def _fold(word: str) -> str:
    """Return a word in small letters and in the singular, without an e that the plural may add."""
    plain = word.casefold().strip(".'\u2019\"()")
    one = UNLIKE.get(plain) or _singular(plain)
    return ("police" if one in POLICE else one).removesuffix("e")


def _singular(word: str) -> str:
    if word.endswith("men"):
        return word.removesuffix("men") + "man"
    if word.endswith("ies"):
        return word.removesuffix("ies") + "y"
    if word.endswith(_HISSING):
        return word.removesuffix("es")
    if len(word) > SHORTEST and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word.removesuffix("s")
    return word
