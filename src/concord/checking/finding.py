"""The statistics of a text that is to be checked, each with the question that it asks."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from concord.checking.asking import (
    COUNTED,
    EARLIER_FIGURE,
    ask_change,
    ask_total,
    taken_from_before,
)
from concord.checking.owning import takes_turns
from concord.checking.questions import Question, Selection
from concord.checking.ranking import (
    COMPARED,
    RUN,
    SUPERLATIVE,
    ask_comparison,
    ask_run,
    ask_superlative,
    ask_trend,
)
from concord.checking.reader import Carried, Sentence, Unreadable, read_sentence
from concord.checking.sharing import ask_share, is_level
from concord.coding.figures import Figure, find_figures
from concord.coding.measures import read_measures
from concord.coding.sentences import split
from concord.coding.statistics import find_statistics
from concord.identity import document_id, text_hash
from concord.model import ONE_EVENT, Document, Span, Statistic

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from concord.codebook.book import Codebook

_REACH = 70
_HALVED = re.compile(
    r"\b(?:halved|halving)\b|\b(?:fell|dropped|cut|reduced) by half\b", re.IGNORECASE
)
# Words before a number that is a level of what was named before: "rose from 595 in 2011 to 775".
_LEVEL = re.compile(
    r"\b(?:from|to|at|against|than|was|were|below|above|beyond|past|reached|reaching|totall?ed"
    r"|numbered|stood at|with|exceed(?:s|ed|ing)|topp(?:ed|ing)|surpass(?:es|ed|ing)"
    r"|averag(?:ed|ing)|hit|near(?:ed|ing)|approach(?:ed|ing))"
    r"\s+(?:the\s+)?(?:(?:only|just|some|about|around|nearly|over|as many as)\s+)?$",
    re.IGNORECASE,
)
# A number that leaves its noun to the one before: "351 deaths in 2013, and 138 the year after".
_GOES_ON = re.compile(r"(?:,|;|\band|\bbut)\s+(?:(?:then|some|about|only|just|nearly|over)\s+)*$")
_DATED = re.compile(
    r"\s+(?:in\s+)?(?:(?:the\s+)?(?:following|next|previous|preceding|same)\s+year"
    r"|the\s+year\s+(?:after|before)|a\s+year\s+(?:later|earlier)|in\s+(?:19|20)\d\d)\b"
)
# A change with its size, if in words that are not read: no mere rise or fall.
_SIZED = re.compile(
    r"\b(?:half|third|quarter|fifth|fold|percent|per cent|double[ds]?|twice|times|points?)\b|%"
    r"|(?<![\d-])(?!(?:19|20)\d\d\b)\d{2,}(?!\d|st|nd|rd|th)",
    re.IGNORECASE,
)
# A number that was never reached, or not passed: true of every year of a time, if at all.
_DENIED = re.compile(
    r"\b(?:never|not|no longer|did ?n[o\u2019']t)\s+(?:\w+\s+){0,2}(?:below|above|under|over|beyond"
    r"|past|exceed(?:ed)?|reach(?:ed)?|to)\s+$",
    re.IGNORECASE,
)
# A ratio in words of its own: "for every event in Sindh there were four".
_FOR_EVERY = re.compile(r"\bfor (?:every|each)\b", re.IGNORECASE)
# Words before "below 100" or "over 300" that make it a level, too.
_MOVED = re.compile(
    r"\b(?:dropped|drop|fell|rose|climbed|sank|declined|decreased|grew|increased|stayed|remained)\s*$",
    re.IGNORECASE,
)
_PART_OF_YEAR = re.compile(
    r"\b(?:first|second|third|fourth|last|latter|same|this|other)\s*$", re.IGNORECASE
)
_YEARS = re.compile(r"between\s+(?:19|20)\d\d\s+and\s+(?:19|20)\d\d$", re.IGNORECASE)
_STRUCTURAL = re.compile(r"^(?:1[89]|20)\d\d$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A statistic with the question that it asks."""

    statistic: Statistic
    question: Question


def document_of(text: str, published: str | None = None) -> Document:
    """Return a document made of a text that somebody wants checked."""
    return Document(
        id=document_id(text, "check"),
        text=text,
        source="check",
        text_hash=text_hash(text),
        published=published,
    )


def find_asked(document: Document, book: Codebook) -> tuple[Asked, ...]:
    """Return the statistics of a text in order: those coded, and those said without a number."""
    sentences = split(document.text)
    coded = find_statistics(document, sentences, book)
    found: list[Asked] = []
    carried, told = Carried(), None
    for span in sentences:
        mine = [s for s in coded if (s.start, s.end) == (span.start, span.end)]
        for asked in _in_sentence(document, span, mine, book, carried):
            found.append(asked if told is span else _noted(asked, carried))
            carried, told = _carry(carried, asked.question), span
    return tuple(found)


def ask_all(
    statistics: Iterable[Statistic], read: Callable[[str], Document | None], book: Codebook
) -> Iterator[Asked]:
    """Yield the questions of coded statistics, each read in the whole of its document.

    ``read`` gives a document with its text; without one, a statistic is read by its quote alone.
    """
    for name, group in groupby(statistics, key=lambda s: s.document_id):
        wanted = list(group)
        document = read(name) if any(not _is_one_event(s) for s in wanted) else None
        found = find_asked(document, book) if document is not None else ()
        asked = {a.statistic.id: a.question for a in found}
        for statistic in wanted:
            if _is_one_event(statistic):
                question = _unreadable("not a figure over a time: it is the toll of one event")
            else:
                question = asked.get(statistic.id) or _ask_alone(statistic, document, book)
            yield Asked(statistic=statistic, question=question)


def _is_one_event(statistic: Statistic) -> bool:
    return ONE_EVENT in (statistic.unit or "")


def _ask_alone(statistic: Statistic, document: Document | None, book: Codebook) -> Question:
    published = document.published_on if document else None
    sentence = read_sentence(statistic.quote, published, book)
    return _ask(statistic, sentence, _figure_of(statistic, book), Carried())


def _noted(asked: Asked, carried: Carried) -> Asked:
    """Return the question with a note where its period is that of an earlier sentence."""
    question = asked.question
    # The same object, not an equal one: a sentence may name the period of the one before it again.
    if question.days is None or question.days is not carried.days:
        return asked
    note = taken_from_before(question.days)
    notes = tuple(dict.fromkeys((*question.notes, note)))
    return replace(asked, question=replace(question, notes=notes))


def _carry(carried: Carried, question: Question) -> Carried:
    if question.unreadable:
        return carried
    part = question.whole or question.part
    return Carried(
        part=replace(part, top=0),
        days=carried.days if question.open_end or question.aside else question.days,
        origin=question.origin or carried.origin,
    )


def _in_sentence(
    document: Document,
    span: Span,
    coded: Sequence[Statistic],
    book: Codebook,
    carried: Carried,
) -> Iterator[Asked]:
    text = document.text[span.start : span.end]
    sentence = read_sentence(text, document.published_on, book)
    figures = _figures(text, book)
    pairs = _paired(document, span, coded, figures, sentence)
    begun = carried
    for statistic, figure in pairs:
        asked = Asked(statistic=statistic, question=_ask(statistic, sentence, figure, begun))
        begun = _carry(begun, asked.question)
        yield asked
    yield from _unnumbered(document, span, sentence, figures, begun)


def _figures(text: str, book: Codebook) -> tuple[Figure, ...]:
    words = read_measures(book.lexicon("measures"))
    return tuple(
        f
        for f in find_figures(text, words.currencies)
        if not _STRUCTURAL.match(f.text.strip())
        and not _YEARS.match(f.text)
        and not _PART_OF_YEAR.search(text[: f.start])
        and not (f.kind == "count" and re.match(r"-[^\W\d]", text[f.end :]))
    )


def _paired(
    document: Document,
    span: Span,
    coded: Sequence[Statistic],
    figures: Sequence[Figure],
    sentence: Sentence,
) -> list[tuple[Statistic, Figure]]:
    """Return the numbers of a sentence with their statistics, in order; new ones by their nouns."""
    pool = list(coded)
    pairs = []
    for figure in figures:
        hit = next((s for s in pool if s.value is not None and _same(s, figure, span.start)), None)
        if hit is not None:
            pool.remove(hit)
            pairs.append((hit, figure))
        elif (measure := _uncoded(sentence, figure)) is not None:
            value = (
                -figure.value
                if measure == "change_pct" and _falls(sentence, figure)
                else figure.value
            )
            pairs.append((_made(document, span, measure, value, figure.start), figure))
    return pairs


def _same(statistic: Statistic, figure: Figure, offset: int) -> bool:
    at = re.search(r"-q(\d+)-", statistic.id)
    placed = at is None or int(at[1]) == figure.start + offset
    return placed and abs(abs(statistic.value or 0) - abs(figure.value)) < 1e-6  # noqa: PLR2004 - equal but for rounding


def _uncoded(sentence: Sentence, figure: Figure) -> str | None:
    """Return the measure of a number that the coder passed over and a noun of ours follows."""
    if figure.kind == "rank":
        return "rank"
    if figure.kind == "percent":
        return "change_pct" if _changes(sentence, figure) else "share"
    if figure.kind != "count":
        return {"ratio": "ratio", "of": "share"}.get(figure.kind)
    _, end = sentence.clause(figure.start)
    noun = next(
        (n for n in sentence.nouns if figure.end <= n.start < min(end, figure.end + _REACH)), None
    )
    if noun is not None and not re.search(r"\d|[,;:]", sentence.text[figure.end : noun.start]):
        return noun.measure or None
    prior = [n for n in sentence.heads if n.end <= figure.start]
    lead = sentence.text[: figure.start]
    told = _LEVEL.search(lead) or (figure.hedge and _MOVED.search(lead))
    dated = _GOES_ON.search(lead) and _DATED.match(sentence.text, figure.end)
    if prior and (told or dated or takes_turns(sentence, figure)):
        return prior[-1].measure or None
    return None


def _falls(sentence: Sentence, figure: Figure) -> bool:
    """Return whether the word of change nearest to a percentage says that it fell."""
    start, end = sentence.clause(figure.start)
    near = [
        (abs(m.start() - (figure.start - start)), code)
        for code, pattern in (("down", sentence.words.down), ("up", sentence.words.up))
        for m in pattern.finditer(sentence.text[start:end])
    ]
    return bool(near) and min(near)[1] == "down"


def _changes(sentence: Sentence, figure: Figure) -> bool:
    """Return whether a percentage says by how much something rose or fell."""
    start, end = sentence.clause(figure.start)
    tail = sentence.text[figure.end : min(end, figure.end + 30)]
    if re.match(r"\s*(?:of|share)\b", tail):
        return False
    parts = (sentence.text[start : figure.start], tail)
    return any(p.search(t) for p in (sentence.words.up, sentence.words.down) for t in parts)


def _made(document: Document, span: Span, measure: str, value: float | None, at: int) -> Statistic:
    return Statistic(
        id=f"{document.id}-q{span.start + at}-{measure}",
        document_id=document.id,
        start=span.start,
        end=span.end,
        quote=document.text[span.start : span.end],
        measure=measure,
        value=value,
    )


def _unnumbered(
    document: Document,
    span: Span,
    sentence: Sentence,
    figures: Sequence[Figure],
    carried: Carried,
) -> Iterator[Asked]:
    """Yield what a sentence says without a number: halved, the deadliest, more than."""
    text = sentence.text
    ranks = [f for f in figures if f.kind == "rank"]
    if match := RUN.search(text):
        statistic = _made(document, span, "run", None, match.start())
        yield _asked(statistic, lambda: ask_run(sentence, carried))
        return
    if (match := _HALVED.search(text)) and not any(f.kind in {"ratio", "percent"} for f in figures):
        figure = Figure(match.start(), match.end(), match.group(), "ratio", 0.5)
        statistic = _made(document, span, "ratio", 0.5, match.start())
        yield _asked(statistic, lambda: ask_change(statistic, sentence, figure, carried))
        return
    if not ranks and (match := SUPERLATIVE.search(text)) and _is_told(sentence):
        statistic = _made(document, span, "rank", 1.0, match.start())
        yield _asked(statistic, lambda: ask_superlative(sentence, None, carried, match.start()))
        return
    if not figures and (match := COMPARED.search(text)) and sentence.nouns:
        statistic = _made(document, span, "comparison", None, match.start())
        yield _asked(statistic, lambda: ask_comparison(sentence, carried))
        return
    if not figures and _moves(sentence):
        statistic = _made(document, span, "trend", None, 0)
        yield _asked(statistic, lambda: ask_trend(sentence, carried))


def _is_told(sentence: Sentence) -> bool:
    return bool(sentence.times or sentence.nouns)


def _moves(sentence: Sentence) -> bool:
    words, text = sentence.words, sentence.text
    if _SIZED.search(text):
        return False
    moved = words.up.search(text) or words.down.search(text)
    return bool(moved and any(n.measure for n in sentence.nouns) and sentence.times)


def _asked(statistic: Statistic, ask: object) -> Asked:
    assert callable(ask)  # noqa: S101 - built just above
    try:
        return Asked(statistic=statistic, question=ask())
    except Unreadable as error:
        return Asked(statistic=statistic, question=_unreadable(str(error)))


def _ask(
    statistic: Statistic, sentence: Sentence, figure: Figure | None, carried: Carried
) -> Question:
    if figure is None:
        return _unreadable("not counted here: the number is not found again in its sentence")
    try:
        return _by_kind(statistic, sentence, figure, carried)
    except Unreadable as error:
        return replace(_unreadable(str(error)), origin=sentence.origin)


def _by_kind(
    statistic: Statistic, sentence: Sentence, figure: Figure, carried: Carried
) -> Question:
    if _DENIED.search(sentence.text[: figure.start]):
        raise Unreadable("not counted here: a number that is denied is not read")
    if _FOR_EVERY.search(sentence.text):
        raise Unreadable("not counted here: a ratio of two counts is not read")
    match statistic.measure:
        case "share" | "change_pct" if is_level(sentence, figure):
            return ask_share(sentence, figure, carried)
        case "change_pct" | "ratio":
            return ask_change(statistic, sentence, figure, carried)
        case "share" if EARLIER_FIGURE.match(sentence.text[figure.end :]):
            part = replace(figure, kind="ratio", value=figure.value / 100)
            told = replace(statistic, measure="ratio", value=part.value)
            return ask_change(told, sentence, part, carried)
        case "share":
            return ask_share(sentence, figure, carried)
        case "rank":
            return ask_superlative(sentence, figure, carried, figure.start)
        case measure if measure in COUNTED or measure == "people":
            return ask_total(statistic, sentence, figure, carried)
        case measure:
            raise Unreadable(f"not counted here: {measure.replace('_', ' ')}")


def _figure_of(statistic: Statistic, book: Codebook) -> Figure | None:
    at = re.search(r"-q(\d+)-", statistic.id)
    place = int(at[1]) - statistic.start if at else None
    same = [
        f
        for f in _figures(statistic.quote, book)
        if statistic.value is not None and abs(abs(statistic.value) - abs(f.value)) < 1e-6  # noqa: PLR2004 - equal but for rounding
    ]
    exact = [f for f in same if f.start == place]
    return next(iter(exact or same), None)


def _unreadable(why: str) -> Question:
    return Question(kind="total", part=Selection(), unreadable=why)
