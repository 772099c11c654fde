"""Incidents, the whole path.

``python -m benchmarks.incidents [--file TEXTS GOLD] [--engine NAME] [--json]``

Texts are coded, linked and turned into event rows in memory; rows are matched to the gold incidents
and scored field by field (``benchmarks/scoring_incidents.py``, the measures of the data set's
README). ``negatives`` is the share of negative texts without a false main incident.
``--rows FILE`` keeps the rows. ``--gold-events`` links the gold incidents instead, as
``benchmarks.links`` does.
"""

from __future__ import annotations

import argparse
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks import links
from benchmarks import scoring_incidents as scoring
from concord.codebook.book import Codebook, load
from concord.coding import DEFAULT_ENGINE, code
from concord.identity import document_id, text_hash
from concord.linking import link
from concord.model import Document
from concord.record.rows_events import event_row
from concord.record.rows_redaction import Redactor

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

DATA = Path(os.environ.get("CONCORD_DATA", "../shared/data"))


def read_lines(file: Path) -> list[dict[str, Any]]:
    """Return the objects of a JSON lines file."""
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line]


def make_document(entry: dict[str, Any]) -> Document:
    """Return a document from an entry {id, text, url, published}."""
    return Document(
        id=document_id(entry["text"], entry["id"]),
        text=entry["text"],
        source=entry["id"],
        text_hash=text_hash(entry["text"]),
        external_id=entry["id"],
        url=entry.get("url"),
        published=entry.get("published"),
    )


def event_rows(
    texts: Iterable[dict[str, Any]], book: Codebook, engine: str
) -> list[dict[str, Any]]:
    """Return the event rows of texts read, coded and linked."""
    documents = [make_document(entry) for entry in texts]
    by_id = {document.id: document for document in documents}
    events = [event for coding in code(documents, book, engine=engine) for event in coding.events]
    incidents = {
        event_id: incident.id
        for incident in link(events, by_id, (), book)
        for event_id in incident.event_ids
    }
    redactor = Redactor(book, with_names=True)
    return [
        event_row(event, by_id[event.document_id], incidents.get(event.id), redactor)
        for event in events
    ]


def score(gold: Sequence[dict[str, Any]], found: Iterable[dict[str, Any]]) -> scoring.Tally:
    """Return the tally of rows against gold articles."""
    by_text: dict[str, list[dict[str, Any]]] = {}
    for row in found:
        by_text.setdefault(row["document_external_id"], []).append(row)
    tally = scoring.Tally()
    for article in gold:
        scoring.add_article(tally, article, by_text.get(article["id"], []))
    return tally


def main() -> None:
    """Print the figures; with ``--json`` the last line is one object."""
    parser = argparse.ArgumentParser(description=__doc__)
    folder = DATA / "incidents_dev"
    default = [folder / "texts.jsonl", folder / "gold.jsonl"]
    parser.add_argument("--file", type=Path, nargs=2, default=default, metavar=("TEXTS", "GOLD"))
    parser.add_argument("--engine", default=DEFAULT_ENGINE)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--rows", type=Path, help="write the event rows here")
    parser.add_argument(
        "--gold-events", action="store_true", help="link the gold events, as a perfect coder would"
    )
    options = parser.parse_args()
    if options.gold_events:
        given = ["--file", *map(str, options.file), *(["--json"] if options.json else [])]
        links.main(given)
        return
    if not all(file.exists() for file in options.file):
        print(f"skipped: {options.file[0]} is not there (set CONCORD_DATA)")
        return
    book = load()
    found = event_rows(read_lines(options.file[0]), book, options.engine)
    if options.rows:
        lines = (json.dumps(row, ensure_ascii=False, default=str) for row in found)
        options.rows.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    tally = score(read_lines(options.file[1]), found)
    _print(tally)
    if options.json:
        print(json.dumps(scoring.figures(tally)))


def _print(tally: scoring.Tally) -> None:
    found, false, missed = tally.main
    print(f"main incidents: {found} found, {false} false, {missed} missed")
    print("background: {} found, {} false, {} missed".format(*tally.background))
    print(f"negatives with a false main incident: {tally.alarms} of {tally.negatives}")
    for name, value in scoring.figures(tally).items():
        right, n = tally.fields.get(name, (0, 0))
        print(f"  {name:24s} {value:.3f}" + (f"  ({right}/{n})" if n else ""))


if __name__ == "__main__":
    main()
