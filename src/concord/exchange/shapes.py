"""Our incidents in the shape of another data set: its columns in its order, and what is lost.

Every shape gives, for one incident, its rows and its losses. An incident that the other data set
would not hold has no row and the loss ``left_out``, which says why. The rules are the crosswalks of
the packs; each shape's module says the rest.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from concord.codebook.book import Codebook
from concord.codebook.counting import side_of
from concord.codebook.crosswalks import Crosswalk, load_crosswalk
from concord.codebook.tolls import Toll, summarise
from concord.exchange.formats import safe_cell
from concord.model import Document, Incident, Location
from concord.record.rows_redaction import Redactor
from concord.record.scoping import OWN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from concord.codebook.tolls import Range
    from concord.model import Event, Participant, When
    from concord.record.rows import Readable

LEFT_OUT = "left_out"
LOSS_COLUMNS = ("incident_id", "field", "lost", "why")
# Levels at which somebody is held to have done it; blame and suspicion are none.
HELD = frozenset({"claimed", "stated", "side"})
STATE, MISSION = "state", "mission"
SEPARATOR = ";"
NUMBER = re.compile(r"-?\d+(\.\d+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """What one incident loses in a shape: the field, its value, and why it has no place there."""

    incident_id: str
    field: str
    lost: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One incident as the shapes read it: facts, toll by the shape's own rule, sources, words.

    ``summary`` has victims' names masked. ``sources`` are its documents, as far as the view has
    them.
    """

    incident: Incident
    toll: Toll
    sources: tuple[Document, ...]
    summary: str
    book: Codebook

    @property
    def facts(self) -> Event:
        """Return the reconciled facts."""
        return self.incident.facts

    @property
    def when(self) -> When | None:
        """Return the chosen reading of the time, if it names days."""
        reading = self.facts.happened[0] if self.facts.happened else None
        return reading if reading and reading.first and reading.last else None

    @property
    def place(self) -> Location:
        """Return the chosen place, an empty one if none is known."""
        return self.facts.places[0] if self.facts.places else Location(text="")

    def side(self, participant: Participant) -> str | None:
        """Return a participant's side: state, militant, communal, ..."""
        return side_of(participant, self.book)

    def held(self) -> tuple[Participant, ...]:
        """Return the perpetrators who claimed it or are said as fact to have done it."""
        return tuple(p for p in self.facts.perpetrators if p.attribution in HELD)

    def country_of(self, participant: Participant) -> str | None:
        """Return the country of a state's actor; of an unnamed one, where it happened."""
        known = self.book.actors.get(participant.actor_id or "")
        return (known.country if known else None) or self.place.country

    def country_name(self) -> str:
        """Return the name of the country where it happened, empty if unknown."""
        known = self.book.countries.get(self.place.country or "")
        return known.name if known else ""

    def target_class(self) -> str | None:
        """Return the class of the target; where none is coded, that of most of the dead."""
        named = self.facts.target_class
        if named and named != "unknown":
            return named
        dead = {
            name: value.best or 0
            for name, value in self.toll.by.get("killed", {}).items()
            if name != "unknown"
        }
        return max(sorted(dead), key=lambda name: dead[name]) if dead else named

    def loss(self, field: str, lost: object, why: str) -> Loss:
        """Return one loss of this incident."""
        return Loss(incident_id=self.incident.id, field=field, lost=str(lost), why=why)

    def left_out(self, why: str) -> Written:
        """Return that the incident has no row."""
        return Written(losses=(self.loss(LEFT_OUT, self.facts.type, why),))


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """The rows that one incident makes in a shape, and what they lose."""

    rows: tuple[Mapping[str, object], ...] = ()
    losses: tuple[Loss, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """One data set's shape: the toll rule by which it counts, and what one incident is in it."""

    name: str
    toll_rule: str
    write: Callable[[Told, Crosswalk], Written]
    delimiter: str = ","


@dataclass(frozen=True, slots=True, kw_only=True)
class Shaping:
    """What an export in a shape came to: rows, incidents left out, and losses by field."""

    shape: str
    rows: int
    incidents: int
    left_out: Mapping[str, int]
    losses: Mapping[str, int]


def write_shape(
    view: Readable, shape: Shape, book: Codebook, *, out: IO[str], losses: IO[str] | None = None
) -> Shaping:
    """Write our incidents in a shape to ``out`` and their losses to ``losses``, both as csv.

    Incidents of imported data sets are left out: only what we coded is ours to give.
    """
    walk = load_crosswalk(shape.name)
    writer = csv.writer(out, delimiter=shape.delimiter, lineterminator="\r\n")
    writer.writerow(walk.columns)
    log = csv.writer(losses, lineterminator="\r\n") if losses else None
    if log:
        log.writerow(LOSS_COLUMNS)
    rows = incidents = 0
    left, lost = Counter[str](), Counter[str]()
    for told in tell(view, shape, book):
        written = shape.write(told, walk)
        incidents += 1
        rows += len(written.rows)
        writer.writerows(_cells(row, walk.columns) for row in written.rows)
        for loss in written.losses:
            (left if loss.field == LEFT_OUT else lost)[
                loss.why if loss.field == LEFT_OUT else loss.field
            ] += 1
            if log:
                log.writerow(map(safe_cell, (loss.incident_id, loss.field, loss.lost, loss.why)))
    return Shaping(
        shape=shape.name,
        rows=rows,
        incidents=incidents,
        left_out=dict(sorted(left.items())),
        losses=dict(sorted(lost.items())),
    )


def tell(view: Readable, shape: Shape, book: Codebook) -> Iterator[Told]:
    """Yield our own incidents of a view as the shape reads them."""
    redactor = Redactor(book, with_names=False)
    documents = view.headings
    for incident in view.incidents():
        if incident.dataset != OWN:
            continue
        facts = incident.facts
        found = (documents[each] for each in incident.document_ids if each in documents)
        yield Told(
            incident=incident,
            toll=summarise(facts.type, facts.tolls, shape.toll_rule),
            sources=tuple(found),
            summary=redactor.event_mask(facts)(facts.summary),
            book=book,
        )


def _cells(row: Mapping[str, object], columns: Sequence[str]) -> list[object]:
    values = (row.get(column) for column in columns)
    return ["" if value is None else _safe(value) for value in values]


def _safe(value: object) -> object:
    """Return a cell that a spreadsheet may open; a negative number is no formula."""
    return value if isinstance(value, str) and NUMBER.fullmatch(value) else safe_cell(value)


def not_held_by(told: Told, fields: Iterable[str], title: str) -> Iterator[Loss]:
    """Yield a loss for each field that has a value and no column in the other data set."""
    facts, toll = told.facts, told.toll
    values: dict[str, object] = {
        "injured": _words(toll.injured),
        "abducted": _words(toll.abducted),
        "arrested": _words(toll.arrested),
        "killed": _words(toll.killed_total),
        "claimed_by": names_of(facts.claimed_by),
        "denied_by": names_of(facts.denied_by),
        "tactic": facts.tactic,
        "weapon": facts.weapon,
        "type": facts.type,
        "target_class": told.target_class(),
        "disputed": SEPARATOR.join(told.incident.disputed),
        "attribution": SEPARATOR.join(
            p.attribution for p in facts.perpetrators if p.attribution not in (None, "stated")
        ),
        "assertions": _rival(told),
    }
    for field in fields:
        if values[field]:
            yield told.loss(field, values[field], f"{title} has no column for it")


def _rival(told: Told) -> str:
    """Return how many accounts stand behind the figures, if there are several."""
    counts = Counter(each.field for each in told.incident.assertions)
    several = {name: number for name, number in sorted(counts.items()) if number > 1}
    return SEPARATOR.join(f"{name} {number}" for name, number in several.items())


def names_of(items: Iterable[object]) -> str:
    """Return the names of claims or participants, joined by semicolons."""
    return SEPARATOR.join(str(getattr(item, "name", None) or "") for item in items)


def _words(value: Range) -> str:
    if value.best is None:
        return ""
    high = "" if value.high is None else value.high
    return str(value.best) if value.low == value.best == value.high else f"{value.low}-{high}"


def sources_of(told: Told) -> tuple[str, str]:
    """Return the addresses and the publishers of an incident's documents, joined."""
    urls = dict.fromkeys(d.url or d.source for d in told.sources)
    publishers = dict.fromkeys(d.publisher for d in told.sources if d.publisher)
    return SEPARATOR.join(urls), SEPARATOR.join(publishers)
