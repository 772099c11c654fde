"""What is read: documents, the mentions in them, and the problems met on the way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from concord.model.vocabulary import MentionKind


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
