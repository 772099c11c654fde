"""Arguments of attacks in WikiEvents: ``python -m benchmarks.wikievents [--file FILE] [--json]``.

Protocol, given the gold triggers. Events: ``Conflict.Attack``, ``Life.Die`` and ``Life.Injure``.
Roles: Attacker (also Killer, Injurer), Target, Victim, Instrument (also ExplosiveDevice) and Place.
An argument is right if the head of a predicted span is the head of a gold argument of that role and
event, one to one; the head is the last word before the first preposition, comma or relative word.
Micro F1 over the arguments of all events. The text is read whole.

``--engine encoder`` (the default) scores the model's spans and ties with the thresholds of its
file: those in the trigger's sentence, or else the likeliest one where the model is all but certain.
``--engine rules`` scores the events that the rules code, where their anchor stands in the sentence
of the gold trigger.
"""

from __future__ import annotations

import argparse
import json
import os
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from benchmarks.incidents import make_document
from benchmarks.muc4 import read_rows
from benchmarks.satp import Score
from concord.codebook.book import load
from concord.coding import code, prepare
from concord.coding.engines.decoding import Reader
from concord.coding.engines.model_file import find_folder
from concord.coding.engines.network import count_threads, load_network
from concord.coding.sentences import split

DATA = Path(os.environ.get("CONCORD_DATA", "../shared/data"))
EVENTS = ("Conflict.Attack", "Life.Die", "Life.Injure")
ROLES = {
    "Attacker": "Attacker",
    "Killer": "Attacker",
    "Injurer": "Attacker",
    "Target": "Target",
    "Victim": "Victim",
    "Instrument": "Instrument",
    "ExplosiveDevice": "Instrument",
    "Place": "Place",
}
OURS = {
    "perpetrator": "Attacker",
    "target": "Target",
    "victim": "Victim",
    "weapon": "Instrument",
    "place": "Place",
}
_STOP = re.compile(
    r",|\s(?:of|in|at|on|from|near|with|for|by|to|who|which|that|and|under|inside)\s", re.IGNORECASE
)
CERTAIN = 0.85  # that a span in another sentence fills a role, as in the engine
Argument = tuple[str, str]  # role and head
Span = tuple[int, int]
Finder = Callable[[str, list[Span]], list[list[Argument]]]


def head_of(words: str) -> str:
    """Return the head of a mention as it is compared."""
    first = _STOP.split(words, maxsplit=1)[0] or words
    listed = re.findall(r"\w+", first) or re.findall(r"\w+", words)
    return str(listed[-1]).lower() if listed else ""


def by_model() -> Finder:
    """Return a finder of arguments by the model's heads."""
    network = load_network(find_folder(), count_threads())

    def find(text: str, triggers: list[Span]) -> list[list[Argument]]:
        reader = Reader(text, network.read(text), network)
        arc = network.model.arcs["roles"]
        sentences = [(s.start, s.end) for s in split(text)]
        found: list[list[Argument]] = [[] for _ in triggers]
        for ours, role in OURS.items():
            spans = reader.spans(ours)
            places = [(span.start, span.end) for span in spans]
            likely = reader.pairs("roles", triggers, places)[arc.labels.index(ours)]
            for n, trigger in enumerate(triggers):
                ties = zip(places, likely[n].tolist(), strict=True)
                tied = [(s, at) for at, s in ties if s >= arc.thresholds.get(ours, 0.5)]
                for start, end in _nearest(tied, trigger, sentences):
                    found[n].append((role, head_of(text[start:end])))
        return found

    return find


def _nearest(tied: list[tuple[float, Span]], trigger: Span, sentences: list[Span]) -> list[Span]:
    """Return the spans in a trigger's sentence, else the likeliest one if it is all but certain.

    The data set annotates one mention of each argument, the nearest; the model ties them all.
    """
    low, high = next((s for s in sentences if s[0] <= trigger[0] < s[1]), trigger)
    here = [at for _, at in tied if low <= at[0] < high]
    score, best = max(tied, default=(0.0, trigger))
    return here or ([best] if score >= CERTAIN else [])


def by_rules() -> Finder:
    """Return a finder of arguments by the events that the rules code."""
    book = load()

    def find(text: str, triggers: list[Span]) -> list[list[Argument]]:
        document = make_document({"id": "text", "text": text})
        prepared = prepare(document, book)
        events = next(iter(code([document], book, engine="rules"))).events
        found: list[list[Argument]] = []
        for start, _ in triggers:
            here = prepared.sentence_at(start)
            listed: list[tuple[str, str | None]] = []
            for event in events:
                if prepared.sentence_at(event.start) != here:
                    continue
                listed += [("Attacker", one.text) for one in event.perpetrators]
                listed += [("Target", one.text) for one in event.targets]
                listed += [("Victim", toll.text) for toll in event.tolls if not toll.total]
                listed += [("Place", place.text) for place in event.places[:1]]
            found.append([(role, head_of(words)) for role, words in listed if words])
        return found

    return find


def text_of(row: dict[str, Any]) -> str:
    """Return the text of a row with each token where its offsets say (its ``text`` is shorter)."""
    parts: list[str] = []
    at = 0
    for tokens, _ in row["sentences"]:
        for word, start, end in tokens:
            parts += ["\n" if start - at > 1 else " " if start > at else "", " " * (start - at - 1)]
            parts.append(word.ljust(end - start)[: end - start])
            at = end
    return "".join(parts)


def gold_of(row: dict[str, Any]) -> tuple[list[Span], list[list[Argument]]]:
    """Return the triggers of the scored events by characters, and their arguments."""
    offsets = [(start, end) for tokens, _ in row["sentences"] for _, start, end in tokens]
    triggers, arguments = [], []
    for event in row["event_mentions"]:
        if not event["event_type"].startswith(EVENTS):
            continue
        first, last = event["trigger"]["start"], event["trigger"]["end"] - 1
        triggers.append((offsets[first][0], offsets[last][1]))
        arguments.append(
            [
                (ROLES[argument["role"]], head_of(argument["text"]))
                for argument in event["arguments"]
                if argument["role"] in ROLES
            ]
        )
    return triggers, arguments


def score(rows: Sequence[dict[str, Any]], find: Finder) -> dict[str, float]:
    """Return the head F1 of each role and over all."""
    scores = {role: Score() for role in (*OURS.values(), "all")}
    for row in rows:
        triggers, wanted = gold_of(row)
        if not triggers:
            continue
        for gold, found in zip(wanted, find(text_of(row), triggers), strict=True):
            for role, tally in scores.items():
                one = [head for name, head in gold if role in {name, "all"}]
                other = [head for name, head in found if role in {name, "all"}]
                right = _right(gold, found) if role == "all" else _matched(one, other)
                tally.add(right, len(other), len(one))
    return {f"{role.lower()}_head_f1": tally.value() for role, tally in scores.items()}


def _matched(gold: Sequence[str], found: Sequence[str]) -> int:
    return sum(min(gold.count(head), found.count(head)) for head in dict.fromkeys(gold))


def _right(gold: Sequence[Argument], found: Sequence[Argument]) -> int:
    return sum(min(gold.count(one), found.count(one)) for one in dict.fromkeys(gold))


def main() -> None:
    """Print the figures; with ``--json`` the last line is one object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--file", type=Path, default=DATA / "wikievents" / "dev.jsonl.gz")
    parser.add_argument("--engine", default="encoder", choices=["encoder", "rules"])
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    if not options.file.is_file():
        print(f"skipped: {options.file} is not there (set CONCORD_DATA)")
        return
    find = by_model() if options.engine == "encoder" else by_rules()
    found = score(read_rows(options.file), find)
    for name, value in found.items():
        print(f"  {name:24s} {value:.3f}")
    if options.json:
        print(json.dumps(found))


if __name__ == "__main__":
    main()
