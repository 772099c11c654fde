"""A document's text as people answer about it: sentence by sentence, nothing of a coding shown."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from concord import auditing
from concord.coding import sentences
from concord.report.citations import Source, cite
from concord.report.texts import inline
from concord.web.dossier import desk_of

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from concord.model import Document, Event, Span
    from concord.web.shelf import Shelf

LONGEST = 200_000
_PARAGRAPH = re.compile(r"\n\s*\n|\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence, private names masked; ``skipped`` if no event was read in it."""

    start: int
    end: int
    text: Markup
    skipped: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A document to answer about: its source, and its paragraphs of sentences."""

    id: str
    source: Source
    paragraphs: tuple[tuple[Sentence, ...], ...]
    cut: int

    @property
    def skipped(self) -> int:
        """Return in how many sentences no event was read."""
        return sum(each.skipped for paragraph in self.paragraphs for each in paragraph)


def open_text(shelf: Shelf, document_id: str, *, marked: bool) -> Text | None:
    """Return the text of a document; ``marked`` tells the sentences in which no event was read.

    None where the document is not held any more. Unmarked, nothing of the coding shows.
    """
    document = next(iter(shelf.record.documents([document_id])), None)
    if document is None:
        return None
    close = shelf.close_up(documents=[document.id])
    hide = desk_of(shelf, close).hide((document.id,))
    spans = sentences.split(document.text[:LONGEST])
    skipped = _skipped(document, close.events()) if marked else frozenset()
    found = [
        Sentence(
            start=span.start,
            end=span.end,
            text=inline(hide(document.text[span.start : span.end])),
            skipped=span in skipped,
        )
        for span in spans
    ]
    return Text(
        id=document.id,
        source=cite(document, hide),
        paragraphs=_paragraphs(document.text, found),
        cut=max(0, len(document.text) - LONGEST),
    )


def _skipped(document: Document, events: Sequence[Event]) -> Collection[Span]:
    return frozenset(auditing.skipped_sentences(document, events))


def _paragraphs(text: str, found: Sequence[Sentence]) -> tuple[tuple[Sentence, ...], ...]:
    paragraphs: list[list[Sentence]] = []
    last = 0
    for each in found:
        if not paragraphs or _PARAGRAPH.search(text, last, each.start):
            paragraphs.append([])
        paragraphs[-1].append(each)
        last = each.end
    return tuple(tuple(each) for each in paragraphs)
