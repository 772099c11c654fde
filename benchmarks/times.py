"""Time expressions against TempEval-3: ``python -m benchmarks.times [--file PATH...] [--json]``.

Relaxed F1 counts overlapping spans, strict F1 equal ones; value F1 is relaxed F1 times the share
of matched expressions with the right TIMEX3 value (UzZaman et al., SemEval-2013 task 1). The
default is the development part: documents whose sha1(doc id) begins with 0, 1 or 2; ``--part
meantime`` are the Wikinews articles of MEANTIME. The second measure is the day of the annotated
events of the invented news texts: is it among the days found?
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import os
import re
from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks import meantime
from benchmarks.times_others import OTHERS, is_installed
from benchmarks.timexes import Timex, score
from concord.coding import times

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

DATA = Path(os.environ.get("CONCORD_DATA", "../shared/data"))
SETS = ("tempeval3_timebank_train.jsonl.gz", "tempeval3_aquaint_train.jsonl.gz")
_DEV = frozenset("012")


_TYPES = {
    "date": "DATE",
    "time": "TIME",
    "duration": "DURATION",
    "repeated": "SET",
    "vague": "DATE",
}


def ours(text: str, published: date | None) -> list[Timex]:
    """Return the expressions that Concord reads."""
    return [
        Timex(found.start, found.end, found.text, _TYPES[found.kind], found.value)
        for found in times.expressions(text, published=published)
    ]


def read_rows(paths: Iterable[Path]) -> list[dict[str, Any]]:
    """Return the rows of JSON lines, plain or gzipped."""
    rows: list[dict[str, Any]] = []
    for path in paths:
        raw = path.read_bytes()
        text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8")
        rows += [json.loads(line) for line in text.split("\n") if line.strip()]
    return rows


def paths_of(part: str) -> list[Path]:
    """Return the files that a part of the data lies in."""
    if part == "meantime":
        return [DATA / "meantime" / "meantime_en.jsonl.gz"]
    return [DATA / "timex" / name for name in SETS]


def is_dev(row: dict[str, Any]) -> bool:
    """Return whether a document belongs to the development part."""
    return hashlib.sha1(row["doc_id"].encode()).hexdigest()[0] in _DEV  # noqa: S324 - the split's own rule


def event_days(folder: Path) -> dict[str, float]:
    """Return how many annotated event days are among the days read in their news text."""
    hits = total = 0
    for prefix in ("", "b_"):
        texts = {row["id"]: row for row in read_rows([folder / f"{prefix}texts.jsonl"])}
        for row in read_rows([folder / f"{prefix}annotations.jsonl"]):
            text = texts[row["id"]]
            published = text.get("published")
            read = times.find(
                text["text"], published=date.fromisoformat(published[:10]) if published else None
            )
            for event in row["events"]:
                if event.get("date_precision") != "day" or not event.get("time"):
                    continue
                day = date.fromisoformat(event["date_iso"])
                total += 1
                hits += any(
                    when.first and when.last and when.first <= day <= when.last
                    and when.precision in {"day", "week"}
                    for when in read
                )  # fmt: skip
    return {"event_day_found": hits / max(1, total), "event_days": float(total)}


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures; exit status 0 also where the data is missing."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.times", description=__doc__)
    parser.add_argument("--file", nargs="+", type=Path, help="files in the data set's format")
    parser.add_argument("--engine", default="rules", help="accepted for symmetry; rules only")
    parser.add_argument("--part", choices=("dev", "train", "meantime"), default="dev")
    parser.add_argument("--errors", type=int, default=0, help="print so many errors of each kind")
    parser.add_argument(
        "--compare",
        nargs="*",
        choices=sorted(OTHERS),
        default=["dateparser"],
        help="others to measure in the same run, where they are installed",
    )
    parser.add_argument("--no-compare", action="store_true", help="measure no others")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    paths = options.file or paths_of(options.part)
    if not all(path.exists() for path in paths):
        print(f"times: skipped, no data at {paths[0].parent} (set CONCORD_DATA)")
        return 0
    rows = read_rows(paths)
    if options.part == "meantime":
        rows = meantime.rows_of(rows)
    elif not options.file:
        rows = [row for row in rows if is_dev(row) == (options.part == "dev")]
    errors: list[tuple[str, ...]] = []
    figures = score(rows, ours, errors=errors)
    _print("concord", figures)
    _compare(rows, () if options.no_compare else options.compare)
    folder = DATA / "incidents_train"
    if folder.exists() and not options.file:
        figures |= event_days(folder)
        print(f"event days found in the invented news texts: {figures['event_day_found']:.3f}")
    _print_forms(errors)
    _print_errors(errors, options.errors)
    if options.json:
        print(json.dumps({name: round(value, 4) for name, value in figures.items()}))
    return 0


def _print(name: str, figures: dict[str, float]) -> None:
    print(name.ljust(12), *(f"{key} {value:.3f}" for key, value in figures.items()))


_FORMS = (
    ("quarter", r"-Q|^P\dQ"),
    ("time of day", r"T(?:\d|[A-Z])"),
    ("week", r"-W"),
    ("reference", r"_REF"),
    ("duration or set", r"^P"),
    ("day", r"^\d{4}-\d\d-\d\d$"),
    ("month", r"^\d{4}-\d\d$"),
    ("year", r"^\d{4}$"),
)
_UNLIKE = re.compile(r"-[QW]X|\d-?X|-XX$|^P\w*E$")


def form_of(value: str) -> str:
    """Return the form of a TIMEX3 value; ``unlike the guide`` are values such as 1989-WXX."""
    if _UNLIKE.search(value):
        return "unlike the guide"
    return next((name for name, shape in _FORMS if re.search(shape, value)), "other")


def _compare(rows: Sequence[dict[str, Any]], names: Sequence[str]) -> None:
    for name in names:
        if not is_installed(name):
            print(f"{name} is not installed: not compared")
            continue
        _print(name, score(rows, OTHERS[name][1]))


def _print_forms(errors: Sequence[tuple[str, ...]]) -> None:
    """Print what fails, by the form of the annotated value and of ours."""
    wrong = Counter((form_of(e[3]), form_of(e[5])) for e in errors if e[0] == "value")
    missed = Counter(form_of(e[3]) for e in errors if e[0] == "missed")
    print("wrong values by form (annotated, read):")
    for (wanted, read), number in sorted(wrong.items(), key=lambda pair: (-pair[1], pair[0])):
        print(f"  {number:3}  {wanted:18} {read}")
    print("missed:", ", ".join(f"{name} {number}" for name, number in sorted(missed.items())))


def _print_errors(errors: Sequence[tuple[str, ...]], count: int) -> None:
    kinds = Counter(error[0] for error in errors)
    print("errors:", ", ".join(f"{kind} {number}" for kind, number in sorted(kinds.items())))
    for kind in sorted(kinds):
        for error in [error for error in errors if error[0] == kind][:count]:
            print("  ", " | ".join(error))


if __name__ == "__main__":
    raise SystemExit(main())
