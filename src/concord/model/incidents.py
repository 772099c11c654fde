"""What we believe happened, and what other data sets say."""

from __future__ import annotations

from dataclasses import dataclass, field

from concord.model.events import Event
from concord.model.vocabulary import Review, Value


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
