"""One document with what was read in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from concord.report import words
from concord.report.citations import Source, cite
from concord.web.dossier import desk_of
from concord.web.lines import name_of, type_label
from concord.web.marked import LAYERS, LONGEST, Piece, Span, mark_text
from concord.web.shelf import PRESENT, Edition

if TYPE_CHECKING:
    from collections.abc import Iterator

    from concord.model import Coding, Event, Mention, Statement, Statistic
    from concord.report.desk import Desk
    from concord.web.shelf import Shelf

FIELD_LAYERS = {
    "place": "places",
    "happened": "times",
    "perpetrators": "actors",
    "targets": "actors",
    "claimed_by": "actors",
    "denied_by": "actors",
}
LAYER_OF = {"actor": "actors", "place": "places", "time": "times", "count": "tolls"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """One thing read in the document: what it is, in words, and where it leads."""

    what: str
    words: str
    link: str
    start: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Everything on the page of a document."""

    id: str
    source: Source
    about: tuple[tuple[str, str], ...]
    outcome: str
    paragraphs: tuple[tuple[Piece, ...], ...]
    cut: int
    layers: tuple[tuple[str, int], ...]
    events: tuple[Noted, ...]
    statements: tuple[Noted, ...]
    statistics: tuple[Noted, ...]


def read_document(shelf: Shelf, name: str, edition: Edition = PRESENT) -> Page | None:
    """Return the page of the document of that id, number, URL or path; None if there is none."""
    document = shelf.record.find_document(name)
    if document is None:
        return None
    close = shelf.close_up(documents=[document.id], edition=edition)
    desk = desk_of(shelf, close)
    hide = desk.hide((document.id,))
    codings = [
        coded
        for each in shelf.record.runs_with_hand(shelf.run(edition.run))
        if (coded := shelf.record.coding(each, document.id))
    ]
    homes = _homes(shelf, [event.id for event in close.events()], edition)
    spans = [
        *(span for coded in codings for span in _mention_spans(coded, desk)),
        *(span for event in close.events() for span in _event_spans(event, homes, desk)),
        *(_statement_span(each, desk) for each in close.statements()),
        *(_statistic_span(each) for each in close.statistics()),
    ]
    counts = {layer: len({(s.start, s.end) for s in spans if s.layer == layer}) for layer in LAYERS}
    return Page(
        id=document.id,
        source=cite(document, hide),
        about=_about(document, codings, hide),
        outcome=_outcome(codings),
        paragraphs=mark_text(document.text, spans, hide),
        cut=max(0, len(document.text) - LONGEST),
        layers=tuple(counts.items()),
        events=tuple(_event_note(e, homes, desk) for e in close.events()),
        statements=tuple(_statement_note(s, desk) for s in close.statements()),
        statistics=tuple(_statistic_note(s) for s in close.statistics()),
    )


def _homes(shelf: Shelf, events: list[str], edition: Edition) -> dict[str, str]:
    """Return the incident of each event."""
    chosen = shelf.run(edition.run)
    found = {}
    for event in events:
        incident = shelf.record.find_incident(chosen, event) if chosen else None
        if incident is not None:
            found[event] = incident.id
    return found


def _about(document: object, codings: list[Coding], hide: object) -> tuple[tuple[str, str], ...]:
    del hide
    rows = (
        ("Published", words.say_published(getattr(document, "published", None))),
        ("Language", getattr(document, "language", None)),
        ("Kind of file", getattr(document, "media", None)),
        ("Identity", getattr(document, "id", None)),
        ("Your number", getattr(document, "external_id", None)),
        ("Older version", getattr(document, "supersedes", None)),
        ("Coded by run", ", ".join(coding.run_id for coding in codings)),
    )
    return tuple((name, str(value)) for name, value in rows if value)


def _outcome(codings: list[Coding]) -> str:
    if not codings:
        return "This document has not been coded yet."
    last = codings[-1]
    if last.outcome == "coded":
        return ""
    return f"The coder {last.outcome} this document: {words.label(last.reason)}."


def _mention_spans(coding: Coding, desk: Desk) -> Iterator[Span]:
    for mention in coding.mentions:
        layer = LAYER_OF.get(mention.kind)
        if layer:
            yield Span(
                start=mention.start,
                end=mention.end,
                layer=layer,
                words=_mention_words(mention, desk),
            )


def _mention_words(mention: Mention, desk: Desk) -> str:
    known = desk.book.actors.get(mention.label or "")
    if known:
        return known.name
    return words.label(mention.label) if mention.label else f"{mention.kind}, by the coder"


def _event_spans(event: Event, homes: dict[str, str], desk: Desk) -> Iterator[Span]:
    home = homes.get(event.id)
    link = f"/incidents/{home}" if home else ""
    what = desk.type_label(event.type)
    yield Span(start=event.start, end=event.end, layer="events", words=what, link=link)
    for item in event.evidence:
        if item.field == "type":
            continue
        layer = _layer_of_field(item.field)
        yield Span(
            start=item.start,
            end=item.end,
            layer=layer,
            words=f"{words.label(item.field)} of: {what}",
            link=link,
        )
    for place in event.places[:1]:
        if place.start is not None and place.end is not None:
            told = f"{name_of(place)}, {words.PLACE_PRECISIONS[place.precision]}"
            yield Span(start=place.start, end=place.end, layer="places", words=told, link=link)
    for when in event.happened[:1]:
        if when.start is not None and when.end is not None:
            told = words.say_when(when)
            yield Span(start=when.start, end=when.end, layer="times", words=told, link=link)


def _layer_of_field(field: str) -> str:
    if field in ("killed", "injured", "abducted", "arrested"):
        return "tolls"
    return FIELD_LAYERS.get(field, "events")


def _statement_span(item: Statement, desk: Desk) -> Span:
    return Span(
        start=item.start, end=item.end, layer="statements", words=_stance(item, desk),
        link=f"/statements/{item.id}",
    )  # fmt: skip


def _stance(item: Statement, desk: Desk) -> str:
    hide = desk.hide((item.document_id,))
    about = desk.option_label(item.option) if item.option else hide(item.target or "")
    speaker = item.speaker_name or hide(item.speaker)
    return f"{speaker} {words.STANCES[item.stance]} {about}".strip()


def _statistic_span(item: Statistic) -> Span:
    told = f"{words.say_measure(item.measure)} {words.say_value(item.value, item.unit)}"
    return Span(start=item.start, end=item.end, layer="statistics", words=told)


def _event_note(event: Event, homes: dict[str, str], desk: Desk) -> Noted:
    hide = desk.hide((event.document_id,))
    home = homes.get(event.id)
    return Noted(
        what=desk.type_label(event.type),
        words=hide(event.summary),
        link=f"/incidents/{home}" if home else "",
        start=event.start,
    )


def _statement_note(item: Statement, desk: Desk) -> Noted:
    return Noted(
        what=words.VOICES[item.voice],
        words=_stance(item, desk),
        link=f"/statements/{item.id}",
        start=item.start,
    )


def _statistic_note(item: Statistic) -> Noted:
    return Noted(
        what=words.label(item.measure),
        words=words.say_value(item.value, item.unit),
        link="",
        start=item.start,
    )


__all__ = ["Noted", "Page", "read_document", "type_label"]
