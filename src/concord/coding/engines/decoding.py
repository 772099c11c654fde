"""Decoding: the logits of one text as spans, scores of spans, and scores of pairs of spans.

All scores are probabilities by the temperatures that the model file gives. A span takes in pieces
that are less sure than its threshold (hysteresis), so that it does not fall apart at a weak word;
one of its pieces must reach it. Its score is the mean of the sure pieces' probabilities of
belonging to it, so that long spans are not punished.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    import numpy.typing as npt

    from concord.coding.engines.model_file import ArcHead, Head
    from concord.coding.engines.network import Logits, Network

    Numbers = npt.NDArray[np.float32]

EDGE = 0.6  # how much less sure than its threshold the pieces at the edge of a span may be
GAP = 1  # pieces that are none of it between two parts of one span
_MARGIN, _MOST = 0.01, 60.0  # of logits: what rounding may amount to, and what is sure enough


@dataclass(frozen=True, slots=True)
class Found:
    """A span that a head tagged: code points, head, label, score."""

    start: int
    end: int
    head: str
    label: str
    score: float


class Reader:
    """What the model says of one text: its spans, and answers about any span or pair of spans."""

    def __init__(self, text: str, logits: Logits, network: Network) -> None:
        self.text = text
        self.pieces = logits.pieces
        self._tags = logits.tags
        self._arcs = logits.arcs
        self._model = network.model
        self._weights = network.weights
        self._starts = logits.pieces.starts
        self._ends = logits.pieces.ends
        self._spans: dict[tuple[str, bool, tuple[tuple[str, float], ...]], tuple[Found, ...]] = {}
        self._probabilities: dict[str, Numbers] = {}
        self._likelihoods: dict[tuple[str, int, int], dict[str, float]] = {}
        self._means: dict[tuple[int, int, int, int], Numbers] = {}
        self._forms: dict[tuple[str, tuple[tuple[int, int], ...]], Numbers] = {}

    def has(self, head: str) -> bool:
        """Return whether the model has a head of that name."""
        return head in self._model.heads

    def spans(
        self, head: str, least: Mapping[str, float] | None = None, *, loose: bool = True
    ) -> tuple[Found, ...]:
        """Return the spans of a bio head, whole words, each above the threshold of its label.

        ``least`` gives other thresholds than those of the model file; with them, spans that are not
        ``loose`` take in no piece below its threshold.
        """
        if not self.has(head) or not self.pieces:
            return ()
        key = (head, loose, () if least is None else tuple(least.items()))
        if key not in self._spans:
            self._spans[key] = self._read_spans(head, least, loose=loose)
        return self._spans[key]

    def _read_spans(
        self, head: str, least: Mapping[str, float] | None, *, loose: bool
    ) -> tuple[Found, ...]:
        told = self._model.heads[head]
        thresholds = told.thresholds if least is None else least
        floor = min(thresholds.values(), default=0.5)
        edge = floor * (EDGE if loose else 1.0)
        if len(told.labels) == 1 and _is_bare(
            self._tags[:, told.start : told.end], edge, told.temperature
        ):
            return ()
        table = self._table(told)
        found = []
        for run in _runs(table, edge, GAP if loose else 0):
            first, last = self._whole_words(run.first, run.last)
            name = told.labels[run.label]
            if run.peak >= thresholds.get(name, floor):
                start, end = self._starts[first], self._ends[last - 1]
                inside = 1 + 2 * run.label
                held = table[first:last, inside] + table[first:last, inside + 1]
                score = _score(held, floor)
                found.append(Found(start, end, head, name, score))
        return tuple(_disjoint(found))

    def untyped(self, head: str, least: float) -> tuple[Found, ...]:
        """Return the spans of a bio head by all its labels together, each without a label.

        One of the pieces of each is as likely as ``least`` in a span of any label: words that
        surely tell something, of whatever kind ("they carried off two growers").
        """
        if not self.has(head) or not self.pieces:
            return ()
        table = self.table(head)
        floor = min(self._model.heads[head].thresholds.values(), default=0.5)
        found = []
        for first, last, peak in _stretches(table, floor * EDGE):
            if peak >= least:
                begin, stop = self._whole_words(first, last)
                score = _score(1.0 - table[begin:stop, 0], floor)
                found.append(Found(self._starts[begin], self._ends[stop - 1], head, "", score))
        return tuple(_disjoint(found))

    def likelihoods(self, head: str, start: int, end: int) -> Mapping[str, float]:
        """Return, for each label of a head, how likely a span of code points is one; 0 to 1.

        For a bio head the probabilities of B and I are added, so they and that of none sum to 1;
        for the others, as in training, the logits of the pieces are averaged before they are read.
        """
        first, last = self.pieces_of(start, end)
        if not self.has(head) or first >= last:
            return {}
        key = (head, first, last)
        if key not in self._likelihoods:
            self._likelihoods[key] = self._read_likelihoods(self._model.heads[head], first, last)
        return self._likelihoods[key]

    def _read_likelihoods(self, told: Head, first: int, last: int) -> dict[str, float]:
        if told.kind == "bio":
            means = _mean_row(self._table(told)[first:last]).tolist()
            means = [means[1 + 2 * n] + means[2 + 2 * n] for n in range(len(told.labels))]
        else:
            mean = _mean_row(self._tags[first:last, told.start : told.end])
            means = probabilities(told, mean[None])[0].tolist()
        return dict(zip(told.labels, means, strict=True))

    def peak(self, head: str, start: int, end: int) -> float:
        """Return how likely the surest piece of a span lies in any span of a bio head.

        No stretch of it is likelier, all labels taken together; 0 without a piece or head.
        """
        first, last = self.pieces_of(start, end)
        if not self.has(head) or first >= last:
            return 0.0
        return 1.0 - float(self.table(head)[first:last, 0].min())

    def is_short(self) -> bool:
        """Return whether what was read of the text is one window: a text of one subject."""
        return len(self.pieces.ids) < self._model.window

    def relevance(self) -> float:
        """Return how likely the text tells of any happening; 1 of a model that does not say."""
        return self.likelihoods("relevant", 0, len(self.text)).get("relevant", 1.0)

    def threshold(self, head: str, label: str) -> float:
        """Return from which likelihood a head means a label, 0 where the model does not say."""
        told = self._model.heads.get(head)
        return told.thresholds.get(label, 0.0) if told is not None else 0.0

    def pairs(
        self, head: str, ones: Sequence[tuple[int, int]], others: Sequence[tuple[int, int]]
    ) -> Numbers:
        """Return float32 [labels, ones, others]: how likely each pair of spans has each label."""
        import numpy as np

        told = self._model.arcs.get(head)
        if told is None or not ones or not others:
            return np.zeros((len(told.labels) if told else 1, len(ones), len(others)), np.float32)
        key = (head, tuple(ones))
        if key not in self._forms:
            # The same triggers are paired with span after span.
            self._forms[key] = self._sides(ones, told.start, told.end) @ self._weights[head]
        right = self._sides(others, told.other_start, told.other_end)
        return _sigmoid((self._forms[key] @ right.T) / told.temperature)

    def sides(
        self, head: str, ones: Sequence[tuple[int, int]], others: Sequence[tuple[int, int]]
    ) -> tuple[Numbers, Numbers] | None:
        """Return what a head of pairs multiplies: float32 [spans, d + 1] of both sides."""
        told = self._model.arcs.get(head)
        if told is None or not ones or not others:
            return None
        left = self._sides(ones, told.start, told.end)
        return left, self._sides(others, told.other_start, told.other_end)

    def arc(self, head: str) -> ArcHead | None:
        """Return the head of pairs of a name, if the model has it."""
        return self._model.arcs.get(head)

    def pieces_of(self, start: int, end: int) -> tuple[int, int]:
        """Return the half-open range of the pieces that overlap a span of code points."""
        first = bisect_right(self._ends, start)
        return first, max(first, bisect_left(self._starts, end))

    def _sides(self, spans: Sequence[tuple[int, int]], start: int, end: int) -> Numbers:
        import numpy as np

        return np.array([self._mean(begin, stop, start, end) for begin, stop in spans])

    def _mean(self, begin: int, stop: int, start: int, end: int) -> Numbers:
        """Return the mean of a span's columns with a one behind it; ones where it has no piece."""
        import numpy as np

        key = (begin, stop, start, end)
        if key not in self._means:
            row = np.ones(end - start + 1, dtype=np.float32)
            first, last = self.pieces_of(begin, stop)
            if last == first + 1:
                row[:-1] = self._arcs[first, start:end]
            elif first < last:
                row[:-1] = _mean_row(self._arcs[first:last, start:end])
            self._means[key] = row
        return self._means[key]

    def table(self, head: str) -> Numbers:
        """Return the probabilities of a token head: float32 [pieces, its columns]."""
        return self._table(self._model.heads[head])

    def _table(self, head: Head) -> Numbers:
        if head.name not in self._probabilities:
            columns = self._tags[:, head.start : head.end]
            self._probabilities[head.name] = probabilities(head, columns)
        return self._probabilities[head.name]

    def _whole_words(self, first: int, last: int) -> tuple[int, int]:
        """Return a range of pieces grown to whole words: pieces with nothing between them."""
        while first > 0 and self._are_one_word(first - 1):
            first -= 1
        while last < len(self.pieces) and self._are_one_word(last - 1):
            last += 1
        return first, last

    def _are_one_word(self, at: int) -> bool:
        end = self._ends[at]
        return (
            end == self._starts[at + 1]
            and self.text[end - 1].isalnum()
            and self.text[end].isalnum()
        )


class _Run(NamedTuple):
    """A half-open range of pieces with the number of its label.

    ``peak`` is how likely its surest piece lies in a span of that label.
    """

    first: int
    last: int
    label: int
    peak: float


def _is_bare(logits: Numbers, least: float, temperature: float) -> bool:
    """Return whether the logits O, B and I alone say that no piece is as likely in a span as that.

    By the likelier of B and I: if it lies d above O, 1 - P(O) is at most 2 e^d / (1 + 2 e^d).
    """
    import numpy as np

    above = np.maximum.reduce(np.maximum(logits[:, 1], logits[:, 2]) - logits[:, 0])
    raised = 2.0 * math.exp(min(float(above) / temperature + _MARGIN, _MOST))
    return raised / (1.0 + raised) < least


def _runs(table: Numbers, edge: float, gap: int) -> list[_Run]:
    """Return the runs of pieces that may lie in a span, by label, in order.

    A run has one label and goes on through pieces that are as sure as ``edge``; a single piece that
    is not, within words of one label, does not part it.
    """
    import numpy as np

    inside = ((1.0 - table[:, 0]) >= edge).nonzero()[0]
    if not len(inside):
        return []
    begins, goes_on = table[inside, 1::2], table[inside, 2::2]
    held = begins + goes_on
    labels = held.argmax(axis=1)
    rows = np.arange(len(inside))
    starts = (begins[rows, labels] > goes_on[rows, labels]).tolist()
    sure = held[rows, labels].tolist()
    found: list[_Run] = []
    first, last, of, surest = -1, -1, -1, 0.0
    for at, label, begun, peak in zip(inside.tolist(), labels.tolist(), starts, sure, strict=True):
        if last >= 0 and at - last <= gap and label == of and not begun:
            last, surest = at + 1, max(surest, peak)
            continue
        if last >= 0:
            found.append(_Run(first, last, of, surest))
        first, last, of, surest = at, at + 1, label, peak
    found.append(_Run(first, last, of, surest))
    return found


def _stretches(table: Numbers, edge: float) -> list[tuple[int, int, float]]:
    """Return the runs of pieces that may lie in a span of any label, with how likely the surest is.

    A run ends where another span surely begins.
    """
    held = (1.0 - table[:, 0]).tolist()
    begun = (table[:, 1::2].sum(axis=1) > table[:, 2::2].sum(axis=1)).tolist()
    found: list[tuple[int, int, float]] = []
    for at, likely in enumerate(held):
        if likely < edge:
            continue
        if found and found[-1][1] == at and not begun[at]:
            first, _, peak = found[-1]
            found[-1] = (first, at + 1, max(peak, likely))
        else:
            found.append((at, at + 1, likely))
    return found


def _mean_row(rows: Numbers) -> Numbers:
    """Return the mean of rows as ``mean(axis=0)`` makes it, in half the time."""
    import numpy as np

    found: Numbers = np.add.reduce(rows, axis=0) / np.float32(len(rows))
    return found


def _score(held: Numbers, least: float) -> float:
    """Return the mean probability of being inside a span, over its pieces that are sure enough."""
    if len(held) == 1:
        return float(held[0])
    return float(held[held >= min(least, held.max())].mean())


def _disjoint(found: Sequence[Found]) -> list[Found]:
    """Return the spans without those that growing made overlap: the likelier stay."""
    kept: list[Found] = []
    for span in sorted(found, key=lambda f: (-f.score, f.start)):
        if all(span.end <= other.start or other.end <= span.start for other in kept):
            kept.append(span)
    return sorted(kept, key=lambda f: f.start)


def probabilities(head: Head, logits: Numbers) -> Numbers:
    """Return the probabilities of logits: one softmax a row, or a sigmoid for each column."""
    import numpy as np

    scaled = logits.astype(np.float32, copy=False) / np.float32(head.temperature)
    if head.kind == "sigmoid":
        return _sigmoid(scaled)
    raised = np.exp(scaled - np.maximum.reduce(scaled, axis=1, keepdims=True))
    found: Numbers = raised / np.add.reduce(raised, axis=1, keepdims=True)
    return found


def _sigmoid(numbers: Numbers) -> Numbers:
    import numpy as np

    clipped = np.clip(numbers.astype(np.float32), -60.0, 60.0)
    return (1.0 / (1.0 + np.exp(-clipped))).astype(np.float32)


def likeliest(of: Mapping[str, float]) -> tuple[str, float]:
    """Return the likeliest label with its score, the first of equals; ("", 0.0) of none."""
    return max(of.items(), key=lambda item: item[1], default=("", 0.0))
