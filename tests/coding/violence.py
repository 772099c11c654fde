"""Texts in, their violent events out, for the tests of who did, claimed and denied it."""

from __future__ import annotations

from concord.codebook import load
from concord.coding import code
from concord.identity import document_id, text_hash
from concord.model import Document, Event

BOOK = load()
VIOLENT = {"bomb", "gun", "fight", "air", "shell", "kidnap", "arson", "mob"}


def events(text: str) -> list[Event]:
    """Return the violent events of a text published on 6 March 2024, by the default engine."""
    document = Document(
        id=document_id(text, "test"),
        text=text,
        source="test",
        text_hash=text_hash(text),
        published="2024-03-06",
        language="en",
    )
    return [e for e in next(iter(code([document], BOOK))).events if e.family in VIOLENT]
