"""What is read: documents, the mentions in them, and the problems met on the way."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from concord.model.vocabulary import MentionKind

_PARTIAL = re.compile(r"([0-9]{4})(?:-(0[1-9]|1[0-2]))?")  # a month or a year, as ISO 8601 has it


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

    ``published`` is an ISO date or datetime in the publisher's own zone, a month ("2015-12") or
    year where no more is known, or None; ``source`` is the URL or the path (relative to the folder
    that was read) and, with the text, makes the identity.
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

    @property
    def published_within(self) -> tuple[date, date] | None:
        """Return the first and last day of publication, as far as known: a day, month or year."""
        day = self.published_on
        if day is not None:
            return day, day
        match = _PARTIAL.fullmatch(self.published or "")
        if match is None:
            return None
        year, month = int(match[1]), int(match[2] or 0)
        if not month:
            return date(year, 1, 1), date(year, 12, 31)
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])


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
