"""The figures of one reading against one annotation: found, predicted and wanted, added up."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from training.heads import ARCS, BIO, BY_NAME, ROLES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    import numpy as np

    from training.reading import Reading, Span
    from training.texts import AnnotatedText, Arc, Labelled

_FAMILIES = {
    "bomb": "suicide_bombing bombing",
    "gun": "armed_attack assassination",
    "fight": "clash military_operation",
}
FAMILY = {kind: name for name, kinds in _FAMILIES.items() for kind in kinds.split()}


@dataclass(slots=True)
class Tally:
    """Counts of what was found right, predicted, wanted."""

    found: float = 0
    predicted: float = 0
    wanted: float = 0

    def add(self, found: float, predicted: float, wanted: float) -> None:
        """Add the counts of one text."""
        self.found += found
        self.predicted += predicted
        self.wanted += wanted

    @property
    def f1(self) -> float:
        """Return the F1, 0 where nothing is there."""
        both = self.predicted + self.wanted
        return 2 * self.found / both if both else 0.0

    def row(self) -> dict[str, float]:
        """Return precision, recall, F1 and the number wanted."""
        return {
            "p": round(self.found / self.predicted, 4) if self.predicted else 0.0,
            "r": round(self.found / self.wanted, 4) if self.wanted else 0.0,
            "f1": round(self.f1, 4),
            "n": self.wanted,
        }


@dataclass(slots=True)
class Tallies:
    """Tallies by name, made when first used."""

    held: defaultdict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))

    def rows(self) -> dict[str, dict[str, float]]:
        """Return every tally's figures, by name."""
        return {name: tally.row() for name, tally in sorted(self.held.items())}


def match(
    found: Sequence[Span], wanted: Sequence[Labelled], fits: Callable[[Span, Labelled], bool]
) -> int:
    """Return how many pairs a one-to-one matching has that takes the first that fits."""
    used: set[int] = set()
    for span in found:
        for n, gold in enumerate(wanted):
            if n not in used and span.overlaps(gold.start, gold.end) and fits(span, gold):
                used.add(n)
                break
    return len(used)


def same_label(span: Span, gold: Labelled) -> bool:
    """Return whether type or effect agree."""
    return span.label == gold.label


def same_family(span: Span, gold: Labelled) -> bool:
    """Return whether the types are of one family: bomb, gun, fight, or one each for the rest."""
    return FAMILY.get(span.label, span.label) == FAMILY.get(gold.label, gold.label)


def tally_spans(reading: Reading, text: AnnotatedText, tallies: Tallies) -> None:
    """Count the spans of every annotated bio head: by overlap, with the label, to the letter."""
    for head in BIO:
        if head.name not in text.spans:
            continue
        wanted = list(dict.fromkeys(text.spans[head.name]))
        found = inside(reading.spans(head.name), text, head.name)
        tally = tallies.held[head.name]
        tally.add(match(found, wanted, same_label), len(found), len(wanted))
        exact = {(s.start, s.end, s.label) for s in found}
        hits = len(exact & {(g.start, g.end, g.label) for g in wanted})
        tallies.held[f"{head.name}_exact"].add(hits, len(found), len(wanted))
        if head.name == "trigger":
            family = match(found, wanted, same_family)
            tallies.held["trigger_family"].add(family, len(found), len(wanted))
            anything = match(found, wanted, lambda _span, _gold: True)
            tallies.held["trigger_any"].add(anything, len(found), len(wanted))
        if head.name in {"source", "cue", "content"}:
            tally_words(reading, text, head.name, found, tallies)


def inside(found: list[Span], text: AnnotatedText, name: str) -> list[Span]:
    """Return the spans in the parts of a text where the head is annotated."""
    regions = text.regions.get(name)
    if regions is None:
        return found
    return [span for span in found if any(span.overlaps(*region) for region in regions)]


def tally_words(
    reading: Reading, text: AnnotatedText, name: str, found: list[Span], tallies: Tallies
) -> None:
    """Count the words (not wordpieces) that stand inside spans of a head."""
    starts = sorted(set(reading.pieces.starts))
    ours = {s for span in found for s in starts if span.start <= s < span.end}
    gold = {s for span in text.spans[name] for s in starts if span.start <= s < span.end}
    tallies.held[f"{name}_words"].add(len(ours & gold), len(ours), len(gold))


def tally_marks(reading: Reading, text: AnnotatedText, tallies: Tallies) -> None:
    """Count what the token heads say at the annotated triggers and counts."""
    for name, marks in text.marks.items():
        head = BY_NAME[name]
        for mark in dict.fromkeys(marks):
            at = reading.pieces.inside(mark.start, mark.end)
            if at is None:
                continue
            chances = reading.pooled(name, at)
            if head.kind == "softmax":
                right = head.labels[int(chances.argmax())] == mark.label
                tallies.held[f"{name}_accuracy"].add(right, 1, 1)
                continue
            said = chances[0] >= reading.model.heads[name]["thresholds"][head.labels[0]]
            tallies.held[name].add(said and bool(mark.label), bool(said), bool(mark.label))


def tally_pooled(reading: Reading, text: AnnotatedText, tallies: Tallies) -> None:
    """Count the labels of sentences and of the whole text."""
    whole = [(name, (0, len(text.text)), labels) for name, labels in text.whole.items()]
    rows = [(name, *row) for name, held in text.sentences.items() for row in held]
    for name, place, labels in [*rows, *whole]:
        at = reading.pieces.inside(*place)
        if at is None:
            continue
        head, chances = BY_NAME[name], reading.pooled(name, at)
        if head.kind == "softmax":
            right = head.labels[int(chances.argmax())] in labels
            tallies.held[f"{name}_accuracy"].add(right, 1, 1)
            continue
        floors = reading.model.heads[name]["thresholds"]
        for label, chance in zip(head.labels, chances, strict=True):
            said, held = chance >= floors[label], label in labels
            tallies.held[f"{name}_{label}"].add(said and held, bool(said), held)
            tallies.held[name].add(said and held, bool(said), held)


def tally_arcs(reading: Reading, text: AnnotatedText, tallies: Tallies) -> None:
    """Count the links between annotated spans, given those spans."""
    for head in ARCS:
        arcs = text.arcs.get(head.name, [])
        floors = reading.model.arcs[head.name]["thresholds"]
        for arc, chances in zip(*score_arcs(reading, head.name, arcs), strict=True):
            for label, chance in zip(head.labels, chances, strict=True):
                said, held = chance >= floors[label], label in arc.labels
                tallies.held[f"{head.name}_{label}"].add(said and held, bool(said), held)
                tallies.held[f"{head.name}_arcs"].add(said and held, bool(said), held)


def score_arcs(
    reading: Reading, name: str, arcs: Iterable[Arc], *, raw: bool = False
) -> tuple[list[Arc], list[np.ndarray]]:
    """Return the arcs whose ends are found in the reading, and the chances of their labels."""
    kept, ends = [], []
    for arc in arcs:
        left, right = reading.pieces.inside(*arc.left), reading.pieces.inside(*arc.right)
        if left and right:
            kept.append(arc)
            ends.append((left, right))
    if not kept:
        return [], []
    lefts = list(dict.fromkeys(left for left, _ in ends))
    rights = list(dict.fromkeys(right for _, right in ends))
    link = reading.link_scores if raw else reading.link
    grid = link(name, lefts, rights)
    row, column = ({at: n for n, at in enumerate(side)} for side in (lefts, rights))
    return kept, [grid[row[left], column[right]] for left, right in ends]


def tally_events(reading: Reading, text: AnnotatedText, tallies: Tallies) -> None:
    """Count role fillers end to end: found spans, linked to the found trigger of a gold event.

    A filler is right if it overlaps a gold filler of its role of the event whose trigger the found
    one overlaps; fillers of triggers that are no event's are false.
    """
    if not text.arcs.get("roles"):
        return
    gold = {}
    for arc in text.arcs["roles"]:
        for role in arc.labels:
            gold.setdefault((arc.left, role), set()).add(arc.right)
    triggers = reading.spans("trigger")
    left_over = {role: sum(len(v) for (_, r), v in gold.items() if r == role) for role in ROLES}
    for role in ROLES:
        fillers = reading.spans(role)
        grid = (
            reading.link("roles", [t.tokens for t in triggers], [f.tokens for f in fillers])
            if triggers and fillers
            else None
        )
        floor = reading.model.arcs["roles"]["thresholds"][role]
        hits = said = 0
        for n, trigger in enumerate(triggers):
            linked = (
                [f for m, f in enumerate(fillers) if grid[n, m, ROLES.index(role)] >= floor]
                if grid is not None
                else []
            )
            said += len(linked)
            wanted = [
                at
                for (left, r), held in gold.items()
                if r == role and trigger.overlaps(*left)
                for at in held
            ]
            hits += sum(any(f.overlaps(*at) for f in linked) for at in set(wanted))
        tallies.held[f"event_{role}"].add(min(hits, said), said, left_over[role])
