"""Utterances: one speech is one, however many sentences and outlets carry it."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from concord.coding.speakers.making import strip_determiner

if TYPE_CHECKING:
    from collections.abc import Iterable

    from concord.model import Document, Statement


def number_utterances(document: Document, statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """Return the statements with their ``utterance_id``.

    Within a document one speaker (person, else organisation) gives one utterance per day said.
    """
    return tuple(replace(s, utterance_id=utterance_id(document, s)) for s in statements)


def utterance_id(document: Document, statement: Statement) -> str:
    """Return ``u`` and 12 hex digits of the speaker, the day and, if undated, the document."""
    who = statement.person or statement.speaker_id or statement.speaker_name or statement.speaker
    said = statement.said.first.isoformat() if statement.said and statement.said.first else None
    day = said or document.published or document.id
    day = day if day == document.id else day[: len("2024-01-31")]
    parts = (strip_determiner(who).casefold(), day, "act" if statement.voice == "act" else "")
    key = "\x00".join(parts)
    return "u" + hashlib.sha256(key.encode()).hexdigest()[:12]
