"""A reader that says what a test tells it to, in place of a model."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from concord.coding.engines.decoding import Found
from concord.coding.engines.model_file import ArcHead

ROLES = ("perpetrator", "target", "victim", "place", "time", "count", "claimant", "denier")
ARCS = {
    "roles": ArcHead(name="roles", labels=ROLES, start=0, end=1, other_start=1, other_end=2),
    "said": ArcHead(
        name="said", labels=("cue", "content"), start=0, end=1, other_start=1, other_end=2
    ),
}


@dataclass
class Says:
    """``spans`` are head -> [(words, label, score)]; ``ties`` (one, other, label) -> likelihood."""

    text: str
    tagged: dict[str, list[tuple[str, str, float]]] = field(default_factory=dict)
    ties: dict[tuple[str, str, str], float] = field(default_factory=dict)
    likely: dict[tuple[str, str], dict[str, float]] = field(default_factory=dict)
    about: float = 1.0  # how likely the text tells of any happening
    short: bool = True  # the text is one window

    def spans(self, head: str, least: dict[str, float] | None = None) -> tuple[Found, ...]:
        found = []
        for words, label, score in self.tagged.get(head, ()):
            if least is not None and score < least.get(label, 0.0):
                continue
            at = self.text.index(words)
            found.append(Found(at, at + len(words), head, label, score))
        return tuple(sorted(found, key=lambda f: f.start))

    def untyped(self, head: str, least: float) -> tuple[Found, ...]:
        return tuple(f for f in self.spans(f"{head} of any label") if f.score >= least)

    def likelihoods(self, head: str, start: int, end: int) -> dict[str, float]:
        return self.likely.get((head, self.text[start:end]), {})

    def pairs(self, head: str, ones: list, others: list) -> np.ndarray:
        labels = ARCS[head].labels
        table = np.zeros((len(labels), len(ones), len(others)), dtype=np.float32)
        for n, one in enumerate(ones):
            for m, other in enumerate(others):
                words = (self.text[slice(*one)], self.text[slice(*other)])
                for at, label in enumerate(labels):
                    table[at, n, m] = self.ties.get((*words, label), 0.0)
        return table

    def is_short(self) -> bool:
        return self.short

    def relevance(self) -> float:
        return self.about

    def threshold(self, head: str, label: str) -> float:
        del head, label
        return 0.5

    def arc(self, head: str) -> ArcHead | None:
        return ARCS.get(head)
