"""The nouns of Concord: frozen, slotted, typed; this module imports nothing of ours.

Offsets are half-open Unicode code points into ``Document.text``, always. Vocabularies that a
codebook may extend (event types, classes, options, relations) are plain strings checked against
the codebook; vocabularies that the program itself depends on are ``Literal`` types. A fact is
never a bare value: it is a list of assertions, each with its words and who says so.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal, TypeAlias

Status = Literal["actual", "foiled", "planned", "alleged"]
Precision = Literal["day", "week", "month", "year", "unknown"]
PlacePrecision = Literal[
    "exact", "vicinity", "town", "tehsil", "district", "province", "country", "unknown"
]
Attribution = Literal["claimed", "stated", "blamed", "suspected", "inferred", "side"]
Side = Literal["target", "initiator", "bystander", "unknown"]
Voice = Literal["own", "act", "attributed", "analyst"]
Stance = Literal[
    "supports",
    "opposes",
    "calls_for",
    "rejects",
    "accuses",
    "denies",
    "claims_responsibility",
    "condemns",
    "neutral_report",
]
MentionKind = Literal["actor", "place", "time", "count", "weapon", "trigger", "cue", "option"]
Outcome = Literal["coded", "rejected", "failed"]
DecisionKind = Literal["accept", "reject", "correct", "same", "different", "split", "undo"]
Review = Literal["machine", "accepted", "corrected"]
# JSON scalars and the containers that a corrected or asserted value may be.
Value: TypeAlias = bool | int | float | str | list[Any] | dict[str, Any] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something wrong with an input, as a value: the batch goes on.

    ``where`` names the place (``file.jsonl:12``, a document id, ``sheet.csv:7:killed``), ``code``
    is a stable short name (``unreadable``, ``empty``, ``too_large``, ...), ``message`` says what is
    wrong and what to do about it.
    """

    where: str
    code: str
    message: str
    stage: str = "read"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A half-open range of code points in one document's text."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """Return whether the two ranges share a code point."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One text as it was extracted, once; a later version supersedes it and never replaces it.

    ``published`` is an ISO date or datetime in the publisher's own zone, or None; ``source`` is the
    URL or the path (relative to the folder that was read) and, with the text, makes the identity.
    """

    id: str
    text: str
    source: str
    text_hash: str
    external_id: str | None = None
    url: str | None = None
    publisher: str | None = None
    title: str | None = None
    published: str | None = None
    language: str | None = None
    media: str = "txt"
    supersedes: str | None = None

    @property
    def published_on(self) -> date | None:
        """Return the publisher's local calendar day, or None if no whole day is known."""
        try:
            return date.fromisoformat((self.published or "")[:10])
        except ValueError:
            return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A span of a document read as something by an engine.

    ``label`` refines ``kind``: the event type of a trigger, the policy option of an option, the
    role class of an actor. ``score`` is a confidence in [0, 1].
    """

    document_id: str
    start: int
    end: int
    kind: MentionKind
    text: str
    label: str | None = None
    engine: str = "rules"
    score: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A stretch of days with a precision, and how it was found.

    ``first`` and ``last`` are inclusive days; both are None when only a relative expression is
    known (undated text). ``basis`` is ``explicit``, ``relative``, ``published`` or ``unresolved``.
    ``kind`` is ``date`` or ``time`` for what dates an event, ``reported`` for a day of publication or
    of speech, and ``duration``, ``repeated``, ``vague`` for what dates nothing.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What one document says an actor said or did about an option or another actor.

    ``speaker`` is as written; ``speaker_name`` the organisation it speaks for; ``speaker_side`` the
    role (``national_government``, ``armed_group``, ...). ``start``/``end`` delimit ``quote``.
    """

    id: str
    document_id: str
    speaker: str
    stance: Stance
    voice: Voice
    start: int
    end: int
    quote: str
    speaker_id: str | None = None
    speaker_name: str | None = None
    person: str | None = None
    office: str | None = None
    speaker_side: str | None = None
    cue: str | None = None
    option: str | None = None
    target: str | None = None
    target_id: str | None = None
    hedged: bool = False
    forecast: bool = False
    condition: str | None = None
    reported_by: str | None = None
    utterance_id: str | None = None
    said: When | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A dated relation between two actors: claims, denies, condemns, accuses, ceasefire, ..."""

    id: str
    document_id: str
    subject: str
    relation: str
    object: str
    start: int
    end: int
    quote: str
    subject_id: str | None = None
    object_id: str | None = None
    when: When | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyAct:
    """A dated act of policy: truce begun or ended, operation, deal, ban."""

    id: str
    actor: str
    option: str
    act: str
    date: str | None
    actor_id: str | None = None
    statement_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistic:
    """A number that a document publishes about violence."""

    id: str
    document_id: str
    start: int
    end: int
    quote: str
    measure: str
    value: float | None
    low: float | None = None
    high: float | None = None
    unit: str | None = None
    actors: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    period: When | None = None
    comparator: When | None = None
    source: str | None = None
    origin: str | None = None
    quoted_via: str | None = None


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
class Assertion:
    """One value of one field of an incident, with who says so, where and when."""

    field: str
    value: Value
    document_id: str
    event_id: str
    low: int | None = None
    high: int | None = None
    said_by: str | None = None
    party: bool = False
    reported: str | None = None
    quote: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """What WE believe happened; its facts are derived from the events and decisions listed.

    ``facts`` is one reconciled event (its id is the anchor event's), ``assertions`` everything that
    was said, ``disputed`` the fields on which live assertions disagree.
    """

    id: str
    facts: Event
    event_ids: tuple[str, ...]
    aliases: tuple[str, ...] = ()
    document_ids: tuple[str, ...] = ()
    outlets: int = 1
    origins: int = 1
    disputed: tuple[str, ...] = ()
    assertions: tuple[Assertion, ...] = ()
    toll_rule: str = "latest_independent"
    review: Review = "machine"
    dataset: str = "own"
    release: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExternalEvent:
    """One row of GED, ACLED, GTD or a user's table, in our shape, with its own id kept.

    ``row`` keeps the columns as they came, so that nothing of the original is lost.
    """

    dataset: str
    version: str
    external_id: str
    facts: Event
    row: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """Where an actor stands on an option in a window; computed for a View, never stored as truth.

    ``stance`` is the mean sign in [-1, 1] of plain own statements and acts, one utterance once;
    None means that there is no plain evidence.
    """

    actor_id: str | None
    actor_name: str
    option: str
    first: str | None
    last: str | None
    stance: float | None
    n_plain: int
    n_acts: int
    n_conditional: int
    n_hedged: int
    n_attributed: int
    utterances: int
    statement_ids: tuple[str, ...]
    certainty: str
    words: str


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
