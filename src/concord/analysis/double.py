"""Two blind codings of the same texts and the machine's, unit by unit: what an adjudicator sees."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from concord.analysis.coded import Row, read_events
from concord.analysis.matching import match
from concord.record.audits import CODED_FIELDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from concord.analysis.coded import Coded
    from concord.codebook.book import Codebook
    from concord.record.audits import Answer

KEY = "document_id"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One event as the first coder, the second and the machine have it; None where one has none."""

    first: Row | None
    second: Row | None
    machine: Row | None

    @property
    def differing(self) -> tuple[str, ...]:
        """Return the fields in which the two coders do not agree."""
        return tuple(
            name
            for name in CODED_FIELDS
            if say_cell(self.first, name).casefold() != say_cell(self.second, name).casefold()
        )


def coder_rows(codings: Mapping[str, Answer]) -> list[dict[str, str]]:
    """Return one coder's codings as rows of an events table; a text without events is one too."""
    found: list[dict[str, str]] = []
    for coding in codings.values():
        rows = coding.rows or ({"type": ""},)
        found += [{**row, KEY: coding.document_id} for row in rows]
    return found


def pair_units(
    first: Sequence[Row], second: Sequence[Row], machine: Sequence[Row], book: Codebook
) -> tuple[Unit, ...]:
    """Return the units of one document: those of both coders, of one, and of the machine alone.

    Units are matched by the rule of ``matching.match``, the machine's to the first coder's event
    where there is one. Raises UnreadableRowError.
    """
    a, b, m = (read_events(rows, KEY, book) for rows in (first, second, machine))
    pairs = list(match(a, b))
    together: list[tuple[Coded | None, Coded | None]] = [*pairs]
    together += [(x, None) for x in a if x.number not in {p.number for p, _ in pairs}]
    together += [(None, y) for y in b if y.number not in {q.number for _, q in pairs}]
    held = [x or y for x, y in together]
    of_machine = _beside([each for each in held if each is not None], m)
    units = [
        Unit(
            first=first[x.number] if x else None,
            second=second[y.number] if y else None,
            machine=machine[of_machine[at]] if at in of_machine else None,
        )
        for at, (x, y) in enumerate(together)
    ]
    alone = [each.number for each in m if each.number not in of_machine.values()]
    return (*units, *(Unit(first=None, second=None, machine=machine[n]) for n in alone))


def _beside(held: Sequence[Coded], machine: Sequence[Coded]) -> dict[int, int]:
    """Return the place of a coder's unit -> the row of the machine's that is the same unit."""
    numbered = [_renumbered(each, at) for at, each in enumerate(held)]
    return {x.number: y.number for x, y in match(numbered, machine)}


def _renumbered(coded: Coded, number: int) -> Coded:
    return replace(coded, number=number)


def say_cell(row: Row | None, field: str) -> str:
    """Return a field of a row as it is typed: the best figure of a toll, names set apart by ;."""
    if row is None:
        return ""
    value = next((row[n] for n in (field, f"{field}_best", f"{field}_low") if row.get(n) not in
                  (None, "", [])), None)  # fmt: skip
    if isinstance(value, list):
        return "; ".join(_name(each) for each in value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def _name(entry: object) -> str:
    if isinstance(entry, dict):
        return str(entry.get("name") or entry.get("text") or "")
    return str(entry)
