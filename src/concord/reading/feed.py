"""RSS and Atom feeds, by feedparser in the child: one text an entry."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, ClassVar

from concord.model import Problem
from concord.reading.drafts import Draft
from concord.reading.faults import ReadError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from concord.reading.child import Child
    from concord.reading.limits import Limits
    from concord.reading.resources import Resource


class FeedReader:
    """Reads ``.xml``, ``.rss`` and ``.atom`` files that are feeds."""

    name: ClassVar[str] = "feed"
    suffixes: ClassVar[tuple[str, ...]] = (".xml", ".rss", ".atom")
    media_types: ClassVar[tuple[str, ...]] = (
        "application/rss+xml",
        "application/atom+xml",
        "application/rdf+xml",
    )

    def read(self, resource: Resource, limits: Limits, child: Child) -> Iterator[Draft | Problem]:
        """Yield the entries in the feed's order, and a problem if there are more than allowed."""
        feed = child.call(
            "concord.reading.feed:extract_entries",
            resource.load(limits),
            url=resource.url,
            most=limits.feed_documents,
        )
        for number, entry in enumerate(feed["entries"], start=1):
            where = f"{resource.source}:entry {number}"
            if "fault" in entry:
                yield ReadError(*entry["fault"]).at(where)
            elif not entry["text"]:
                yield Problem(where=where, code="empty", message="The entry has no text.")
            else:
                yield Draft(where=where, media=self.name, **entry)
        if not feed["entries"]:
            yield Problem(where=resource.source, code="empty", message="The feed has no entries.")
        if feed["left_out"]:
            yield Problem(
                where=resource.source,
                code="too_large",
                message=f"{feed['left_out']} entries beyond the first {limits.feed_documents} were "
                "left out; raise Limits.feed_documents to read them.",
            )


def extract_entries(data: bytes, *, url: str | None, most: int) -> dict[str, Any]:
    """Return the first ``most`` entries with their fields; called in the child.

    Raises ``ReadError`` (``not_a_feed``) for any other XML.
    """
    import feedparser

    headers = {"content-location": url} if url else {}
    # A stream, since feedparser takes a string for an address or a file name if it can.
    feed = feedparser.parse(io.BytesIO(data), response_headers=headers)
    if not feed.get("version"):
        raise ReadError("not_a_feed", "The file is no RSS or Atom feed; other XML is not read.")
    publisher = feed.feed.get("title")
    language = feed.feed.get("language")
    entries = [_try_entry(entry, publisher, language) for entry in feed.entries[:most]]
    return {"entries": entries, "left_out": max(0, len(feed.entries) - most)}


def _try_entry(entry: Any, publisher: str | None, language: str | None) -> dict[str, Any]:
    """Return the entry's fields, or its fault, which shall not be the feed's."""
    try:
        return _read_entry(entry, publisher, language)
    except ReadError as error:
        return {"fault": [error.code, error.message]}


def _read_entry(entry: Any, publisher: str | None, language: str | None) -> dict[str, Any]:
    contents = [part.get("value") or "" for part in entry.get("content", ())]
    full = _as_text(max(contents, key=len, default=""))
    link = entry.get("link") or ""
    return {
        "text": full or _as_text(entry.get("summary") or ""),
        "is_teaser": not full,
        "external_id": entry.get("id"),
        # A name that is no link comes as one, unless the feed says that it is none.
        "url": link if link.startswith(("http://", "https://")) else None,
        "publisher": (entry.get("source") or {}).get("title") or publisher,
        "title": _as_text(entry.get("title") or "") or None,
        "published": entry.get("published") or entry.get("updated"),
        "language_hint": language,
    }


def _as_text(markup: str) -> str:
    """Return the words of an entry's markup, a line per block."""
    if "<" not in markup and "&" not in markup:
        return markup.strip()
    from concord.reading.html import check_depth, parse_markup, plain_text

    check_depth(markup)
    return plain_text(parse_markup(f"<div>{markup}</div>"))
