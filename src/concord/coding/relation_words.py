"""The wording of relations between actors, as the lexicon ``relations`` lists it, compiled."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from concord.coding.lexicons import read_once
from concord.coding.phrases import compile_phrases, strings
from concord.coding.wordpatterns import WordPattern

if TYPE_CHECKING:
    from collections.abc import Mapping


_LISTS = (
    "attack_nouns", "claims", "denials", "havens", "truce_nouns", "truce_acts", "truce_ends",
    "talk_nouns", "talk_acts", "unreal", "conditional", "allies", "splinters",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class RelationWords:
    """The compiled lexicon ``relations``."""

    lists: dict[str, WordPattern]

    def has(self, name: str, words: str) -> bool:
        """Return whether a list has a phrase in the words."""
        return self.lists[name].search(words) is not None


@lru_cache(maxsize=4)
def _compile(listed: tuple[tuple[str, tuple[str, ...]], ...]) -> RelationWords:
    named = dict(listed)
    return RelationWords({name: compile_phrases(named.get(name, ())) for name in _LISTS})


@read_once
def read_relations(lexicon: Mapping[str, Any]) -> RelationWords:
    """Return the compiled wording of relations."""
    return _compile(tuple((str(k), strings(v)) for k, v in lexicon.items()))
