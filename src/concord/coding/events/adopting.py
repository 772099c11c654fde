"""Adopting: what is said of the dead and hurt in clauses that tell of no happening by themselves.

"Sixty-three were hurt" further down has no word for an attack, and may be told too far from it to
be joined. Its figures go to the happening told before it, where nothing speaks against that: it
counts nobody so hurt itself, and the clause has no other day, place or news.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from concord.coding.events import likeness
from concord.coding.events.candidates import PEACEFUL, UNTYPED
from concord.coding.events.figures import EFFECTS
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from concord.coding.events.candidates import Candidate
    from concord.coding.events.happenings import Happening
    from concord.coding.prepared import Prepared
    from concord.coding.tolls import Figure
    from concord.model import TollFigure

_FAR = 8  # sentences between a happening and what is said of its dead and hurt
_SOON = 4  # sentences from a happening to "nobody was hurt"
# Words that count who died or was hurt, and do not tell that it happened.
_COUNTED = lazy_regex(
    r"(?:dead|deaths?|bodies|corpses|toll|death\s+toll|wounded|injured|casualties|victims|fatalities"
    r"|injuries)",
    re.IGNORECASE,
)
_AGAINST = -1.0  # a place that is another one
_HARMLESS = PEACEFUL - {"other"}  # acts that kill and hurt nobody
_HARMS = frozenset({"killed", "injured"})
_LOOSE = frozenset({"unknown", "civilian"})


def adopted(
    happening: Happening, kept: Sequence[Happening], strays: Sequence[Happening]
) -> tuple[Figure, ...]:
    """Return the figures of clauses without an event of their own that are of a happening."""
    if happening.first.peaceful:
        return tuple(_counted_by_own_words(happening, strays))
    own = {f.figure.effect for f in happening.figures if _is_live(f)}
    found: list[Figure] = []
    for stray in filter(_is_stray, strays):
        if owner_of(stray, kept) is happening and _agrees(stray, happening):
            found += [
                f for f in stray.figures if _is_live(f) and (f.risen or f.figure.effect not in own)
            ]
    return tuple(found)


def _counted_by_own_words(happening: Happening, strays: Sequence[Happening]) -> list[Figure]:
    """Return the figures told by the word of an arrest that went to a raid which is no event.

    "Arrested three in a search operation" tells one arrest, and no fight.
    """
    words = [trigger for candidate in happening.candidates for trigger in candidate.triggers]
    return [
        f
        for stray in strays
        for f in stray.figures
        if f.figure.effect == "arrested" and _is_live(f) and f not in happening.figures
        if any(w.start < f.governor.end and f.governor.start < w.end for w in words)
    ]


def handed_on(happening: Happening, kept: Sequence[Happening]) -> tuple[Figure, ...]:
    """Return the dead and hurt told beside acts that harm nobody that are of a happening.

    "Police recovered three rifles. One constable was hurt": in the fight told before.
    """
    if happening.first.peaceful:
        return ()
    own = [f.figure for f in happening.figures if _is_live(f)]
    return tuple(
        figure
        for other in kept
        for candidate in other.candidates
        if _owner(candidate, other, kept) is happening
        for figure in candidate.figures
        if figure.figure.effect in _HARMS and _is_live(figure) and _is_new(figure, own)
    )


def kept_figures(
    happening: Happening, kept: Sequence[Happening], figures: Sequence[Figure]
) -> tuple[Figure, ...]:
    """Return the figures of a happening without the dead and hurt that are of another one."""
    given = {
        figure
        for candidate in happening.candidates
        if _owner(candidate, happening, kept) is not None
        for figure in candidate.figures
        if figure.figure.effect in _HARMS
    }
    return tuple(figure for figure in figures if figure not in given)


def _owner(
    candidate: Candidate, happening: Happening, kept: Sequence[Happening]
) -> Happening | None:
    """Return the violence that the dead told in a clause of a peaceful act fell in, or None."""
    if not set(happening.labels) or not set(happening.labels) <= _HARMLESS:
        return None
    recent = [h for h in kept if not (h.first.is_old or h.first.has("history"))]
    owner = _last_before(candidate.sentence, recent)
    if owner is None or owner is happening or _is_told_apart(candidate, owner):
        return None
    return owner


def _is_told_apart(candidate: Candidate, owner: Happening) -> bool:
    """Return whether a clause tells of another time or place, or turns to something else."""
    past = candidate.is_old or candidate.has("history") or candidate.has("separate")
    return past or _is_apart(candidate, owner)


def _is_new(figure: Figure, own: Sequence[TollFigure]) -> bool:
    """Return whether a happening tells nobody like those of a figure."""
    same = [f for f in own if f.effect == figure.figure.effect and f.low]
    classes = {f.victim_class for f in same}
    class_ = figure.figure.victim_class
    return not same or (not ({class_} | classes) & _LOOSE and class_ not in classes)


def _is_stray(happening: Happening) -> bool:
    """Return whether a happening is only told by words of harm or of an attack."""
    return not happening.labels and not happening.first.peaceful and bool(happening.figures)


def _is_live(figure: Figure) -> bool:
    dropped = figure.aggregate or figure.negated or figure.summary or figure.history
    return figure.figure.effect in EFFECTS and not dropped


def owner_of(stray: Happening, kept: Sequence[Happening]) -> Happening | None:
    """Return the violent happening told last before a clause, the first one if none is."""
    return _last_before(stray.first.sentence, kept)


def _last_before(at: int, kept: Sequence[Happening]) -> Happening | None:
    """Return the violent happening told last before a sentence, the first one if none is."""
    violent = [h for h in kept if not h.first.peaceful]
    told = [
        (max(c.sentence for c in h.candidates if c.sentence <= at), number)
        for number, h in enumerate(violent)
        if any(c.sentence <= at for c in h.candidates)
    ]
    if not told:
        return violent[0] if violent else None
    sentence, number = max(told)
    return violent[number] if at - sentence <= _FAR else None


def _agrees(stray: Happening, happening: Happening) -> bool:
    """Return whether neither day nor place nor words speak against one happening."""
    return all(
        not candidate.has("separate")
        and all(trigger.label in UNTYPED for trigger in candidate.triggers)
        and not _is_apart(candidate, happening)
        for candidate in stray.candidates
    )


def _is_apart(candidate: Candidate, happening: Happening) -> bool:
    """Return whether the day or the place of a clause is another one than a happening's.

    A day that another sentence tells is not the clause's own, and the dead are counted after they
    died ("the hospital had 57 dead on Thursday").
    """
    at = candidate.when.start if candidate.when is not None else None
    told = at is None or candidate.clause.start <= at < candidate.clause.end
    counted = all(_COUNTED.fullmatch(trigger.text) for trigger in candidate.triggers)
    counted = counted or any(figure.risen for figure in candidate.figures)
    timed = candidate if told and not counted else replace(candidate, whens=())
    features = dict(likeness.compare(timed.without_later(), happening))
    return min(features.get("time", 0.0), features.get("place", 0.0)) < _AGAINST


def unhurt(
    happening: Happening, others: Sequence[Happening], prepared: Prepared
) -> tuple[Figure, ...]:
    """Return what is said of nobody coming to harm, in words that no clause of an event has.

    "There was no loss of life", right after the one violent happening that it can be of.
    """
    violent = [h for h in others if not h.first.peaceful]
    if happening.first.peaceful or not violent:
        return ()
    held = {f.governor for h in others for f in h.figures}
    harmed = {f.figure.effect for f in happening.figures if f.figure.low and not f.aggregate}
    return tuple(
        figure
        for figure in prepared.figures
        if not (figure.figure.low or figure.governor in held or figure.figure.effect in harmed)
        and _told_last(violent, prepared.sentence_at(figure.governor.start)) is happening
    )


def _told_last(violent: Sequence[Happening], sentence: int) -> Happening | None:
    """Return the one happening of which a sentence, or the last before it that tells any, tells."""
    for at in range(sentence, max(-1, sentence - _SOON), -1):
        here = [h for h in violent if any(c.sentence == at for c in h.candidates)]
        if here:
            return here[0] if len(here) == 1 else None
    return None
