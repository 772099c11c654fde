"""One annotated text, whatever data set it comes from: what is labelled in it, and what is not.

A head that a text does not name is not annotated in it, and never trains on it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

Place = tuple[int, int]  # half-open, in characters


@dataclass(frozen=True, slots=True)
class Labelled:
    """A span of characters with its label."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Arc:
    """A pair of spans with the labels that hold between them; none where no relation holds."""

    left: Place
    right: Place
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AnnotatedText:
    """A text with the annotations of one data set, by head.

    ``spans`` are of bio heads; ``marks`` are of token heads read at given spans; ``sentences`` and
    ``whole`` are of the other two levels (a label listed holds, all others of the head do not).
    ``regions`` restricts a bio head to parts of the text where its annotation is complete.
    """

    name: str
    source: str
    text: str
    spans: dict[str, list[Labelled]] = field(default_factory=dict)
    marks: dict[str, list[Labelled]] = field(default_factory=dict)
    sentences: dict[str, list[tuple[Place, tuple[str, ...]]]] = field(default_factory=dict)
    whole: dict[str, tuple[str, ...]] = field(default_factory=dict)
    arcs: dict[str, list[Arc]] = field(default_factory=dict)
    regions: dict[str, list[Place]] = field(default_factory=dict)
