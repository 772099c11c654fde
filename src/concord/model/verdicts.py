"""What the record and the published series say of a number that somebody prints."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Answer = Literal["holds", "holds_under", "differs", "does_not_hold", "cannot_be_checked"]
# publisher: the publisher's own data; default: the source's own rule; sensitivity: another
# sensible reading of the same words; other: another measure than the one that is claimed.
Role = Literal["publisher", "default", "sensitivity", "other"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reckoning:
    """One definition's answer: the number that one source gives under one reading of the words.

    ``source`` is a data set (``own``, an imported one) or the id of an institute. ``computed`` with
    ``low`` and ``high`` is in the unit of the statistic, None with a ``reason`` where nothing can
    be computed. ``agrees`` is None then. ``matches`` says that the source is complete for these
    places and days and counts what the statistic counts: only such a source can contradict.
    ``unit`` is "%" for a share or a change, empty for a count.
    ``parts`` are the numbers behind the result (641 and 380), ``citations`` the pages they are on.
    """

    source: str
    role: Role
    definition: str
    computed: float | None = None
    low: float | None = None
    high: float | None = None
    agrees: bool | None = None
    matches: bool = False
    parts: tuple[tuple[str, float], ...] = ()
    reason: str = ""
    notes: tuple[str, ...] = ()
    incident_ids: tuple[str, ...] = ()
    citations: tuple[str, ...] = ()
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The answer to one published statistic.

    ``computed`` and ``definition`` are those of the reckoning that decides, ``incident_ids`` the
    incidents behind it. ``understood`` says in words how the statistic was read. ``reckonings`` are
    all that were tried, the deciding one first.
    """

    statistic_id: str
    document_id: str
    quote: str
    verdict: Answer
    reason: str
    understood: str
    computed: float | None = None
    definition: str = ""
    origin: str | None = None
    quoted_via: str | None = None
    incident_ids: tuple[str, ...] = ()
    reckonings: tuple[Reckoning, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def tried(self) -> int:
        """Return how many definitions gave a number."""
        return sum(each.computed is not None for each in self.reckonings)
