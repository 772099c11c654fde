"""A report made of a text, and the events read in it, for the tests of coding."""

from __future__ import annotations

from concord.codebook import load
from concord.coding import code
from concord.identity import document_id, text_hash
from concord.model import Document, Event

BOOK = load()


def report(
    text: str, *, published: str | None = "2024-03-06", language: str | None = "en"
) -> Document:
    """Return a text as the document that a reader would make of it."""
    return Document(
        id=document_id(text, "test"),
        text=text,
        source="test",
        text_hash=text_hash(text),
        published=published,
        language=language,
    )


def events(
    text: str, *, published: str | None = "2024-03-06", engine: str = "rules"
) -> tuple[Event, ...]:
    """Return the events of a report, by the rules alone if no engine is named."""
    return next(iter(code([report(text, published=published)], BOOK, engine=engine))).events
