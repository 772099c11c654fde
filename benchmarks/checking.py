"""Verdicts on printed statistics: ``python -m benchmarks.checking [--json]``.

``generated`` is made from UCDP GED Pakistan by SQL (a third of it, by hash, was never looked at
while rules were written: ``held``). ``written`` are sentences in the style of annual security
reports, each with the query that tells its truth; ``free`` and ``fresh`` are more of them, written
to break the reading after the rules stood, and then used to mend it. All are answered from the
record alone, into which the GED file is imported. ``institutes`` restates published figures with
their sources and is answered from the published series alone.

``--file FILE...`` scores any file of JSON lines with ``text`` and ``verdict`` (and, if wanted,
``value``: only the statistic with that number is scored; ``published``; ``series`` true to ask the
published series, too). A text with several statistics is scored by its weakest point. ``accuracy``
is over all texts, ``recall_X`` over those that must come out as X; ``false_holds`` and
``false_does_not_hold`` count texts that came out so and must not. ``--errors`` lists what is wrong.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import tempfile
from collections import Counter
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.positions import DATA, read_rows
from concord import checking, pipeline
from concord.codebook.book import load
from concord.exchange import import_ged
from concord.record import open_record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from concord.model import Verdict

HERE = Path(__file__).parent / "data"
GED = DATA / "ucdp_ged_pakistan" / "events_1989_2019.jsonl.gz"
ANSWERS = ("holds", "holds_under", "differs", "does_not_hold", "cannot_be_checked")
SCORED = ("generated", "held", "written", "free", "fresh", "institutes")


def write_csv(source: Path, target: Path) -> None:
    """Write the events of a gzipped file of JSON lines as the CSV that `import ged` reads."""
    with gzip.open(source, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    columns = [name for name in rows[0] if name != "sources"]
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)


@contextmanager
def record_of(source: Path) -> Iterator[checking.Evidence]:
    """Give the evidence of a record that holds the GED file and nothing else."""
    book = load()
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "ged221-pak.csv"
        write_csv(source, table)
        with open_record(str(Path(folder) / "check.db")) as record:
            found = import_ged(table, book, version="22.1", country="Pakistan")
            pipeline.import_rows(record, found)
            yield pipeline.evidence(record, book, series=False)


def answer(row: Mapping[str, Any], evidence: checking.Evidence) -> tuple[str, tuple[Verdict, ...]]:
    """Return the verdict on a row's text, and all verdicts on its statistics."""
    verdicts = checking.check_text(row["text"], evidence, published=row.get("published"))
    wanted = row.get("number")
    if wanted is not None:
        verdicts = tuple(v for v in verdicts if _has(v, wanted)) or verdicts
    return checking.overall(verdicts), verdicts


def _has(verdict: Verdict, number: float) -> bool:
    plain = f"{number:g}"
    return f": {plain}" in verdict.understood.replace(",", "") or (
        f"+{plain} " in verdict.understood or f"-{plain} " in verdict.understood
    )


def score(pairs: Sequence[tuple[str, str]]) -> dict[str, float]:
    """Return the figures for pairs of the verdict wanted and the one given."""
    right = sum(wanted == given for wanted, given in pairs)
    figures = {"texts": float(len(pairs)), "accuracy": right / len(pairs) if pairs else 0.0}
    asked = Counter(wanted for wanted, _ in pairs)
    hits = Counter(wanted for wanted, given in pairs if wanted == given)
    for name in ANSWERS:
        if asked[name]:
            figures[f"recall_{name}"] = hits[name] / asked[name]
    for name in ("holds", "does_not_hold"):
        figures[f"false_{name}"] = float(sum(g == name != w for w, g in pairs))
    return figures


def run(
    rows: Iterable[Mapping[str, Any]], evidence: checking.Evidence, *, errors: bool
) -> dict[str, float]:
    """Return the figures of one set, and print what came out wrong if asked to."""
    pairs = []
    for row in rows:
        given, verdicts = answer(row, evidence)
        pairs.append((row["verdict"], given))
        if errors and given != row["verdict"]:
            print(f"{row.get('id', '')}: wanted {row['verdict']}, got {given}: {row['text']}")
            for each in verdicts:
                print(f"    {each.verdict}: {each.understood} | {each.reason}")
    return score(pairs)


def sets_of(evidence: checking.Evidence) -> Iterator[tuple[str, list[Any], checking.Evidence]]:
    """Yield our sets with what each is checked against."""
    from benchmarks.checking_generated import as_rows, generate

    made = as_rows(generate(GED))
    yield "generated", [r for r in made if not r["held"]], evidence
    yield "held", [r for r in made if r["held"]], evidence
    yield "written", read_rows(HERE / "checking_written.jsonl"), evidence
    for name in ("free", "fresh"):
        yield name, read_rows(HERE / f"checking_{name}.jsonl"), evidence
    series = checking.gather(None, load())
    yield "institutes", read_rows(HERE / "checking_institutes.jsonl"), series


def files_of(
    files: Sequence[Path], evidence: checking.Evidence
) -> Iterator[tuple[str, list[Any], checking.Evidence]]:
    """Yield the sets of files, the rows that ask for the published series apart."""
    from dataclasses import replace

    both = replace(evidence, series=load().series)
    for file in files:
        rows = read_rows(file)
        yield file.stem, [r for r in rows if not r.get("series")], evidence
        yield f"{file.stem}_series", [r for r in rows if r.get("series")], both


def main() -> None:
    """Print the figures of each set, and as the last line one JSON object with ``--json``."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--file", nargs="+", type=Path, default=None)
    parser.add_argument("--engine", default="rules")
    parser.add_argument("--only", choices=SCORED)
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    if not GED.is_file():
        print(f"skipped: there is no {GED}; set CONCORD_DATA to the folder of the data sets")
        return
    made: dict[str, float] = {}
    with record_of(GED) as evidence:
        sets = files_of(options.file, evidence) if options.file else sets_of(evidence)
        for name, rows, against in sets:
            if not rows or (options.only and name != options.only):
                continue
            figures = run(rows, against, errors=options.errors)
            print(f"{name}: " + ", ".join(f"{k} {v:.3g}" for k, v in figures.items()))
            made |= {f"{name}_{key}": value for key, value in figures.items()}
    if options.json:
        print(json.dumps({name: round(value, 4) for name, value in made.items()}))


if __name__ == "__main__":
    main()
