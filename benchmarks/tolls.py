"""Toll figures: ``python -m benchmarks.tolls [--file TEXTS ANNOTATIONS] [--json]``.

``--train-half read|unread`` measures the whole path on the training texts instead
(``benchmarks/tolls_train.py``).

Compared are the multisets of (effect, class, low, high) of a paragraph, repetitions and figures
that the text takes back left out on both sides. The default is the development part of
``satp_events``; the second measure is the same on the invented news texts. The table shows the
recall by the form of the gold figure and by the wording that it stands in, and what failed: the
class alone, the upper end alone, the effect, the number, or nothing was read.
"""

from __future__ import annotations

import argparse
import json
import os
import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks import tolls_train
from benchmarks.satp import locate
from concord.coding import DEFAULT_ENGINE, sentences, tolls

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

DATA = Path(os.environ.get("CONCORD_DATA", "../shared/data"))
Key = tuple[str, str, int, int | None]
_NUMBER = r"(?:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_LISTED = (
    rf"\b{_NUMBER}\s+(?:[\w-]+\s+){{0,3}}[\w-]+(?:,\s+(?:and\s+)?|\s+and\s+){_NUMBER}\s+[\w-]+"
    r"[^.;]{0,40}?\b(?:killed|died|dead|injured|wounded|hurt|shot|abducted|arrested)"
)
# The wordings of a sentence, the first that fits: what the figure stands in.
_WORDINGS = (
    ("update", r"\b(?:rose|rises?|risen|climb\w*|toll|bringing|brought|raising|up from)\b"),
    (
        "euphemism",
        r"martyr|neutrali[sz]|succumb|sent to hell|eliminat|liquidat|sacrifice|lost \w+ li",
    ),
    ("including", r"\b(?:includ\w+|among (?:them|whom)|\w+ of them)\b"),
    ("list", _LISTED),
    ("passive", r"\b(?:was|were|been|being)\s+(?:\w+\s+){0,3}?(?:\w+ed|shot|hurt|slain)\b"),
    ("noun", r"\b(?:death|killing|murder|bod(?:y|ies)|loss|casualties)\b"),
)


@dataclass(slots=True)
class Tally:
    """Counts of hits, figures found and gold figures, with the recall by form."""

    hits: int = 0
    found: int = 0
    gold: int = 0
    forms: dict[str, list[int]] = field(default_factory=dict)
    wordings: dict[str, list[int]] = field(default_factory=dict)
    errors: list[tuple[str, str, str]] = field(default_factory=list)
    failures: dict[str, Counter[str]] = field(default_factory=dict)
    again: int = 0

    def f1(self) -> float:
        """Return the F1 of hits among found and gold."""
        return 2 * self.hits / max(1, self.found + self.gold)


def read_rows(path: Path) -> list[dict[str, Any]]:
    """Return the rows of a JSON lines file."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def _words(value: object) -> str:
    return str(value.get("text", "")) if isinstance(value, dict) else str(value or "")


def gold_of(row: dict[str, Any], text: str) -> list[tuple[Key, str, str]]:
    """Return the gold figures of a paragraph with their form and their wording."""
    return [
        (
            (one["effect"], one["class"], one["min"], one["max"]),
            _form(one),
            _wording(one, event, text),
        )
        for event in row["events"]
        for one in event.get("counts", [])
    ]


def _wording(one: dict[str, Any], event: dict[str, Any], text: str) -> str:
    """Return the wording of the sentence that a gold figure stands in, or "rival", or "active"."""
    alike = [c for c in event["counts"] if c["effect"] == one["effect"]]
    voices = {_words(c.get("said_by")) for c in alike if c["class"] == one["class"]}
    if len(voices) > 1:
        return "rival"
    start, _ = locate(text, one["text"])
    around = next((s for s in sentences.split(text) if s.start <= start < s.end), None)
    words = text[around.start : around.end] if around else text
    return next((name for name, cue in _WORDINGS if re.search(cue, words, re.IGNORECASE)), "active")


def _form(one: dict[str, Any]) -> str:
    text, who = _words(one["text"]), _words(one.get("who"))
    if one.get("total"):
        return "total of parts"
    if one.get("vague") or one["max"] is None:
        return "open or vague"
    if text and text == who:
        return "named, no number"
    if text.lower() in {"a", "an", "another", "the", "his", "her"}:
        return "article"
    if "other" in who.lower() or "more" in who.lower():
        return "others"
    return "number"


def found_in(text: str) -> list[Key]:
    """Return the figures that Concord reads, repetitions left out, zeros left out."""
    return [
        (one.effect, one.victim_class, one.low, one.high)
        for one in (figure.figure for figure in tolls.distinct(tolls.find(text)))
        if one.best
    ]


def score(texts: Sequence[dict[str, Any]], rows: Iterable[dict[str, Any]], keep: int = 4) -> Tally:
    """Return the tally over paragraphs; ``keep`` 2 compares effect and low only."""
    by_id = {row["id"]: row["text"] for row in texts}
    tally = Tally()
    for row in rows:
        text = by_id[row["id"]]
        gold = gold_of(row, text)
        found = found_in(text)
        left = Counter(_cut(key, keep) for key in found)
        tally.gold += len(gold)
        tally.found += len(found)
        for key, form, wording in gold:
            hit = left[_cut(key, keep)] > 0
            left[_cut(key, keep)] -= hit
            tally.hits += hit
            for table, name in ((tally.forms, form), (tally.wordings, wording)):
                counts = table.setdefault(name, [0, 0])
                counts[0] += hit
                counts[1] += 1
            if not hit:
                tally.errors.append((row["id"], "missed", f"{form}: {key}"))
        _tell_failures(tally, gold, found)
        for cut, number in left.items():
            tally.errors += [(row["id"], "spurious", str(cut))] * max(0, number)
    return tally


def _tell_failures(tally: Tally, gold: list[tuple[Key, str, str]], found: list[Key]) -> None:
    """Add what failed to a tally, by wording; what is read and is no gold figure is told again."""
    spare = Counter(found)
    missed = []
    for key, _, wording in gold:
        if spare[key]:
            spare[key] -= 1
        else:
            missed.append((key, wording))
    for key, wording in missed:
        near = [other for other in spare.elements() if _failure(key, other) in _NEAR]
        other = min(near, key=lambda one: _NEAR.index(_failure(key, one)), default=None)
        if other is not None:
            spare[other] -= 1
        kind = "not read" if other is None else _failure(key, other)
        tally.failures.setdefault(wording, Counter())[kind] += 1
    tally.again += spare.total()


_NEAR = ("class", "upper end", "effect", "number")


def _failure(gold: Key, found: Key) -> str:
    """Return in what a figure differs from a gold one: one thing, or "other"."""
    same = [one == other for one, other in zip(gold, found, strict=True)]
    alone = {
        (True, False, True, True): "class",
        (True, True, True, False): "upper end",
        (False, True, True, True): "effect",
        (True, True, False, False): "number",
        (True, True, False, True): "number",
    }
    return alone.get((same[0], same[1], same[2], same[3]), "other")


def _cut(key: Key, keep: int) -> tuple[object, ...]:
    return key if keep == 4 else (key[0], key[2])


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures; exit status 0 also where the data is missing."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.tolls", description=__doc__)
    parser.add_argument("--file", nargs=2, type=Path, metavar=("TEXTS", "ANNOTATIONS"))
    parser.add_argument("--engine", help="of --train-half; the reader itself knows no engine")
    parser.add_argument("--train-half", choices=("read", "unread", "all", "dev"))
    parser.add_argument("--part", choices=("dev", "train"), default="dev")
    parser.add_argument("--errors", type=int, default=0, help="print so many paragraphs that fail")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    if options.train_half:
        return _print_half(options)
    folder = DATA / "satp_events"
    paths = options.file or [
        folder / f"{options.part}_{name}.jsonl" for name in ("texts", "annotations")
    ]
    if not all(path.exists() for path in paths):
        print(f"tolls: skipped, no data at {paths[0].parent} (set CONCORD_DATA)")
        return 0
    texts, rows = read_rows(paths[0]), read_rows(paths[1])
    tally = score(texts, rows)
    figures = {"counts_f1": tally.f1(), "number_f1": score(texts, rows, keep=2).f1()}
    _print_tally("figures", tally)
    _print_failures(tally)
    print(f"effect and low alone: F1 {figures['number_f1']:.3f}")
    if not options.file:
        figures |= _news()
    _print_errors(texts, tally, options.errors)
    if options.json:
        print(json.dumps({name: round(value, 4) for name, value in figures.items()}))
    return 0


def _print_half(options: argparse.Namespace) -> int:
    if not (DATA / "incidents_train").exists():
        print(f"tolls: skipped, no data at {DATA} (set CONCORD_DATA)")
        return 0
    engine = options.engine or DEFAULT_ENGINE
    figures = tolls_train.report(options.train_half, engine, errors=options.errors)
    if options.json:
        print(json.dumps({name: round(value, 4) for name, value in figures.items()}))
    return 0


def _news() -> dict[str, float]:
    folder = DATA / "incidents_train"
    if not folder.exists():
        return {}
    hits = found = gold = 0
    numbers, wordings = Tally(), Tally()
    for prefix in ("", "b_"):
        texts = read_rows(folder / f"{prefix}texts.jsonl")
        rows = read_rows(folder / f"{prefix}annotations.jsonl")
        tally, loose = score(texts, rows), score(texts, rows, keep=2)
        hits, found, gold = hits + tally.hits, found + tally.found, gold + tally.gold
        numbers.hits, numbers.found = numbers.hits + loose.hits, numbers.found + loose.found
        numbers.gold += loose.gold
        for name, counts in loose.wordings.items():
            both = wordings.wordings.setdefault(name, [0, 0])
            both[0], both[1] = both[0] + counts[0], both[1] + counts[1]
    f1 = 2 * hits / max(1, found + gold)
    print(f"invented news texts: F1 {f1:.3f}, effect and low alone {numbers.f1():.3f}")
    print("  by wording, effect and low alone:")
    for name, (hit, all_) in sorted(wordings.wordings.items(), key=lambda pair: -pair[1][1]):
        print(f"  {name:18} {hit:4d} of {all_:4d}  {hit / all_:.3f}")
    return {"news_counts_f1": f1, "news_number_f1": numbers.f1()}


def _print_tally(name: str, tally: Tally) -> None:
    precision, recall = tally.hits / max(1, tally.found), tally.hits / max(1, tally.gold)
    print(f"{name}: F1 {tally.f1():.3f}  precision {precision:.3f}  recall {recall:.3f}")
    for table in (tally.forms, tally.wordings):
        for form, (hit, all_) in sorted(table.items(), key=lambda pair: -pair[1][1]):
            print(f"  {form:18} {hit:4d} of {all_:4d}  {hit / all_:.3f}")


def _print_failures(tally: Tally) -> None:
    print("what failed, by wording:")
    kinds = (*_NEAR, "not read")
    print(f"  {'':18} " + " ".join(f"{kind:>9}" for kind in kinds))
    for wording, counts in sorted(tally.failures.items(), key=lambda pair: -pair[1].total()):
        print(f"  {wording:18} " + " ".join(f"{counts[kind]:9d}" for kind in kinds))
    print(f"  read besides (told again, of another event, or no toll): {tally.again}")


def _print_errors(texts: Sequence[dict[str, Any]], tally: Tally, count: int) -> None:
    by_id = {row["id"]: row["text"] for row in texts}
    shown: dict[str, list[str]] = {}
    for identity, kind, what in tally.errors:
        shown.setdefault(identity, []).append(f"{kind} {what}")
    for identity in list(shown)[:count]:
        print(identity, by_id[identity])
        for line in shown[identity]:
            print("    ", line)


if __name__ == "__main__":
    raise SystemExit(main())
