"""Runs and their codings, what people ruled, and how the record is looked at."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from concord.model.events import Event
from concord.model.statements import Relation, Statement, Statistic
from concord.model.texts import Mention, Problem
from concord.model.vocabulary import DecisionKind, Outcome, Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What did the coding: the key is engine, coder, model and codebook versions together."""

    id: str
    engine: str
    coder_version: str
    model_version: str
    codebook_version: str
    started: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Coding:
    """Everything read in one document by one run; ``reason`` says why it was not coded."""

    document_id: str
    run_id: str
    outcome: Outcome = "coded"
    reason: str | None = None
    relevant: bool = True
    mentions: tuple[Mention, ...] = ()
    events: tuple[Event, ...] = ()
    statements: tuple[Statement, ...] = ()
    relations: tuple[Relation, ...] = ()
    statistics: tuple[Statistic, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """Where a decision's subject stood when it was ruled on: what re-attachment looks for."""

    document_id: str
    start: int
    end: int
    sentence_start: int
    sentence_end: int
    family: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a person ruled; a sequence that is superseded and never edited.

    ``subjects`` are event or incident ids (one for accept, reject, correct, split; two or more for
    same, different). ``undoes`` is the sequence number that an ``undo`` takes back.
    """

    sequence: int
    kind: DecisionKind
    subjects: tuple[str, ...]
    who: str
    recorded: datetime
    anchors: tuple[Anchor, ...] = ()
    field: str | None = None
    value: Value = None
    note: str | None = None
    undoes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """A filter over the record; the same names as the command line's flags and the URL keys."""

    since: date | None = None
    until: date | None = None
    places: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    datasets: tuple[str, ...] = ("own",)
    sources: tuple[str, ...] = ()
    run: str | None = None
    release: str | None = None
    unit: str = "incident"
    inclusion: str = "attacks"
    reviewed: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """The answer to a question: rows, words and checks, with the scope and run they hold for."""

    title: str
    words: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    checks: tuple[str, ...]
    scope: Scope
    run: str | None
    definition: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """What became of the documents of a run: documents = coded + rejected + failed + pending."""

    run_id: str
    documents: int
    coded: int
    rejected: int
    failed: int
    pending: int
    reasons: dict[str, int] = field(default_factory=dict)
