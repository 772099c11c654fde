"""What is heard in a document before anything is coded: its cast and who says what, read once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from concord.coding.attribution import Attribution, find_attributions
from concord.coding.speakers import Cast, gather

if TYPE_CHECKING:
    from collections.abc import Sequence

    from concord.codebook.book import Codebook
    from concord.model import Document, Span


@dataclass(frozen=True, slots=True)
class Hearing:
    """The cast of a document and its attributions, shared by all that is coded from speech."""

    cast: Cast
    said: tuple[Attribution, ...]


def hear(document: Document, sentences: Sequence[Span], book: Codebook) -> Hearing:
    """Return the cast and the attributions of a document."""
    cast = gather(document.text, document.published, book)
    return Hearing(cast, find_attributions(document.text, sentences, cast, book))
