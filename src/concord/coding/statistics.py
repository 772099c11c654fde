"""Published numbers about violence and what is done about it: measure, value, scope, source."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from concord.coding.figures import Figure, find_figures
from concord.coding.hearing import Hearing, hear
from concord.coding.measures import MeasureWords, find_measure, read_measures
from concord.coding.times import Customs, customs_of
from concord.coding.times import find as find_times
from concord.model import ONE_EVENT, Document, Span, Statistic, When
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from concord.codebook.book import Codebook
    from concord.coding.attribution import Attribution
    from concord.coding.speakers import Cast

_BEFORE_COMPARATOR = lazy_regex(
    r"\b(?:against|compared (?:to|with)|(?<!more )(?<!less )(?<!fewer )than|from|since"
    r"|over(?!\s+\d))\b",
    re.IGNORECASE,
)
# "641 attacks, against 380 in 2022": the year is that of the second number, and no other's.
_COMPARED_NUMBER = lazy_regex(
    r"\b(?:as against|against|compared (?:to|with)|versus|up from|down from|after)\s+(?:the\s+)?"
    r"(?:(?:some|about|around|just|only|nearly|over)\s+)?(?=\d)",
    re.IGNORECASE,
)
_TOLLS = frozenset(
    ["killed", "injured", "militants_killed", "kidnapped", "arrested", "surrendered", "released",
     "displaced", "neutralised", "people", "fighters", "suicide_bombers", "attackers"]
)  # fmt: skip
_DAYS_OF_ONE = 3
_INSTITUTE_SIDES = frozenset({"analyst", "media", "international_org"})


def find_statistics(
    document: Document, sentences: Sequence[Span], book: Codebook, heard: Hearing | None = None
) -> tuple[Statistic, ...]:
    """Return the numbers that a document publishes, one each, in order.

    Changes are signed percentages, shares percentages or "X of Y" (value X, the base in ``unit``),
    ratios factors, ranks places; a bound is kept in ``low``/``high`` and named in ``unit``.
    """
    text = document.text
    words = read_measures(book.lexicon("measures"))
    figures = find_figures(text, words.currencies)
    if not figures:
        return ()
    heard = heard or hear(document, sentences, book)
    cast, said = heard.cast, heard.said
    customs = customs_of(book)
    found: list[Statistic] = []
    for sentence in sentences:
        inside = [f for f in figures if sentence.start <= f.start < sentence.end]
        if inside and not _concerns(text, sentence, words, cast):
            continue
        previous: Statistic | None = None
        for figure in inside:
            made = _statistic(document, sentence, figure, words, previous)
            if made is not None:
                previous = made
                periods = _periods(document, sentence, customs, figure)
                found.append(_scoped(made, periods, sentence, cast, said, words))
    return tuple(found)


def _marked(unit: str | None, mark: str) -> str:
    if unit is None:
        return f"({mark})"
    return f"{unit[:-1]}; {mark})" if unit.endswith(")") else f"{unit} ({mark})"


def _is_one_event(
    made: Statistic, period: When | None, comparator: When | None, words: MeasureWords
) -> bool:
    """Return whether a number of persons is the toll of one event and no sum over a time or place.

    A sum has a stretch of time, something that it is compared with, or words that say so ("since",
    "a total of 12 attacks", "on average").
    """
    if made.measure not in _TOLLS or comparator is not None:
        return False
    days = (period.last - period.first).days if period and period.first and period.last else 0
    return days <= _DAYS_OF_ONE and words.sums.search(made.quote) is None


def _concerns(text: str, sentence: Span, words: MeasureWords, cast: Cast) -> bool:
    """Return whether a sentence is about violence or those who deal with it at all."""
    if words.concerning.search(text, sentence.start, sentence.end):
        return True
    return any(s.group and s.group != "name" for s in cast.within(sentence.start, sentence.end))


def _statistic(
    document: Document,
    sentence: Span,
    figure: Figure,
    words: MeasureWords,
    previous: Statistic | None,
) -> Statistic | None:
    measured = find_measure(document.text, sentence, figure, words, previous)
    if measured is None:
        return None
    measure, value, unit = measured
    low, high = figure.low, figure.high
    if value != figure.value:  # a fall: the bounds change sides with the sign
        low, high = (-x if x is not None else None for x in (figure.high, figure.low))
    if figure.hedge:
        unit = _marked(unit, figure.hedge)
    return Statistic(
        id=f"{document.id}-q{figure.start}-{measure}",
        document_id=document.id,
        start=sentence.start,
        end=sentence.end,
        quote=document.text[sentence.start : sentence.end],
        measure=measure,
        value=value,
        low=low,
        high=high,
        unit=unit,
    )


def _scoped(
    made: Statistic,
    periods: tuple[When | None, When | None],
    sentence: Span,
    cast: Cast,
    said: Sequence[Attribution],
    words: MeasureWords,
) -> Statistic:
    """Return the statistic with its actors, period, comparator and source."""
    speaker = next((a for a in said if a.sentence == sentence), None)
    named = [
        s
        for s in cast.within(sentence.start, sentence.end)
        if s.group in {"armed_group", "movement", "criminal"}
    ]
    actors = tuple(dict.fromkeys(s.label for s in named))
    period, comparator = periods
    if _is_one_event(made, period, comparator, words):
        made = replace(made, unit=_marked(made.unit, ONE_EVENT))
    origin = None
    if speaker is not None and speaker.source.side in _INSTITUTE_SIDES:
        origin = speaker.source.label
    return replace(
        made, actors=actors, period=period, comparator=comparator,
        source=speaker.source.label if speaker else None, origin=origin,
        quoted_via=speaker.reported_by.label if speaker and speaker.reported_by else None,
    )  # fmt: skip


def _periods(
    document: Document, sentence: Span, customs: Customs, figure: Figure
) -> tuple[When | None, When | None]:
    """Return the period of a figure of a sentence, and the one that it is compared with."""
    text = document.text[sentence.start : sentence.end]
    turn = _COMPARED_NUMBER.search(text)
    border = turn.end() if turn else len(text)
    period = comparator = None
    for when in find_times(text, published=document.published_on, customs=customs):
        if when.kind not in {"date", "time"} or when.start is None or when.end is None:
            continue
        placed = replace(when, start=when.start + sentence.start, end=when.end + sentence.start)
        behind = when.start >= border
        if behind or _BEFORE_COMPARATOR.search(text[max(0, when.start - 30) : when.start]):
            comparator = comparator or placed
        else:
            period = period or placed
    if turn and comparator is not None and figure.start - sentence.start >= border:
        return comparator, None
    return period, comparator
