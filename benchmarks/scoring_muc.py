"""MUC-4 role fillers: spans into entities, and the CEAF-REE measure over them.

The measure is that of Du, Rush and Cardie (GRIT, EACL 2021): per role the best one-to-one matching
of predicted to gold entities, a predicted one right if each of its mentions is one of the gold
entity's; micro over the five roles. How likely words fill a role is a small logistic function of
what the model's heads say of them. Its weights, in ``muc_fillers.json``, were fitted on TST1 and
TST2.
"""

from __future__ import annotations

import math
import re
import string
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

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
# Spans are sought from each of these on: what is one filler at one floor is two at another.
FLOORS = (0.02, 0.05, 0.1, 0.2, 0.4)
PRESENT = "muc_role"
_EDGES = " .,;:\"'()[]-"
_TINY = 1e-4
NEAR = 25  # pieces
_PULL = 20.0  # how strongly weights are held to nothing when they are fitted
_PLAIN = str.maketrans("", "", string.punctuation)
_ARTICLE = re.compile(r"\b(?:a|an|the)\b")
_SMALL = frozenset(["the", "a", "an", "of", "and", "in", "by", "to", "for", "on", "at", "from"])


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that may fill a role: as written, as compared, and what is known of them."""

    words: str
    key: str
    features: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Scale:
    """How likely words fill a role: a logistic function of their features, and where to cut."""

    middle: tuple[float, ...]
    spread: tuple[float, ...]
    weights: tuple[float, ...]
    bias: float
    threshold: float

    def score(self, features: Sequence[float]) -> float:
        """Return how likely words with these features fill the role."""
        parts = zip(features, self.middle, self.spread, self.weights, strict=True)
        return _share(self.bias + sum((f - m) / s * w for f, m, s, w in parts))


def normalise(words: str) -> str:
    """Return a mention as the measure compares it."""
    return " ".join(_ARTICLE.sub(" ", words.lower().translate(_PLAIN)).split())


def find_mentions(reader: Reader, text: str, role: str) -> list[Mention]:
    """Return the words that may fill a role, in order of their keys.

    What is known of them: the log odds of the model at their best place (mean, least and greatest
    of their pieces, beginning at the first, going on behind the last, before the first, of the
    other roles, and of words nearby that tell a happening), the mean over their places, how many
    places, how often the text has them, their length in pieces, whether they have a digit, are a
    plural or begin with an article, where they first stand, and whether the document tells of an
    attack and fills the role at all.
    """
    head = ROLES[role]
    places: dict[str, set[tuple[int, int]]] = {}
    for floor in FLOORS:
        for span in reader.spans(head, {head: floor}, loose=False):
            words = text[span.start : span.end].strip(_EDGES)
            key = normalise(words)
            if len(key) > 1:
                start = text.index(words, span.start)
                places.setdefault(key, set()).add((start, start + len(words)))
    present = reader.likelihoods(PRESENT, 0, len(text)).get(role, 0.5)
    told = max(reader.likelihoods("muc_type", 0, len(text)).values(), default=0.5)
    lower = text.lower()
    found = []
    for key in sorted(places):
        seen = [(_chances(reader, span, role), span) for span in sorted(places[key])]
        best, (start, end) = max(seen, key=lambda item: (item[0][0], -item[1][0]))
        words = text[start:end]
        first, last = reader.pieces_of(start, end)
        features = (
            *(_odds(chance) for chance in best),
            _odds(sum(chances[0] for chances, _ in seen) / len(seen)),
            math.log(len(seen)),
            math.log(1 + lower.count(words.lower())),
            math.log(last - first),
            float(any(map(str.isdigit, key))),
            float(key.endswith("s")),
            float(words.lower().startswith(("a ", "an ", "the "))),
            min(at for _, (at, _) in seen) / len(text),
            _odds(told),
            _odds(present),
        )
        found.append(Mention(words, key, features))
    return found


def _chances(reader: Reader, span: tuple[int, int], role: str) -> tuple[float, ...]:
    """Return what the heads of the roles say of the pieces of a span and of those beside it."""
    first, last = reader.pieces_of(*span)
    table = reader.table(ROLES[role])
    inside = 1.0 - table[:, 0]
    held = inside[first:last]
    told = 1.0 - reader.table("trigger")[:, 0]
    others = [1.0 - reader.table(head)[first:last, 0] for r, head in ROLES.items() if r != role]
    return (
        float(held.mean()),
        float(held.min()),
        float(held.max()),
        float(table[first, 1]),
        float(table[last, 2]) if last < len(table) else 0.0,
        float(inside[first - 1]) if first else 0.0,
        max(float(other.mean()) for other in others),
        float(told[max(0, first - NEAR) : last + NEAR].max()),
    )


def _odds(chance: float) -> float:
    return math.log(max(chance, _TINY) / max(1.0 - chance, _TINY))


def _share(odds: float) -> float:
    return 1.0 / (1.0 + math.exp(-max(-50.0, min(50.0, odds))))


def entities(mentions: Sequence[Mention], scale: Scale, role: str) -> list[tuple[float, str]]:
    """Return the entities among mentions, each its best mention with its score, likeliest first."""
    rated = sorted((-scale.score(m.features), m.key, m.words) for m in mentions)
    found: list[tuple[float, str, list[str]]] = []
    for score, key, words in rated:
        known = next((keys for _, _, keys in found if any(_same(key, k, role) for k in keys)), None)
        if known is None:
            found.append((-score, words, [key]))
        else:
            known.append(key)
    return [(score, words) for score, words, _ in found]


def fit_scale(mentions: Sequence[Mention], right: Sequence[bool]) -> Scale:
    """Return the scale by which right mentions are likeliest; its threshold is not set yet."""
    import numpy as np
    from scipy.optimize import minimize

    given = np.array([mention.features for mention in mentions])
    truth = np.array(right, dtype=float)
    middle, spread = given.mean(axis=0), np.maximum(given.std(axis=0), 0.01)
    rows = np.concatenate([(given - middle) / spread, np.ones((len(given), 1))], axis=1)
    held = np.append(np.full(given.shape[1], _PULL), 0.0)

    def cost(weights: Any) -> tuple[float, Any]:
        odds = np.clip(rows @ weights, -50.0, 50.0)
        loss = np.logaddexp(0.0, odds) - truth * odds
        slope = rows.T @ (1.0 / (1.0 + np.exp(-odds)) - truth) + held * weights
        return float(loss.sum() + (held * weights**2).sum() / 2), slope

    found = minimize(cost, np.zeros(rows.shape[1]), jac=True, method="L-BFGS-B").x.tolist()
    return Scale(tuple(middle.tolist()), tuple(spread.tolist()), tuple(found[:-1]), found[-1], 0.5)


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
