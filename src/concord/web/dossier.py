"""One incident with everything that is known of it, each value with who says so and where."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
from markupsafe import Markup

from concord.analysis.measures import toll_of
from concord.codebook import tolls
from concord.linking.copies import group_copies
from concord.linking.explain import explain
from concord.linking.scores import THRESHOLD
from concord.record.papers_named import numbers_of
from concord.record.rows_redaction import Redactor
from concord.report import incidents, words
from concord.report.citations import Source, cite_with_excerpts, event_marks
from concord.report.desk import Desk
from concord.report.quotes import Mark, excerpts, quote
from concord.report.texts import plain
from concord.web.drawing.history import Given, draw_history
from concord.web.lines import Line, write_line, write_lines
from concord.web.shelf import PRESENT, Edition

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from concord.model import Assertion, Decision, Event, Incident
    from concord.record import View
    from concord.report.desk import Mask
    from concord.web.shelf import Shelf

WIDE, NARROW = 640.0, 330.0
NEAR_DAYS, MOST_RELATED = 7, 12
MOST_SOURCES = 60
FIELD_WORDS = {
    "happened": "When", "place": "Where", "type": "What", "perpetrators": "Who did it",
    "targets": "Targets", "killed": "Killed", "killed_attackers": "Killed, attackers' side",
    "killed_total": "Killed, all sides", "injured": "Injured", "abducted": "Abducted",
    "arrested": "Arrested", "claimed_by": "Claimed by", "denied_by": "Denied by",
    "weapon": "Weapon or means", "status": "Status",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One assertion: the value in words, who says it, where it was read, and the words."""

    value: str
    said_by: str
    party: bool
    day: str
    document_id: str
    source: str
    quote: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """Everything that is said of one field; ``disputed`` where live assertions disagree."""

    name: str
    code: str
    disputed: bool
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """One text and its copies: several outlets that say the same are one voice."""

    sources: tuple[tuple[str, Source], ...]

    @property
    def outlets(self) -> int:
        """Return how many documents are the one text."""
        return len(self.sources)


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """Why two reports are one incident: the features of the link, with what each weighs."""

    one: str
    other: str
    verdict: str
    total: str
    threshold: str
    features: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruled:
    """One decision of a person about the incident."""

    sequence: int
    kind: str
    what: str
    who: str
    day: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """Everything on the page of an incident."""

    line: Line
    entry: incidents.Entry
    summary: str
    aliases: tuple[str, ...]
    fields: tuple[Field, ...]
    wide: Markup | None
    narrow: Markup | None
    toll_rule: str
    history: tuple[Given, ...]
    voices: tuple[Voice, ...]
    more_sources: int
    joined: tuple[Joined, ...]
    related: tuple[Line, ...]
    ruled: tuple[Ruled, ...]
    events: tuple[str, ...]


def open_dossier(shelf: Shelf, name: str, edition: Edition = PRESENT) -> Dossier | None:
    """Return the dossier of the incident of that id, alias or member event; None if it is gone."""
    ident = _resolve(shelf, name, edition)
    close = shelf.close_up([ident], edition=edition)
    incident = next(iter(close.incidents()), None)
    if incident is None:
        return None
    desk = desk_of(shelf, close)
    hide = desk.hide(incident.document_ids)
    events = [desk.events[each] for each in incident.event_ids if each in desk.events]
    history = tuple(_history(incident, desk, hide))
    best = toll_of(incident).killed.best
    shown = history if len(history) > 1 else ()
    voices = _voices(incident, events, desk, hide)
    return Dossier(
        line=write_line(shelf, incident),
        entry=incidents.write_entry(incident, desk),
        summary=hide(incident.facts.summary),
        aliases=incident.aliases,
        fields=tuple(_fields(incident, desk, hide)),
        wide=draw_history(shown, best, WIDE) if shown else None,
        narrow=draw_history(shown, best, NARROW) if shown else None,
        toll_rule=tolls.RULES[incident.toll_rule].words,
        history=history,
        voices=voices[:MOST_SOURCES],
        more_sources=max(0, len(voices) - MOST_SOURCES),
        joined=tuple(_joined(shelf, close, incident, desk)),
        related=tuple(_related(shelf, incident, edition)),
        ruled=tuple(_ruled(close, incident, desk)),
        events=incident.event_ids,
    )


def desk_of(shelf: Shelf, close: View) -> Desk:
    """Return the report's desk over a close-up, names shown or masked as the shelf says."""
    desk = Desk(close, shelf.book)
    desk.redactor = Redactor(shelf.book, with_names=shelf.with_names)
    return desk


def _resolve(shelf: Shelf, name: str, edition: Edition) -> str:
    chosen = shelf.run(edition.run)
    found = shelf.record.find_incident(chosen, name) if chosen else None
    return found.id if found else name


def _fields(incident: Incident, desk: Desk, hide: Mask) -> Iterator[Field]:
    table: dict[str, list[Assertion]] = defaultdict(list)
    for assertion in incident.assertions:
        table[assertion.field].append(assertion)
    order = [*FIELD_WORDS, *table]
    for code in dict.fromkeys(name for name in order if name in table):
        said = tuple(_said(each, desk, hide) for each in table[code])
        name = FIELD_WORDS.get(code) or words.label(code.replace(".", ", ")).capitalize()
        yield Field(name=name, code=code, disputed=code in incident.disputed, said=said)


def _said(item: Assertion, desk: Desk, hide: Mask) -> Said:
    document = desk.document(item.document_id)
    title = hide(document.title or document.source) if document else "a document outside this view"
    publisher = (document.publisher or "") if document else ""
    return Said(
        value=_value(item, hide),
        said_by=hide(item.said_by) if item.said_by else "the text itself",
        party=item.party,
        day=words.say_published(item.reported),
        document_id=item.document_id,
        source=plain(publisher or title, 60),
        quote=_in_sentence(item, desk, hide),
    )


def _in_sentence(item: Assertion, desk: Desk, hide: Mask) -> Markup:
    """Return the sentences that an assertion was read in, its words marked, or the words alone.

    An assertion names its words and not their place: of several places, the one nearest to the
    event is taken.
    """
    document = desk.document(item.document_id)
    event = desk.events.get(item.event_id)
    if document is None or event is None:
        return quote(item.quote, hide)
    parts = [part for part in item.quote.split(" / ") if part]
    places = [(_nearest(document.text, part, event.start), part) for part in parts]
    marks = [Mark(start=at, end=at + len(part), field=item.field) for at, part in places if at >= 0]
    found = excerpts(document.text, marks, hide)
    return Markup(" … ").join(found) if found else quote(item.quote, hide)


def _nearest(text: str, words: str, at: int) -> int:
    """Return where the words stand nearest to a place of the text, -1 if nowhere."""
    before, after = text.rfind(words, 0, at + len(words)), text.find(words, at)
    if before < 0 or after < 0:
        return max(before, after)
    return before if at - before <= after - at else after


def _value(item: Assertion, hide: Mask) -> str:
    best = item.value if isinstance(item.value, int) else None
    if best is not None or item.low is not None:
        return words.say_range(item.low, best, item.high)
    if item.field == "happened" and isinstance(item.value, str):
        return (
            words.say_published(item.value) if len(item.value) == len("2014-12-16") else item.value
        )
    return hide(incidents.say_asserted(item.value))


def _history(incident: Incident, desk: Desk, hide: Mask) -> Iterator[Given]:
    killed = [a for a in incident.assertions if a.field == "killed" and isinstance(a.value, int)]
    for each in sorted(killed, key=lambda a: (a.reported or "9999", a.document_id)):
        value = int(str(each.value))
        said = _said(each, desk, hide)
        yield Given(
            day=_short_day(each.reported),
            low=each.low if each.low is not None else value,
            best=value,
            high=each.high,
            party=each.party,
            words=f"{said.value} killed, says {said.said_by}, in {said.source}, {said.day}",
        )


def _short_day(reported: str | None) -> str:
    try:
        return words.say_day(date.fromisoformat((reported or "")[:10]), short=True)
    except ValueError:
        return "undated"


def _voices(
    incident: Incident, events: Sequence[Event], desk: Desk, hide: Mask
) -> tuple[Voice, ...]:
    marks = defaultdict(set)
    for event in events:
        marks[event.document_id].update(event_marks(event))
    documents = [d for each in incident.document_ids if (d := desk.document(each)) is not None]
    groups = group_copies(documents)
    voices: dict[str, list[tuple[str, Source]]] = defaultdict(list)
    for document in sorted(documents, key=lambda d: (d.published or "9999", d.id)):
        source = cite_with_excerpts(document, marks[document.id], hide)
        voices[groups[document.id]].append((document.id, source))
    return tuple(Voice(sources=tuple(sources)) for sources in voices.values())


def _joined(shelf: Shelf, close: View, incident: Incident, desk: Desk) -> Iterator[Joined]:
    if len(incident.event_ids) < 2:  # noqa: PLR2004 - one report is linked to nothing
        return
    links = explain(incident, close.events(), close.headings, close.decisions(), shelf.book)
    for link in links[:20]:
        features = tuple(
            (words.label(f.name), plain(f.seen, 120), f"{f.weight:+.1f}")
            for f in link.score.features
        )
        verdict = link.ruling or ("linked" if link.score.linked else "not linked by itself")
        yield Joined(
            one=_report(link.one, desk),
            other=_report(link.other, desk),
            verdict=verdict,
            total=f"{link.score.total:+.1f}",
            threshold=f"{THRESHOLD:+.1f}",
            features=features,
        )


def _report(event_id: str, desk: Desk) -> str:
    event = desk.events.get(event_id)
    document = desk.document(event.document_id) if event else None
    if document is None:
        return event_id
    hide = desk.hide((document.id,))
    named = document.publisher or hide(document.title or document.source)
    return f"{plain(named, 60)}, {words.say_published(document.published)}"


def _related(shelf: Shelf, incident: Incident, edition: Edition) -> list[Line]:
    """Return the incidents of the same district within a week, and those told beside it."""
    listing = shelf.listing(edition)
    at = listing.positions.get(incident.id)
    if at is None:
        return []
    near = np.zeros(len(listing), dtype=bool)
    district, day = listing.words["admin2"].codes, listing.days[:, 0]
    if district[at] and day[at]:
        near = (district == district[at]) & (day > 0) & (abs(day - day[at]) <= NEAR_DAYS)
    cited = numbers_of(shelf.record.database, incident.document_ids)
    near |= listing.documents.among(cited, len(listing))
    near[at] = False
    rows = np.flatnonzero(near)
    closest = sorted(rows.tolist(), key=lambda row: (abs(int(day[row]) - int(day[at])), row))
    return write_lines(shelf, [listing.ids[row] for row in closest[:MOST_RELATED]], edition)


def _ruled(close: View, incident: Incident, desk: Desk) -> Iterable[Ruled]:
    names = {incident.id, *incident.aliases, *incident.event_ids}
    for decision in close.decisions():
        if names.isdisjoint(decision.subjects):
            continue
        yield _ruling(decision, desk)


def _ruling(decision: Decision, desk: Desk) -> Ruled:
    what = ""
    if decision.field:
        value = desk.redactor.mask_value(decision.value)
        what = f"{words.label(decision.field)}: {incidents.say_asserted(value)}"
    elif len(decision.subjects) > 1:
        what = " and ".join(decision.subjects)
    return Ruled(
        sequence=decision.sequence,
        kind=decision.kind,
        what=what,
        who=decision.who,
        day=words.say_day(decision.recorded.date()),
        note=str(desk.redactor.mask_value(decision.note) or ""),
    )
