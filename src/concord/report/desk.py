"""The desk that every section is written at: the view, the codebook, documents, redaction."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, TypeAlias

from concord.record.rows_redaction import Redactor
from concord.report import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from concord.codebook.book import Codebook
    from concord.model import Document, Event, Location, Statement
    from concord.record.view import View

    Mask: TypeAlias = Callable[[str], str]


class Desk:
    """A view with its codebook; documents are read, and masks made, only for what is shown."""

    def __init__(self, view: View, book: Codebook) -> None:
        self.view = view
        self.book = book
        self.redactor = Redactor(book, with_names=False)
        self.events: dict[str, Event] = {event.id: event for event in view.events()}
        self.counted = frozenset(incident.id for incident in view.counted())
        self._events: dict[str, list[Event]] = defaultdict(list)
        self._statements: dict[str, list[Statement]] = defaultdict(list)
        self._documents: dict[str, Document | None] = {}
        self._masks: dict[str, tuple[Mask, ...]] = {}
        self._index()

    def document(self, document_id: str) -> Document | None:
        """Return the document, read once, or None if the record no longer has it."""
        if document_id not in self._documents:
            self._documents[document_id] = self.view.document(document_id)
        return self._documents[document_id]

    def hide(self, document_ids: Iterable[str]) -> Mask:
        """Return a function that hides private names in what these documents say.

        A name found in one event or statement of a document is hidden in all of its words: masking
        too much is the safer fault.
        """
        masks = [mask for document in document_ids for mask in self._masks_of(document)]

        def apply(text: str) -> str:
            for mask in masks:
                text = mask(text)
            return text

        return apply

    def type_label(self, code: str) -> str:
        """Return the event type's label in the codebook, or its code as words."""
        found = self.book.types.get(code)
        return found.label if found else words.label(code)

    def option_label(self, code: str) -> str:
        """Return the option's label in the codebook, or its code as words."""
        return self.book.option_label(code)

    def place(self, place: Location | None) -> str:
        """Return the place with its district, province and country in words."""
        country = place.country if place else None
        name = self.book.gazetteer.country_name(country) if country else None
        return words.say_place(place, name)

    def _index(self) -> None:
        for event in self.events.values():
            self._events[event.document_id].append(event)
        for incident in self.view.incidents():
            # Corrected facts may hold names that no event as read holds.
            for document in incident.document_ids:
                self._events[document].append(incident.facts)
        for statement in self.view.statements():
            self._statements[statement.document_id].append(statement)

    def _masks_of(self, document_id: str) -> tuple[Mask, ...]:
        if document_id not in self._masks:
            events = [self.redactor.event_mask(e) for e in self._events.get(document_id, ())]
            said = [
                _text_mask(self.redactor.statement_mask(s))
                for s in self._statements.get(document_id, ())
            ]
            self._masks[document_id] = (*events, *said)
        return self._masks[document_id]


def _text_mask(mask: Callable[[str | None], str | None]) -> Mask:
    return lambda text: mask(text) or ""
