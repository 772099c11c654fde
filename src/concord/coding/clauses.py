"""Clauses: where one sentence may turn from one happening to another.

News packs several happenings into a sentence ("killed 12 in Quetta, hours after gunmen ..."). The
cuts here are coarse on purpose: two clauses of one happening are joined again by the assembly, two
happenings in one clause never come apart.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import overload

from concord.model import Span
from concord.regexes import lazy_regex

_UNIT = r"(?:minutes?|hours?|days?|weeks?|months?|years?|decade)"
_NUMBER = (
    r"(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|several|some|a\s+few|\d+|less\s+than"
    r"\s+\w+|barely\s+\w+|just|only)"
)
_CUT = lazy_regex(
    r"(?P<mark>;|\s[-\u2013\u2014]{1,2}\s)"
    r"|(?P<word>,?\s(?=(?:while|whereas|whilst)\s))"
    rf"|(?P<time>,?\s(?=(?:(?:just|only|barely)\s)?{_NUMBER}\s{_UNIT}\s(?:after|before|earlier)\b)"
    rf"|,?\s(?={_UNIT}\s(?:after|before)\s)"
    r"|,?\s(?=(?:on\s)?the\ssame\s(?:day|night|morning|evening)\sas\s))"
    r"|(?P<and>,?\s(?=(?:and|but|as|plus)\s(?:that\s)?(?:on|in|at|an?|another|the\sother|two|three|four"
    r"|five|six|seven|eight|nine|ten|several|elsewhere|earlier|later|separately|gunmen|militants"
    r"|troops|soldiers|police|security)\s))"
    r"|(?P<follow>,?\s(?=(?:following|since|including|in\sretaliation\sfor|in\srevenge\sfor"
    r"|in\sresponse\sto|which\sfollowed|after\swhich|followed\sby|similar\sto|over|for)\s"
    r"(?:an?|the|last|two|three|several|that|this)\s))"
    r"|(?P<in>(?<=,)\s(?=(?:in|another|elsewhere)\s))",
    re.IGNORECASE,
)

_SHORT = 5  # characters: "two" of "two days after" is no clause
_HEAD = 36  # characters of a head before a dash


def _is_dash(match: re.Match[str]) -> bool:
    return match["mark"] is not None and match["mark"] != ";"


def split(text: str, sentence: Span) -> tuple[Span, ...]:
    """Return the clauses of one sentence: ordered, disjoint, covering it but for white space."""
    spans: list[Span] = []
    start = sentence.start
    for match in _CUT.finditer(text, sentence.start, sentence.end):
        if _is_dash(match) and match.start() - sentence.start < _HEAD:
            continue  # "Jan 16, 2015 - A bomb": a date or a dateline belongs to what follows
        if match.start() - start > _SHORT:
            spans.append(Span(start=start, end=match.start() + (match["mark"] is not None)))
            start = match.end()
    if start < sentence.end:
        spans.append(Span(start=start, end=sentence.end))
    return tuple(spans)


@dataclass(frozen=True, slots=True)
class Clauses(Sequence[tuple[Span, ...]]):
    """The clauses of each sentence of a text, found when they are asked for.

    Those of most sentences never are: nothing is told in them.
    """

    text: str
    sentences: tuple[Span, ...]
    _known: dict[int, tuple[Span, ...]] = field(default_factory=dict, repr=False, compare=False)

    def __len__(self) -> int:
        return len(self.sentences)

    @overload
    def __getitem__(self, at: int) -> tuple[Span, ...]: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[tuple[Span, ...]]: ...
    def __getitem__(self, at: int | slice) -> tuple[Span, ...] | Sequence[tuple[Span, ...]]:
        """Return the clauses of one sentence, or of several."""
        if isinstance(at, slice):
            return tuple(self[number] for number in range(len(self))[at])
        if at not in self._known:
            self._known[at] = split(self.text, self.sentences[at])
        return self._known[at]


_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_ITEM = lazy_regex(
    r"^[ \t]*(?:[-*\u2022\u25aa\u25cf][ \t]+\S|\(?\d{1,2}[.)][ \t]+\S"
    r"|\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?\b"
    rf"|{_MONTH}\s\d{{1,2}}\b|\d{{1,2}}\s{_MONTH}\b|{_DAY}\b[^.\n]{{0,20}}[:,-])",
    re.MULTILINE,
)
_POINT = lazy_regex(r"[ \t]*[-*\u2022\u25aa\u25cf][ \t]")
_HOUR = lazy_regex(r"[ \t]*(?P<first>[01]?\d|2[0-3])[.:](?P<second>[0-5]\d)\b(?![/.-]\d)")
_PARAGRAPH = "\n\n"
_MONTHS, _LONGEST_MONTH = 12, 31
_LEAST = 3  # items that make a list


def find_items(text: str) -> tuple[int, ...]:
    """Return where the items of a listing text begin (a digest, a chronology); none for prose.

    Lines that begin with a bullet, a number, a date or a day of the week are items, if there are
    three of them or more. Points that stand above a report sum it up, and are none; hours in front
    of the lines follow one thing while it goes on.
    """
    starts = tuple(match.start() for match in _ITEM.finditer(text))
    if len(starts) < _LEAST or _sum_up(text, starts) or _are_hours(text, starts):
        return ()
    return starts


def _are_hours(text: str, starts: tuple[int, ...]) -> bool:
    """Return whether lines begin with hours ("09.55"), one of which at least can be no date."""
    hours = [match for start in starts if (match := _HOUR.match(text, start))]
    later = (match for match in hours if int(match["second"]) > _MONTHS)
    return len(hours) == len(starts) and any(
        int(match["first"]) > _MONTHS or int(match["second"]) > _LONGEST_MONTH for match in later
    )


def _sum_up(text: str, starts: tuple[int, ...]) -> bool:
    """Return whether points right below the headline are followed by a report longer than they."""
    if not all(_POINT.match(text, start) for start in starts):
        return False
    above = text[: starts[0]].strip()
    end = text.find(_PARAGRAPH, starts[-1])
    if end < 0 or "\n" in above or above.endswith("."):
        return False
    below = text[end:].strip()
    return _PARAGRAPH in below and len(below) > end - starts[0]
