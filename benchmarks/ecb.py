"""Which mentions are one event, on ECB+: ``python -m benchmarks.ecb [--json] [--write FILE]``.

Protocol: gold event mentions, gold topics (a link never leaves its topic), all documents of the
split joined into one, singletons counted. The measure is the CoNLL F1: the mean of MUC (Vilain et
al. 1995), B-cubed (Bagga and Baldwin 1998) and entity-based CEAF (Luo 2005). Data: ECB+ (Cybulska
and Vossen 2014), trained on the training topics, measured on the development topics.

``lemma_tfidf`` joins mentions whose head words have one stem in documents that are alike (tf-idf,
cosine of at least a threshold chosen on the training topics). ``linker`` is the way of linking of
``concord.linking``: a calibrated logistic model over named features (stems, words of the sentences
and of the documents, the hidden states of the shipped reading model), learned on the training
topics, and the same clusters under constraints. Without the reading model that feature is left out.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import os
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.optimize import linear_sum_assignment, minimize
from scipy.special import expit

from concord.coding.engines.model_file import find_folder, is_there
from concord.coding.engines.network import load_network
from concord.linking.clusters import join_pairs
from concord.linking.pairs import Pairs
from concord.linking.scores import Judge

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from concord.coding.engines.network import Network

FOLDER = Path(os.environ.get("CONCORD_DATA", "../shared/data")) / "ecb_plus"
WORD = re.compile(r"[a-z]{2,}")
SUFFIXES = ("ings", "ing", "ions", "ion", "ers", "er", "ed", "es", "s", "e", "ment", "al")
SHORTEST = 3
COMMON = frozenset(
    re.findall(
        r"\w+",
        "the a an of to in on at for from by with and or as is are was were be been has have had "
        "it its that this he she they his her their will would said after before",
    )
)
THRESHOLDS = np.arange(-1.5, 2.01, 0.25)
# How far below the threshold the mean of the pairs across two clusters may be, and each of them.
BELOW, LEAST = (0.0, 0.5, 1.0), (2.0, 3.0, 5.0)
SIMILAR = np.arange(0.0, 0.61, 0.04)
PULL = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One gold mention: where it stands, the stem of its head, its span in the sentence."""

    document: str
    topic: int
    chain: str
    stem: str
    sentence: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """The mentions of a split, their pairs within topics, and the features of the pairs."""

    mentions: tuple[Mention, ...]
    one: np.ndarray[Any, np.dtype[np.int64]]
    other: np.ndarray[Any, np.dtype[np.int64]]
    features: np.ndarray[Any, np.dtype[np.float64]]
    stems: np.ndarray[Any, np.dtype[np.bool_]]
    documents: np.ndarray[Any, np.dtype[np.float64]]

    @property
    def same(self) -> np.ndarray[Any, np.dtype[np.bool_]]:
        """Return which pairs are one event."""
        names = {chain: n for n, chain in enumerate(dict.fromkeys(m.chain for m in self.mentions))}
        chains = np.array([names[mention.chain] for mention in self.mentions])
        found: np.ndarray[Any, np.dtype[np.bool_]] = chains[self.one] == chains[self.other]
        return found


def main() -> None:
    """Print the figures of both, and with --json those of the linker as one object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--write", type=Path, help="keep the figures here")
    options = parser.parse_args()
    if not (FOLDER / "dev.jsonl.gz").is_file():
        print(f"skipped: {FOLDER} is not there (set CONCORD_DATA)")
        return
    network = load_network(find_folder(), 1) if is_there() else None
    train, dev = (read(name, network) for name in ("train", "dev"))
    found = {"lemma_tfidf": by_lemma(train, dev), "linker": by_linker(train, dev)}
    for name, figures in found.items():
        print(f"{name:12s}", "  ".join(f"{key} {value:.3f}" for key, value in figures.items()))
    if options.write:
        options.write.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    if options.json:
        gain = found["linker"]["conll"] - found["lemma_tfidf"]["conll"]
        print(json.dumps({**found["linker"], "gain_over_lemma_tfidf": gain}))


# Reading


def read(name: str, network: Network | None) -> Split:
    """Return a split with the features of its pairs."""
    with gzip.open(FOLDER / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    mentions = tuple(mention for row in rows for mention in mentions_of(row))
    by_topic: defaultdict[int, list[int]] = defaultdict(list)
    for number, mention in enumerate(mentions):
        by_topic[mention.topic].append(number)
    pairs = [
        np.array(members)[np.stack(np.triu_indices(len(members), k=1))]
        for members in by_topic.values()
    ]
    one, other = np.concatenate(pairs, axis=1)
    documents = vectors([words(text_of(row)) for row in rows])
    place = {row["doc_id"]: number for number, row in enumerate(rows)}
    at = np.array([place[mention.document] for mention in mentions])
    sentences = vectors([words(around(mention)) for mention in mentions])
    stems = np.array([mention.stem for mention in mentions])
    same_stem = stems[one] == stems[other]
    camp = camps(rows)[at]
    alike = {
        "document": cosine(documents, at[one], at[other]),
        "sentence": cosine(sentences, one, other),
        "hidden": cosine(hidden(mentions, network), one, other) if network else np.zeros(len(one)),
        "topic": cosine(told_apart(rows), at[one], at[other]),
        "camp": camp[one] == camp[other],
        "rare": rarity(mentions)[one],
        "start": np.array([a[:4] == b[:4] for a, b in zip(stems[one], stems[other], strict=True)]),
        "here": at[one] == at[other],
    }
    return Split(
        mentions=mentions,
        one=one,
        other=other,
        features=features(same_stem, alike),
        stems=same_stem,
        documents=alike["document"],
    )


def features(stem: np.ndarray[Any, Any], alike: Mapping[str, Any]) -> np.ndarray[Any, Any]:
    """Return the features of pairs: what is alike, and what it means where the stems are one."""
    columns = [np.asarray(value, dtype=np.float64) for value in alike.values()]
    document, sentence, state, topic, camp, rare = columns[:6]
    crossed = [document * state, topic * state, camp * state, sentence * state]
    crossed += [stem * each for each in columns]
    crossed += [stem * camp * rare, stem * topic * rare, stem * camp * state]
    found: np.ndarray[Any, Any] = np.stack([stem.astype(np.float64), *columns, *crossed], axis=1)
    return found


def mentions_of(row: Mapping[str, Any]) -> Iterable[Mention]:
    """Yield the event mentions of one document."""
    sentences = {each["sent_id"]: each["tokens"] for each in row["validated_sentences"]}
    for each in row["event_mentions"]:
        tokens = sentences[each["sent_id"]]
        starts = np.cumsum([0, *(len(token) + 1 for token in tokens)])
        # A few mentions of the data reach beyond their sentence.
        first, last = (min(n, len(tokens) - 1) for n in (min(each["tokens"]), max(each["tokens"])))
        yield Mention(
            document=row["doc_id"],
            topic=row["topic"],
            chain=each["chain"],
            stem=stem(tokens[first] if first == last else head(tokens[first : last + 1])),
            sentence=" ".join(tokens),
            start=int(starts[first]),
            end=int(starts[last]) + len(tokens[last]),
        )


def head(tokens: Sequence[str]) -> str:
    """Return the word of a longer mention that says most: the longest, the first of them."""
    told = [token for token in tokens if token.casefold() not in COMMON] or tokens
    return max(told, key=len)


def stem(word: str) -> str:
    """Return a word without the endings of English verbs and nouns."""
    plain = word.casefold()
    for suffix in SUFFIXES:
        if plain.endswith(suffix) and len(plain) - len(suffix) >= SHORTEST:
            plain = plain[: -len(suffix)]
            break
    return plain[:-1] if len(plain) > SHORTEST and plain[-1] == plain[-2] else plain


def text_of(row: Mapping[str, Any]) -> str:
    """Return the full text of a document."""
    return " ".join(row["full_text_sentences"])


def around(mention: Mention) -> str:
    """Return the sentence without the mention."""
    return mention.sentence[: mention.start] + mention.sentence[mention.end :]


def words(text: str) -> list[str]:
    """Return the stems of the words that say something."""
    return [stem(word) for word in WORD.findall(text.casefold()) if word not in COMMON]


def vectors(texts: Sequence[Sequence[str]]) -> np.ndarray[Any, Any]:
    """Return tf-idf vectors of unit length, one row a text."""
    counts = [Counter(text) for text in texts]
    frequency = Counter(word for count in counts for word in count)
    place = {word: n for n, word in enumerate(sorted(frequency))}
    found = np.zeros((len(texts), len(place)), dtype=np.float32)
    for row, count in zip(found, counts, strict=True):
        for word, number in count.items():
            weight = math.log(len(texts) / frequency[word])
            row[place[word]] = (1 + math.log(number)) * weight
    return unit(found)


def hidden(mentions: Sequence[Mention], network: Network) -> np.ndarray[Any, Any]:
    """Return the mean hidden state of each mention's pieces, about the mean of all, unit length."""
    read_: dict[str, Any] = {}
    rows = []
    for mention in mentions:
        if mention.sentence not in read_:
            read_[mention.sentence] = network.read(mention.sentence, hidden=True)
        logits = read_[mention.sentence]
        inside = [
            n
            for n, piece in enumerate(logits.pieces)
            if piece.start < mention.end and mention.start < piece.end
        ]
        rows.append(logits.hidden[inside or [0]].mean(axis=0))
    stacked = np.stack(rows)
    return unit(stacked - stacked.mean(axis=0))


def told_apart(rows: Sequence[Mapping[str, Any]]) -> np.ndarray[Any, Any]:
    """Return vectors of the documents, weighed by what tells those of one topic apart."""
    by_topic: defaultdict[int, list[int]] = defaultdict(list)
    for number, row in enumerate(rows):
        by_topic[row["topic"]].append(number)
    told = [words(text_of(row)) for row in rows]
    parts = {topic: vectors([told[n] for n in members]) for topic, members in by_topic.items()}
    found = np.zeros((len(rows), max(part.shape[1] for part in parts.values())), np.float32)
    for topic, members in by_topic.items():
        found[members, : parts[topic].shape[1]] = parts[topic]
    return found


def camps(rows: Sequence[Mapping[str, Any]]) -> np.ndarray[Any, Any]:
    """Return in which of two camps of its topic each document is, by what they share.

    The sign of the second eigenvector of the normalised similarities parts a topic best in two
    (Shi and Malik 2000): ECB+ tells of two happenings of one kind in each topic.
    """
    shared = told_apart(rows)
    topics = np.array([row["topic"] for row in rows])
    found = np.zeros(len(rows), dtype=np.int64)
    for number, topic in enumerate(np.unique(topics)):
        members = np.flatnonzero(topics == topic)
        alike = np.maximum(shared[members] @ shared[members].T, 0).astype(np.float64)
        weight = 1 / np.sqrt(alike.sum(axis=1))
        _, sides = np.linalg.eigh(weight[:, None] * alike * weight[None, :])
        found[members] = 2 * number + (sides[:, -2] > 0)
    return found


def rarity(mentions: Sequence[Mention]) -> np.ndarray[Any, Any]:
    """Return for each mention how few of its topic have its stem, as the log of the share."""
    stems = Counter((mention.topic, mention.stem) for mention in mentions)
    topics = Counter(mention.topic for mention in mentions)
    return np.array([-math.log(stems[m.topic, m.stem] / topics[m.topic]) for m in mentions])


def unit(rows: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Return the rows at length one."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    found: np.ndarray[Any, Any] = rows / np.maximum(lengths, 1e-9)
    return found


def cosine(
    rows: np.ndarray[Any, Any], one: np.ndarray[Any, Any], other: np.ndarray[Any, Any]
) -> np.ndarray[Any, Any]:
    """Return the cosines of pairs of rows of unit length."""
    table = rows @ rows.T
    found: np.ndarray[Any, Any] = table[one, other].astype(np.float64)
    return found


# Linking


def by_lemma(train: Split, dev: Split) -> dict[str, float]:
    """Return the figures of the rule of stems and tf-idf; its threshold is chosen on ``train``."""

    def linked(split: Split, least: float) -> dict[str, float]:
        chosen = np.where(split.stems & (split.documents >= least), 1, -1)
        return scored(split, joined_by_any(split, chosen > 0))

    best = max(SIMILAR, key=lambda least: linked(train, least)["conll"])
    return {**linked(dev, best), "threshold": float(best)}


def joined_by_any(split: Split, links: np.ndarray[Any, Any]) -> list[int]:
    """Return the cluster of each mention where any link joins."""
    home = list(range(len(split.mentions)))
    pairs = zip(split.one[links].tolist(), split.other[links].tolist(), strict=True)
    for one, other in sorted(pairs):
        a, b = sorted((home[one], home[other]))
        if a != b:
            home = [a if each == b else each for each in home]
    return home


def by_linker(train: Split, dev: Split) -> dict[str, float]:
    """Return the figures of the calibrated model and clusters; all chosen on ``train``."""
    weights, bias, scale = learn(train)

    def linked(split: Split, choice: tuple[float, float, float]) -> dict[str, float]:
        threshold, below, least = choice
        sums = split.features @ (weights / scale) + bias
        judge = Judge(threshold=threshold, mean=threshold - below, least=threshold - least)
        kept = sums >= judge.least
        totals = np.round(sums[kept] * 100).astype(np.int64)
        home = list(range(len(split.mentions)))
        for members in join_pairs(Pairs(split.one[kept], split.other[kept], totals), judge):
            for member in members:
                home[member] = members[0]
        return scored(split, home)

    choices = product(THRESHOLDS.tolist(), BELOW, LEAST)
    best = max(choices, key=lambda choice: linked(train, choice)["conll"])
    return {**linked(dev, best), **dict(zip(("threshold", "below", "least"), best, strict=True))}


def learn(train: Split) -> tuple[np.ndarray[Any, Any], float, np.ndarray[Any, Any]]:
    """Return the weights of a logistic model of the pairs, its bias, and the features' scale."""
    scale = train.features.std(axis=0) + 1e-9
    rows, same = train.features / scale, train.same.astype(np.float64)

    def loss(values: np.ndarray[Any, Any]) -> tuple[float, np.ndarray[Any, Any]]:
        sums = rows @ values[:-1] + values[-1]
        wrong = expit(sums) - same
        total = float((np.logaddexp(0, sums) - same * sums).sum())
        total += PULL / 2 * float(values[:-1] @ values[:-1])
        slope = np.append(rows.T @ wrong + PULL * values[:-1], wrong.sum())
        return total, slope

    start = np.zeros(rows.shape[1] + 1)
    found = minimize(loss, start, jac=True, method="L-BFGS-B").x
    return found[:-1], float(found[-1]), scale


# Measures


def scored(split: Split, homes: Sequence[int]) -> dict[str, float]:
    """Return MUC, B-cubed and CEAF (F1) and their mean."""
    gold, found = defaultdict(set), defaultdict(set)
    for number, (mention, home) in enumerate(zip(split.mentions, homes, strict=True)):
        gold[mention.chain].add(number)
        found[home].add(number)
    parts = list(gold.values()), list(found.values())
    figures = {"muc": muc(*parts), "b_cubed": b_cubed(*parts), "ceaf_e": ceaf(*parts)}
    return {"conll": sum(figures.values()) / len(figures), **figures}


def muc(gold: Sequence[set[int]], found: Sequence[set[int]]) -> float:
    """Return the MUC F1: links kept of those that hold the clusters together."""

    def kept(one: Sequence[set[int]], other: Sequence[set[int]]) -> float:
        home = {member: n for n, cluster in enumerate(other) for member in cluster}
        right = sum(len(c) - len({home[member] for member in c}) for c in one)
        return right / max(sum(len(cluster) - 1 for cluster in one), 1)

    return f1(kept(found, gold), kept(gold, found))


def b_cubed(gold: Sequence[set[int]], found: Sequence[set[int]]) -> float:
    """Return the B-cubed F1."""

    def shared(one: Sequence[set[int]], other: Sequence[set[int]]) -> float:
        home = {member: cluster for cluster in other for member in cluster}
        parts = [len(c & home[member]) / len(c) for c in one for member in c]
        return sum(parts) / max(len(parts), 1)

    return f1(shared(found, gold), shared(gold, found))


def ceaf(gold: Sequence[set[int]], found: Sequence[set[int]]) -> float:
    """Return the entity-based CEAF F1: the best one-to-one match of clusters by shared mentions."""
    home = {member: n for n, cluster in enumerate(found) for member in cluster}
    alike = np.zeros((len(gold), len(found)))
    for n, cluster in enumerate(gold):
        for other, number in Counter(home[member] for member in cluster).items():
            alike[n, other] = 2 * number / (len(cluster) + len(found[other]))
    total = float(alike[linear_sum_assignment(-alike)].sum())
    return f1(total / max(len(found), 1), total / max(len(gold), 1))


def f1(precision: float, recall: float) -> float:
    """Return the harmonic mean."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


if __name__ == "__main__":
    main()
