"""Staged: whether a text as a whole is about a game or a show, told in words of war.

"Bombarded the tail", "shoots six gunmen before the interval": words of a game or a show may stand
in any report ("at a football match"), so that a text is taken for one only where several different
ones stand that news of violence hardly needs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from concord.coding.engines.triggers import pattern

if TYPE_CHECKING:
    from concord.codebook.book import Codebook
    from concord.coding.prepared import Prepared

SUBJECTS = ("games", "shows")
ENOUGH = 3  # different words of one subject
ONE_IN = 60  # words of the text for each of them


def is_staged(prepared: Prepared, book: Codebook) -> bool:
    """Return whether the words of a text are those of a game or of a show."""
    words = prepared.text.count(" ") + 1
    return any(len(found) >= max(ENOUGH, words / ONE_IN) for found in _words_of(prepared, book))


def _words_of(prepared: Prepared, book: Codebook) -> list[set[str]]:
    """Return the different words of each subject that a text has, plurals as singulars."""
    return [
        {m.group().lower().removesuffix("s") for m in found.finditer(prepared.text)}
        for found in (pattern(book, "staged", subject) for subject in SUBJECTS)
    ]
