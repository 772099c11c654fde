"""Documents as sources: title, publisher, day, a safe link, and the sentences that were coded."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from markupsafe import Markup

from concord.report import words
from concord.report.quotes import Mark, excerpts, quote, sentence
from concord.report.texts import clip, host, plain, web_link

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from concord.model import Document, Event, Relation, Statement, Statistic
    from concord.report.desk import Mask


UNKNOWN_PUBLISHER = "publisher not known"
Quoted: TypeAlias = "Statement | Relation | Statistic"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One document behind an incident, statement or statistic, ready to show."""

    title: str
    publisher: str
    published: str
    link: str | None
    excerpts: tuple[Markup, ...] = ()

    @property
    def short(self) -> str:
        """Return the publisher, or else the title, with the day."""
        named = self.publisher if self.publisher != UNKNOWN_PUBLISHER else self.title
        return f"{clip(named, 60)}, {self.published}"


def cite(document: Document | None, hide: Mask = str) -> Source:
    """Return the document as a source: title, publisher, day and a safe link."""
    if document is None:
        return Source(title="A document outside this view", publisher="", published="", link=None)
    return Source(
        title=hide(document.title or "") or plain(document.source, 90),
        publisher=document.publisher or host(document.url) or UNKNOWN_PUBLISHER,
        published=words.say_published(document.published),
        link=web_link(document.url),
    )


def cite_with_excerpts(document: Document | None, marks: Iterable[Mark], hide: Mask) -> Source:
    """Return the document as a source with its marked sentences."""
    source = cite(document, hide)
    return replace(source, excerpts=excerpts(document.text, marks, hide)) if document else source


def in_context(document: Document | None, part: Quoted, field: str, hide: Mask) -> Markup:
    """Return the sentence that the part quotes, its words marked, or else the words alone."""
    if document is None or document.text[part.start : part.end] != part.quote or not part.quote:
        return quote(part.quote, hide)
    if sentence(document.text, part.start, part.end) == (part.start, part.end):
        return quote(part.quote, hide)  # nothing around it to tell it from
    mark = Mark(start=part.start, end=part.end, field=field)
    return Markup("").join(excerpts(document.text, (mark,), hide))


def event_marks(event: Event) -> set[Mark]:
    """Return the spans of the document that the event's fields were read from."""
    marks = {Mark(start=e.start, end=e.end, field=e.field) for e in event.evidence}
    covered = {(mark.start, mark.end) for mark in marks}
    marks |= {
        Mark(start=start, end=end, field=name)
        for name, start, end in _spans(event)
        if start is not None and end is not None and (start, end) not in covered
    }
    return marks or {Mark(start=event.start, end=event.end, field=event.type)}


def _spans(event: Event) -> Iterator[tuple[str, int | None, int | None]]:
    yield from (("when", item.start, item.end) for item in event.happened)
    yield from (("where", item.start, item.end) for item in event.places)
    yield from (("perpetrator", item.start, item.end) for item in event.perpetrators)
    yield from (("target", item.start, item.end) for item in event.targets)
    yield from (("toll", item.start, item.end) for item in event.tolls)
    yield from (("claim", item.start, item.end) for item in event.claimed_by)
    yield from (("denial", item.start, item.end) for item in event.denied_by)
