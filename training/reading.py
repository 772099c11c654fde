"""Reading a text with a model folder, in numpy: what the engine does, restated to score and tune.

A score here is of the very file that is shipped, int8 and all.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import onnxruntime

from training.windows import centrality, cut
from training.wordpiece import FIRST, LAST, Pieces, tokenise

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

Range = tuple[int, int]
EDGE = 0.6  # as in the engine: how much less sure than its threshold the edge of a span may be
GAP = 1  # and how many pieces that are none of it may stand between two parts of one


@dataclass(frozen=True, slots=True)
class Span:
    """Words that a bio head marks: characters, pieces, label, confidence from 0 to 1."""

    start: int
    end: int
    tokens: Range
    label: str
    score: float

    def overlaps(self, start: int, end: int) -> bool:
        """Return whether the span shares a character with another."""
        return self.start < end and start < self.end


class Reading:
    """What the model says of one text: logits over its pieces, read by the names of heads."""

    def __init__(self, model: Model, pieces: Pieces, tags: np.ndarray, arcs: np.ndarray) -> None:
        self.model = model
        self.pieces = pieces
        self._tags = tags
        self._arcs = arcs

    def spans(self, name: str, thresholds: dict[str, float] | None = None) -> list[Span]:
        """Return the spans of a bio head.

        Pieces that are at least EDGE times as likely to lie in a span as the least threshold run
        together, over GAP pieces at most, while their label is the same and B does not outweigh I;
        runs grow to whole words; one stays if its surest piece reaches the label's threshold.
        """
        head = self.model.heads[name]
        chances = self.chances(name)
        held = thresholds or head["thresholds"]
        floor = np.array([held[label] for label in head["labels"]])
        return _find_spans(chances, floor, head["labels"], self.pieces)

    def chances(self, name: str) -> np.ndarray:
        """Return the probabilities of a bio head, [pieces, 1 + 2 x labels]."""
        return softmax(self.columns(name) / self.model.heads[name]["temperature"])

    def pooled(self, name: str, tokens: Range) -> np.ndarray:
        """Return the probabilities of a head's labels over a range of pieces."""
        head = self.model.heads[name]
        logits = self.columns(name)[tokens[0] : tokens[1]].mean(0) / head["temperature"]
        return softmax(logits) if head["kind"] == "softmax" else sigmoid(logits)

    def logits(self, name: str, tokens: Range) -> np.ndarray:
        """Return the mean logits of a head over a range of pieces, no temperature applied."""
        return self.columns(name)[tokens[0] : tokens[1]].mean(0)

    def link(self, name: str, left: Sequence[Range], right: Sequence[Range]) -> np.ndarray:
        """Return the probabilities [left, right, labels] of a pairwise head."""
        return sigmoid(self.link_scores(name, left, right) / self.model.arcs[name]["temperature"])

    def link_scores(self, name: str, left: Sequence[Range], right: Sequence[Range]) -> np.ndarray:
        """Return the scores [left, right, labels] of a pairwise head."""
        head = self.model.arcs[name]
        one = self._side(left, head["from"], head["to"])
        other = self._side(right, head["other_from"], head["other_to"])
        return np.einsum("id,lde,je->ijl", one, self.model.forms[name], other)

    def _side(self, ranges: Sequence[Range], start: int, end: int) -> np.ndarray:
        means = [self._arcs[a:b, start:end].mean(0) for a, b in ranges]
        return np.concatenate([np.array(means), np.ones((len(means), 1))], axis=1)

    def columns(self, name: str) -> np.ndarray:
        """Return the logits of a head over all pieces."""
        head = self.model.heads[name]
        columns: np.ndarray = self._tags[:, head["from"] : head["to"]]
        return columns


def _find_spans(
    chances: np.ndarray, floor: np.ndarray, labels: Sequence[str], pieces: Pieces
) -> list[Span]:
    """Return the spans as the engine finds them, so that what is tuned here holds there."""
    held = chances[:, 1::2] + chances[:, 2::2]
    least = float(floor.min())
    found = []
    for start, end, label, peak in _runs(chances, least):
        if peak >= floor[label]:
            first, last = _whole_words(start, end, pieces)
            sure = held[first:last, label]
            score = float(sure[sure >= min(least, sure.max())].mean())
            place = pieces.starts[first], pieces.ends[last - 1]
            found.append(Span(*place, (first, last), labels[label], score))
    kept: list[Span] = []
    for span in sorted(found, key=lambda s: (-s.score, s.start)):
        if not any(span.overlaps(other.start, other.end) for other in kept):
            kept.append(span)
    return sorted(kept, key=lambda s: s.start)


def _runs(chances: np.ndarray, least: float) -> Iterator[tuple[int, int, int, float]]:
    """Yield (first piece, piece after the last, label, surest piece) of runs that may be spans.

    A run ends where the label changes or where a piece rather begins a span than goes on with one.
    """
    begins, goes_on = chances[:, 1::2], chances[:, 2::2]
    held = begins + goes_on
    best = held.argmax(1)
    rows = np.arange(len(best))
    starts = begins[rows, best] > goes_on[rows, best]
    inside = (1.0 - chances[:, 0]) >= EDGE * least
    open_run: tuple[int, int] | None = None
    for n in np.flatnonzero(inside).tolist():
        near = open_run is not None and n - open_run[1] <= GAP and best[n] == best[open_run[0]]
        if open_run is not None and near and not starts[n]:
            open_run = (open_run[0], n + 1)
            continue
        if open_run is not None:
            yield _run(open_run, best, held)
        open_run = (n, n + 1)
    if open_run is not None:
        yield _run(open_run, best, held)


def _run(place: Range, best: np.ndarray, held: np.ndarray) -> tuple[int, int, int, float]:
    first, last = place
    label = int(best[first])
    own = [float(held[n, label]) for n in range(first, last) if best[n] == label]
    return first, last, label, max(own)


def _whole_words(first: int, last: int, pieces: Pieces) -> Range:
    """Return a range of pieces grown to whole words."""
    while first > 0 and pieces.starts[first - 1] == pieces.starts[first]:
        first -= 1
    while last < len(pieces.starts) and pieces.starts[last] == pieces.starts[last - 1]:
        last += 1
    return first, last


class Model:
    """A model folder, loaded: graph, heads, pairwise forms."""

    def __init__(self, folder: Path, *, graph: Path | None = None, threads: int = 1) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        # As the engine has it: sums of int8 products are exact on every processor.
        options.add_session_config_entry("session.x64quantprecision", "1")
        self._session = onnxruntime.InferenceSession(
            str(graph or folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
        )
        table = json.loads((folder / "heads.json").read_text("utf-8"))
        self.heads: dict[str, dict[str, Any]] = {head["name"]: head for head in table["heads"]}
        self.arcs: dict[str, dict[str, Any]] = {head["name"]: head for head in table["arcs"]}
        with np.load(folder / "arcs.npz", allow_pickle=False) as forms:
            self.forms = {name: forms[name] for name in forms.files}

    def read(self, text: str) -> Reading:
        """Return the reading of a text: each piece as the window sees it that has most round it."""
        pieces = tokenise(text)
        count = max(1, len(pieces.ids))
        tags: np.ndarray | None = None
        best = np.full(count, -1.0)
        for start, end in cut(len(pieces.ids)):
            seen_tags, seen_arcs = self._window(pieces.ids[start:end])
            if tags is None:
                tags = np.zeros((count, seen_tags.shape[1]), dtype=np.float32)
                arcs = np.zeros((count, seen_arcs.shape[1]), dtype=np.float32)
            room = np.array(centrality(len(pieces.ids), start, end))
            better = np.flatnonzero(room > best[start:end])
            best[start:end][better] = room[better]
            tags[start:end][better] = seen_tags[better]
            arcs[start:end][better] = seen_arcs[better]
        assert tags is not None  # noqa: S101 - cut() never returns nothing
        return Reading(self, pieces, tags, arcs)

    def _window(self, ids: Sequence[int]) -> tuple[np.ndarray, np.ndarray]:
        row = np.array([[FIRST, *ids, LAST]], dtype=np.int64)
        fed = {"input_ids": row, "attention_mask": np.ones_like(row)}
        tags, arcs = self._session.run(["tags", "arcs"], fed)
        return tags[0, 1:-1], arcs[0, 1:-1]


def softmax(logits: np.ndarray) -> np.ndarray:
    """Return the softmax over the last axis."""
    raised = np.exp(logits - logits.max(-1, keepdims=True))
    shares: np.ndarray = raised / raised.sum(-1, keepdims=True)
    return shares


def sigmoid(logits: np.ndarray) -> np.ndarray:
    """Return the logistic function of each value."""
    values: np.ndarray = 1.0 / (1.0 + np.exp(-logits))
    return values
