"""`incident add`: one incident by hand, with its cited source of any kind and language.

It becomes a citation Document (the summary and the source) and one Event of the ``hand`` run, so
that it is linked, decided on and counted like every other.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from concord.codebook.counting import family
from concord.errors import ConcordError
from concord.exchange.facts import Fault, build_event, days_of
from concord.identity import document_id, event_id, text_hash
from concord.model import Document, Event, Evidence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from concord.codebook.book import Codebook

MEDIA = "citation"
URL = re.compile(r"https?://\S+$")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedSource:
    """What is cited: anything that can be found again, on paper, on air or online.

    ``reference`` is an archive mark, page or programme; ``published`` an ISO date; ``language`` an
    ISO 639 code; ``note`` says what a reader must know (who translated, how it was seen).
    """

    title: str
    publisher: str | None = None
    published: str | None = None
    url: str | None = None
    reference: str | None = None
    language: str | None = None
    note: str | None = None


class HandEntryError(ConcordError):
    """What is wrong with what was entered by hand, field by field."""

    what = "entry"

    def __init__(self, faults: Iterable[Fault]) -> None:
        lines = [f"{fault.field}: {fault.message}" for fault in faults]
        super().__init__(f"The {self.what} was not added:\n" + "\n".join(lines))


class HandIncidentError(HandEntryError):
    """What is wrong with a hand-entered incident, field by field."""

    what = "incident"


def hand_incident(
    fields: Mapping[str, str], source: CitedSource, book: Codebook
) -> tuple[Document, Event]:
    """Return the citation document and its event; raises HandIncidentError naming every fault.

    ``fields`` are those of ``exchange.facts.FIELDS``; ``type`` and ``summary`` are required, and
    the source needs a title and either a publisher, a URL or a reference.
    """
    faults = list(source_faults(source))
    summary = fields.get("summary", "").strip()
    if not summary:
        faults.append(Fault(field="summary", message="say in a sentence what happened"))
    document = cited_document(summary, source)
    anchor = event_id(document.id, 0, family(fields.get("type", "other").strip()))
    event = build_event(fields, book, event_id=anchor, document_id=document.id)
    if isinstance(event, tuple):
        faults.extend(event)
    if faults or isinstance(event, tuple):
        raise HandIncidentError(faults)
    end = len(summary)
    words = Evidence(field="summary", start=0, end=end, quote=summary, said_by=source.publisher)
    return document, replace(
        event,
        id=event_id(document.id, 0, event.family),
        end=end,
        summary=summary,
        evidence=(words,),
    )


def cited_document(told: str, source: CitedSource) -> Document:
    """Return the document: what is told, then the source as it is cited."""
    cited = (source.title, source.publisher, source.published, source.reference, source.url)
    parts = [told, ". ".join(part for part in cited if part), source.note]
    text = "\n\n".join(part for part in parts if part)
    address = source.url or "; ".join(
        part for part in (source.publisher, source.title, source.reference) if part
    )
    return Document(
        id=document_id(text, address),
        text=text,
        source=address,
        text_hash=text_hash(text),
        url=source.url,
        publisher=source.publisher,
        title=source.title,
        published=source.published,
        language=source.language,
        media=MEDIA,
    )


def source_faults(source: CitedSource) -> Iterator[Fault]:
    """Yield what is wrong with a cited source, field by field."""
    if not source.title.strip():
        yield Fault(field="title", message="name the source: a headline, report, broadcast, file")
    if not any((source.publisher, source.url, source.reference)):
        yield Fault(
            field="publisher", message="give a publisher, a url or an archive reference to find it"
        )
    if source.url and not URL.match(source.url):
        yield Fault(field="url", message=f"{source.url!r} does not begin with http:// or https://")
    if source.language and not LANGUAGE.match(source.language):
        yield Fault(
            field="language",
            message=f"{source.language!r} is no language code; write en, ur, ps, zh-Hant, ...",
        )
    if source.published:
        try:
            days_of(source.published)
        except ValueError:
            yield Fault(
                field="published",
                message=f"{source.published!r} is no date; write YYYY-MM-DD",
            )
