"""The whole path on one page: read -> code -> record -> link -> view -> show.

Each step is a function of the record, safe to repeat and to resume: documents already known are not
added again, documents coded by the run are not coded again, incidents are a cache that is replaced.

What only some steps need is imported by those steps, so that each command starts at once.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from concord import batch, coding
from concord.errors import ConcordError
from concord.model import (
    ONE_EVENT,
    Coding,
    Decision,
    Document,
    ExternalEvent,
    Ledger,
    Problem,
    Run,
    Statement,
)
from concord.record.decisions import UnknownSubjectError
from concord.record.externals import dataset_names
from concord.record.releases import check_name
from concord.record.scoping import OWN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from concord import checking
    from concord.codebook.book import Codebook
    from concord.model import Event, Finding, Incident, PolicyAct, Position, Verdict
    from concord.record import Record, View
    from concord.record.decisions import Seen
    from concord.record.releases import Release
    from concord.record.rows import Row

T = TypeVar("T")
# The engine name of codings that a person made: `concord incident add`.
HAND = "hand"


class Tracker(Protocol):
    """Shows how far a step is: yields the items on, unchanged."""

    def __call__(self, items: Iterable[T], what: str, total: int | None = None) -> Iterable[T]:
        """Yield ``items``; ``what`` names the step, ``total`` is how many are expected."""
        ...


def track_nothing(items: Iterable[T], what: str, total: int | None = None) -> Iterable[T]:
    """Yield the items and show nothing (pipes, tests, library use)."""
    del what, total
    return items


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What reading the sources brought: rows added, rows already known, problems."""

    added: int
    known: int
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What a build did: the reading, the run with its ledger, and how many incidents stand."""

    reading: Reading
    run: Run
    ledger: Ledger
    incidents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggested:
    """Packs for a country in which so many events lie, of all whose country is known."""

    packs: tuple[str, ...]
    country: str
    events: int
    of: int


def build(
    sources: Sequence[str | Path],
    *,
    record: Record,
    book: Codebook,
    engine: str = coding.DEFAULT_ENGINE,
    workers: str = "1",
    fetch: bool = False,
    track: Tracker = track_nothing,
) -> Built:
    """Read, code and link the sources into the record; the report is written from its view."""
    found = add(sources, record=record, fetch=fetch, track=track)
    run = code(record, book, engine=engine, workers=workers, track=track)
    (incidents,) = [link(record, book, each) for each in track((run,), "linking", 1)]
    return Built(reading=found, run=run, ledger=record.ledger(run), incidents=incidents)


def add(
    sources: Sequence[str | Path],
    *,
    record: Record,
    fetch: bool = False,
    track: Tracker = track_nothing,
) -> Reading:
    """Add every readable document of the sources; what could not be read is kept as problems."""
    from concord import reading

    problems: list[Problem] = []
    found = reading.read(sources, fetch=fetch, leave_out=record.database.files)
    items = track(found, "reading")
    added = record.add(_apart(items, Document, problems))
    record.write_problems(problems)
    problems += added.refused
    return Reading(added=added.added, known=added.known, problems=tuple(problems))


def code(
    record: Record,
    book: Codebook,
    *,
    engine: str = coding.DEFAULT_ENGINE,
    workers: str = "1",
    track: Tracker = track_nothing,
) -> Run:
    """Code the documents that this run key has not coded yet; return the run.

    ``workers`` says who codes (``concord.batch.code``); this process alone writes.
    """
    run = record.start_run(
        engine=engine,
        coder_version=coding.CODER_VERSION,
        model_version=coding.get_engine(engine).version,
        codebook_version=book.version,
        packs=[pack.address for pack in book.sources],
    )
    pending = track(record.uncoded(run), "coding", record.ledger(run).pending)
    codings = batch.code(pending, book, engine=engine, run_id=run.id, workers=workers)
    record.write_codings(run, codings)
    return run


def suggest_packs(record: Record, book: Codebook, run: Run) -> Suggested | None:
    """Return the packs made for the country in which most of a run's events lie, if unused."""
    from concord.codebook.packs import packs_for

    counts = record.count_countries(run)
    country = next(iter(counts), "")
    number, total = counts.get(country, 0), sum(counts.values())
    packs = () if country in book.homes or number * 2 <= total else packs_for(country)
    if not packs:
        return None
    name = book.countries[country].name if country in book.countries else country
    return Suggested(packs=packs, country=name, events=number, of=total)


def link(record: Record, book: Codebook, run: Run | None) -> int:
    """Link the run's events and the hand-entered ones into incidents; return how many.

    Events are taken as corrected, so that what a person ruled on one event reaches its incident.
    Of what has come since, only what it can reach is linked anew.
    """
    from concord import relinking

    if run is None:
        return 0
    return relinking.link_record(record, book, run)


def rule(
    record: Record, book: Codebook, decision: Decision, *, seen: Seen | None = None
) -> Decision:
    """Record what a person decided, and link anew what hangs on it; return it with its number.

    ``seen`` is what was on her screen: if somebody has ruled on it since, OvertakenError is raised
    and nothing is written. Raises also what ``Record.decide`` does.
    """
    made = record.decide(decision, book=book, seen=seen)
    run = record.chosen_run()
    if run is not None and record.is_stale(run):
        link(record, book, run)
    return made


def release(
    record: Record, book: Codebook, name: str, *, who: str, note: str | None = None
) -> Release:
    """Freeze the record as it stands under a name, linked anew if what it links has changed."""
    check_name(name)
    run = record.chosen_run()
    if run is not None and record.is_stale(run):
        link(record, book, run)
    return record.release(name, book=book, who=who, note=note)


def report(
    record: Record, book: Codebook, out: Path, *, title: str, release: str | None = None
) -> None:
    """Write the stand-alone report of the whole record, or of a release, to ``out``."""
    from concord import checking
    from concord.linking.positions import positions
    from concord.report import write_report

    view = record.view(book=book, release=release)
    held = positions(view.statements())
    published = [s for s in view.statistics() if ONE_EVENT not in (s.unit or "")]
    checked = checking.check_statistics(view, evidence(record, book), published)
    write_report(
        view,
        view.book or book,
        out,
        title=title,
        positions=held,
        verdicts=checked,
    )


def export(
    view: View,
    kind: str,
    *,
    book: Codebook,
    fmt: str,
    out: Path | None,
    with_names: bool = False,
    window: str = "all",
) -> int:
    """Write one kind of rows; positions, agreement and acts are computed from the view first."""
    from concord import analysis, checking, exchange
    from concord.analysis.measures import records
    from concord.linking.acts import policy_acts
    from concord.linking.positions import positions

    computed: Sequence[Position] | Sequence[PolicyAct] | Sequence[Verdict] | Sequence[Row] = ()
    if kind == "positions":
        computed = positions(view.statements(), window=window)
    elif kind == "agreement":
        computed = records(analysis.agreement(view, window=analysis.window_of(window)))
    elif kind == "acts":
        computed = policy_acts(view.statements(), view.relations())
    elif kind == "verdicts":
        computed = checking.check_statistics(view, evidence(view.record, book))
    return exchange.export(
        view,
        kind,
        book=view.book or book,
        fmt=fmt,
        out=out,
        with_names=with_names,
        computed=computed,
    )


def evidence(
    record: Record | None,
    book: Codebook,
    *,
    series: bool = True,
    scope: Mapping[str, Any] | None = None,
) -> checking.Evidence:
    """Return what published statistics are checked against: every data set, and the series."""
    from concord import checking

    if record is None:
        return checking.gather(None, book, series=series)
    names = (OWN, *dataset_names(record.database))
    view = record.view(book=book, **{"datasets": names, **(scope or {})})
    return checking.gather(view, book, series=series)


def add_by_hand(
    record: Record, book: Codebook, document: Document, part: Event | Statement
) -> bool:
    """Add a hand-entered incident or statement, linked; return False if it stands there already."""
    record.add([document])
    current = record.chosen_run()
    hand = record.start_run(
        engine=HAND, coder_version="1", model_version="none", codebook_version="none"
    )
    events, statements = ((), (part,)) if isinstance(part, Statement) else ((part,), ())
    coded = Coding(document_id=document.id, run_id=hand.id, events=events, statements=statements)
    written = record.write_codings(hand, [coded])
    link(record, book, current or hand)
    return bool(written)


def match(
    record: Record, book: Codebook, names: tuple[str, str], scope: Mapping[str, Any]
) -> Finding:
    """Return which incidents of two data sets are one happening, and which only one holds."""
    from concord.linking.compared import compare

    one, other = (record.view(book=book, datasets=name, **scope) for name in names)
    return compare((one.incidents(), other.incidents()), names, book, one.scope)


def import_rows(record: Record, items: Iterable[ExternalEvent | Problem]) -> Reading:
    """Add rows of another data set; what could not be imported comes back as problems."""
    problems: list[Problem] = []
    added = record.add_external(_apart(items, ExternalEvent, problems))
    record.write_problems(problems)
    return Reading(added=added.added, known=added.known, problems=tuple(problems))


def take_decisions(
    record: Record, book: Codebook, items: Iterable[Decision | Problem]
) -> tuple[int, tuple[Problem, ...]]:
    """Record the decisions among the items; return how many, and the problems.

    A decision that cannot be made (an unknown value, say) is a problem; the others go on.
    """
    problems: list[Problem] = []
    count = 0
    for each in _apart(items, Decision, problems):
        try:
            record.decide(each, book=book)
            count += 1
        except ConcordError as error:
            where = f"{' '.join(each.subjects)}:{each.field}"
            found = Problem(where=where, code="refused", message=str(error), stage="import")
            problems.append(found)
    return count, tuple(problems)


def draw_sample(view: View, *, size: int, seed: int) -> tuple[Incident, ...]:
    """Return a random sample of the view's incidents for audit; the same seed draws the same."""
    incidents = list(view.incidents())
    drawn = random.Random(seed).sample(incidents, min(size, len(incidents)))  # noqa: S311 - no secret
    return tuple(drawn)


def _apart(items: Iterable[T | Problem], kind: type[T], problems: list[Problem]) -> Iterator[T]:
    """Yield the items of the kind, putting the problems met on the way aside."""
    for item in items:
        if isinstance(item, Problem):
            problems.append(item)
        elif isinstance(item, kind):
            yield item


def explain(record: Record, book: Codebook, subject: str) -> Iterator[str]:
    """Yield the lines that explain one incident's links or one document's coding.

    Raises UnknownSubjectError if the record holds neither.
    """
    from concord.coding.explain import explain as explain_document

    run = record.chosen_run()
    incident = record.find_incident(run, subject) if run else None
    if incident is not None and run is not None:
        yield from _explain_incident(record, book, run, incident)
        return
    document = record.find_document(subject)
    if document is None:
        raise UnknownSubjectError(subject)
    engine = run.engine if run is not None and run.engine != HAND else coding.DEFAULT_ENGINE
    for step in explain_document(document, book, engine=engine):
        yield f"== {step.name}"
        yield from step.lines


def _explain_incident(
    record: Record, book: Codebook, run: Run, incident: Incident
) -> Iterator[str]:
    from concord.linking.explain import explain as explain_links

    documents = {d.id: d for d in record.documents(incident.document_ids)}
    events = [
        event
        for each in record.runs_with_hand(run)
        for document_id in incident.document_ids
        if (coded := record.coding(each, document_id))
        for event in coded.events
    ]
    yield f"{incident.id}: {incident.facts.summary}"
    yield (
        f"made of {len(incident.event_ids)} events in {len(incident.document_ids)} documents: "
        f"{incident.outlets} outlets, {incident.origins} origins"
    )
    if incident.facts.part_of:
        yield f"part of one operation, which begins with {incident.facts.part_of}"
    for link_ in explain_links(incident, events, documents, record.active_decisions(), book):
        yield link_.words
    for assertion in incident.assertions:
        yield (
            f"{assertion.field} = {assertion.value!r} says {assertion.said_by or 'the text'} "
            f"in {assertion.document_id}: {assertion.quote!r}"
        )
