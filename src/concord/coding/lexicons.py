"""Lexicons are read once: what a coder makes of one is kept as long as the lexicon is in use."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Made = TypeVar("Made")
_KEPT = 8  # lexicons, of as many codebooks


def read_once(
    read: Callable[[Mapping[str, Any]], Made],
) -> Callable[[Mapping[str, Any]], Made]:
    """Return a reader of lexicons that remembers what it made of the last few.

    It goes by the object: a codebook hands out the same one for every document, and comparing its
    thousands of words would take longer than most of what is done with them.
    """
    kept: dict[int, tuple[Mapping[str, Any], Made]] = {}

    @wraps(read)
    def remembered(lexicon: Mapping[str, Any]) -> Made:
        found = kept.get(id(lexicon))
        if found is None or found[0] is not lexicon:
            if len(kept) >= _KEPT:
                kept.clear()
            found = kept[id(lexicon)] = (lexicon, read(lexicon))
        return found[1]

    return remembered
