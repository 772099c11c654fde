"""What a reader finds in its input, before identity, date and language are settled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

# What a source may say of its text: keys of JSON objects, columns of tables, keys of headers.
FIELDS = ("id", "url", "publisher", "title", "published", "language")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One text and what its source says about it, word for word.

    ``where`` is the place for problems (``news.jsonl:12``). ``published`` is as written;
    ``language`` is what the source states and ``language_hint`` what it merely suggests (a page's
    ``lang`` attribute, often left at the default of the software). ``is_teaser`` marks the summary
    of an article that stands in full at ``url``.
    """

    where: str
    text: str
    media: str
    external_id: str | None = None
    url: str | None = None
    publisher: str | None = None
    title: str | None = None
    published: str | None = None
    language: str | None = None
    language_hint: str | None = None
    is_teaser: bool = False


def make_draft(fields: Mapping[str, str], *, where: str, text: str, media: str) -> Draft:
    """Return a draft with the fields that the source gives, under the names of ``FIELDS``."""
    return Draft(
        where=where,
        text=text,
        media=media,
        external_id=fields.get("id"),
        url=fields.get("url"),
        publisher=fields.get("publisher"),
        title=fields.get("title"),
        published=fields.get("published"),
        language=fields.get("language"),
    )
