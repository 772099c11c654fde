"""Collecting: the mentions and arcs of a reading as candidates, one for each clause."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from concord.coding.events import told_days
from concord.coding.events.candidates import Belief, Candidate, Doer, Tie
from concord.coding.events.periods import is_feared, is_over_a_period
from concord.coding.events.tying import are_apart
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from concord.coding.actors import ActorMention
    from concord.coding.engines import Arc, Reading
    from concord.coding.places import PlaceMention
    from concord.coding.prepared import Prepared
    from concord.coding.tolls import Figure
    from concord.model import Mention, Span, When


_BELIEFS = ("told", "past")  # cues that carry a likelihood instead of being there or not


def collect(prepared: Prepared, reading: Reading) -> tuple[Candidate, ...]:
    """Return the candidates of a reading in the order of the text, one for each clause."""
    lookup = _Lookup(prepared, reading)
    found: list[Candidate] = []
    for number, mention in enumerate(reading.mentions):
        if mention.kind == "trigger":
            found.append(_one(lookup, reading, number))
    found.sort(key=lambda candidate: (candidate.clause.start, candidate.triggers[0].start))
    joined: list[Candidate] = []
    for candidate in found:
        same = [
            at
            for at, other in enumerate(joined[-2:], max(len(joined) - 2, 0))
            if other.clause == candidate.clause
            and other.peaceful == candidate.peaceful
            and not are_apart(other, candidate)
        ]
        if same:
            joined[same[-1]] = _join(joined[same[-1]], candidate)
        else:
            joined.append(candidate)
    return _with_scenes(_settled(joined))


def _with_scenes(found: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """Give what has no place that of a peaceful act before it in its sentence, or of its clause.

    "In Jandola arms were seized and four died in a clash": both are in Jandola. Two attacks of one
    clause share its day too.
    """
    placed: list[Candidate] = []
    for candidate in found:
        before = placed[-1] if placed else None
        told = candidate
        if before is not None and before.sentence == candidate.sentence:
            beside = before.clause == candidate.clause and not candidate.peaceful
            if (before.peaceful or beside) and not candidate.places:
                told = replace(told, places=before.places)
            if beside and not candidate.whens:
                told = replace(told, whens=before.whens)
        placed.append(told)
    return tuple(placed)


def _settled(found: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """Join a clause that tells only of harm to the clause before it in its sentence."""
    settled: list[Candidate] = []
    for candidate in found:
        before = settled[-1] if settled else None
        if before is not None and _goes_on(candidate, before):
            settled[-1] = _join(before, candidate)
        else:
            settled.append(candidate)
    return tuple(settled)


def _goes_on(candidate: Candidate, before: Candidate) -> bool:
    told = candidate.without_lent()
    own = told.when is not None or any(p.where for p in told.places)
    return (
        before.sentence == candidate.sentence
        and before.peaceful == candidate.peaceful
        and candidate.only_harm
        and not (own or candidate.has("separate") or candidate.has("claim"))
    )


class _Lookup:
    """The normalisers' readings of a text by their spans."""

    def __init__(self, prepared: Prepared, reading: Reading) -> None:
        self.prepared = prepared
        self.arcs: dict[int, list[Arc]] = {}
        for arc in reading.arcs:
            self.arcs.setdefault(arc.trigger, []).append(arc)
        self.whens: Mapping[int, When] = {w.start: w for w in prepared.whens if w.start is not None}
        self.places: Mapping[int, PlaceMention] = {p.start: p for p in prepared.places}
        self.actors: Mapping[int, ActorMention] = {a.start: a for a in prepared.actors}
        self.figures: dict[int, list[Figure]] = {}
        for figure in prepared.figures:
            self.figures.setdefault(figure.figure.start or 0, []).append(figure)

    def clause(self, at: int) -> tuple[int, Span]:
        """Return the sentence number and the clause at an offset."""
        number = self.prepared.sentence_at(at)
        listed = self.prepared.clauses[number]
        inside = [span for span in listed if span.start <= at < span.end]
        return number, (inside or list(listed))[0]


def _one(lookup: _Lookup, reading: Reading, number: int) -> Candidate:
    trigger = reading.mentions[number]
    sentence, clause = lookup.clause(trigger.start)
    candidate = Candidate(
        published=lookup.prepared.document.published_on,
        clause=clause,
        sentence=sentence,
        told_in=lookup.prepared.sentences[sentence],
        triggers=(trigger,),
        item=lookup.prepared.item_at(trigger.start),
    )
    scores: dict[str, float] = {}
    ties, types, fits = [], [], []
    for arc in lookup.arcs.get(number, ()):
        filler = reading.mentions[arc.filler]
        if arc.role == "same":
            ties.append(Tie(filler, arc.score))
        elif arc.role == "kind":
            types.append((filler.label or "other", arc.score))
        elif arc.role == "cue" and filler.label in _BELIEFS:
            scores[filler.label] = arc.score
        else:
            candidate = _filled(candidate, arc.role, filler, lookup)
            if arc.role == "time":
                fits.append((filler.start, arc.score))
    if not scores:
        return candidate
    candidate = replace(candidate, fits=tuple(fits))
    belief = Belief(trigger, scores.get("told", 0.0), scores.get("past", 0.0), tuple(types))
    return replace(candidate, beliefs=(belief,), ties=tuple(ties))


def _filled(candidate: Candidate, role: str, filler: Mention, lookup: _Lookup) -> Candidate:
    """Return the candidate with one more filler, in the normalisers' reading of its span."""
    field, value = _reading_of(candidate, role, filler, lookup)
    if field is None:
        return candidate
    more: dict[str, Any] = {field: (*getattr(candidate, field), *value)}
    return replace(candidate, **more)


def _reading_of(
    candidate: Candidate, role: str, filler: Mention, lookup: _Lookup
) -> tuple[str | None, tuple[Any, ...]]:
    """Return the field of a candidate that a filler belongs to, and what is added to it."""
    text = lookup.prepared.text
    read: dict[str, tuple[str, list[Any]]] = {
        "time": ("whens", [lookup.whens.get(filler.start)]),
        "place": ("places", [lookup.places.get(filler.start)]),
        "cue": ("cues", [filler]),
        "target": ("targets", [filler]),
        "count": (
            "figures",
            [
                f
                for f in lookup.figures.get(filler.start, ())
                if f.figure.effect == filler.label
                and not is_over_a_period(f, text)
                and not is_feared(f, text)
            ],
        ),
    }
    actor = lookup.actors.get(filler.start)
    of = candidate.triggers[0].label
    doer = [Doer(actor=actor, role=role, of=of)] if actor is not None else []
    field, value = read.get(role, ("doers", doer))
    if role == "place" and candidate.only_harm and _is_of_no_scene(filler, text):
        return None, ()
    if role == "place" and _AGREED.search(text, max(0, filler.start - 60), filler.start):
        return None, ()
    if role == "time" and _is_since(filler, candidate, text):
        return None, ()
    if role == "time" and told_days.is_of_another(candidate.triggers[0], filler, text):
        return None, ()
    return field, tuple(item for item in value if item is not None)


def _is_since(time: Mention, candidate: Candidate, text: str) -> bool:
    """Return whether another sentence only says since when something is so: "since last year"."""
    span = candidate.told_in
    lent = span is not None and not span.start <= time.start < span.end
    since = _SINCE.search(text, max(0, time.start - 12), time.start) is not None
    return lent and since and _LONG.search(time.text) is not None


def _is_of_no_scene(place: Mention, text: str) -> bool:
    """Return whether a place is where the hurt were brought, or where somebody speaks.

    A sentence begins with the second: "In Kabul, an official said".
    """
    if _TREATED.search(text, max(0, place.start - 90), place.start):
        return True
    opens = _OPENS.search(text, max(0, place.start - 8), place.start)
    return opens is not None and _SPEAKS.match(text, place.end) is not None


_TREATED = lazy_regex(
    r"\b(?:shifted|taken|airlifted|flown|moved|rushed|evacuated|transferred|brought|ferried|referred"
    r"|admitted|treated)\s+(?:\w+\s+){0,3}?(?:to|at|in)\s[^.;,]{0,60}$"
)
# "Since the truce signed in Geneva"; "under the name of the Hill Guard".
_AGREED = lazy_regex(
    r"\bunder\s+the\s+name\s+(?:of\s+)?$|\b(?:truce|cease-?fire|peace|agreement|accord|deal|talks|pact|treaty)\s+"
    r"(?:\w+\s+){0,3}?(?:in|from|at)\s+$",
    re.IGNORECASE,
)
_LONG = lazy_regex(r"\byear\b|\b(?:19|20)\d\d$", re.IGNORECASE)
_SINCE = lazy_regex(r"\bsince\s+(?:early\s+|late\s+)?$", re.IGNORECASE)
_OPENS = lazy_regex(r"(?:^|[.!?\n\u201d\"]\s*)In\s+$")
_SPEAKS = lazy_regex(
    r",\s+(?:an?|the)\s+(?:[\w-]+\s+){0,4}?(?:spokes\w+|officials?|army|police|ministry|government|officer"
    r"|commander|military)\b[\w\s,'\u2019-]{0,50}?\b(?:said|says|accused|claimed|told|confirmed)\b"
)


def _join(first: Candidate, second: Candidate) -> Candidate:
    """Return the candidates of one clause as one."""
    return replace(
        first,
        triggers=(*first.triggers, *second.triggers),
        whens=_union(first.whens, second.whens),
        places=_union(first.places, second.places),
        figures=_union(first.figures, second.figures),
        doers=_union(first.doers, second.doers),
        targets=_union(first.targets, second.targets),
        cues=_union(first.cues, second.cues),
        beliefs=_union(first.beliefs, second.beliefs),
        ties=_union(first.ties, second.ties),
        fits=_union(first.fits, second.fits),
    )


def _union(first: tuple, second: tuple) -> tuple:  # type: ignore[type-arg] # any one element type
    return (*first, *(item for item in second if item not in first))
