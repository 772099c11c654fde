"""What one document says happened, with when, where, who and with what toll."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from concord.model.vocabulary import Attribution, PlacePrecision, Precision, Side, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A stretch of days with a precision, and how it was found.

    ``first`` and ``last`` are inclusive days; both are None when only a relative expression is
    known (undated text). ``basis`` is ``explicit``, ``relative``, ``published`` or ``unresolved``.
    ``kind`` is ``date`` or ``time`` for what dates an event, ``reported`` for a day of publication
    or of speech, and ``duration``, ``repeated``, ``vague`` for what dates nothing.
    """

    first: date | None
    last: date | None
    precision: Precision
    basis: str
    text: str = ""
    start: int | None = None
    end: int | None = None
    kind: str = "date"


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """A place mention resolved to the gazetteer; degrees WGS84, names as the gazetteer has them."""

    text: str
    place_id: str | None = None
    name: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    precision: PlacePrecision = "unknown"
    radius_km: float | None = None
    admin2: str | None = None
    admin1: str | None = None
    country: str | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """An actor in an event, as written and as resolved.

    ``attribution`` is set for perpetrators, ``victim_class`` for targets. ``actor_id`` is None for
    unknown or generic groups ("gunmen"); ``name`` is then None too, and ``text`` is all there is.
    """

    text: str
    actor_id: str | None = None
    name: str | None = None
    attribution: Attribution | None = None
    victim_class: str | None = None
    said_by: str | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TollFigure:
    """One assertion of a toll: persons, by effect, class and side.

    ``low`` <= ``best`` <= ``high``; ``high`` None means open-ended ("at least"). ``total`` marks a
    sum whose parts may be given beside it; ``superseded`` a figure that the text itself calls
    earlier or wrong; ``party`` a figure given by a party to the fight about itself or its enemy.
    """

    effect: str
    victim_class: str
    side: Side
    low: int
    best: int
    high: int | None
    total: bool = False
    vague: bool = False
    superseded: bool = False
    said_by: str | None = None
    party: bool = False
    text: str = ""
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """Somebody says that they did it (or did not), through a channel if one is named."""

    name: str
    actor_id: str | None = None
    channel: str | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The words behind one coded field."""

    field: str
    start: int
    end: int
    quote: str
    said_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What ONE document says happened.

    ``id`` = document + anchor offset + type family + ordinal: a place in a text, never an engine's
    output. ``happened`` and ``places`` list readings, the chosen one first. ``part_of`` is
    ``"summary"`` for a row that only sums several happenings.
    """

    id: str
    document_id: str
    start: int
    end: int
    type: str
    family: str
    category: str
    status: Status = "actual"
    background: bool = False
    part_of: str | None = None
    happened: tuple[When, ...] = ()
    places: tuple[Location, ...] = ()
    perpetrators: tuple[Participant, ...] = ()
    targets: tuple[Participant, ...] = ()
    target_class: str | None = None
    tactic: str | None = None
    weapon: str | None = None
    tolls: tuple[TollFigure, ...] = ()
    claimed_by: tuple[Claim, ...] = ()
    denied_by: tuple[Claim, ...] = ()
    summary: str = ""
    confidence: float = 1.0
    evidence: tuple[Evidence, ...] = ()
