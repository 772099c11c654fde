"""Samples to audit a record by, and to code twice: drawn by a seed, the same in any process.

A queue shows what the machine doubts. What it is wrongly sure of, and what it never read, is found
by chance alone: documents that were set aside, sentences in which no event was read, and incidents
that no queue shows are drawn here, each kind by itself. What is drawn first comes first by the hash
of seed and name, so that a larger sample holds the smaller one, and a record that has grown gives
mostly the same: people's answers are used again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from concord.coding import sentences
from concord.errors import ConcordError
from concord.model import Run, Span
from concord.record.audits import Item, Sample, Stratum, coding_heads, event_ids
from concord.record.doubts import doubts_of
from concord.record.listing import list_incidents
from concord.record.pending import CITATION
from concord.record.rulings import read_rulings

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from concord.codebook.book import Codebook
    from concord.model import Document, Event, Incident
    from concord.record import Record, View
    from concord.record.audits import Head

# stratum -> its share of a sample. Half of it says how right the record is, half how much it lacks.
SHARES = {
    "confident": 0.3,
    "doubted": 0.15,
    "skipped": 0.25,
    "empty": 0.1,
    "rejected": 0.15,
    "unread": 0.05,
}
TEXTS = ("rejected", "unread", "empty", "skipped")
INCIDENTS = ("confident", "doubted")
# Incidents that people ruled on or entered are taken as they say: none are drawn.
RULED = "ruled"
DOUBLE_SHARES = {"skipped": 0.7, "empty": 0.3}
MOST_CODERS = 2


class NothingToDrawError(ConcordError):
    """A record in which nothing stands that could be drawn."""

    def __init__(self) -> None:
        super().__init__(
            "Nothing has been coded in this record yet, so that nothing can be drawn. `concord"
            " build SOURCE...` reads, codes and links."
        )


class CodersError(ConcordError):
    """A double coding by fewer or more than two people."""

    def __init__(self) -> None:
        super().__init__("A double coding is by two people of different names: --coders NAME,NAME.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What can be drawn: the candidates of each stratum, and how many incidents people ruled on."""

    run: Run
    items: Mapping[str, tuple[Item, ...]]
    ruled: int


def draw_audit(
    record: Record, book: Codebook, *, size: int, seed: int, who: str, name: str | None = None
) -> Sample:
    """Draw a sample to audit from the record as it stands, and keep it; return it.

    The same seed draws the same from the same record. Raises NothingToDrawError and
    InvalidSampleError.
    """
    frame = read_frame(record, book)
    drawn = draw(frame.items, SHARES, size, seed)
    strata = [*_strata(frame.items, drawn), Stratum(name=RULED, population=frame.ruled, drawn=0)]
    return record.add_sample(
        Sample(
            name=name or _next_name(record, "audit"),
            kind="audit",
            seed=seed,
            run_id=frame.run.id,
            who=who,
            recorded=record.clock().isoformat(),
            strata=tuple(strata),
            items=_in_turn(drawn, seed),
        )
    )


def draw_double(
    record: Record, *, size: int, seed: int, coders: Sequence[str], who: str,
    name: str | None = None,
) -> Sample:  # fmt: skip
    """Draw documents that two people code without seeing the machine's reading, and keep them.

    Raises NothingToDrawError, CodersError and InvalidSampleError.
    """
    named = tuple(dict.fromkeys(each.strip() for each in coders if each.strip()))
    if len(named) != MOST_CODERS:
        raise CodersError
    run = _run(record)
    pools: dict[str, list[Item]] = {stratum: [] for stratum in DOUBLE_SHARES}
    for head in coding_heads(record.database, run):
        stratum = _stratum_of(head)
        if stratum in pools:
            key = text_key(head.document_id)
            pools[stratum].append(Item(key=key, stratum=stratum, document_id=head.document_id))
    frame = {stratum: tuple(found) for stratum, found in pools.items()}
    drawn = draw(frame, DOUBLE_SHARES, size, seed)
    return record.add_sample(
        Sample(
            name=name or _next_name(record, "double"),
            kind="double",
            seed=seed,
            run_id=run.id,
            who=who,
            recorded=record.clock().isoformat(),
            strata=_strata(frame, drawn),
            items=_in_turn(drawn, seed),
            coders=named,
        )
    )


def text_key(document_id: str) -> str:
    """Return the name of a text that people code: it holds in every sample."""
    return f"text:{document_id}"


def read_frame(record: Record, book: Codebook) -> Frame:
    """Return everything that an audit may draw from; raises NothingToDrawError."""
    run = _run(record)
    view = record.view(book=book)
    items: dict[str, list[Item]] = {stratum: [] for stratum in SHARES}
    places = event_ids(record.database, run)
    for head in coding_heads(record.database, run):
        stratum = _stratum_of(head)
        # What stands in the name of the item is what an answer rests on.
        shown = [_digest(*places[head.document_id])] if stratum == "skipped" else []
        key = ":".join([stratum, head.document_id, *shown])
        items[stratum].append(Item(key=key, stratum=stratum, document_id=head.document_id))
    ruled = 0
    doubted = _doubted(record, book, view, run)
    for incident in view.incidents():
        if incident.review != "machine" or _is_entered(view, incident):
            ruled += 1
            continue
        stratum = "doubted" if incident.id in doubted else "confident"
        items[stratum].append(
            Item(
                key=incident_key(incident),
                stratum=stratum,
                document_id=incident.document_ids[0],
                subject=incident.id,
            )
        )
    return Frame(run=run, items={s: tuple(found) for s, found in items.items()}, ruled=ruled)


def incident_key(incident: Incident) -> str:
    """Return the name of an incident as it is shown: another value makes another name."""
    facts = incident.facts
    when = [(w.first, w.last, w.precision) for w in facts.happened[:1]]
    where = [(p.name or p.text, p.admin2, p.admin1, p.country) for p in facts.places[:1]]
    tolls = sorted((t.effect, t.side, t.victim_class, t.low, t.best, str(t.high)) for t in
                   facts.tolls if not t.superseded)  # fmt: skip
    who = [(p.name or p.text, p.attribution) for p in facts.perpetrators]
    whom = [p.name or p.text for p in facts.targets]
    shown = (facts.type, facts.status, when, where, who, whom, tolls,
             sorted(incident.document_ids))  # fmt: skip
    return f"incident:{incident.id}:{_digest(*map(repr, shown))}"


def draw(
    items: Mapping[str, Sequence[Item]], shares: Mapping[str, float], size: int, seed: int
) -> dict[str, tuple[Item, ...]]:
    """Return so many of each stratum, the first by the hash of the seed and their names."""
    sizes = share_out({name: len(items.get(name, ())) for name in shares}, shares, size)
    return {
        name: tuple(sorted(items[name], key=lambda item: rank(seed, item))[:number])
        for name, number in sizes.items()
        if number
    }


def rank(seed: int, item: Item) -> str:
    """Return the place of an item in the order of a seed: a coin that falls alike everywhere."""
    return _digest(str(seed), item.subject or item.document_id)


def share_out(held: Mapping[str, int], shares: Mapping[str, float], size: int) -> dict[str, int]:
    """Return how many to draw from each stratum: by its share, and what one lacks from the others.

    A stratum that holds anything gives at least one while there is room.
    """
    taken = dict.fromkeys(shares, 0)
    for _ in range(min(size, sum(held.values()))):
        open_ = [name for name in shares if taken[name] < held[name]]
        # The one that is furthest behind its share is next; the first of SHARES at a tie.
        chosen = min(open_, key=lambda name: taken[name] / shares[name])
        taken[chosen] += 1
    return taken


def skipped_sentences(document: Document, events: Iterable[Event]) -> tuple[Span, ...]:
    """Return the sentences of a text in which no event was read, in their order."""
    read = [Span(start=e.start, end=max(e.end, e.start + 1)) for e in events]
    read += [Span(start=v.start, end=v.end) for e in events for v in e.evidence]
    return tuple(
        sentence
        for sentence in sentences.split(document.text)
        if not any(sentence.overlaps(span) for span in read)
    )


def _run(record: Record) -> Run:
    run = record.chosen_run()
    if run is None:
        raise NothingToDrawError
    return run


def _stratum_of(head: Head) -> str:
    if head.outcome != "coded":
        return "unread"
    if not head.relevant:
        return "rejected"
    return "skipped" if head.events else "empty"


def _doubted(record: Record, book: Codebook, view: View, run: Run) -> frozenset[str]:
    listing = list_incidents(view, book)
    truths = doubts_of(record, run, read_rulings(record.database, run), listing)
    return frozenset(listing.ids[row] for row in np.flatnonzero(truths).tolist())


def _is_entered(view: View, incident: Incident) -> bool:
    known = [view.headings.get(each) for each in incident.document_ids]
    return all(each is not None and each.media == CITATION for each in known)


def _strata(
    items: Mapping[str, Sequence[Item]], drawn: Mapping[str, Sequence[Item]]
) -> tuple[Stratum, ...]:
    return tuple(
        Stratum(name=name, population=len(found), drawn=len(drawn.get(name, ())))
        for name, found in items.items()
    )


def _in_turn(drawn: Mapping[str, Sequence[Item]], seed: int) -> tuple[Item, ...]:
    """Return the items mixed, so that who stops half-way has answered some of every stratum."""
    placed = [
        ((at + 0.5) / len(found), rank(seed, item), item)
        for found in drawn.values()
        for at, item in enumerate(found)
    ]
    return tuple(item for _, _, item in sorted(placed, key=lambda each: each[:2]))


def _next_name(record: Record, stem: str) -> str:
    known = {sample.name for sample in record.samples()}
    numbers = range(1, len(known) + 2)
    return next(f"{stem}-{n}" for n in numbers if f"{stem}-{n}" not in known)


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x00".join(parts).encode()).hexdigest()[:16]
