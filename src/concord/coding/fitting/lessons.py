"""Lessons: what a person ruled on one document, as marks on the words that the model should read.

A ruling says what is right of an event; a mark says what a head should say of some words. Where a
correction names words that the text does not have ("place: Kolmar district" of a text that says
"the district"), nothing is taught: a wrong lesson is worse than none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from concord.coding import numbers
from concord.coding.engines import triggers
from concord.model import Event

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from concord.codebook.book import Codebook
    from concord.model import Claim, Participant

Range = tuple[int, int]
NEAR = 400  # characters around a trigger in which the words of a correction are looked for
_ROLES = {
    "perpetrators": "perpetrator",
    "targets": "target",
    "claimed_by": "claimant",
    "denied_by": "denier",
}
_COUNTED = ("killed", "injured", "abducted", "arrested")
_BOUNDS = ("low", "best", "high")


@dataclass(frozen=True, slots=True)
class Mark:
    """What a head should say of a span of code points; ``label`` None is none of its labels."""

    head: str
    label: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Pair:
    """Whether two triggers of one text tell the same happening."""

    one: Range
    other: Range
    same: bool


@dataclass(frozen=True, slots=True)
class Ruled:
    """An event as it was read, and as a person ruled it: None where it was rejected.

    ``fields`` are those that were corrected. ``accepted`` is true where the person said that all
    the rest is right too; ``entered`` where a person wrote the event and its text by hand.
    """

    event: Event
    right: Event | None
    fields: frozenset[str] = frozenset()
    accepted: bool = False
    entered: bool = False


@dataclass(frozen=True, slots=True)
class Lesson:
    """All that is taught by one document. ``name`` is its id: held-out parts are cut by it."""

    name: str
    text: str
    marks: tuple[Mark, ...]
    pairs: tuple[Pair, ...] = ()


def make_lesson(
    name: str, text: str, ruled: Sequence[Ruled], pairs: Sequence[Pair], book: Codebook
) -> Lesson:
    """Return what the rulings on a document teach.

    Of contrary marks on one span the first is taken, and what fills a role of any event fills it.
    """
    found: dict[tuple[str, int, int], Mark] = {}
    for each in sorted(ruled, key=lambda r: (r.event.start, r.event.end, r.event.id)):
        for mark in _marks(each, text, book):
            key = (mark.head, mark.start, mark.end)
            known = found.setdefault(key, mark)
            if known.label is None and mark.head != "trigger":
                found[key] = mark
    kept = [mark for mark in found.values() if not _is_contradicted(mark, found.values())]
    order = sorted(kept, key=lambda m: (m.start, m.end, m.head))
    return Lesson(name, text, tuple(order), tuple(pairs))


def _is_contradicted(mark: Mark, others: Iterable[Mark]) -> bool:
    """Return whether words that should be none of a head's are in what another ruling names."""
    return mark.label is None and any(
        other.head == mark.head
        and other.label is not None
        and other.start < mark.end
        and mark.start < other.end
        for other in others
    )


def _marks(ruled: Ruled, text: str, book: Codebook) -> Iterator[Mark]:
    event, right = ruled.event, ruled.right
    span = _trigger(ruled, text, book)
    if span is None:
        return
    if right is None:
        yield Mark("trigger", None, *span)
        return
    yield Mark("trigger", right.type, *span)
    if ruled.accepted or "status" in ruled.fields:
        yield Mark("status", right.status, *span)
    if ruled.accepted or "background" in ruled.fields:
        yield Mark("background", "background" if right.background else None, *span)
    for field, head in _ROLES.items():
        if ruled.accepted or field in ruled.fields or ruled.entered:
            yield from _of_role(head, getattr(event, field), getattr(right, field), span, text)
    yield from _of_place(ruled, span, text)
    yield from _of_tolls(ruled, span, text)


def _trigger(ruled: Ruled, text: str, book: Codebook) -> Range | None:
    """Return the words that tell an event: as read, or of one entered by hand by the lexicon."""
    if not ruled.entered:
        return ruled.event.start, ruled.event.end
    labels = {ruled.event.type, *triggers.UNTYPED.values()}
    found = [t for t in triggers.find(text, book) if t.label in labels]
    found.sort(key=lambda t: (t.label in triggers.UNTYPED.values(), t.start))
    return (found[0].start, found[0].end) if found else None


def _of_role(
    head: str,
    read: Sequence[Participant | Claim],
    right: Sequence[Participant | Claim],
    span: Range,
    text: str,
) -> Iterator[Mark]:
    """Yield the words of those who are right, and those of who was read and is not."""
    wanted = {_key(each) for each in right}
    for each in right:
        place = _place_of(each, read) or _find(_names(each), span, text)
        if place is not None:
            yield Mark(head, head, *place)
    for each in read:
        if each.start is not None and each.end is not None and _key(each) not in wanted:
            yield Mark(head, None, each.start, each.end)


def _key(who: Participant | Claim) -> str:
    return (who.actor_id or who.name or getattr(who, "text", "") or "").casefold()


def _names(who: Participant | Claim) -> tuple[str, ...]:
    return tuple(name for name in (getattr(who, "text", None), who.name) if name)


def _place_of(who: Participant | Claim, read: Sequence[Participant | Claim]) -> Range | None:
    if who.start is not None and who.end is not None:
        return who.start, who.end
    for each in read:
        if _key(each) == _key(who) and each.start is not None and each.end is not None:
            return each.start, each.end
    return None


def _of_place(ruled: Ruled, span: Range, text: str) -> Iterator[Mark]:
    """Yield where it happened; where that was corrected, also where it did not."""
    event, right = ruled.event, ruled.right
    read = event.places[0] if event.places else None
    if right is None or not right.places:
        return
    best = right.places[0]
    if "place" not in ruled.fields and "place_id" not in ruled.fields:
        if ruled.accepted and best.start is not None and best.end is not None:
            yield Mark("place", "place", best.start, best.end)
        elif ruled.entered and (at := _find((best.text, best.name or ""), span, text)):
            yield Mark("place", "place", *at)
        return
    named = tuple(name for name in (best.name, best.text) if name)
    place = _find(named, span, text)
    if place is None:
        return
    yield Mark("place", "place", *place)
    apart = read is not None and read.start is not None and read.end is not None
    if read is not None and apart and read.name != best.name:
        yield Mark("place", None, read.start or 0, read.end or 0)


def _of_tolls(ruled: Ruled, span: Range, text: str) -> Iterator[Mark]:
    """Yield the numbers that are a toll; where one was corrected, also that which was read."""
    from concord.codebook.tolls import summarise

    right = ruled.right
    if right is None:
        return
    for effect in _COUNTED:
        corrected = any(f"{effect}_{bound}" in ruled.fields for bound in _BOUNDS)
        read = [f for f in ruled.event.tolls if f.effect == effect and f.start is not None]
        if corrected or ruled.entered:
            wanted = getattr(summarise(right.type, right.tolls), effect).best
            place = _number(wanted, span, text)
            if place is None:
                continue
            yield Mark("count", effect, *place)
        elif not ruled.accepted:
            continue
        for figure in read:
            at = (figure.start or 0, figure.end or 0)
            for quantity in numbers.find(text, *at)[:1]:
                if not corrected:
                    yield Mark("count", effect, quantity.start, quantity.end)
                elif quantity.best != wanted and not figure.superseded:
                    yield Mark("count", None, quantity.start, quantity.end)


def _number(wanted: int | None, span: Range, text: str) -> Range | None:
    """Return the number of that size nearest to a trigger, or None."""
    found = [
        (q.start, q.end)
        for q in numbers.find(text, max(0, span[0] - NEAR), min(len(text), span[1] + NEAR))
        if wanted and q.best == wanted
    ]
    return min(found, key=lambda at: _distance(at, span), default=None)


def _find(names: Sequence[str], span: Range, text: str) -> Range | None:
    """Return where one of some names stands nearest to a trigger, or None."""
    low, high = max(0, span[0] - NEAR), min(len(text), span[1] + NEAR)
    for name in names:
        pattern = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)
        found = [match.span() for match in pattern.finditer(text, low, high)] if name else []
        if found:
            return min(found, key=lambda at: _distance(at, span))
    return None


def _distance(one: Range, other: Range) -> int:
    return max(one[0] - other[1], other[0] - one[1], 0)
