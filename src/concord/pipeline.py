"""The whole path on one page: read -> code -> record -> link -> view -> show.

Each step is a function of the record, safe to repeat and to resume: documents already known are not
added again, documents coded by the run are not coded again, incidents are a cache that is replaced.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeVar

from concord import coding, linking, reading
from concord.model import Document, Ledger, Problem, Run
from concord.report import write_report

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from concord.codebook.book import Codebook
    from concord.record import Record

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


def build(
    sources: Sequence[str | Path],
    *,
    record: Record,
    book: Codebook,
    engine: str = "rules",
    fetch: bool = False,
    track: Tracker = track_nothing,
) -> Built:
    """Read, code and link the sources into the record; the report is written from its view."""
    found = add(sources, record=record, fetch=fetch, track=track)
    run = code(record, book, engine=engine, track=track)
    incidents = link(record, book, run)
    return Built(reading=found, run=run, ledger=record.ledger(run), incidents=incidents)


def add(
    sources: Sequence[str | Path],
    *,
    record: Record,
    fetch: bool = False,
    track: Tracker = track_nothing,
) -> Reading:
    """Add every readable document of the sources; what could not be read is kept as problems."""
    problems: list[Problem] = []

    def documents() -> Iterator[Document]:
        for item in track(reading.read(sources, fetch=fetch), "reading"):
            if isinstance(item, Problem):
                problems.append(item)
            else:
                yield item

    added = record.add(documents())
    record.write_problems(problems)
    return Reading(added=added.added, known=added.known, problems=tuple(problems))


def code(
    record: Record, book: Codebook, *, engine: str = "rules", track: Tracker = track_nothing
) -> Run:
    """Code the documents that this run key has not coded yet; return the run."""
    run = record.start_run(
        engine=engine,
        coder_version=coding.CODER_VERSION,
        model_version=coding.model_version(engine),
        codebook_version=book.version,
    )
    pending = track(record.uncoded(run), "coding", record.ledger(run).pending)
    record.write_codings(run, coding.code(pending, book, engine=engine, run_id=run.id))
    return run


def link(record: Record, book: Codebook, run: Run) -> int:
    """Link the run's events and the hand-entered ones into incidents; return how many."""
    events = [event for each in record.runs_with_hand(run) for coding_ in record.codings(each)
              for event in coding_.events]
    documents = {d.id: d for d in record.documents({e.document_id for e in events})}
    incidents = linking.link(events, documents, record.active_decisions(), book)
    record.write_incidents(run, incidents)
    return len(incidents)


def report(record: Record, book: Codebook, out: Path, *, title: str) -> None:
    """Write the stand-alone report of the whole record to ``out``."""
    write_report(record.view(), book, out, title=title)
