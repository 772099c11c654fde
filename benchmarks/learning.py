"""What rulings teach: ``python -m benchmarks.learning [--file TEXTS GOLD] [--json]``.

An analyst is simulated. The development digests (the default; any file in their format) are dealt
into two halves by the hash of their ids. One half is coded into a record, and every coded event is
ruled on by the annotation: rejected where no event is annotated in its sentence, its type, status
and background corrected where they differ from the annotated one, else accepted. ``concord train``
then fits a model. The other half is coded by the shipped model and by the fitted one.

``before_*`` and ``after_*`` are the figures of ``benchmarks.satp`` on that other half; ``rulings``
and ``documents`` what taught; ``seconds`` how long the training took.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.incidents import make_document, read_lines
from benchmarks.satp import locate, score_set
from concord import learning, pipeline
from concord.codebook.book import load
from concord.codebook.counting import family
from concord.coding.fitting import say
from concord.model import Decision
from concord.record import open_record

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from concord.codebook.book import Codebook
    from concord.model import Event
    from concord.record import Record

DATA = Path(os.environ.get("CONCORD_DATA", "../shared/data"))
RULED_AT = datetime(2024, 1, 1, tzinfo=UTC)


def halves(texts: Sequence[dict[str, Any]]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return the texts that teach and those that examine."""
    ranked = sorted(texts, key=lambda t: hashlib.sha256(t["id"].encode()).hexdigest())
    middle = len(ranked) // 2
    return ranked[:middle], ranked[middle:]


def rule(event: Event, text: str, gold: Sequence[dict[str, Any]]) -> Iterator[Decision]:
    """Yield the decisions of a reviewer who has the annotation before him."""
    near = [g for g in gold if g.get("trigger") and _is_near(event, text, g)]
    if not near:
        yield _decision("reject", event.id)
        return
    best = min(near, key=lambda g: (g["type"] != event.type, family(g["type"]) != event.family))
    right = {
        "type": best["type"],
        "status": best.get("status", "actual"),
        "background": bool(best.get("background")),
    }
    wrong = {name: value for name, value in right.items() if getattr(event, name) != value}
    for name, value in wrong.items():
        yield _decision("correct", event.id, field=name, value=value)
    if not wrong:
        yield _decision("accept", event.id)


def _is_near(event: Event, text: str, gold: dict[str, Any]) -> bool:
    """Return whether an annotated trigger stands in the sentence of an event."""
    entry = gold["trigger"][0] if isinstance(gold["trigger"], list) else gold["trigger"]
    start, end = locate(text, entry)
    between = text[min(event.end, end) : max(event.start, start)]
    return ". " not in between


def _decision(kind: Any, subject: str, **what: Any) -> Decision:
    return Decision(
        sequence=0, kind=kind, subjects=(subject,), who="simulated", recorded=RULED_AT, **what
    )


def teach(
    record: Record, texts: Sequence[dict[str, Any]], gold: dict[str, Any], book: Codebook
) -> int:
    """Code the texts into a record and rule on every event; return how many decisions."""
    documents = [make_document(entry) for entry in texts]
    record.add(documents)
    run = pipeline.code(record, book)
    made = 0
    for document in documents:
        coded = record.coding(run, document.id)
        for event in coded.events if coded else ():
            for decision in rule(event, document.text, gold[str(document.external_id)]["events"]):
                record.decide(decision, book=book)
                made += 1
    return made


def figures(texts: Sequence[dict[str, Any]], gold: dict[str, Any], most: int) -> dict[str, float]:
    """Return the figures before and after training."""
    book = load()
    first, second = (half[:most] for half in halves(texts))
    with tempfile.TemporaryDirectory() as folder:
        with open_record(f"{folder}/ruled.db") as record:
            rulings = teach(record, first, gold, book)
            started = time.perf_counter()
            fitting = learning.train(record, book)
            seconds = time.perf_counter() - started
        for verdict in fitting.verdicts:
            print(f"  {say(verdict)}")
        found = {"rulings": rulings, "documents": fitting.documents, "seconds": round(seconds, 1)}
        before = score_set(second, gold, book, "encoder")
        found |= {f"before_{name}": value for name, value in before.items()}
        if not fitting.refused:
            written = learning.write(fitting, out=Path(folder) / "model")
            after = score_set(second, gold, book, f"encoder:{written.folder}")
            found |= {f"after_{name}": value for name, value in after.items()}
        return found


def main() -> None:
    """Print the figures; with ``--json`` the last line is one object."""
    parser = argparse.ArgumentParser(description=__doc__)
    folder = DATA / "satp_events"
    default = [folder / "dev_texts.jsonl", folder / "dev_annotations.jsonl"]
    parser.add_argument("--file", type=Path, nargs=2, default=default, metavar=("TEXTS", "GOLD"))
    parser.add_argument("--most", type=int, default=10_000, help="documents of each half at most")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    if not all(file.exists() for file in options.file):
        print(f"skipped: {options.file[0]} is not there (set CONCORD_DATA)")
        return
    gold = {entry["id"]: entry for entry in read_lines(options.file[1])}
    found = figures(read_lines(options.file[0]), gold, options.most)
    for name, value in found.items():
        print(f"  {name:18s} {value:.3f}")
    if options.json:
        print(json.dumps(found))


if __name__ == "__main__":
    main()
