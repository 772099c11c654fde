"""MUC-4 role fillers: from spans to entities, and the CEAF-REE measure over them.

The measure is that of Du, Rush and Cardie (GRIT, EACL 2021): for each role the best one-to-one
matching of predicted to gold entities, where a predicted entity counts if every mention of it is
one of the gold entity's; micro over the five roles.
"""

from __future__ import annotations

import re
import string
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from training.heads import MUC_ROLES

if TYPE_CHECKING:
    from training.reading import Reading

Entities = dict[str, list[list[str]]]  # role -> entities, each its mentions
CANDIDATE = 0.1  # a word that may be part of a filler by this much makes a candidate, untuned
_BEST, _ALL = 0.7, 0.3  # what the best mention and the mean of all say of an entity
_PLAIN = str.maketrans("", "", string.punctuation)
_ARTICLE = re.compile(r"\b(?:a|an|the)\b")
_SMALL = frozenset(["the", "a", "an", "of", "and", "in", "by", "to", "for", "on", "at", "from"])


@dataclass(slots=True)
class Candidate:
    """An entity that may fill a role: its mentions with their scores, the best first."""

    score: float
    mentions: dict[str, tuple[float, str]]

    @property
    def words(self) -> str:
        """Return the mention that the model is surest of."""
        return max(self.mentions.values())[1]


@dataclass(frozen=True, slots=True)
class FillerCut:
    """Where a role's fillers are cut: span floor, entity threshold, weight of the document."""

    candidate: float
    threshold: float
    weight: float


def normalise(words: str) -> str:
    """Return a mention as the measure compares it."""
    return " ".join(_ARTICLE.sub(" ", words.lower().translate(_PLAIN)).split())


def find_candidates(
    reading: Reading, text: str, role: str, floor: float = CANDIDATE
) -> list[Candidate]:
    """Return the entities that may fill a role, most likely first.

    Spans are sought from ``floor`` on, low: what an entity is in all says whether it stays.
    """
    head = MUC_ROLES[role]
    seen: dict[str, tuple[float, float, int, str]] = {}
    for span in reading.spans(head, {head: floor}):
        words = text[span.start : span.end].strip(" .,;:\"'()[]-")
        key = normalise(words)
        if len(key) > 1:
            best, total, count, shown = seen.get(key, (0.0, 0.0, 0, words))
            seen[key] = (max(best, span.score), total + span.score, count + 1, shown)
    scored = [
        (_BEST * best + _ALL * total / count, key, words)
        for key, (best, total, count, words) in seen.items()
    ]
    return _cluster(sorted(scored, key=lambda item: (-item[0], item[1])), role)


def _cluster(scored: list[tuple[float, str, str]], role: str) -> list[Candidate]:
    found: list[Candidate] = []
    for score, key, words in scored:
        for candidate in found:
            if any(_same(key, other, role) for other in candidate.mentions):
                candidate.mentions[key] = (score, words)
                break
        else:
            found.append(Candidate(score, {key: (score, words)}))
    return found


def _same(one: str, other: str, role: str) -> bool:
    """Return whether two mentions of a role in one document name one entity."""
    left = [word for word in one.split() if word not in _SMALL]
    right = [word for word in other.split() if word not in _SMALL]
    if not left or not right:
        return one == other
    if set(left) <= set(right) or set(right) <= set(left):
        return True
    if role == "PerpOrg" and _is_acronym(one, other):
        return True
    return role == "Victim" and left[-1] == right[-1]


def _is_acronym(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    initials = "".join(word[0] for word in long.split() if word not in _SMALL)
    short = short.replace(" ", "")
    return len(short) > 1 and len(initials) > 1 and initials == short


def choose(
    candidates: dict[str, list[Candidate]],
    present: dict[str, float],
    thresholds: dict[str, float],
    weights: dict[str, float],
) -> Entities:
    """Return the entities whose score passes; a document's own say weighs ``weights`` of it.

    ``present`` is the chance that each role is filled in the document at all.
    """
    return {
        role: [
            [candidate.words]
            for candidate in candidates[role]
            if (1 - weights[role]) * candidate.score + weights[role] * present[role]
            >= thresholds[role]
        ]
        for role in MUC_ROLES
    }


def measure(predicted: dict[str, Entities], gold: dict[str, Entities]) -> dict[str, float]:
    """Return precision, recall and F1 of CEAF-REE for each role and micro, as fractions."""
    sums = {role: np.zeros(3) for role in MUC_ROLES}
    for name, entities in gold.items():
        for role in MUC_ROLES:
            wanted = [{normalise(m) for m in entity} for entity in entities.get(role, [])]
            found = [{normalise(m) for m in e} for e in predicted.get(name, {}).get(role, [])]
            sums[role] += (_align(wanted, found), len(found), len(wanted))
    micro = sum(sums.values())
    figures = {}
    for role, (hits, found, wanted) in [*sums.items(), ("micro", micro)]:
        figures[f"{role}_p"] = hits / found if found else 0.0
        figures[f"{role}_r"] = hits / wanted if wanted else 0.0
        figures[f"{role}_f1"] = 2 * hits / (found + wanted) if found + wanted else 0.0
    return figures


def _align(wanted: list[set[str]], found: list[set[str]]) -> int:
    """Return the size of the largest matching, by augmenting paths."""
    taken: dict[int, int] = {}

    def place(n: int, tried: set[int]) -> bool:
        for m, mentions in enumerate(wanted):
            if m not in tried and found[n] <= mentions:
                tried.add(m)
                if m not in taken or place(taken[m], tried):
                    taken[m] = n
                    return True
        return False

    return sum(place(n, set()) for n in range(len(found)))
