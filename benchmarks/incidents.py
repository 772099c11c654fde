"""Incidents, the whole path.

``python -m benchmarks.incidents [--file TEXTS GOLD | --set NAME] [--engine NAME] [--json]``

Texts are coded, linked and turned into event rows in memory; rows are matched to the gold incidents
and scored field by field (``benchmarks/scoring_incidents.py``, the measures of the data set's
README). ``negatives`` is the share of negative texts without a false main incident.
``--rows FILE`` keeps the rows. ``--gold-events`` links the gold incidents instead, as
``benchmarks.links`` does. ``--set fresh`` scores invented reports of ours
(``benchmarks/data/incidents_fresh_*.jsonl``) and each batch of them apart; ``--set sealed`` thirty
everyday ones whose errors nobody has read. ``--faults`` lists every error by its cause.
"""

from __future__ import annotations

import argparse
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks import faults_incidents, links
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
OURS = Path(__file__).parent / "data"
SETS = {
    "dev": (DATA / "incidents_dev" / "texts.jsonl", DATA / "incidents_dev" / "gold.jsonl"),
    "fresh": (OURS / "incidents_fresh_texts.jsonl", OURS / "incidents_fresh_gold.jsonl"),
    "second": (OURS / "incidents_second_texts.jsonl", OURS / "incidents_second_gold.jsonl"),
    "third": (OURS / "incidents_third_texts.jsonl", OURS / "incidents_third_gold.jsonl"),
    "sealed": (OURS / "incidents_sealed_texts.jsonl", OURS / "incidents_sealed_gold.jsonl"),
}
_CHIEF = (
    "main_f1",
    "all_f1",
    "negatives",
    "type",
    "day",
    "admin1",
    "killed_low",
    "injured_low",
    "killed_attackers",
    "perpetrator",
    "background_flag",
)


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


def score_batches(
    gold: Sequence[dict[str, Any]], found: Sequence[dict[str, Any]]
) -> dict[str, scoring.Tally]:
    """Return the tally of each batch, the part of an article's id before its hyphen."""
    batches: dict[str, list[dict[str, Any]]] = {}
    for article in gold:
        batches.setdefault(article["id"].partition("-")[0], []).append(article)
    return {name: score(articles, found) for name, articles in batches.items()}


def main() -> None:
    """Print the figures; with ``--json`` the last line is one object."""
    options = _parser().parse_args()
    files = options.file or SETS[options.set]
    if options.gold_events:
        given = ["--file", *map(str, files), *(["--json"] if options.json else [])]
        links.main(given)
        return
    if not all(file.exists() for file in files):
        print(f"skipped: {files[0]} is not there (set CONCORD_DATA)")
        return
    found = event_rows(read_lines(files[0]), load(), options.engine)
    if options.rows:
        lines = (json.dumps(row, ensure_ascii=False, default=str) for row in found)
        options.rows.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    gold = read_lines(files[1])
    tally = score(gold, found)
    show(tally)
    if options.faults:
        print(faults_incidents.listed(gold, found))
    figures = scoring.figures(tally)
    if options.set == "fresh" and not options.file:
        figures |= _print_batches(score_batches(gold, found))
    if options.json:
        print(json.dumps(figures))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    given = parser.add_mutually_exclusive_group()
    given.add_argument("--file", type=Path, nargs=2, metavar=("TEXTS", "GOLD"))
    given.add_argument("--set", choices=sorted(SETS), default="dev")
    parser.add_argument("--engine", default=DEFAULT_ENGINE)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--rows", type=Path, help="write the event rows here")
    parser.add_argument("--faults", action="store_true", help="list every error by its cause")
    parser.add_argument(
        "--gold-events", action="store_true", help="link the gold events, as a perfect coder would"
    )
    return parser


def _print_batches(batches: dict[str, scoring.Tally]) -> dict[str, float]:
    """Print the chief figures of each batch; return them under the batch's name."""
    kept: dict[str, float] = {}
    for name, tally in batches.items():
        figures = scoring.figures(tally)
        chief = {key: figures[key] for key in _CHIEF if key in figures}
        print(f"{name}: " + ", ".join(f"{key} {value:.3f}" for key, value in chief.items()))
        kept |= {f"{name}_{key}": value for key, value in chief.items()}
    return kept


def show(tally: scoring.Tally) -> None:
    """Print the figures of a tally, with the counts that they come from."""
    found, false, missed = tally.main
    print(f"main incidents: {found} found, {false} false, {missed} missed")
    print("background: {} found, {} false, {} missed".format(*tally.background))
    print(f"negatives with a false main incident: {tally.alarms} of {tally.negatives}")
    for name, value in scoring.figures(tally).items():
        right, n = tally.fields.get(name, (0, 0))
        print(f"  {name:24s} {value:.3f}" + (f"  ({right}/{n})" if n else ""))


if __name__ == "__main__":
    main()
