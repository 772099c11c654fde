"""Time expressions against TempEval-3: ``python -m benchmarks.times [--file PATH...] [--json]``.

Relaxed F1 counts overlapping spans, strict F1 equal ones; value F1 is relaxed F1 times the share
of matched expressions with the right TIMEX3 value (UzZaman et al., SemEval-2013 task 1). The
default is the development part: documents whose sha1(doc id) begins with 0, 1 or 2. The second
measure is the day of the annotated events of the invented news texts: is it among the days found?
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from concord.coding import times

DATA = Path(os.environ.get("CONCORD_DATA", "../shared/data"))
SETS = ("tempeval3_timebank_train.jsonl.gz", "tempeval3_aquaint_train.jsonl.gz")
_DEV = frozenset("012")


@dataclass(frozen=True, slots=True)
class Timex:
    """One expression: offsets, words, TIMEX3 type and value."""

    start: int
    end: int
    text: str
    type: str
    value: str


Extractor = Callable[[str, date | None], list[Timex]]
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


def by_dateparser(text: str, published: date | None) -> list[Timex]:
    """Return what ``dateparser.search`` finds, as days."""
    import datetime as dt

    from dateparser.search import search_dates

    base = dt.datetime.combine(published, dt.time()) if published else None
    settings: dict[str, Any] = {"PREFER_DATES_FROM": "past"}
    if base:
        settings["RELATIVE_BASE"] = base
    found, position = [], 0
    for words, when in search_dates(text, languages=["en"], settings=settings) or []:
        start = text.find(words, position)
        if start < 0:
            continue
        position = start + len(words)
        found.append(Timex(start, position, words, "DATE", when.date().isoformat()))
    return found


def read_rows(paths: Iterable[Path]) -> list[dict[str, Any]]:
    """Return the rows of JSON lines, plain or gzipped."""
    rows: list[dict[str, Any]] = []
    for path in paths:
        raw = path.read_bytes()
        text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8")
        rows += [json.loads(line) for line in text.split("\n") if line.strip()]
    return rows


def is_dev(row: dict[str, Any]) -> bool:
    """Return whether a document belongs to the development part."""
    return hashlib.sha1(row["doc_id"].encode()).hexdigest()[0] in _DEV  # noqa: S324 - the split's own rule


def gold_of(row: dict[str, Any]) -> list[Timex]:
    """Return the annotated expressions of a document."""
    return [
        Timex(one["start"], one["end"], one["text"], one["type"], one["value"])
        for one in row["timexes"]
        if one["end"] > one["start"]
    ]


def score(
    rows: Sequence[dict[str, Any]],
    extract: Extractor,
    *,
    errors: list[tuple[str, ...]] | None = None,
) -> dict[str, float]:
    """Return relaxed, strict, type and value F1 of an extractor over documents."""
    total: Counter[str] = Counter()
    for row in rows:
        gold = gold_of(row)
        found = extract(row["text"], date.fromisoformat(row["dct"][:10]))
        _count(row, gold, found, total, errors)
    return {
        "relaxed_f1": f1(total["relaxed"], total["found"], total["gold"]),
        "strict_f1": f1(total["strict"], total["found"], total["gold"]),
        "type_f1": f1(total["type"], total["found"], total["gold"]),
        "value_f1": f1(total["value"], total["found"], total["gold"]),
        "relaxed_precision": total["relaxed"] / max(1, total["found"]),
        "relaxed_recall": total["relaxed"] / max(1, total["gold"]),
        "expressions": float(total["gold"]),
    }


def f1(hits: int, found: int, gold: int) -> float:
    """Return the F1 of hits among found and gold."""
    return 2 * hits / (found + gold) if found + gold else 0.0


def _count(
    row: dict[str, Any],
    gold: Sequence[Timex],
    found: Sequence[Timex],
    total: Counter[str],
    errors: list[tuple[str, ...]] | None,
) -> None:
    total["gold"] += len(gold)
    total["found"] += len(found)
    used: set[int] = set()
    for one in gold:
        overlapping = [
            (at, other)
            for at, other in enumerate(found)
            if at not in used and other.start < one.end and one.start < other.end
        ]
        if not overlapping:
            _note(errors, "missed", row, one, None)
            continue
        at, hit = max(
            overlapping, key=lambda pair: (pair[1].start == one.start, pair[1].end == one.end)
        )
        used.add(at)
        total["relaxed"] += 1
        strict = (hit.start, hit.end) == (one.start, one.end)
        total["strict"] += strict
        total["type"] += hit.type == one.type
        total["value"] += hit.value == one.value
        if not strict:
            _note(errors, "span", row, one, hit)
        if hit.value != one.value:
            _note(errors, "value", row, one, hit)
    for at, other in enumerate(found):
        if at not in used:
            _note(errors, "spurious", row, None, other)


def _note(
    errors: list[tuple[str, ...]] | None,
    kind: str,
    row: dict[str, Any],
    one: Timex | None,
    hit: Timex | None,
) -> None:
    if errors is None:
        return
    around = one or hit
    assert around is not None  # noqa: S101 - one of the two is given
    context = row["text"][max(0, around.start - 50) : around.end + 30].replace("\n", " ")
    errors.append(
        (
            kind,
            row["dct"][:10],
            one.text if one else "",
            one.value if one else "",
            hit.text if hit else "",
            hit.value if hit else "",
            context,
        )
    )


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
    parser.add_argument("--part", choices=("dev", "train"), default="dev")
    parser.add_argument("--errors", type=int, default=0, help="print so many errors of each kind")
    parser.add_argument("--no-compare", action="store_true", help="leave dateparser out")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    paths = options.file or [DATA / "timex" / name for name in SETS]
    if not all(path.exists() for path in paths):
        print(f"times: skipped, no data at {paths[0].parent} (set CONCORD_DATA)")
        return 0
    rows = read_rows(paths)
    if not options.file:
        rows = [row for row in rows if is_dev(row) == (options.part == "dev")]
    errors: list[tuple[str, ...]] = []
    figures = score(rows, ours, errors=errors)
    _print("concord", figures)
    if not options.no_compare:
        _compare(rows)
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


def _compare(rows: Sequence[dict[str, Any]]) -> None:
    try:
        import dateparser  # noqa: F401 - only asks whether it is there
    except ImportError:
        print("dateparser is not installed: not compared")
        return
    _print("dateparser", score(rows, by_dateparser))


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
