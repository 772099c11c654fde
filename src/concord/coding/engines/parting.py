"""Parting: a clause that tells of acts at several places, one after another, as several clauses.

"Gunmen shot two drivers at Kolpur, burned a depot in Mach and blew up a pylon near Dhadar": each
act is told with its own place, so that what follows a comma or an "and" behind a place, and has an
act and a place of its own, is a clause of its own. Acts that the model holds to be one stay one.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from concord.coding.clauses import Clauses
from concord.coding.engines.triggers import PEACEFUL, UNTYPED
from concord.model import Span
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from concord.coding.engines.decoding import Reader
    from concord.coding.engines.triggers import Trigger
    from concord.coding.places import PlaceMention
    from concord.coding.prepared import Prepared

MOST = 12  # parts of a sentence: more are a list or no prose, and each is compared with all others
ONE = 0.85  # likelihood from which two triggers are taken to tell of one happening
_PART = lazy_regex(r"\s*[,;]\s+(?:(?:and|then|while|but)\s+)?|\s+and\s+", re.IGNORECASE)
_OTHERS = PEACEFUL | {*UNTYPED.values(), "body_found"}


def part(prepared: Prepared, found: Sequence[Trigger], reader: Reader) -> Prepared:
    """Return a text with those clauses parted that tell of acts at several places."""
    acts = [t for t in found if t.label not in _OTHERS]
    told = [prepared.sentence_at(t.start) for t in acts]
    if len(told) == len(set(told)):  # no two in a sentence: places need not be read for it
        return prepared
    scenes = [p for p in prepared.places if not (p.dateline or p.speaker)]
    parted: dict[int, tuple[Span, ...]] = {}
    for number in sorted(set(told)):
        listed = prepared.clauses[number]
        spans = tuple(s for c in listed for s in _parts(c, (acts, scenes), prepared.text, reader))
        if spans != tuple(listed) and len(spans) <= MOST:
            parted[number] = spans
    if not parted:
        return prepared
    return replace(prepared, clauses=Clauses(prepared.text, prepared.sentences, parted))


def _parts(
    clause: Span,
    told: tuple[Sequence[Trigger], Sequence[PlaceMention]],
    text: str,
    reader: Reader,
) -> Iterator[Span]:
    """Yield the parts of a clause, each with an act and a place that is another than the last."""
    acts = [t for t in told[0] if clause.start <= t.start < clause.end]
    scenes = [p for p in told[1] if clause.start <= p.start < clause.end]
    begin = clause.start
    for one, other in pairwise(acts):
        cut = _cut(one, other, scenes, text)
        if cut is None or _are_one(one, other, reader):
            continue
        yield Span(start=begin, end=cut[0])
        begin = cut[1]
    yield Span(start=begin, end=clause.end)


def _cut(
    one: Trigger, other: Trigger, scenes: Sequence[PlaceMention], text: str
) -> tuple[int, int] | None:
    """Return the span of what parts two acts: behind the place of the first one."""
    between = [p for p in scenes if one.end <= p.start < other.start]
    after = [p for p in scenes if p.start >= other.end]
    if not between or not after:
        return None
    chain = [p for p in between if p.chain == between[0].chain]
    match = _PART.search(text, chain[-1].end, other.start)
    return match.span() if match else None


def _are_one(one: Trigger, other: Trigger, reader: Reader) -> bool:
    likely = reader.pairs("same", [(one.start, one.end)], [(other.start, other.end)])[0]
    return float(likely[0, 0]) >= ONE
