"""Annotated time expressions and the measure of TempEval-3 over them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Timex:
    """One expression: offsets, words, TIMEX3 type and value."""

    start: int
    end: int
    text: str
    type: str
    value: str


Extractor = Callable[[str, date | None], list[Timex]]


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
