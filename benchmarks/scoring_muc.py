"""MUC-4 role fillers: spans into entities, and the CEAF-REE measure over them.

The measure is that of Du, Rush and Cardie (GRIT, EACL 2021): per role the best one-to-one matching
of predicted to gold entities, a predicted one right if each of its mentions is one of the gold
entity's; micro over the five roles. How spans become entities is what the model's thresholds were
tuned with: ``training/fillers.py`` does the same.
"""

from __future__ import annotations

import re
import string
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from concord.coding.engines.decoding import Reader

Entities = Mapping[str, Sequence[Sequence[str]]]  # role -> entities, each its mentions
ROLES = {
    "PerpInd": "muc_perp_ind",
    "PerpOrg": "muc_perp_org",
    "Target": "muc_target",
    "Victim": "muc_victim",
    "Weapon": "muc_weapon",
}
LEAST = 0.1  # used where the model file gives none
_BEST, _ALL = 0.7, 0.3  # what the best mention and the mean of all say of an entity
_PLAIN = str.maketrans("", "", string.punctuation)
_ARTICLE = re.compile(r"\b(?:a|an|the)\b")
_SMALL = frozenset(["the", "a", "an", "of", "and", "in", "by", "to", "for", "on", "at", "from"])


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entity that may fill a role: its score, the words of its best mention, all its keys."""

    score: float
    words: str
    keys: tuple[str, ...]


def normalise(words: str) -> str:
    """Return a mention as the measure compares it."""
    return " ".join(_ARTICLE.sub(" ", words.lower().translate(_PLAIN)).split())


def find_candidates(reader: Reader, text: str, role: str, least: float = LEAST) -> list[Candidate]:
    """Return the entities that may fill a role, the likeliest first.

    ``least`` is how likely a word must be part of a filler to make a candidate.
    """
    head = ROLES[role]
    scores: dict[str, list[float]] = {}
    written: dict[str, str] = {}
    for span in reader.spans(head, {head: least}):
        words = text[span.start : span.end].strip(" .,;:\"'()[]-")
        key = normalise(words)
        if len(key) > 1:
            scores.setdefault(key, []).append(span.score)
            written.setdefault(key, words)
    rated = {k: _BEST * max(s) + _ALL * sum(s) / len(s) for k, s in scores.items()}
    found: list[Candidate] = []
    for key in sorted(rated, key=lambda k: (-rated[k], k)):
        at = next(
            (n for n, c in enumerate(found) if any(_same(key, k, role) for k in c.keys)), None
        )
        if at is None:
            found.append(Candidate(rated[key], written[key], (key,)))
        else:
            one = found[at]
            found[at] = Candidate(one.score, one.words, (*one.keys, key))
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
    return len(short) > 1 and initials == short


def measure(found: Mapping[str, Entities], gold: Mapping[str, Entities]) -> dict[str, float]:
    """Return precision, recall and F1 of each role and micro, as fractions."""
    sums = {role: [0, 0, 0] for role in (*ROLES, "micro")}
    for name, entities in gold.items():
        for role in ROLES:
            wanted = [{normalise(m) for m in entity} for entity in entities.get(role, [])]
            have = [{normalise(m) for m in entity} for entity in found.get(name, {}).get(role, [])]
            counts = (_align(wanted, have), len(have), len(wanted))
            for key in (role, "micro"):
                sums[key] = [one + more for one, more in zip(sums[key], counts, strict=True)]
    figures: dict[str, float] = {}
    for role, (right, said, true) in sums.items():
        figures[f"{role.lower()}_p"] = right / (said or 1)
        figures[f"{role.lower()}_r"] = right / (true or 1)
        figures[f"{role.lower()}_f1"] = 2 * right / (said + true or 1)
    return figures


def _align(wanted: Sequence[set[str]], have: Sequence[set[str]]) -> int:
    """Return the size of the largest matching, by augmenting paths."""
    taken: dict[int, int] = {}

    def place(n: int, tried: set[int]) -> bool:
        for m, mentions in enumerate(wanted):
            if m not in tried and have[n] <= mentions:
                tried.add(m)
                if m not in taken or place(taken[m], tried):
                    taken[m] = n
                    return True
        return False

    return sum(place(n, set()) for n in range(len(have)))
