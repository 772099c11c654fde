"""Double coding from the draw to the ruling: two blind codings, their agreement, and what holds.

What an adjudicator settles becomes decisions on the machine's events, and an incident entered by
hand where the machine read none, so that the record itself is put right and its history says why.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from concord import analysis, pipeline
from concord.analysis.double import Unit, coder_rows, pair_units, say_cell
from concord.errors import ConcordError
from concord.exchange.hand import CitedSource, hand_incident
from concord.exchange.sheet import check_cells
from concord.model import Decision
from concord.record.assignments import Assignment, assign
from concord.record.audits import CODED_FIELDS, Answer, Cells, codings_of, latest
from concord.record.rows import rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from concord.analysis.coded import Row
    from concord.codebook.book import Codebook
    from concord.model import Document, Finding
    from concord.record import Record
    from concord.record.audits import Item, Sample

# field of a coding -> the fields of a decision that it settles
SETTLES = {
    "type": ("type",), "status": ("status",), "place": ("place",), "admin1": ("admin1",),
    "country": ("country",), "perpetrators": ("perpetrators",), "targets": ("targets",),
    "killed": ("killed_low", "killed_best", "killed_high"),
    "killed_attackers": ("killed_attackers_low", "killed_attackers_best", "killed_attackers_high"),
    "injured": ("injured_low", "injured_best", "injured_high"),
    "happened_from": ("happened_from", "happened_to", "happened_precision"),
}  # fmt: skip
COUNTED = ("killed", "killed_attackers", "injured")


class NotCodedTwiceError(ConcordError):
    """A text that two people have not coded yet."""

    def __init__(self, coders: Sequence[str]) -> None:
        super().__init__(
            f"{' and '.join(coders)} have not both coded this text yet: nothing is shown before."
        )


class UnsettledUnitError(ConcordError):
    """A unit that was settled without saying whether it is an event."""

    def __init__(self) -> None:
        super().__init__("Say of each event whether it happened, and of one that did its type.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What an adjudicator says of one unit: no event, or an event with these cells."""

    unit: Unit
    happened: bool
    cells: Mapping[str, str]
    summary: str = ""


def agreement(
    record: Record, book: Codebook, sample: Sample, *, seed: int = 1, with_machine: bool = False
) -> Finding | None:
    """Return how far the two coders agree on what both coded; None before they share a text.

    ``with_machine`` compares the first coder with the machine, over what the first coded.
    """
    found = codings_of(record.answers(), _keys(sample))
    first, second = (found.get(each, {}) for each in sample.coders)
    if with_machine:
        texts = {each.document_id for each in first.values()}
        other: Sequence[Row] = machine_rows(record, book, sample, texts)
    else:
        texts = {first[key].document_id for key in first.keys() & second.keys()}
        other = coder_rows(second)
    if not texts:
        return None
    return analysis.coder_agreement(
        coder_rows(first), other, book, documents=sorted(texts), seed=seed
    )


def machine_rows(
    record: Record, book: Codebook, sample: Sample, texts: set[str]
) -> list[dict[str, object]]:
    """Return the machine's events of some texts, as the run of the sample read them."""
    run = record.chosen_run(sample.run_id)
    view = record.view(book=book, run=run.id if run else None)
    found = [dict(row) for row in rows(view, "events", book) if row["document_id"] in texts]
    read = {row["document_id"] for row in found}
    return [*found, *({"document_id": each, "type": ""} for each in sorted(texts - read))]


def units_of(record: Record, book: Codebook, sample: Sample, item: Item) -> tuple[Unit, ...]:
    """Return the events of a text as both coders and the machine have them.

    Raises NotCodedTwiceError while one of the two has not coded it.
    """
    found = codings_of(record.answers(), frozenset({item.key}))
    if any(item.key not in found.get(each, {}) for each in sample.coders):
        raise NotCodedTwiceError(sample.coders)
    first, second = (coder_rows({item.key: found[c][item.key]}) for c in sample.coders)
    machine = machine_rows(record, book, sample, {item.document_id})
    return pair_units(first, second, machine, book)


def adjudicate(
    record: Record, book: Codebook, sample: Sample, item: Item, settled: Sequence[Settled],
    *, who: str, note: str | None = None,
) -> tuple[Decision, ...]:  # fmt: skip
    """Record what holds of a text, and make the record say so; return the decisions.

    An event of the machine is accepted, corrected field by field, or rejected; one that it did not
    read is entered by hand, citing the text. Its incident is then in the state ``adjudicated``.
    Raises UnsettledUnitError, UnfitCellsError, and what a decision does, before anything is kept.
    """
    document = next(iter(record.documents([item.document_id])), None)
    checked = [_checked(each, document, book) for each in settled]
    why = f"adjudicated in {sample.name}" + (f": {note}" if note else "")
    made: list[Decision] = []
    for each, cells in zip(settled, checked, strict=True):
        if each.unit.machine is not None:
            made += [
                pipeline.rule(record, book, decision)
                for decision in _decisions(each, cells, who, why, record)
            ]
            _settle_work(record, str(each.unit.machine["event_id"]), who)
        elif each.happened and document is not None:
            subject = _enter(record, book, document, cells, each.summary or cells.get("words", ""))
            _settle_work(record, subject, who)
    record.answer(
        Answer(
            item=item.key,
            kind="adjudication",
            document_id=item.document_id,
            who=who,
            rows=tuple(cells for cells in checked if cells),
            note=note,
        )
    )
    return tuple(made)


def adjudicated(record: Record) -> Mapping[str, Answer]:
    """Return item key -> the adjudication that holds."""
    return latest(record.answers(), "adjudication")


def _keys(sample: Sample) -> frozenset[str]:
    return frozenset(item.key for item in sample.items)


def _checked(settled: Settled, document: Document | None, book: Codebook) -> Cells:
    if not settled.happened:
        return {}
    if not settled.cells.get("type"):
        raise UnsettledUnitError
    return check_cells(settled.cells, document, book)


def _decisions(
    settled: Settled, cells: Cells, who: str, why: str, record: Record
) -> Iterator[Decision]:
    machine = settled.unit.machine or {}
    plain = Decision(
        sequence=0, kind="accept", subjects=(str(machine["event_id"]),), who=who,
        recorded=record.clock(), note=why,
    )  # fmt: skip
    if not settled.happened:
        yield replace(plain, kind="reject")
        return
    differing = [
        name for name in CODED_FIELDS
        if name in cells and not _is_same(name, cells[name], say_cell(machine, name))
    ]  # fmt: skip
    for name in differing:
        for field in SETTLES[name]:
            yield replace(plain, kind="correct", field=field, value=cells.get(field, cells[name]))
    if not differing:
        yield plain


def _is_same(name: str, given: str, held: str) -> bool:
    if name in COUNTED:
        return given == held
    return given.casefold() == held.casefold()


def _enter(record: Record, book: Codebook, document: Document, cells: Cells, summary: str) -> str:
    told = {name: cells[name] for name in CODED_FIELDS if name in cells}
    if "happened_to" in cells:
        told["happened_to"] = cells["happened_to"]
    kind = book.types[cells["type"]].label
    place = cells.get("place", "a place not named")
    told["summary"] = summary or f"{kind}, {place}, {cells.get('happened_from', 'undated')}."
    cited = CitedSource(
        title=document.title or document.source,
        publisher=document.publisher,
        published=document.published,
        url=document.url,
        reference=f"document {document.id}",
        language=document.language,
    )
    entered, event = hand_incident(told, cited, book)
    pipeline.add_by_hand(record, book, entered, event)
    return event.id


def _settle_work(record: Record, subject: str, who: str) -> None:
    run = record.chosen_run()
    incident = record.find_incident(run, subject) if run else None
    if incident is not None:
        assign(record, Assignment(subject=incident.id, state="adjudicated", assignee=who, who=who))
