"""Dating: which times of a text may date a happening, and which say when somebody spoke."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from concord.coding import counted_days, sentences, times
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from datetime import date

    from concord.model import Document, Span, When

# "said on Monday (", "told reporters late on": the day on which somebody spoke.
_REPORTED = lazy_regex(
    r"\b(?:said|says|told|announced|confirmed|reported|stated|according\s+to\s+\w+)\s+(?:(?:on|late|early|in|a|an|the|news|press|conference|statement"
    r"|reporters|journalists|media|earlier|by|phone|here|\w+day|\w+day\s+morning|\w+day\s+evening)[\s,]+){0,6}\(?$",
    re.IGNORECASE,
)
_NOUN = lazy_regex(
    r"\s+(?!(?:[\w-]+\s+){0,2}(?:attack|bombing|massacre|killing|assault|blast|raid|siege|strike|shooting|ambush))[a-z]"
)
_TWO_DAYS = lazy_regex(r"\bnight\b.*\d\s*(?:/|-|\u2013|and)\s*\d", re.IGNORECASE)
_SINCE = lazy_regex(r"since\s+", re.IGNORECASE)
_WHEN = lazy_regex(r",?\s+(?:when|in which|which killed|that killed)\b")
_ORDER = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
]
_COUNT = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
_ANNIVERSARY = lazy_regex(
    rf"\b(?P<order>{'|'.join(_ORDER)}|\d+(?:st|nd|rd|th))[\s-]+(?:death\s+)?anniversary"
    rf"|\b(?:exactly\s+)?(?P<count>an?|{'|'.join(_COUNT)}|\d+)\s+years?\s+(?:ago\s+today|after|on\b|to\s+the\s+day)",
    re.IGNORECASE,
)


def find(
    document: Document,
    heads: tuple[Span, ...],
    *,
    spans: tuple[Span, ...] | None = None,
    customs: times.Customs | None = None,
) -> tuple[tuple[When, ...], tuple[When, ...]]:
    """Return the times that may date a happening, and those that say when somebody spoke.

    Left out of both are datelines, the future, and years that only name something. ``heads`` are
    the datelines, ``spans`` the sentences (split anew if not given).
    """
    text, published = document.text, document.published_on
    told: dict[int, When] = {}
    reported: list[When] = []
    whens = read_times(document, customs or times.Customs())
    for when in whens:
        if when.kind not in {"date", "time", "reported"} or when.start is None:
            continue
        if any(head.start <= when.start < head.end for head in heads):
            continue
        if published and when.first and when.first > published:
            continue
        if when.kind == "reported" or _REPORTED.search(text[max(0, when.start - 60) : when.start]):
            reported.append(when)
        elif not _is_name_of_year(text, when):
            told[when.start] = _of_night(_since_when(text, when, published))
    days = tuple(w for w in whens if w.kind in {"date", "time", "reported"})
    spans = spans or sentences.split(text)
    ordered = [told[start] for start in sorted(told)]
    counted = counted_days.find(text, days, spans, published, told=ordered)
    told |= {when.start: when for when in counted if when.start is not None}
    ordered = [told[start] for start in sorted(told)]
    return counted_days.begun(text, ordered), tuple(reported)


def read_times(document: Document, customs: times.Customs) -> tuple[When, ...]:
    """Return the times of a document, read at both ends of a publication date that is no day."""
    within = document.published_within
    if document.published_on is None and within is not None:
        return times.find_within(document.text, first=within[0], last=within[1], customs=customs)
    return times.find(document.text, published=document.published_on, customs=customs)


def anniversary(text: str, published: date | None) -> date | None:
    """Return the day that a text remembers on its anniversary, None if it is about none."""
    match = _ANNIVERSARY.search(text)
    if match is None or published is None:
        return None
    words = (match["order"] or match["count"]).lower()
    years = _number(words)
    try:
        return published.replace(year=published.year - years) if years else None
    except ValueError:
        return None


def _number(words: str) -> int:
    if words in {"a", "an"}:
        return 1
    for listed in (_ORDER, _COUNT):
        if words in listed:
            return listed.index(words) + 1
    return int(re.match(r"\d+", words).group()) if words[0].isdigit() else 0  # type: ignore[union-attr] # a digit stands first


def _is_name_of_year(text: str, when: When) -> bool:
    """Return whether a year only names something: "the 2016 peace deal"."""
    if when.precision != "year" or when.start is None or when.end is None:
        return False
    before = text[max(0, when.start - 5) : when.start].lower()
    return before.endswith(("the ", " a ", "its ", "his ")) and bool(_NOUN.match(text, when.end))


def _of_night(when: When) -> When:
    """Return "the night of 11/12 May" as its later day, by which raids and operations are dated.

    Two days that follow each other ("between Saturday and Sunday") are as exact as a night.
    """
    if when.kind == "date" and when.precision == "week" and when.first and when.last:
        return replace(when, precision=counted_days.precision_of_days(when.first, when.last))
    if when.kind == "time" and when.first != when.last and _TWO_DAYS.search(when.text):
        return replace(when, first=when.last)
    return when


def _since_when(text: str, when: When, published: date | None) -> When:
    """Return "since January 2018" as January 2018 where "when" follows: it dates a happening.

    Without it the words say since when things are so: a duration, but for the last days.
    """
    start, end = when.start or 0, when.end or 0
    words = text[max(0, start - 6) : end]
    if when.first is None or not _SINCE.match(words.lstrip()):
        return when
    if not _WHEN.match(text, end):
        return counted_days.since(when, published)
    meant = times.resolve(_SINCE.sub("", words.lstrip()), reference=when.first)
    return replace(meant, text=when.text, start=start, end=end)
