"""Listening: who says something, where the model hears a speaker that the rules of speech miss."""

from __future__ import annotations

from typing import TYPE_CHECKING

from concord.coding.attribution import Attribution
from concord.coding.attribution.cues import Cue, find_cues, read_cues
from concord.coding.hearing import Hearing
from concord.coding.speakers import Source
from concord.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from concord.codebook.book import Codebook
    from concord.coding.engines.decoding import Found, Reader
    from concord.coding.prepared import Prepared

SURE = 0.6  # that words are somebody who says something
CUE = 0.5  # that words are how it is said: of the doubtful ones, most are cues
TIED = 0.15  # that a cue or a content is the speaker's
_LEAST = 3  # words of a content


def hear_more(prepared: Prepared, reader: Reader, book: Codebook) -> Hearing:
    """Return what is heard in a text with the attributions that the model adds, in order."""
    heard = prepared.heard
    taken = _taken(heard.said)
    sources = [s for s in reader.spans("source") if s.score >= SURE and not _meets(s, taken)]
    if not sources:
        return heard
    cues = find_cues(prepared.text, read_cues(book.lexicon("cues")))
    more = [
        attribution
        for source in sources
        if (attribution := _attribution(prepared, source, reader, cues, taken)) is not None
    ]
    said = sorted([*heard.said, *more], key=lambda a: (a.sentence.start, a.cue_start or -1))
    return Hearing(heard.cast, tuple(said))


def cues_of(reader: Reader) -> tuple[Found, ...]:
    """Return the spans that the model takes for cues, in order, doubtful ones too.

    The model file's own threshold is set where half of the cues are lost; at ``CUE`` as many tokens
    are cues as are found (measured on training texts).
    """
    return reader.spans("cue", {"cue": CUE})


def _taken(said: Sequence[Attribution]) -> list[Span]:
    """Return the sources and cues of attributions that are known."""
    spans = [Span(start=a.source_start, end=a.source_start + len(a.written)) for a in said]
    return spans + [
        Span(start=a.cue_start, end=a.cue_start + len(a.cue))
        for a in said
        if a.cue is not None and a.cue_start is not None
    ]


def _attribution(
    prepared: Prepared, source: Found, reader: Reader, cues: Sequence[Cue], taken: Sequence[Span]
) -> Attribution | None:
    """Return the attribution of a speaker, or None without a cue of its own and a content.

    ``taken`` are the sources and cues of the attributions known.
    """
    sentence = prepared.sentences[prepared.sentence_at(source.start)]
    said = [cue for cue in _tied(reader, source, "cue", sentence) if not _meets(cue, taken)]
    if not said:
        return None
    cue = said[0]
    lexical = next((c for c in cues if c.start < cue.end and cue.start < c.end), None)
    content = tuple(
        Span(start=span.start, end=span.end)
        for span in _tied(reader, source, "content", sentence)
        if len(prepared.text[span.start : span.end].split()) >= _LEAST
    )[:1] or _rest(prepared.text, sentence, source, cue)
    if not content:
        return None
    return Attribution(
        source=_speaker(prepared, source),
        written=prepared.text[source.start : source.end],
        source_start=source.start,
        cue=prepared.text[cue.start : cue.end],
        kind=lexical.kind if lexical is not None else "say",
        form=lexical.form if lexical is not None else "past",
        content=content,
        sentence=sentence,
        cue_start=cue.start,
    )


def _tied(reader: Reader, source: Found, label: str, sentence: Span) -> Iterator[Found]:
    """Yield the spans of a head in a sentence that belong to a speaker, the likeliest first."""
    arc = reader.arc("said")
    told = cues_of(reader) if label == "cue" else reader.spans(label)
    spans = [s for s in told if s.start < sentence.end and sentence.start < s.end]
    if arc is None or label not in arc.labels or not spans:
        return
    places = [(span.start, span.end) for span in spans]
    likely = reader.pairs("said", [(source.start, source.end)], places)[arc.labels.index(label), 0]
    ranked = sorted(
        zip(likely.tolist(), range(len(spans)), strict=True), key=lambda r: (-r[0], r[1])
    )
    yield from (spans[at] for score, at in ranked if score >= TIED)


def _rest(text: str, sentence: Span, source: Found, cue: Found) -> tuple[Span, ...]:
    """Return the longer part of a sentence before or after a speaker and its cue."""
    first, last = min(source.start, cue.start), max(source.end, cue.end)
    parts = (Span(start=sentence.start, end=first), Span(start=last, end=sentence.end))
    longest = max(parts, key=lambda part: part.end - part.start)
    return (longest,) if len(text[longest.start : longest.end].split()) >= _LEAST else ()


def _speaker(prepared: Prepared, found: Found) -> Source:
    """Return the speaker that the cast has in a span, the widest, else the words as written."""
    known = prepared.heard.cast.within(found.start, found.end)
    if known:
        return max(known, key=lambda s: (s.end - s.start, -s.start))
    words = prepared.text[found.start : found.end]
    return Source(
        start=found.start,
        end=found.end,
        text=words,
        kind="name" if words[:1].isupper() else "description",
        weak=True,
    )


def _meets(span: Found, others: Sequence[Span]) -> bool:
    return any(span.start < other.end and other.start < span.end for other in others)
