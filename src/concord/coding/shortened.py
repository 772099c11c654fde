"""Shortened names: "the Front" after "the Azel National Front", "the Lashkar" after its full name.

A text names a group in full once and then by one word of its name. That word, capitalised, with an
article before it, means the group that was named last before and has the word in its name.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from concord.coding.actors import ActorMention

_HEAD = lazy_regex(
    r"\b[Tt]he\s+(?P<word>Front|Army|Brigades?|Movement|Party|Guards?|Command|Coalition|Brotherhood"
    r"|Bloc|Bloque|Frente|Cartel|Clan|Militia|Force|Council|League|Alliance|Union|State|Caliphate"
    r"|Emirate|Vilayat|Wilayat|Lashkar|Harakat|Harkat|Jaish|Jamaat|Tehreek|Tehrik|Hizb|Sipah|Liwa"
    r"|Ansar|Sons|Guardians|Heirs|Helpers|Knights|Lions|Tigers|Shield|Banner|Organi[sz]ation)"
    r"(?![\w-])(?!\s+(?:of|for|de|[A-Z]))"
)
_SHORTEST = 5  # letters of a full name that has another word beside the short one


def find(text: str, named: Sequence[ActorMention]) -> Iterable[ActorMention]:
    """Yield the short uses of the names of a text, as the names they shorten."""
    armed = [a for a in named if a.nature == "armed" and a.name]
    for match in _HEAD.finditer(text) if armed else ():
        word = match["word"]
        full = [a for a in armed if a.end <= match.start() and _holds(a, word)]
        if full:
            yield replace(full[-1], start=match.start("word"), end=match.end(), text=word)


def _holds(actor: ActorMention, word: str) -> bool:
    """Return whether a name, as written or as listed, has a word and more than it."""
    return any(
        len(name) >= len(word) + _SHORTEST - 1
        and re.search(rf"(?<![\w]){word}(?!\w)", name, re.IGNORECASE)
        for name in (actor.text, actor.name or "")
    )
