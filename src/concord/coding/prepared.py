"""What engines and the assembly start from: a text with its normalisers' readings, made once."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from concord.coding import actors, clauses, dating, locations, places, placing, sentences, tolls
from concord.coding.actors import ActorMention
from concord.coding.blots import blot_document
from concord.coding.hearing import Hearing, hear
from concord.coding.places import PlaceMention
from concord.coding.times import customs_of
from concord.coding.tolls import Figure, known
from concord.model import Document, Span, When
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from concord.codebook.book import Codebook
    from concord.coding.attribution import Attribution

# "QUETTA, Jan 5 (Agency) - ", "TNN, 2023-12-12: ", "2025-03-12. ": where and when it was written.
_DATELINE = lazy_regex(
    r"\s*(?:[A-Z\u00c0-\u00de][\w .,'/&\u2019\u00c0-\u00ff-]{0,40}?"
    r"(?:\s\([A-Z][\w .'-]{1,30}\))?,?\s*)??"
    r"(?:\(?(?:\d{4}-\d\d-\d\d|(?:[A-Z][a-z]{2,8}\.?\s+\d{1,2}|\d{1,2}\s+[A-Z][a-z]{2,8}\.?)(?:,?\s+\d{4})?)\)?)"
    r"\s*(?:[\[(][^)\]\n]{1,40}[)\]])?\s*(?:[:.|]|[-\u2013\u2014]{1,2})\s"
    r"|\s*[A-Z\u00c0-\u00de][A-Z\u00c0-\u00de .'/-]{2,30}(?:,\s*[A-Z][\w. -]{1,30}){0,2}"
    r"\s*(?:\([^)\n]{1,40}\))?\s*(?:(?::|--|[\u2013\u2014]|\s-)\s|\u2014(?=[\"\u201c]?[A-Z]))"
    r"|\s*[A-Z\u00c0-\u00de][A-Z\u00c0-\u00de .'-]{2,30},[^\S\n][A-Z][\w. -]{1,30}[^\S\n]*\n"
    r"|\s*[A-Z][\w .'-]{2,30}\s*\((?:[A-Z][\w .]{1,20})\)\s*(?:--|[-\u2013\u2014])\s"
    r"|\s*[A-Z][\w .'-]{2,30},\s*(?:[A-Z][a-z]{2,8}\.?\s+\d{1,2}|\d{1,2}\s+[A-Z][a-z]{2,8}\.?)"
    r"\s*\([A-Z][\w ./-]{1,30}\)\s+(?=[\"\u201c]?[A-Z])"
)
# "Raipur: In the ...", "Maputo \u2014 Gunmen ...": only at the very beginning.
_PLAIN_DATELINE = lazy_regex(
    r"\s*[A-Z][\w'-]+(?:\s[A-Z][\w'-]+){0,2}"
    r"(?:\s*:|(?:,\s[A-Z][\w'-]+(?:\s[A-Z][\w'-]+)?)?\s*(?:\s-|--|\s?[\u2013\u2014]))"
    r"\s(?=[\"\u201c]?[A-Z\d])"
)


class _ReadLate:
    """What ``read_late`` makes: readings whose places are empty until one of them is asked for."""

    __slots__ = ("_alone", "_reading")

    if not TYPE_CHECKING:  # so that names that do not exist are found all the same

        def __getattr__(self, name: str) -> object:
            """Return a reading; asked only while its place is empty."""
            if name not in _READINGS:
                raise AttributeError(name)
            if name in self._alone:
                object.__setattr__(self, name, self._alone[name]())
                return getattr(self, name)
            whole = self._reading()
            for each in _READINGS:
                object.__setattr__(self, each, getattr(whole, each))
            object.__delattr__(self, "_reading")
            return getattr(whole, name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared(_ReadLate):
    """A document's sentences, clauses, times, toll figures, actors and places, all by offsets.

    ``clauses[i]`` are the clauses of ``sentences[i]``; ``reported`` are the days on which somebody
    spoke, kept apart from the times that may date a happening. ``counted`` are the toll figures
    before anything is known of actors and places.
    """

    document: Document
    sentences: tuple[Span, ...]
    clauses: Sequence[tuple[Span, ...]]
    datelines: tuple[Span, ...]
    items: tuple[int, ...]
    whens: tuple[When, ...]
    reported: tuple[When, ...]
    counted: tuple[Figure, ...]
    figures: tuple[Figure, ...]
    actors: tuple[ActorMention, ...]
    places: tuple[PlaceMention, ...]
    heard: Hearing

    @property
    def text(self) -> str:
        """Return the document's text."""
        return self.document.text

    def speaker_at(self, offset: int) -> Attribution | None:
        """Return the attribution in whose content an offset lies, the innermost."""
        around = [
            (content.end - content.start, -said.source_start, number)
            for number, said in enumerate(self.heard.said)
            for content in said.content
            if content.start <= offset < content.end
        ]
        return self.heard.said[min(around)[2]] if around else None

    def item_at(self, offset: int) -> int:
        """Return the number of the listed item at an offset, from 1; 0 before them or in prose."""
        return bisect_right(self.items, offset)

    def sentence_at(self, offset: int) -> int:
        """Return the number of the sentence at an offset, or of the last one before it."""
        return max(0, bisect_right(self.sentences, offset, key=lambda span: span.start) - 1)


_READINGS = tuple(field.name for field in fields(Prepared))


def read_late(
    reading: Callable[[], Prepared], alone: Mapping[str, Callable[[], object]], **known: object
) -> Prepared:
    """Return what ``reading`` returns, which is called when more than the fields known is wanted.

    ``alone`` are fields that may be read without the others. Most texts of a feed tell of no
    happening: nobody asks for the actors and places of those.
    """
    prepared = object.__new__(Prepared)
    for name, value in {**known, "_reading": reading, "_alone": alone}.items():
        object.__setattr__(prepared, name, value)
    return prepared


def prepare(document: Document, book: Codebook) -> Prepared:
    """Return a document read by every normaliser; pure, in time linear in the text.

    What only happenings need is read when it is first asked for.
    """
    document = blot_document(document)
    spans = sentences.split(document.text)
    heard = hear(document, spans, book)
    prepared = read_late(
        lambda: _normalised(prepared, book),
        {"counted": lambda: _counted(document.text, spans, book)},
        document=document,
        sentences=spans,
        heard=heard,
    )
    return prepared


def _counted(text: str, spans: tuple[Span, ...], book: Codebook) -> tuple[Figure, ...]:
    return tolls.find(text, sentences=spans, lexicon=tolls.lexicon_of(book))


def _normalised(prepared: Prepared, book: Codebook) -> Prepared:
    document, spans, text = prepared.document, prepared.sentences, prepared.text
    body = datelines(text, spans)
    whens, reported = dating.find(document, body, spans=spans, customs=customs_of(book))
    on = document.published_on or _latest(whens)
    named = actors.find(text, book, on=on)
    located = _places(text, book, named, body)
    country = locations.main_country(located)
    if country is not None:
        named = actors.find(text, book, on=on, country=country)
    return Prepared(
        document=document,
        sentences=spans,
        datelines=body,
        clauses=clauses.Clauses(text, spans),
        items=clauses.find_items(text),
        whens=whens,
        reported=reported,
        counted=prepared.counted,
        figures=known.refine(prepared.counted, named, located, text),
        actors=named,
        places=located,
        heard=prepared.heard,
    )


def datelines(text: str, spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return the heads of the text and of its first paragraphs that say where it was written."""
    found = []
    for span in spans[:4]:
        match = _DATELINE.match(text, span.start)
        if match is None and span.start == 0:
            match = _PLAIN_DATELINE.match(text)
        if match and (span.start == 0 or text[span.start - 1] == "\n"):
            found.append(Span(start=span.start, end=match.end()))
    return tuple(found)


def _places(
    text: str, book: Codebook, named: tuple[ActorMention, ...], heads: tuple[Span, ...]
) -> tuple[PlaceMention, ...]:
    taken = [(a.start, a.end) for a in named if not a.generic and a.nature != "country"]
    found = places.find(text, book, skip=taken, datelines=heads)
    return placing.resolve(found, book.gazetteer, countries=actors.countries_of(named, book))


def _latest(whens: tuple[When, ...]) -> date | None:
    return max((when.first for when in whens if when.first is not None), default=None)
