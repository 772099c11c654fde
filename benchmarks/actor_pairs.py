"""Actors and their acts by the model alone: ``python -m benchmarks.actor_pairs [--json]``.

For each span in which the model reads who did, claimed or denied something, in the training texts
of incidents and every fourth digest paragraph: how likely its likeliest trigger is, and how often
that is right. Slices where most are right set the thresholds of ``coding/engines/pairing.py``; no
development text is read. Texts that the training of the model held out are told apart, since it
is surer of those that it was trained on.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.incidents import make_document, read_lines
from benchmarks.satp import locate
from concord.codebook.book import Codebook, load
from concord.coding import get_engine, prepare
from concord.coding.engines import enriching, joining, pairing, rules
from concord.coding.engines.decoding import Reader
from concord.coding.engines.model_file import find_folder
from concord.coding.engines.network import Network, load_network

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from concord.coding.actors import ActorMention
    from concord.coding.prepared import Prepared

DATA = Path(os.environ.get("CONCORD_DATA", "../shared/data"))
Span = tuple[int, int]
Slice = tuple[str, str, str, int]
KEYS = {"perpetrator": "perpetrator", "claimant": "claimed_by", "denier": "denied_by"}
_HELD_OUT = 26  # of 256, as in training/sources/catalogue.py
_EVERY = 4


def texts(data: Path) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Yield the training texts with their annotations."""
    for prefix in ("", "b_"):
        folder = data / "incidents_train"
        gold = {g["id"]: g for g in read_lines(folder / f"{prefix}annotations.jsonl")}
        yield from ((t, gold[t["id"]]) for t in read_lines(folder / f"{prefix}texts.jsonl"))
    folder = data / "satp_events"
    gold = {g["id"]: g for g in read_lines(folder / "train_annotations.jsonl")}
    yield from ((t, gold[t["id"]]) for t in read_lines(folder / "train_texts.jsonl")[::_EVERY])


def happenings(text: str, gold: dict[str, Any]) -> list[tuple[list[Span], dict[str, list[Span]]]]:
    """Return the triggers of each gold happening, and the spans that fill each role of it."""
    groups: dict[Any, list[dict[str, Any]]] = defaultdict(list)
    for number, event in enumerate(gold["events"]):
        if event.get("trigger"):
            groups[event.get("group") or -number - 1].append(event)
    return [
        (
            [locate(text, t) for e in events for t in (e["trigger"], *(e.get("mentions") or []))],
            {
                role: [locate(text, words) for e in events for words in _listed(e.get(key))]
                for role, key in KEYS.items()
            },
        )
        for events in groups.values()
    ]


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value] if value else []


def slices(
    prepared: Prepared, gold: dict[str, Any], reader: Reader, book: Codebook
) -> Iterator[tuple[Slice, bool]]:
    """Yield for each span of an actor its role, where it stands, its slice, and if it is right."""
    prepared = enriching.enrich(prepared, reader, book)
    draft = rules.Draft(prepared)
    rules.read_clauses(draft, joining.triggers_of(prepared.text, reader, book), book)
    pairs = pairing.Pairs(draft, reader)
    told = happenings(prepared.text, gold)
    for role in KEYS:
        for span in reader.spans(role):
            actors = pairing.actors_in(prepared, span)
            scores = pairs.scores(role, (span.start, span.end))
            if not actors or not scores:
                continue
            number, score = max(scores.items(), key=lambda item: item[1])
            trigger = draft.mentions[number]
            same = prepared.sentence_at(trigger.start) == prepared.sentence_at(span.start)
            for triggers, fillers in told:
                if any(_overlap((trigger.start, trigger.end), t) for t in triggers):
                    right = _fills(prepared, actors, fillers[role])
                    where = "beside" if same else "elsewhere"
                    yield (role, where, _part(gold["id"]), min(9, int(10 * score))), right
                    break


def _part(name: str) -> str:
    held = hashlib.sha256(name.encode()).digest()[0] < _HELD_OUT
    return "held out" if held else "trained on"


def _fills(prepared: Prepared, actors: Sequence[ActorMention], wanted: Sequence[Span]) -> bool:
    """Return whether an actor stands in a gold span, or is one who is named in it."""
    inside = [a for a in prepared.actors if any(_overlap((a.start, a.end), w) for w in wanted)]
    names = {a.actor_id or a.name for a in inside} - {None}
    return any(
        (a.actor_id or a.name) in names or any(_overlap((a.start, a.end), w) for w in wanted)
        for a in actors
    )


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def count(data: Path, book: Codebook, network: Network) -> dict[Slice, list[int]]:
    """Return for each slice how many spans are right, and how many there are."""
    counts: dict[Slice, list[int]] = defaultdict(lambda: [0, 0])
    for text, gold in texts(data):
        prepared = prepare(make_document(text), book)
        reader = Reader(prepared.text, network.read(prepared.text), network)
        for key, right in slices(prepared, gold, reader, book):
            counts[key][0] += right
            counts[key][1] += 1
    return dict(counts)


def main() -> None:
    """Print the table; with ``--json`` the last line is one object."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.actor_pairs", description=__doc__)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    if not (DATA / "incidents_train").exists():
        print(f"skipped: no data at {DATA} (set CONCORD_DATA)")
        return
    get_engine("encoder")  # says what is missing, if the model cannot run
    counts = count(DATA, load(), load_network(find_folder(), 1))
    for role, where, part in sorted({key[:3] for key in counts}):
        row = ((n, counts.get((role, where, part, n))) for n in range(10))
        told = "  ".join(f"{n / 10:.1f} {c[0]}/{c[1]}" for n, c in row if c)
        print(f"{role:12s} {where:10s} {part:11s} {told}")
    if options.json:
        print(json.dumps({" ".join(map(str, key)): value for key, value in sorted(counts.items())}))


if __name__ == "__main__":
    main()
