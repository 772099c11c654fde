"""Samples drawn from a record, and what people answered about them: appended, never edited.

An answer names its item, and an item is named by what was shown. An answer therefore holds in every
sample that shows the same, whichever run read it: coding anew asks again only about what changed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, TypeAlias

from sqlalchemy import func, insert, select, text, update

from concord.errors import ConcordError
from concord.model import Span
from concord.record import tables
from concord.record.payload import decode, encode
from concord.record.states import ALIVE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlalchemy import Connection

    from concord.model import Run
    from concord.record.database import Database

SampleKind = Literal["audit", "double"]
AnswerKind = Literal["audit", "coding", "adjudication"]
# One event as a coder wrote it: fields of an events export.
Cells: TypeAlias = dict[str, str]
LONGEST_NAME = 60
# What a coder fills in for each event, by the names of an events export.
CODED_FIELDS = (
    "type", "status", "happened_from", "place", "admin1", "country", "perpetrators", "targets",
    "killed", "killed_attackers", "injured",
)  # fmt: skip


class InvalidSampleError(ConcordError):
    """A sample that cannot be drawn."""


class UnknownSampleError(ConcordError):
    """A sample that the record does not hold."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        listed = ", ".join(known) or "none yet"
        super().__init__(
            f"The record holds no sample {name!r}. It holds: {listed}. `concord review audit --draw"
            " 60` draws one to audit, `concord review double --draw 20` one to code twice."
        )


class InvalidAnswerError(ConcordError):
    """An answer that says too little, or what cannot be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stratum:
    """A part of the record that was drawn from: how many it holds, and how many were drawn."""

    name: str
    population: int
    drawn: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing drawn: ``key`` names what is shown, ``subject`` is an incident's id."""

    key: str
    stratum: str
    document_id: str
    subject: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """What was drawn, from which run, by which seed; ``coders`` are those of a double coding."""

    name: str
    kind: SampleKind
    seed: int
    run_id: str
    who: str
    recorded: str
    strata: tuple[Stratum, ...]
    items: tuple[Item, ...]
    coders: tuple[str, ...] = ()

    def find(self, key: str) -> Item | None:
        """Return the item of that key, or None."""
        return next((item for item in self.items if item.key == key), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a person answered about an item.

    An audit's ``verdict`` is ``right``, ``wrong`` (``wrong`` says in which fields), ``none`` (no
    incident), ``twice`` (told by another incident of the record), ``read`` (a text was looked
    through: ``missed`` counts its incidents that were not read, ``held`` those of them that the
    record has from other texts, ``spans`` where they stand), or ``unsure``. A coding or an
    adjudication has ``rows``, one for each event; no rows say that nothing happened.
    """

    item: str
    kind: AnswerKind
    document_id: str
    who: str
    sequence: int = 0
    recorded: str = ""
    verdict: str = ""
    missed: int = 0
    held: int = 0
    wrong: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()
    rows: tuple[Cells, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What became of a document in a run, without what was read in it."""

    document_id: str
    outcome: str
    reason: str | None
    relevant: bool
    events: int


def add_sample(connection: Connection, sample: Sample) -> Sample:
    """Append a sample under a new name; raises InvalidSampleError."""
    name = sample.name
    if not 0 < len(name) <= LONGEST_NAME or not name.replace("-", "").replace("_", "").isalnum():
        raise InvalidSampleError(
            f"{name[:LONGEST_NAME]!r} cannot name a sample: use letters, digits, - and _."
        )
    if name in {each.name for each in read_samples(connection)}:
        raise InvalidSampleError(f"There is a sample {name!r} already. Choose another name.")
    table = tables.samples
    last = connection.execute(select(func.max(table.c.sequence))).scalar() or 0
    row = {
        "sequence": last + 1,
        "name": name,
        "kind": sample.kind,
        "recorded": sample.recorded,
        "payload": encode(sample),
    }
    connection.execute(insert(table).values(row))
    return sample


def read_samples(connection: Connection) -> tuple[Sample, ...]:
    """Return the samples, oldest first."""
    query = select(tables.samples.c.payload).order_by(tables.samples.c.sequence)
    return tuple(decode(each, Sample) for each in connection.execute(query).scalars())


def find_sample(connection: Connection, name: str) -> Sample:
    """Return the sample of that name; raises UnknownSampleError."""
    known = read_samples(connection)
    found = next((each for each in known if each.name == name), None)
    if found is None:
        raise UnknownSampleError(name, tuple(each.name for each in known))
    return found


def append_answer(connection: Connection, answer: Answer, recorded: str) -> Answer:
    """Append an answer; return it with its number. Raises InvalidAnswerError."""
    _check(answer)
    table = tables.answers
    last = connection.execute(select(func.max(table.c.sequence))).scalar() or 0
    made = replace(answer, sequence=last + 1, recorded=recorded)
    row = {
        "sequence": made.sequence,
        "item": made.item,
        "document_id": made.document_id,
        "kind": made.kind,
        "who": made.who,
        "recorded": recorded,
        "payload": encode(made),
    }
    connection.execute(insert(table).values(row))
    return made


VERDICTS = ("right", "wrong", "none", "twice", "read", "unsure")
MOST_MISSED = 1000


def _check(answer: Answer) -> None:
    if not answer.who.strip():
        raise InvalidAnswerError("An answer needs the name of who gave it.")
    if answer.kind != "audit":
        return
    if answer.verdict not in VERDICTS:
        raise InvalidAnswerError(
            f"{answer.verdict[:40]!r} is no answer: choose one of {', '.join(VERDICTS)}."
        )
    if (answer.verdict == "wrong") != bool(answer.wrong):
        raise InvalidAnswerError("Say which fields are wrong, or that all are right.")
    if not 0 <= answer.held <= answer.missed <= MOST_MISSED:
        raise InvalidAnswerError(
            "Give how many incidents were missed, and how many of these the record holds from"
            f" other texts: from 0 to {MOST_MISSED}, the second not above the first."
        )


def read_answers(connection: Connection) -> tuple[Answer, ...]:
    """Return every answer ever given, oldest first."""
    query = select(tables.answers.c.payload).order_by(tables.answers.c.sequence)
    return tuple(decode(each, Answer) for each in connection.execute(query).scalars())


def latest(answers: tuple[Answer, ...], kind: AnswerKind) -> Mapping[str, Answer]:
    """Return item key -> the answer of a kind that holds, the last one given by anybody."""
    return {each.item: each for each in answers if each.kind == kind}


def codings_of(answers: tuple[Answer, ...], keys: frozenset[str]) -> dict[str, dict[str, Answer]]:
    """Return coder -> item key -> her last coding of it, for the items of these keys."""
    found: dict[str, dict[str, Answer]] = {}
    for each in answers:
        if each.kind == "coding" and each.item in keys:
            found.setdefault(each.who, {})[each.item] = each
    return found


def erase_words(connection: Connection, document_id: str) -> None:
    """Erase what people wrote of a document's text: codings, notes. What was counted stays."""
    table = tables.answers
    query = select(table.c.sequence, table.c.payload).where(table.c.document_id == document_id)
    for sequence, payload in connection.execute(query).all():
        bare = replace(decode(payload, Answer), rows=(), note=None)
        connection.execute(
            update(table).where(table.c.sequence == sequence).values(payload=encode(bare))
        )


def coding_heads(database: Database, run: Run) -> Iterator[Head]:
    """Yield what became of each document that counts, in order of id, nothing else read."""
    codings, documents, events = tables.codings.c, tables.documents.c, tables.events.c
    counted = (
        select(events.document_id, func.count().label("events"))
        .where(events.run_id == run.id)
        .group_by(events.document_id)
        .subquery()
    )
    query = (
        select(
            codings.document_id, codings.outcome, codings.reason, codings.relevant, counted.c.events
        )
        .join(tables.documents, documents.id == codings.document_id)
        .outerjoin(counted, counted.c.document_id == codings.document_id)
        .where(codings.run_id == run.id, text(ALIVE))
        .order_by(codings.document_id)
    )
    with database.read() as connection:
        for row in connection.execute(query):
            yield Head(
                document_id=row.document_id,
                outcome=row.outcome,
                reason=row.reason,
                relevant=row.relevant,
                events=row.events or 0,
            )


def event_ids(database: Database, run: Run) -> dict[str, list[str]]:
    """Return document id -> the ids of the events that the run read in it, by their places."""
    table = tables.events.c
    query = (
        select(table.document_id, table.id)
        .where(table.run_id == run.id)
        .order_by(table.document_id, table.position)
    )
    found: dict[str, list[str]] = {}
    with database.read() as connection:
        for row in connection.execute(query):
            found.setdefault(row.document_id, []).append(row.id)
    return found
