"""What is heard in a document before anything is coded: its cast and who says what, read once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from concord.coding.attribution import Attribution, find_attributions
from concord.coding.speakers import Cast, gather
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from concord.codebook.book import Codebook
    from concord.model import Document, Span


_ADDRESS_DAY = lazy_regex(r"/((?:19|20)\d\d)[/-](0[1-9]|1[0-2])(?:[/-]([0-2]\d|3[01]))?(?:/|-|$)")


@dataclass(frozen=True, slots=True)
class Hearing:
    """The cast of a document and its attributions, shared by all that is coded from speech."""

    cast: Cast
    said: tuple[Attribution, ...]


def _day_of(url: str | None) -> str | None:
    """Return the day or month in an address ("/2013/10/"), by which offices may be looked up."""
    found = _ADDRESS_DAY.search(url or "")
    return "-".join(part for part in found.groups() if part) if found else None


def hear(document: Document, sentences: Sequence[Span], book: Codebook) -> Hearing:
    """Return the cast and the attributions of a document."""
    cast = gather(document.text, document.published or _day_of(document.url), book)
    return Hearing(cast, find_attributions(document.text, sentences, cast, book))
