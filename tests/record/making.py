"""Short ways to write the nouns that the tests of the record are about."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from concord import identity
from concord.model import (
    Coding,
    Decision,
    Document,
    Event,
    Incident,
    Location,
    Run,
    Statement,
    When,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from concord.record import Record

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)
FAMILIES = {"bombing": "bomb", "armed_attack": "gun", "clash": "fight", "arrest": "arrest"}


def document(text: str, source: str = "a.txt", **more: Any) -> Document:
    ident = identity.document_id(text, source)
    plain = Document(id=ident, text=text, source=source, text_hash=identity.text_hash(text))
    return replace(plain, **more)


def event(of: Document, word: str, type_: str = "bombing", **more: Any) -> Event:
    """Return an event whose anchor is the first place of ``word`` in the document."""
    start = of.text.index(word)
    family = FAMILIES[type_]
    plain = Event(
        id=identity.event_id(of.id, start, family),
        document_id=of.id,
        start=start,
        end=start + len(word),
        type=type_,
        family=family,
        category="militant_attack",
    )
    return replace(plain, **more)


def on(first: str, last: str | None = None, precision: str = "day") -> tuple[When, ...]:
    end = date.fromisoformat(last or first)
    when = When(first=date.fromisoformat(first), last=end, precision="day", basis="explicit")
    return (replace(when, precision=precision),)


def at(name: str, **more: Any) -> tuple[Location, ...]:
    return (Location(text=name, name=name, **more),)


def statement(of: Document, speaker: str, quote: str, **more: Any) -> Statement:
    start = of.text.index(quote)
    return Statement(
        id=identity.statement_id(of.id, of.text.index(speaker), start, more.get("option", "talks")),
        document_id=of.id,
        speaker=speaker,
        stance=more.pop("stance", "supports"),
        voice="own",
        start=start,
        end=start + len(quote),
        quote=quote,
        **more,
    )


def start(record: Record, engine: str = "rules", coder: str = "1") -> Run:
    return record.start_run(
        engine=engine, coder_version=coder, model_version="0", codebook_version="1"
    )


def coding(of: Document, *events: Event, **more: Any) -> Coding:
    return Coding(document_id=of.id, run_id="", events=events, **more)


def incident(*events: Event, **more: Any) -> Incident:
    first = events[0]
    return Incident(
        id=identity.incident_id(first.id),
        facts=first,
        event_ids=tuple(each.id for each in events),
        document_ids=tuple(dict.fromkeys(each.document_id for each in events)),
        **more,
    )


def ruling(kind: str, *subjects: str, **more: Any) -> Decision:
    plain = Decision(sequence=0, kind="accept", subjects=subjects, who="Asma", recorded=NOON)
    return replace(plain, kind=kind, **more)


def code_plainly(documents: Iterable[Document]) -> Iterator[Coding]:
    """A coder that finds a bombing at every "bomb" and rejects a text without one."""
    for each in documents:
        if "bomb" not in each.text:
            yield coding(each, outcome="rejected", reason="no violence")
        else:
            yield coding(each, event(each, "bomb", happened=on("2023-01-30"), places=at("Bannu")))


def link_plainly(record: Record, run: Run, events: Sequence[Event] | None = None) -> None:
    """Make an incident of each event of the run."""
    if events is None:
        events = [e for c in record.codings(run) for e in c.events]
    record.write_incidents(run, [incident(each) for each in events])
