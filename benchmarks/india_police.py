"""What police did in Gujarat, 2002: ``python -m benchmarks.india_police [--file SENTS] [--json]``.

``SENTS`` is in the format of the data set's README (``doc_id sent_id labels text``, one sentence a
line); the default is its development split. Per class and in macro average: F1 of sentences, and of
documents (a document has a class if a sentence of it has). ``--engine encoder`` (the default) reads
the model's sentence head with the thresholds of its file; ``--engine rules`` is a baseline of
keywords, written from the questions that define the classes: a word for police with a word for the
act in one sentence.
"""

from __future__ import annotations

import argparse
import json
import os
import re
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.muc4 import read_rows
from benchmarks.satp import Score
from concord.coding.engines.decoding import Reader
from concord.coding.engines.model_file import find_folder
from concord.coding.engines.network import Network, count_threads, load_network

if TYPE_CHECKING:
    from collections.abc import Iterator

DATA = Path(os.environ.get("CONCORD_DATA", "../shared/data"))
CLASSES = ("KILL", "ARREST", "FAIL", "FORCE", "ANY_ACTION")
_POLICE = re.compile(
    r"\b(?:police\w*|cops?|constables?|srp|raf|officers?|forces?)\b", re.IGNORECASE
)
_ACTS = {
    "KILL": (
        r"\b(?:killed|shot dead|died|gunned down)\b.*\b(?:firing|shot|police)\b"
        r"|\bkilled in (?:police )?firing\b"
    ),
    "ARREST": r"\b(?:arrest\w*|detain\w*|custody|rounded up|nabbed|held)\b",
    "FAIL": r"\b(?:fail\w*|mute spectators?|did (?:not|nothing)|inaction|stood by|late|absent)\b",
    "FORCE": r"\b(?:fir(?:ed|ing)|opened fire|tear-?gas\w*|lathi\w*|baton\w*|burst|shells?)\b",
    "ANY_ACTION": r"\b\w+(?:ed|ing)\b",
}
_KEYWORDS = {name: re.compile(words, re.IGNORECASE) for name, words in _ACTS.items()}
Labels = frozenset[str]


def by_keywords(sentence: str) -> Labels:
    """Return the classes whose words stand in a sentence beside a word for police."""
    if not _POLICE.search(sentence):
        return frozenset()
    return frozenset(name for name, words in _KEYWORDS.items() if words.search(sentence))


def by_model(sentences: list[str], network: Network) -> list[Labels]:
    """Return the classes of the sentences of one article, read as one text."""
    sentences = [sentence.strip() for sentence in sentences]
    text = "\n".join(sentences)
    reader = Reader(text, network.read(text), network)
    floors = network.model.heads["police"].thresholds
    found = []
    at = 0
    for sentence in sentences:
        likely = reader.likelihoods("police", at, at + len(sentence))
        at += len(sentence) + 1
        found.append(frozenset(n for n, p in likely.items() if p >= floors.get(n, 0.5)))
    return found


def coded(rows: list[dict[str, Any]], engine: str) -> Iterator[tuple[list[Labels], list[Labels]]]:
    """Yield (gold, found) of the sentences of each article."""
    network = load_network(find_folder(), count_threads()) if engine == "encoder" else None
    for _, group in groupby(rows, key=lambda row: row["doc_id"]):
        article = list(group)
        gold = [frozenset(row["labels"]) for row in article]
        texts = [row["text"] for row in article]
        yield gold, by_model(texts, network) if network else [by_keywords(text) for text in texts]


def figures(pairs: Iterator[tuple[list[Labels], list[Labels]]]) -> dict[str, float]:
    """Return F1 by class, and the macro average, of sentences and of documents."""
    scores = {(level, name): Score() for level in ("sentence", "document") for name in CLASSES}
    for gold, found in pairs:
        whole = (frozenset().union(*gold), frozenset().union(*found))
        for name in CLASSES:
            for one, other in zip(gold, found, strict=True):
                _add(scores["sentence", name], name, one, other)
            _add(scores["document", name], name, *whole)
    told = {f"{level}_{name.lower()}_f1": s.value() for (level, name), s in scores.items()}
    for level in ("sentence", "document"):
        values = [scores[level, name].value() for name in CLASSES]
        told[f"{level}_macro_f1"] = sum(values) / len(values)
    return told


def _add(score: Score, name: str, gold: Labels, found: Labels) -> None:
    score.add(int(name in gold and name in found), int(name in found), int(name in gold))


def main() -> None:
    """Print the figures; with ``--json`` the last line is one object."""
    parser = argparse.ArgumentParser(description=__doc__)
    default = DATA / "india_police_events" / "sents_dev.jsonl.gz"
    parser.add_argument("--file", type=Path, default=default)
    parser.add_argument("--engine", default="encoder", choices=["encoder", "rules"])
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    if not options.file.is_file():
        print(f"skipped: {options.file} is not there (set CONCORD_DATA)")
        return
    found = figures(coded(read_rows(options.file), options.engine))
    for name, value in found.items():
        print(f"  {name:24s} {value:.3f}")
    if options.json:
        print(json.dumps(found))


if __name__ == "__main__":
    main()
