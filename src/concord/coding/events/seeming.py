"""Seeming: whether a text as a whole tells of no violence, though words of violence stand in it.

"Bombarded the tail", "shoots six gunmen before the interval": words of a game or a show may stand
in any report ("at a football match"), so that a text is taken for one only where several different
ones stand that news of violence hardly needs. For what no list of words foresees, the engine's
model may hold none of several triggers to tell of anything.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from concord.coding.engines.triggers import pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

    from concord.codebook.book import Codebook
    from concord.coding.events.candidates import Candidate
    from concord.coding.prepared import Prepared

SUBJECTS = ("games", "shows")
ENOUGH = 3  # different words of one subject
ONE_IN = 60  # words of the text for each of them
TOLD_AT_ALL = 0.05  # the likeliest trigger of a text that tells of any happening is above it
_SEVERAL = 3  # triggers: of one or two the model may be wrong


def tells_nothing(candidates: Sequence[Candidate], prepared: Prepared, book: Codebook) -> bool:
    """Return whether the text of these candidates tells of none, by its words or by the model."""
    return bool(candidates) and (_is_disbelieved(candidates) or is_staged(prepared, book))


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


def _is_disbelieved(candidates: Sequence[Candidate]) -> bool:
    """Return whether the model holds none of several triggers to tell of anything.

    It doubts an attack on a page about something else too: whom a toll counts speaks for it.
    """
    held = [belief.told for c in candidates for belief in c.beliefs]
    if len(held) < _SEVERAL or max(held) >= TOLD_AT_ALL:
        return False
    return not any(figure.figure.low > 0 for c in candidates for figure in c.figures)
