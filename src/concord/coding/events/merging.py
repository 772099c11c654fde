"""Merging: which candidates of a document tell of one happening, and which of another."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from concord.codebook import counting
from concord.coding import locations
from concord.coding.events.candidates import Belief, Candidate

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from concord.coding.places import PlaceMention
    from concord.coding.tolls import Figure
    from concord.model import When

HARD = -100.0
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_SAME = 0.8  # weight of a model that is sure
_COMMON = 2  # dead: a number that two attacks may well share
# Families that one happening often joins: attackers who kidnap also shoot, burn and blow up.
_JOINED = frozenset(
    frozenset(pair)
    for pair in (
        ("kidnap", "gun"),
        ("kidnap", "bomb"),
        ("kidnap", "fight"),
        ("arson", "gun"),
        ("arson", "bomb"),
        ("arson", "mob"),
        ("arson", "fight"),
        ("arson", "kidnap"),
        ("shell", "gun"),
        ("shell", "fight"),
        ("shell", "air"),
        ("air", "bomb"),
        ("air", "fight"),
        ("air", "gun"),
        ("shell", "bomb"),
        ("mob", "gun"),
        ("mob", "fight"),
        ("body", "gun"),
        ("body", "bomb"),
        ("body", "kidnap"),
        ("body", "fight"),
        ("body", "air"),
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """Candidates that tell of one happening, in the order of the text."""

    candidates: tuple[Candidate, ...]

    @property
    def first(self) -> Candidate:
        """Return the candidate that tells of it first."""
        return self.candidates[0]

    @property
    def labels(self) -> tuple[str, ...]:
        """Return the types that its triggers name, in order."""
        return tuple(label for c in self.candidates for label in c.labels)

    @property
    def families(self) -> frozenset[str]:
        """Return the families of those types."""
        return frozenset(counting.family(label) for label in self.labels)

    @property
    def when(self) -> When | None:
        """Return its time: the first that is known to the day, else the first known."""
        telling = [c for c in self.candidates if any(t.label != "harm" for t in c.triggers)]
        times = [c.when for c in (*telling, *self.candidates) if c.when is not None]
        days = [when for when in times if when.precision == "day"]
        return next(iter(days or times), None)

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Return the toll figures of its candidates."""
        return tuple(figure for c in self.candidates for figure in c.figures)

    @property
    def places(self) -> tuple[PlaceMention, ...]:
        """Return its place mentions in the order of the text."""
        return tuple(place for c in self.candidates for place in c.places)

    @property
    def belief(self) -> Belief | None:
        """Return what the engine's model is surest of: that a trigger tells a happening."""
        held = [b for c in self.candidates if (b := c.belief) is not None]
        return max(held, key=lambda b: b.told, default=None)

    def leads_with(self, label: str) -> bool:
        """Return whether a cue of that label stands in the sentence that tells of it first."""
        sentence = self.first.sentence
        return any(c.has(label) for c in self.candidates if c.sentence == sentence)

    def has(self, label: str) -> bool:
        """Return whether a cue of that label stands with any of its candidates."""
        return any(c.has(label) for c in self.candidates)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Why a candidate was joined to a happening or began a new one: named features."""

    candidate: int
    joined: int | None
    features: tuple[tuple[str, float], ...]


def merge(candidates: Sequence[Candidate]) -> tuple[tuple[Happening, ...], tuple[Step, ...]]:
    """Return the happenings of a document, and the step that placed each candidate."""
    found: list[Happening] = []
    steps: list[Step] = []
    for number, candidate in enumerate(candidates):
        scored = [
            (sum(value for _, value in features), index, features)
            for index, happening in enumerate(found)
            if (features := compare(candidate, happening)) is not None
        ]
        best = max(scored, key=lambda item: (item[0], item[1]), default=None)
        if best is not None and best[0] >= 0:
            at = best[1]
            found[at] = replace(found[at], candidates=(*found[at].candidates, candidate))
            steps.append(Step(candidate=number, joined=at, features=best[2]))
        else:
            steps.append(Step(candidate=number, joined=None, features=best[2] if best else ()))
            found.append(Happening(candidates=(candidate,)))
    return tuple(found), tuple(steps)


def compare(candidate: Candidate, happening: Happening) -> tuple[tuple[str, float], ...]:
    """Return the named features for (positive) and against a candidate being the happening.

    What is HARD against it ends the comparison: texts of a thousand happenings compare all pairs.
    """
    firm = (("family", _family(candidate, happening)), ("time", _time(candidate, happening)))
    if any(value == HARD for _, value in firm):
        return tuple((name, value) for name, value in firm if value)
    listed = (
        *firm,
        ("place", _place(candidate, happening)),
        ("toll", _toll(candidate, happening)),
        ("cue", _cue(candidate, happening)),
        ("distance", _distance(candidate, happening)),
        ("headline", _headline(candidate, happening)),
        ("sum", _sum(candidate, happening)),
        ("operation", _operation(candidate, happening)),
        ("item", _item(candidate, happening)),
        ("same", _same(candidate, happening)),
    )
    return tuple((name, value) for name, value in listed if value)


def _family(candidate: Candidate, happening: Happening) -> float:
    if candidate.peaceful != happening.first.peaceful:
        return HARD
    own = frozenset(counting.family(label) for label in candidate.labels)
    theirs = happening.families
    if not own or not theirs:
        return 0.5
    if own & theirs:
        return 1.0
    if any(_compatible(a, b) for a in own for b in theirs):
        return 0.4
    if any(frozenset((a, b)) in _JOINED for a in own for b in theirs):
        return 0.0 if candidate.sentence - happening.candidates[-1].sentence <= 1 else -0.5
    return HARD


@lru_cache(maxsize=1024)
def _compatible(one: str, other: str) -> bool:
    return one == other or counting.compatible(one, other)


def _time(candidate: Candidate, happening: Happening) -> float:
    """Compare times: overlapping ones speak for, disjoint ones (by over a day) against."""
    one, other = candidate.when, happening.when
    if one is None or other is None or one.first is None or other.first is None:
        if one is not None and other is None and candidate.clause != happening.first.clause:
            apart = one.precision in {"month", "year"} or _turns_back(candidate, happening)
            return -1.8 if apart else -0.6 * candidate.has("history")
        return 0.0
    last_one, last_other = one.last or one.first, other.last or other.first
    gap = max((one.first - last_other).days, (other.first - last_one).days)
    if one.precision == other.precision == "day":
        return 1.0 if gap <= 0 else (-1.2 if gap == 1 else HARD)
    if gap > 1:
        return HARD
    return 0.2 if one.precision == other.precision else -2.5


def _turns_back(candidate: Candidate, happening: Happening) -> bool:
    """Return whether a candidate of long ago follows what says no day of its own."""
    lead = happening.first.sentence <= 1 < candidate.sentence
    when = candidate.when
    dated = when is not None and bool(_YEAR.search(when.text))
    return candidate.is_old and (lead or dated)


def _place(candidate: Candidate, happening: Happening) -> float:
    ours = _scenes(candidate.places)
    theirs = _scenes(happening.places)
    if not ours or not theirs:
        return 0.0
    small = [p for p in ours if locations.level(p) < locations.DISTRICT] or ours
    if any(locations.related(a, b) for a in small for b in theirs):
        same = any(a.text == b.text or _same_entry(a, b) for a in small for b in theirs)
        return 1.0 if same else 0.6
    largest = max(min(locations.level(p) for p in small), min(locations.level(p) for p in theirs))
    unknown = all(not p.candidates for p in small) or all(not p.candidates for p in theirs)
    if unknown and largest > locations.DISTRICT:
        return 0.0  # an unknown village may lie in any province
    if unknown:
        return -1.0
    if largest < locations.DISTRICT and all(
        locations.are_apart(a, b) for a in small for b in theirs
    ):
        return -3.0
    return -2.0 if largest <= locations.DISTRICT else -1.6


_SCENES = 24  # places of one happening that are compared


def _scenes(places: Sequence[PlaceMention]) -> list[PlaceMention]:
    """Return the places said to be scenes, without what only contains one named beside it."""
    told = [p for p in places if _says_where(p)]
    if len(told) > _SCENES:
        # A text that names one place over and over: the first and the last say enough.
        told = [*told[: _SCENES // 2], *told[-_SCENES // 2 :]]
    return [
        p
        for p in told
        if not any(
            locations.level(q) < locations.level(p)
            and q.candidates
            and (q.chain == p.chain or locations.related(q, p))
            for q in told
        )
    ]


def _same_entry(one: PlaceMention, other: PlaceMention) -> bool:
    return bool(
        one.candidates and other.candidates and one.candidates[0].id == other.candidates[0].id
    )


def _says_where(place: PlaceMention) -> bool:
    return (
        place.where
        and not place.dateline
        and not place.speaker
        and locations.level(place) <= locations.PROVINCE
    )


def killed(figures: Iterable[Figure]) -> frozenset[int]:
    """Return the numbers of dead that stand in figures, those of older or summed tolls left out."""
    return frozenset(
        f.figure.low
        for f in figures
        if f.figure.effect == "killed"
        and not f.aggregate
        and not f.figure.superseded
        and not f.part
    )


def _toll(candidate: Candidate, happening: Happening) -> float:
    ours, theirs = killed(candidate.figures), killed(happening.figures)
    if not ours or not theirs:
        return 0.0
    if ours & theirs:
        return 1.2 if max(ours & theirs) > _COMMON else 0.5
    return -0.4


def _cue(candidate: Candidate, happening: Happening) -> float:
    """Weigh how the words present the candidate: as known, as new, as another one."""
    last = happening.candidates[-1]
    summed = candidate.has("numbered") and _only_harm(last)
    if summed and last.sentence == candidate.sentence:
        return 0.0  # "Five were killed and nine injured in two separate attacks"
    if candidate.has("separate") and last.clause != candidate.clause:
        return -3.0 if not _only_harm(candidate) else -1.0
    if candidate.has("definite"):
        return 1.6 if _time(candidate, happening) >= 0 else 0.4
    lead = candidate.sentence <= 1 and happening.first.sentence == 0
    if candidate.has("indefinite") and not lead:
        return _as_new(candidate, happening, same_sentence=last.sentence == candidate.sentence)
    own = bool(candidate.when) or any(map(_says_where, candidate.places))
    if candidate.has("past_perfect") and own and not _only_harm(candidate):
        return -0.5
    return 0.0


def _as_new(candidate: Candidate, happening: Happening, *, same_sentence: bool) -> float:
    """Weigh "a blast", "an attack": new if it brings its own time, place or dead."""
    own = bool(candidate.when) or any(map(_says_where, candidate.places))
    if not own and (same_sentence or not killed(candidate.figures)):
        return -0.4
    families = frozenset(counting.family(label) for label in candidate.labels)
    return -2.6 if families and not families & happening.families else -1.4


def _same(candidate: Candidate, happening: Happening) -> float:
    """Weigh how likely the engine's model holds them to be one happening; 0 if it says nothing."""
    theirs = {t.start for c in happening.candidates for t in c.triggers}
    scores = [tie.score for tie in candidate.ties if tie.other.start in theirs]
    return _SAME * (2 * max(scores) - 1) if scores else 0.0


def _item(candidate: Candidate, happening: Happening) -> float:
    """Two items of a digest are two happenings."""
    other = happening.candidates[-1].item
    return HARD if candidate.item and other and candidate.item != other else 0.0


def _operation(candidate: Candidate, happening: Happening) -> float:
    """An operation with its own dead is not the attack that was told before it."""
    if "military_operation" not in candidate.labels or candidate.has("definite"):
        return 0.0
    attacked = bool(happening.labels) and "military_operation" not in happening.labels
    return -1.6 if attacked and killed(candidate.figures) else 0.0


def _sum(candidate: Candidate, happening: Happening) -> float:
    """A lead that counts the dead of several attacks is none of those told after it."""
    first = happening.first
    several = happening.leads_with("plural")
    if not several or candidate.has("plural") or candidate.sentence == first.sentence:
        return 0.0
    ours, theirs = killed(candidate.figures), killed(first.figures)
    told = bool(ours) and bool(theirs) and max(ours) < max(theirs)
    numbered = happening.leads_with("numbered")
    apart = numbered or _is_narrower(candidate.places, first.places)
    several = numbered and happening.leads_with("separate") and bool(candidate.labels)
    return -2.5 if apart and (told or several or candidate.has("separate")) else 0.0


def _is_narrower(ours: Sequence[PlaceMention], theirs: Sequence[PlaceMention]) -> bool:
    """Return whether a candidate names a smaller place than the lead does."""
    inner = [locations.level(p) for p in ours if _says_where(p)]
    outer = [locations.level(p) for p in theirs if p.where]
    return bool(inner) and bool(outer) and min(inner) < min(outer)


def _headline(candidate: Candidate, happening: Happening) -> float:
    """A headline tells what the lead tells again."""
    heading = all(c.sentence == 0 for c in happening.candidates)
    if not heading or candidate.sentence != 1 or candidate.when is None:
        return 0.0
    return 1.4 if _place(candidate, happening) >= 0 else 0.0


def _only_harm(candidate: Candidate) -> bool:
    return all(trigger.label == "harm" for trigger in candidate.triggers)


def _distance(candidate: Candidate, happening: Happening) -> float:
    last = happening.candidates[-1]
    if last.sentence == candidate.sentence:
        # "The attack came hours after gunmen shot ...": one sentence, two happenings.
        return 0.0 if candidate.has("separate") else 1.0 + 0.6 * _only_harm(candidate)
    gap = min(abs(candidate.sentence - c.sentence) for c in happening.candidates)
    far = -0.2 if happening.labels or candidate.has("definite") else -1.0
    near = {0: 0.6, 1: 0.4, 2: 0.1}.get(gap, far)
    return near + (0.3 if _only_harm(candidate) else 0.0)
