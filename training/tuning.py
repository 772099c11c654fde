"""Temperatures and thresholds, fitted on texts that never trained and are never reported on."""

from __future__ import annotations

from collections import defaultdict
from functools import partial
from itertools import product
from typing import TYPE_CHECKING, Any

import numpy as np

from training.examples import IGNORED, label_pieces
from training.figures import Tallies, inside, match, same_label, score_arcs, tally_words
from training.fillers import FillerCut, choose, find_candidates, measure
from training.heads import ARCS, BIO, BY_NAME, HEADS, MUC_ROLES
from training.reading import sigmoid, softmax

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from training.figures import Tally
    from training.fillers import Candidate, Entities
    from training.reading import Reading
    from training.texts import AnnotatedText

TEMPERATURES = tuple(round(0.5 + 0.1 * n, 1) for n in range(36))
FLOORS = tuple(round(0.1 + 0.05 * n, 2) for n in range(17))
ENTITY_FLOORS = tuple(round(0.05 + 0.025 * n, 3) for n in range(35))
CANDIDATE_FLOORS = (0.02, 0.1, 0.2, 0.3, 0.4)
ENTITY_WEIGHTS = (0.0, 0.15, 0.3, 0.45, 0.6)
# The coder finds what happened and who did it by words as well: what the model adds has to be sure.
# Precision weighs twice there (van Rijsbergen's F, beta 0.5), elsewhere as much as recall.
_BETAS = {"trigger": 0.5, "perpetrator": 0.5}
_FEW = 12  # cases of a label: fewer, and the head's common threshold stands


def tune(read: Sequence[tuple[AnnotatedText, Reading]]) -> dict[str, dict[str, Any]]:
    """Return each head's temperature and thresholds; the model takes each as it is found."""
    model = read[0][1].model
    tuned: dict[str, dict[str, Any]] = {}
    for head in HEADS:
        logits, wanted = _cases(head.name, read)
        if not len(logits):
            continue
        soft = head.kind != "sigmoid"
        if not soft and min((wanted > 0).sum(), (wanted <= 0).sum()) < _FEW:
            tuned[head.name] = {"temperature": 1.0, "thresholds": dict.fromkeys(head.labels, 0.5)}
            model.heads[head.name] |= tuned[head.name]
            continue
        model.heads[head.name]["temperature"] = fit_temperature(logits, wanted, soft=soft)
        tuned[head.name] = {"temperature": model.heads[head.name]["temperature"]}
        if head.kind == "sigmoid":
            chances = sigmoid(logits / tuned[head.name]["temperature"])
            tuned[head.name]["thresholds"] = best_floors(chances, wanted, head.labels)
        elif head.kind == "bio" and head.name not in MUC_ROLES.values():
            tuned[head.name]["thresholds"] = _span_floors(head.name, read)
    for arc in ARCS:
        logits, wanted, sources = _arc_cases(arc.name, read)
        if len(logits):
            temperature = fit_temperature(logits, wanted, soft=False)
            floors = best_floors(sigmoid(logits / temperature), wanted, arc.labels, sources)
            tuned[arc.name] = {"temperature": temperature, "thresholds": floors}
    return tuned


def fit_temperature(logits: np.ndarray, wanted: np.ndarray, *, soft: bool) -> float:
    """Return the temperature that makes what happened likeliest.

    ``logits`` and ``wanted`` are [cases, labels]; ``soft`` says that one label holds at a time.
    """

    def surprise(temperature: float) -> float:
        scaled = logits / temperature
        if soft:
            return float(-(wanted * np.log(softmax(scaled) + 1e-12)).sum())
        # In double precision: in single, 1 - 1e-9 is 1, and its complement has no logarithm.
        chances = np.clip(sigmoid(scaled.astype(np.float64)), 1e-9, 1 - 1e-9)
        return float(-(wanted * np.log(chances) + (1 - wanted) * np.log(1 - chances)).sum())

    return min(TEMPERATURES, key=surprise)


def _cases(
    name: str, read: Sequence[tuple[AnnotatedText, Reading]]
) -> tuple[np.ndarray, np.ndarray]:
    """Return the logits of a head at every annotated place, and what stands there."""
    head = BY_NAME[name]
    logits: list[np.ndarray] = []
    wanted: list[np.ndarray] = []
    for text, reading in read:
        if head.kind == "bio" and name in text.spans:
            labels = bio_labels(text, name)
            known = np.flatnonzero(labels != IGNORED)
            logits.append(reading.columns(name)[known])
            wanted.append(np.eye(head.end - head.start)[labels[known]])
        elif head.kind != "bio":
            for place, labels_held in pooled_places(text, name):
                at = reading.pieces.inside(*place)
                if at is not None:
                    logits.append(reading.logits(name, at)[None])
                    held = np.array([[float(label in labels_held) for label in head.labels]])
                    wanted.append(held / max(1.0, held.sum()) if head.kind == "softmax" else held)
    if not logits:
        return np.zeros((0, 1)), np.zeros((0, 1))
    return np.concatenate(logits), np.concatenate(wanted)


def bio_labels(text: AnnotatedText, name: str) -> np.ndarray:
    """Return the label numbers of a bio head over the pieces of a text."""
    return label_pieces(text)[[head.name for head in BIO].index(name)]


def pooled_places(text: AnnotatedText, name: str) -> list[tuple[tuple[int, int], tuple[str, ...]]]:
    """Return where a pooled head is annotated in a text, and the labels held there."""
    if name in text.whole:
        return [((0, len(text.text)), text.whole[name])]
    if name in text.sentences:
        return text.sentences[name]
    marks = dict.fromkeys(text.marks.get(name, ()))
    return [((m.start, m.end), (m.label,) if m.label else ()) for m in marks]


def _arc_cases(
    name: str, read: Sequence[tuple[AnnotatedText, Reading]]
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the scores of annotated pairs, what holds of each, and the data set of each."""
    labels = next(arc.labels for arc in ARCS if arc.name == name)
    logits: list[np.ndarray] = []
    wanted: list[list[float]] = []
    sources: list[str] = []
    for text, reading in read:
        arcs, scores = score_arcs(reading, name, text.arcs.get(name, ()), raw=True)
        logits += scores
        wanted += [[float(label in arc.labels) for label in labels] for arc in arcs]
        sources += [text.source] * len(arcs)
    return np.array(logits), np.array(wanted), np.array(sources)


def best_floors(
    chances: np.ndarray,
    wanted: np.ndarray,
    labels: Sequence[str],
    sources: np.ndarray | None = None,
) -> dict[str, float]:
    """Return the threshold of the best F1 for each label; a rare label takes the common one.

    Where cases come from several ``sources``, each counts alike.
    """
    if sources is None:
        sources = np.zeros(len(chances))
    groups = [sources == name for name in np.unique(sources)]

    def score(floor: float, column: slice) -> float:
        parts = [(chances[g, column] >= floor, wanted[g, column] > 0) for g in groups]
        known = [_f1(said, held) for said, held in parts if held.any()]
        return sum(known) / max(1, len(known))

    if min((wanted > 0).sum(), (wanted <= 0).sum()) < _FEW:
        return dict.fromkeys(labels, 0.5)  # nearly all are alike: any threshold looks good
    common = _best(partial(score, column=slice(None)))
    return {
        label: _best(partial(score, column=slice(n, n + 1)))
        if wanted[:, n].sum() >= _FEW
        else common
        for n, label in enumerate(labels)
    }


def _best(score: Callable[[float], float], floors: Sequence[float] = FLOORS) -> float:
    """Return the middle of the thresholds that score within a thousandth of the best."""
    scores = [score(floor) for floor in floors]
    good = [floor for floor, s in zip(floors, scores, strict=True) if s >= max(scores) - 0.001]
    return good[len(good) // 2]


def _f1(said: np.ndarray, held: np.ndarray) -> float:
    both = float(said.sum() + held.sum())
    return 2 * float((said & held).sum()) / both if both else 0.0


def _f(tally: Tally, beta: float) -> float:
    """Return F: ``beta`` says how many times recall weighs as much as precision."""
    both = beta**2 * tally.wanted + tally.predicted
    return (1 + beta**2) * tally.found / both if both else 0.0


def _span_floors(name: str, read: Sequence[tuple[AnnotatedText, Reading]]) -> dict[str, float]:
    """Return one threshold for all labels of a bio head: the best F of its spans by overlap.

    For statements the measure is of words, since their spans are long and their edges loose.
    """
    labels = BY_NAME[name].labels
    texts = [(text, reading) for text, reading in read if name in text.spans]

    def score(floor: float) -> float:
        tallies = Tallies()
        for text, reading in texts:
            found = inside(reading.spans(name, dict.fromkeys(labels, floor)), text, name)
            wanted = list(dict.fromkeys(text.spans[name]))
            if name == "content":
                one = Tallies()
                tally_words(reading, text, name, found, one)
                words = one.held["content_words"]
                tallies.held[text.source].add(words.found, words.predicted, words.wanted)
            else:
                hits = match(found, wanted, same_label)
                tallies.held[text.source].add(hits, len(found), len(wanted))
        # Each data set counts alike: the largest is not the one that is read most.
        parts = [_f(tally, _BETAS.get(name, 1.0)) for tally in tallies.held.values()]
        return sum(parts) / max(1, len(parts))

    return dict.fromkeys(labels, _best(score))


def tune_fillers(
    read: Sequence[tuple[AnnotatedText, Reading]], gold: dict[str, Entities]
) -> dict[str, FillerCut]:
    """Return the cut of each role that gives its best F1 on the documents."""
    texts = [(text, reading) for text, reading in read if text.name in gold]
    present = {text.name: roles_present(text, reading) for text, reading in texts}
    wanted = {name: gold[name] for name in present}
    best = dict.fromkeys(MUC_ROLES, (-1.0, FillerCut(0.0, 0.0, 0.0)))
    for candidate in CANDIDATE_FLOORS:
        found = {
            text.name: all_candidates(text, reading, dict.fromkeys(MUC_ROLES, candidate))
            for text, reading in texts
        }
        for weight, threshold in product(ENTITY_WEIGHTS, ENTITY_FLOORS):
            floors, weights = (dict.fromkeys(MUC_ROLES, v) for v in (threshold, weight))
            said = {name: choose(found[name], present[name], floors, weights) for name in present}
            figures = measure(said, wanted)
            cut = FillerCut(candidate, threshold, weight)
            for role in MUC_ROLES:
                if figures[f"{role}_f1"] > best[role][0]:
                    best[role] = figures[f"{role}_f1"], cut
    return {role: cut for role, (_, cut) in best.items()}


def all_candidates(
    text: AnnotatedText, reading: Reading, floors: dict[str, float]
) -> dict[str, list[Candidate]]:
    """Return the candidates of every role, from the floor of each."""
    return {role: find_candidates(reading, text.text, role, floors[role]) for role in MUC_ROLES}


def roles_present(text: AnnotatedText, reading: Reading) -> dict[str, float]:
    """Return the chance that each role is filled at all in a document."""
    at = reading.pieces.inside(0, len(text.text))
    chances = reading.pooled("muc_role", at) if at else np.zeros(len(MUC_ROLES))
    return {role: float(chance) for role, chance in zip(MUC_ROLES, chances, strict=True)}


def reliability(
    chances: np.ndarray, held: np.ndarray, bins: int = 5
) -> list[tuple[float, float, int]]:
    """Return (mean confidence, share that held, cases) for equal slices of confidence."""
    edges = np.clip((chances * bins).astype(int), 0, bins - 1)
    rows = defaultdict(list)
    for n, edge in enumerate(edges):
        rows[int(edge)].append(n)
    return [
        (float(chances[at].mean()), float(held[at].mean()), len(at))
        for _, at in sorted(rows.items())
    ]
