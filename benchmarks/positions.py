"""Statements, positions, relations and statistics: ``python -m benchmarks.positions [--json]``.

``--file TEXTS GOLD`` scores any pair in the format of the data set; the default is its development
split. What is measured stands in ``benchmarks/scoring_positions.py``. ``--show N`` prints N errors.
Relations are printed by kind too.
"""

from __future__ import annotations

import argparse
import json
import os
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.scoring_positions import Tally, aliases_of, score_document
from concord.codebook.book import load
from concord.coding import DEFAULT_ENGINE, code
from concord.identity import document_id, text_hash
from concord.model import Coding, Document

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

DATA = Path(os.environ.get("CONCORD_DATA", "../shared/data"))
_DAY = len("2024-01-31")
HEADLINE = ("actor_option", "signed", "statistics", "relations")


def read_rows(file: Path) -> list[dict[str, Any]]:
    """Return the objects of a JSON lines file."""
    with file.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def documents(rows: Sequence[Mapping[str, Any]]) -> Iterator[Document]:
    """Yield the texts as documents; a date known to the month only leaves the text undated."""
    for row in rows:
        published = row.get("published")
        yield Document(
            id=document_id(row["text"], row["id"]),
            text=row["text"],
            source=row["id"],
            text_hash=text_hash(row["text"]),
            external_id=row["id"],
            url=row.get("url"),
            published=published if published and len(published) >= _DAY else None,
            language="en",
        )


def measure(texts: Path, gold: Path, *, engine: str) -> Tally:
    """Return the tally of an engine over one file of texts and its gold rows."""
    book = load()
    read = list(documents(read_rows(texts)))
    codings = dict(zip((d.source for d in read), code(read, book, engine=engine), strict=True))
    tally = Tally()
    wanted = read_rows(gold)
    aliases = aliases_of(wanted)
    for row in wanted:
        coding = codings.get(row["id"], Coding(document_id=row["id"], run_id=""))
        score_document(
            tally,
            row,
            [asdict(s) for s in coding.statements],
            [asdict(s) for s in coding.statistics],
            [asdict(r) for r in coding.relations],
            aliases,
        )
    return tally


def main() -> None:
    """Print the figures, and as the last line one JSON object with ``--json``."""
    parser = argparse.ArgumentParser(description=__doc__)
    folder = DATA / "positions_dev"
    parser.add_argument("--file", nargs=2, type=Path, metavar=("TEXTS", "GOLD"), default=None)
    parser.add_argument("--engine", default=DEFAULT_ENGINE)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--show", type=int, default=0)
    options = parser.parse_args()
    texts, gold = options.file or (folder / "texts.jsonl", folder / "gold.jsonl")
    if not texts.is_file() or not gold.is_file():
        print(f"skipped: there is no {texts}; set CONCORD_DATA to the folder of the data sets")
        return
    tally = measure(texts, gold, engine=options.engine)
    for line in tally.errors[: options.show]:
        print(line)
    figures = tally.figures()
    for name in HEADLINE:
        counts = getattr(tally, name)
        print(
            f"{name:14s} P {figures[name + '_precision']:.3f} R {figures[name + '_recall']:.3f} "
            f"F1 {figures[name + '_f1']:.3f}  (gold {counts.gold}, predicted {counts.predicted})"
        )
    for name, counts in sorted(tally.kinds.items()):
        told = counts.figures("kind")
        print(
            f"  {name:22s} P {told['kind_precision']:.3f} R {told['kind_recall']:.3f} "
            f"F1 {told['kind_f1']:.3f}  (gold {counts.gold}, predicted {counts.predicted})"
        )
    if options.json:
        print(json.dumps({name: round(value, 4) for name, value in figures.items()}))


if __name__ == "__main__":
    main()
