"""Happenings: candidates of one document that tell of one thing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from concord.codebook import counting
from concord.coding.events.candidates import FITS, Belief, Candidate
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Iterable

    from concord.coding.places import PlaceMention
    from concord.coding.tolls import Figure
    from concord.model import When

# Words of a time that name its day, or count it from another.
_NAMED = lazy_regex(
    r"day\b|days\b|\d(?:st|nd|rd|th)\b|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b"
    r"|\b(?:last|previous|following|next|same)\b|\d{4}|before\b",
    re.IGNORECASE,
)
# Likelihood above which what stands in the sentences around takes nothing back: the happenings of
# texts that the model was not taught against which such words spoke were told all the same.
CERTAIN = 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """Candidates that tell of one happening, in the order of the text."""

    candidates: tuple[Candidate, ...]

    @property
    def first(self) -> Candidate:
        """Return the candidate that tells of it first."""
        return self.candidates[0]

    @property
    def naming(self) -> Candidate:
        """Return the candidate that names its type first, the first one if none does."""
        return next((c for c in self.candidates if c.labels), self.first)

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
        """Return its time: the first that is known to the day, else the first known.

        A day that is named comes before one that only the hour or "overnight" leaves to be guessed.
        """
        telling = [c for c in self.candidates if any(t.label != "harm" for t in c.triggers)]
        telling.sort(key=lambda c: c.finds_taken)  # last on what day a body was found
        times = [c.when for c in (*telling, *self.candidates) if c.when is not None]
        sure = [w for c in telling if (w := c.when) is not None and c.fit(w) >= FITS]
        times = sure or times
        days = [when for when in times if when.precision == "day"]
        named = [when for when in days if _NAMED.search(when.text or "")]
        return next(iter(named or days or times), None)

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

    @property
    def is_harmful(self) -> bool:
        """Return whether a figure of its candidates counts anybody."""
        return any(f.figure.low > 0 for f in self.figures)

    @property
    def sums(self) -> tuple[Candidate, ...]:
        """Return the candidates of its headline and lead, where they speak of several attacks."""
        last = self.first.sentence + (1 if self.first.sentence == 0 else 0)
        lead = tuple(c for c in self.candidates if c.sentence <= last)
        return lead if any(c.has("plural") for c in lead) else ()

    def leads_with(self, label: str) -> bool:
        """Return whether a cue of that label stands in the sentence that tells of it first."""
        sentence = self.first.sentence
        return any(c.has(label) for c in self.candidates if c.sentence == sentence)

    def has(self, label: str) -> bool:
        """Return whether a cue of that label stands with any of its candidates."""
        return any(c.has(label) for c in self.candidates)


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


def is_certain(belief: Belief | None) -> bool:
    """Return whether the engine's model is certain that a trigger tells of a happening."""
    return belief is not None and belief.told >= CERTAIN
