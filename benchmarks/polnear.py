"""Who says what in political news: ``python -m benchmarks.polnear [--file FILE] [--json]``.

``FILE`` is in the format of the data set's README (``text`` and ``annotations`` by annotator, with
character spans of source, cue and content); the default is its development split. The first
annotator's annotations count. Figures are precision, recall and F1, for each kind of span:

- ``token``: over tokens (runs of letters and digits); one is right if both have it in a span of
  that kind, whatever the attribution;
- ``exact`` and ``partial``: over spans, one to one; one is right if it has the same tokens as an
  annotated one, or shares a token with it. Marks at the edges of spans do not count.

An engine's attributions are scored as they stand in its coding: the source as written, the cue, the
stretches attributed. ``spans_*`` (engine ``encoder`` only) are the model's own spans beside them.
"""

from __future__ import annotations

import argparse
import json
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.incidents import make_document
from benchmarks.muc4 import read_rows
from benchmarks.satp import Score, pair
from concord.codebook.book import load
from concord.coding import DEFAULT_ENGINE, prepare
from concord.coding.engines.decoding import Reader
from concord.coding.engines.listening import cues_of, hear_more
from concord.coding.engines.model_file import find_folder
from concord.coding.engines.network import count_threads, load_network

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

DATA = Path(os.environ.get("CONCORD_DATA", "../shared/data"))
KINDS = ("source", "cue", "content")
MEASURES = ("token", "exact", "partial")
_TOKEN = re.compile(r"\w+")
Spans = dict[str, list[tuple[int, int]]]


def of_engine(name: str) -> Callable[[str], Spans]:
    """Return a reader of the spans of the attributions that an engine's coding starts from.

    Every text is read to its end, as the engine reads those on its topic; of campaign news it would
    read the beginning only.
    """
    book = load()
    network = load_network(find_folder(), count_threads()) if name == "encoder" else None

    def read(text: str) -> Spans:
        prepared = prepare(make_document({"id": "text", "text": text}), book)
        said = prepared.heard.said
        if network is not None:
            said = hear_more(prepared, Reader(text, network.read(text), network), book).said
        cued = [a for a in said if a.cue is not None and a.cue_start is not None]
        return {
            "source": [(a.source_start, a.source_start + len(a.written)) for a in cued],
            "cue": [(a.cue_start or 0, (a.cue_start or 0) + len(a.cue or "")) for a in cued],
            "content": [(span.start, span.end) for a in said for span in a.content],
        }

    return read


def of_model() -> Callable[[str], Spans]:
    """Return a reader of the spans that the model tags."""
    network = load_network(find_folder(), count_threads())

    def read(text: str) -> Spans:
        reader = Reader(text, network.read(text), network)
        told = {kind: cues_of(reader) if kind == "cue" else reader.spans(kind) for kind in KINDS}
        return {kind: [(s.start, s.end) for s in told[kind]] for kind in KINDS}

    return read


def gold_of(row: Mapping[str, Any]) -> Spans:
    """Return the spans of the first annotator."""
    annotations = next(iter(row["annotations"].values()))
    return {
        kind: [(start, end) for one in annotations for start, end in one[kind]] for kind in KINDS
    }


def tokens_in(text: str, spans: Iterable[tuple[int, int]]) -> set[int]:
    """Return where the tokens begin that lie in any of the spans."""
    return {m.start() for start, end in spans for m in _TOKEN.finditer(text, start, end)}


def score(
    rows: Sequence[Mapping[str, Any]], read: Callable[[str], Spans], prefix: str = ""
) -> dict[str, float]:
    """Return precision, recall and F1 of each kind of span, by tokens and by spans."""
    scores = {(kind, measure): Score() for kind in KINDS for measure in MEASURES}
    for row in rows:
        wanted, found = gold_of(row), read(row["text"])
        for kind in KINDS:
            gold, have = (tokens_in(row["text"], spans[kind]) for spans in (wanted, found))
            scores[kind, "token"].add(len(gold & have), len(have), len(gold))
            spans = [parts_of(row["text"], each[kind]) for each in (wanted, found)]
            for measure, fits in (("exact", _equal), ("partial", _meet)):
                pairs = pair(spans[0], spans[1], fits)
                scores[kind, measure].add(len(pairs), len(spans[1]), len(spans[0]))
    figures = {}
    for (kind, measure), tally in scores.items():
        name = f"{prefix}{kind}_{measure}"
        figures[f"{name}_precision"] = tally.found / (tally.found + tally.false or 1)
        figures[f"{name}_recall"] = tally.found / (tally.found + tally.missed or 1)
        figures[f"{name}_f1"] = tally.value()
    return figures


def parts_of(text: str, spans: Iterable[tuple[int, int]]) -> list[frozenset[int]]:
    """Return each span, once, as where its tokens begin; spans without one are left out."""
    parts = (frozenset(tokens_in(text, [span])) for span in sorted(set(spans)))
    return list(dict.fromkeys(part for part in parts if part))


def _equal(one: frozenset[int], other: frozenset[int]) -> bool:
    return one == other


def _meet(one: frozenset[int], other: frozenset[int]) -> bool:
    return not one.isdisjoint(other)


def main() -> None:
    """Print the figures; with ``--json`` the last line is one object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--file", type=Path, default=DATA / "polnear" / "dev.jsonl.gz")
    parser.add_argument("--engine", default=DEFAULT_ENGINE)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    if not options.file.is_file():
        print(f"skipped: {options.file} is not there (set CONCORD_DATA)")
        return
    rows = read_rows(options.file)
    figures = score(rows, of_engine(options.engine))
    if options.engine == "encoder":
        figures |= score(rows, of_model(), "spans_")
    for name, value in figures.items():
        print(f"  {name:32s} {value:.3f}")
    if options.json:
        print(json.dumps(figures))


if __name__ == "__main__":
    main()
