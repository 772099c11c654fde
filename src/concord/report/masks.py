"""Redaction for the report: one mask per document, made of the masks of everything read in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from concord.record.rows_redaction import Redactor

if TYPE_CHECKING:
    from concord.codebook.book import Codebook
    from concord.record.view import View

Mask: TypeAlias = Callable[[str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Masks:
    """Hides names of victims and private persons in whatever a document says."""

    by_document: Mapping[str, tuple[Mask, ...]]
    private: Callable[[str, str | None], str]

    def hide(self, documents: Iterable[str]) -> Mask:
        """Return the mask of everything that was read in these documents."""
        masks = [mask for document in documents for mask in self.by_document.get(document, ())]

        def apply(text: str) -> str:
            for mask in masks:
                text = mask(text)
            return text

        return apply


def collect_masks(view: View, book: Codebook) -> Masks:
    """Return the masks of the view's documents: of all their events, incidents and statements.

    A name found in one event of a document is hidden in the whole document: masking too much is
    the safer fault.
    """
    redactor = Redactor(book, with_names=False)
    masks: dict[str, list[Mask]] = defaultdict(list)
    for event in view.events():
        masks[event.document_id].append(redactor.event_mask(event))
    for incident in view.incidents():
        for document in incident.document_ids:
            masks[document].append(redactor.event_mask(incident.facts))
    for statement in view.statements():
        masks[statement.document_id].append(_text_mask(redactor.statement_mask(statement)))
    return Masks(
        by_document={key: tuple(found) for key, found in masks.items()}, private=redactor.private
    )


def _text_mask(mask: Callable[[str | None], str | None]) -> Mask:
    return lambda text: mask(text) or ""
