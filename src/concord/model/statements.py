"""What actors say and do about options and each other, and the numbers that are published."""

from __future__ import annotations

from dataclasses import dataclass

from concord.model.events import When
from concord.model.vocabulary import Stance, Voice


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


ONE_EVENT = "one event"


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistic:
    """A number that a document publishes about violence.

    ``unit`` is what is counted; brackets after it hold how the text bounds the number ("at least")
    and ONE_EVENT where it is the toll of a single event.
    """

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
