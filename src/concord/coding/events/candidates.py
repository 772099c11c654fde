"""Candidates: the triggers of one clause with their fillers, normalised."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from concord.coding.actors import ActorMention
from concord.coding.locations import PROVINCE, level
from concord.coding.places import PlaceMention
from concord.coding.tolls import Figure
from concord.model import Mention, Span, When

# Likelihoods from which a time is taken to be of an act, however near others stand: one of its
# sentence, and one of another sentence where its own tells a time too.
FITS = 0.6
FITS_FROM_AFAR = 0.9
OLD = timedelta(days=10)  # news is no older: what happened before is history
_FINE = {"day": 3, "week": 2, "month": 2, "year": 1, "unknown": 0}  # how much a time says
UNTYPED = frozenset({"attack", "harm"})
PEACEFUL = frozenset({"arrest", "surrender", "seizure", "release", "threat", "protest", "other"})


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

    ``beliefs``, ``ties`` and ``fits`` are empty if the engine gives no likelihoods; ``fits`` are
    how likely a time, by its offset, is the candidate's. ``told_in`` is its sentence: what stands
    beside it, in sentences that tell of nothing, is lent to the candidate.
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
    fits: tuple[tuple[int, float], ...] = ()
    published: date | None = None
    told_in: Span | None = None

    @property
    def belief(self) -> Belief | None:
        """Return the belief about the trigger that most likely tells a happening."""
        return max(self.beliefs, key=lambda b: (b.told, -b.trigger.start), default=None)

    @property
    def is_old(self) -> bool:
        """Return whether its day is long before that of its document."""
        day = day_of(self.when)
        return day is not None and self.published is not None and self.published - day > OLD

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
    def finds_taken(self) -> bool:
        """Return whether it tells that somebody who had been abducted was found dead, or freed."""
        ended = self.has("body") or self.has("freed")
        return ended and bool({"kidnapping", "body_found"} & set(self.labels))

    @property
    def is_placed(self) -> bool:
        """Return whether it says where it happened, in what is no wider than a province."""
        return any(map(says_where, self.places))

    @property
    def points_back(self) -> bool:
        """Return whether its words only take up what was told: harm done, "that attack"."""
        found = set(self.labels) == {"body_found"} and self.only_militants
        return self.only_harm or found or self.has("definite")

    @property
    def only_militants(self) -> bool:
        """Return whether all whom it counts dead are militants, and it counts some."""
        dead = {f.figure.victim_class for f in self.figures if f.figure.effect == "killed"}
        return dead == {"militant"}

    def without_lent(self) -> Candidate:
        """Return it without the times and places of other sentences."""
        return self._within(self.told_in)

    def without_later(self) -> Candidate:
        """Return it without the times and places of later sentences."""
        span = self.told_in
        return self._within(None if span is None else Span(start=0, end=span.end))

    def _within(self, span: Span | None) -> Candidate:
        if span is None:
            return self
        times = tuple(w for w in self.whens if w.start is None or _is_in(w.start, span))
        scenes = tuple(p for p in self.places if _is_in(p.start, span))
        return replace(self, whens=times, places=scenes)

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
        """Return the time that the engine's model is sure of, those of its sentence first.

        Else the one nearest to the head trigger, those with a day in its sentence first.
        """
        own = self.without_lent().whens
        beside = FITS_FROM_AFAR if any(when.first is not None for when in own) else FITS
        for times, least in ((own, FITS), (self.whens, beside)):
            told = (w for w in times if w.first is not None and not is_stretch(w))
            sure = [when for when in told if self.fit(when) >= least]
            if sure:
                return max(sure, key=lambda when: (_FINE[when.precision], self.fit(when)))
        days = any(day_of(when) is not None and not is_stretch(when) for when in own)
        return nearest_time(own if days else self.whens, self.head.start)

    def fit(self, when: When) -> float:
        """Return how likely a time is its own by the engine's model; 0 if it does not say."""
        return max((score for start, score in self.fits if start == when.start), default=0.0)


def _is_in(at: int, span: Span) -> bool:
    return span.start <= at < span.end


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


def day_of(when: When | None) -> date | None:
    """Return the first day of a time that is known to the day."""
    return when.first if when is not None and when.precision == "day" else None
