"""Where a text may tell a toll at all: at words that no sentence lacks that tells one.

Sentences that state a toll as such ("the number rose to nine") are told by ``marks``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from concord.coding.tolls import falls, pronouns, turned, unharmed, wounds
from concord.coding.wordpatterns import places_of
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from concord.coding.tolls.words import Lexicon

# Nouns that tell the effect themselves.
COUNTED = frozenset(
    {"body", "bodies", "corpse", "corpses", "deaths", "fatalities", "lives", "arrests"}
)
_OTHERS = COUNTED.union(pronouns.SPLIT, turned.HINTS, unharmed.HINTS, wounds.HINTS)
# A word that hangs on a figure ("5killed") is none of the text's words.
_GLUED = lazy_regex(r"[\d_](?!(?:st|nd|rd|th|s)\b)[^\W\d_]")


def find(text: str, lexicon: Lexicon) -> list[int]:
    """Return the places of such words in order; most sentences of a text hold none."""
    glued = [match.start() for match in _GLUED.finditer(text)]
    return sorted(
        {*places_of(text, lexicon.cues), *places_of(text, _OTHERS), *falls.places(text), *glued}
    )
