"""Candidates: the triggers of one clause with their fillers, normalised."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from concord.codebook import counting
from concord.coding.actors import ActorMention
from concord.coding.events.periods import is_feared, is_over_a_period
from concord.coding.locations import PROVINCE, level
from concord.coding.places import PlaceMention
from concord.coding.tolls import Figure
from concord.model import Mention, Span, When
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from concord.coding.engines import Arc, Reading
    from concord.coding.prepared import Prepared

_OLD = timedelta(days=10)  # news is no older
UNTYPED = frozenset({"attack", "harm"})
PEACEFUL = frozenset({"arrest", "surrender", "seizure", "release", "threat", "protest", "other"})
# Likelihoods of being one happening below which two attacks of a clause are two: of different
# families, and of one.
ANOTHER, ANOTHER_ALIKE = 0.3, 0.1
TOLD = 0.5  # likelihood from which a trigger is taken to tell a happening of its own
BELIEFS = ("told", "past")  # cues that carry a likelihood instead of being there or not


@dataclass(frozen=True, slots=True, kw_only=True)
class Doer:
    """An actor with the role that an engine gave it for a trigger, whose label is ``of``."""

    actor: ActorMention
    role: str
    of: str | None = None


@dataclass(frozen=True, slots=True)
class Belief:
    """How likely, by the engine's model, a trigger tells a happening, and one that is history.

    ``types`` are the event types that it may tell of, with how likely each is.
    """

    trigger: Mention
    told: float
    past: float
    types: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Tie:
    """How likely, by the engine's model, a trigger tells of the same happening as ``other``."""

    other: Mention
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """What one clause says of a happening. ``cues`` are its cue mentions.

    ``beliefs`` and ``ties`` are empty if the engine gives no likelihoods.
    """

    clause: Span
    sentence: int
    triggers: tuple[Mention, ...]
    item: int = 0
    whens: tuple[When, ...] = ()
    places: tuple[PlaceMention, ...] = ()
    figures: tuple[Figure, ...] = ()
    doers: tuple[Doer, ...] = ()
    targets: tuple[Mention, ...] = ()
    cues: tuple[Mention, ...] = ()
    beliefs: tuple[Belief, ...] = ()
    ties: tuple[Tie, ...] = ()
    published: date | None = None

    @property
    def belief(self) -> Belief | None:
        """Return the belief about the trigger that most likely tells a happening."""
        return max(self.beliefs, key=lambda b: (b.told, -b.trigger.start), default=None)

    @property
    def is_old(self) -> bool:
        """Return whether its day is long before that of its document."""
        day = day_of(self.when)
        return day is not None and self.published is not None and self.published - day > _OLD

    def has(self, label: str) -> bool:
        """Return whether a cue of that label stands with it."""
        return any(cue.label == label for cue in self.cues)

    @property
    def labels(self) -> tuple[str, ...]:
        """Return the types that its triggers name, in order, without the untyped."""
        return tuple(t.label for t in self.triggers if t.label and t.label not in UNTYPED)

    @property
    def peaceful(self) -> bool:
        """Return whether its first trigger names an act in which nobody is attacked."""
        return self.triggers[0].label in PEACEFUL

    @property
    def only_harm(self) -> bool:
        """Return whether its triggers only tell of harm done: no type, and no attack."""
        return all(trigger.label == "harm" for trigger in self.triggers)

    @property
    def is_placed(self) -> bool:
        """Return whether it says where it happened, in what is no wider than a province."""
        return any(map(says_where, self.places))

    @property
    def weight(self) -> float:
        """Return the greatest weight of its triggers."""
        return max(trigger.score for trigger in self.triggers)

    @property
    def head(self) -> Mention:
        """Return the trigger that says most, the first of equals."""
        return min(self.triggers, key=lambda t: (t.label in UNTYPED, -t.score, t.start))

    @property
    def when(self) -> When | None:
        """Return the time nearest to the head trigger, those with a day first."""
        return nearest_time(self.whens, self.head.start)


def says_where(place: PlaceMention) -> bool:
    """Return whether a place is told as a scene, no wider than a province."""
    return place.where and not place.dateline and not place.speaker and level(place) <= PROVINCE


def is_stretch(when: When) -> bool:
    """Return whether a time only says since when things are so: no day of a happening."""
    return when.kind == "duration"


def nearest_time(whens: tuple[When, ...], at: int) -> When | None:
    """Return the time expression that most likely dates a trigger at an offset."""
    dated = [when for when in whens if when.first is not None and when.start is not None]
    if not dated:
        return None
    dated = [when for when in dated if not is_stretch(when)] or dated
    days = [when for when in dated if when.precision == "day"]
    return min(days or dated, key=lambda when: (abs((when.start or 0) - at), when.start or 0))


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


def are_apart(one: Candidate, other: Candidate) -> bool:
    """Return whether two acts of one clause, the first before the other, are two by the model.

    "Arrested two men and recovered a rifle" is an arrest and a seizure; "shot a driver dead and
    threw a grenade at an office" are two attacks. What attackers burn is part of theirs. So is
    one act of the other where neither has a toll: "blew up the track and took passengers hostage".
    """
    held = one.belief, other.belief
    if any(belief is None or belief.told < TOLD for belief in held):
        return False
    if one.peaceful:
        return not set(one.labels) & set(other.labels)
    kinds = [frozenset(map(counting.family, c.labels)) for c in (one, other)]
    if not all(kinds) or "arson" in kinds[0] | kinds[1]:
        return False
    if not (one.figures or other.figures):
        return False
    theirs = {trigger.start for trigger in one.triggers}
    scores = [tie.score for tie in other.ties if tie.other.start in theirs]
    return max(scores, default=1.0) < (ANOTHER_ALIKE if kinds[0] & kinds[1] else ANOTHER)


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
    own = candidate.when is not None or any(p.where for p in candidate.places)
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
        triggers=(trigger,),
        item=lookup.prepared.item_at(trigger.start),
    )
    scores: dict[str, float] = {}
    ties, types = [], []
    for arc in lookup.arcs.get(number, ()):
        filler = reading.mentions[arc.filler]
        if arc.role == "same":
            ties.append(Tie(filler, arc.score))
        elif arc.role == "kind":
            types.append((filler.label or "other", arc.score))
        elif arc.role == "cue" and filler.label in BELIEFS:
            scores[filler.label] = arc.score
        else:
            candidate = _filled(candidate, arc.role, filler, lookup)
    if not scores:
        return candidate
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
    if role == "time" and _is_reported(candidate, filler, text):
        return None, ()
    return field, tuple(item for item in value if item is not None)


def _is_reported(candidate: Candidate, time: Mention, text: str) -> bool:
    """Return whether somebody speaks between a time and the trigger: the time is of the speech."""
    trigger = candidate.triggers[0]
    if _CLAIMED.search(text[max(0, time.start - 60) : time.start]):
        return True
    between = text[time.end : trigger.start] if time.end <= trigger.start else ""
    after = text[trigger.end : time.start] if trigger.end <= time.start else ""
    later = _SPOKE.search(between) or (not candidate.peaceful and _SEIZED.search(between))
    if later and "," not in between:
        return True
    return bool(_FOLLOWED.search(after)) and "," not in after


# What is done about a happening on a later day: it is told, claimed, judged, mourned.
_SPOKE = lazy_regex(
    r"\b(?:said|says|told|announced|confirmed|reported|claimed|denied|condemned|denounced|mourned"
    r"|sentenced|convicted|acquitted|indicted|charged|jailed|vowed|warned|urged|buried)\b",
    re.IGNORECASE,
)
# "On Friday police arrested two men over the bombing": the day of the arrest.
_SEIZED = lazy_regex(
    r"\b(?:arrested|detained|apprehended|nabbed|rounded\s+up|extradited|hanged|executed)\b",
    re.IGNORECASE,
)
# "Funerals of those killed in the bombing were held on Thursday": the day of the funeral.
_FOLLOWED = lazy_regex(
    r"\b(?:was|were|is|are|been|being)\s+(?:\w+ly\s+)?(?:held|offered|buried|laid\s+to\s+rest|mourned|observed"
    r"|marked|commemorated|remembered|sentenced|convicted|acquitted|indicted|charged|arrested|detained"
    r"|discharged|reopened|condemned|extradited|hanged|identified)\b",
    re.IGNORECASE,
)
# "claimed responsibility Sunday for": the day of the claim.
_CLAIMED = lazy_regex(
    r"\b(?:claimed|accepted|took|denied)\s+(?:responsibility|credit|involvement)\s+(?:on\s+|late\s+|early\s+)*$",
    re.IGNORECASE,
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
    )


def _union(first: tuple, second: tuple) -> tuple:  # type: ignore[type-arg] # any one element type
    return (*first, *(item for item in second if item not in first))


def day_of(when: When | None) -> date | None:
    """Return the first day of a time that is known to the day."""
    return when.first if when is not None and when.precision == "day" else None
