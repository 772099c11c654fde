"""A time expression of a text, and what it makes of the context for those that follow."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from concord.coding.times import spans
from concord.coding.times.spans import Stretch
from concord.coding.times.tense import tense_at
from concord.model import When
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from datetime import date

    from concord.coding.times.meaning import Context

_OPENS = lazy_regex(
    r"(?:^|[.!?]['\"\u201d)]*\s+|\n\s*)(?:(?:in|on|by|since|during|then|but|and|at)\s+)*(?:the\s+)?"
    r"(?:\w+\s+of\s+)?$",
    re.IGNORECASE,
)
_COMPARED = lazy_regex(
    r"\byears?[\s-](?:ago|earlier|before)\b|\b(?:same|corresponding|comparable)\s+\w+\s+(?:of|in|last)\b|"
    r"\b(?:19|20)\d\d\s+(?:period|quarter)\b",
    re.IGNORECASE,
)
# "The night before" is an aside: the story stays on its day.
_LOOKS_BACK = lazy_regex(r"\bbefore$", re.IGNORECASE)
# "The first nine months" of results: what is compared with then is no quarter.
_SUMMED = frozenset({"P6M", "P9M", "P10M", "P11M"})
_RECENT = 10  # days


@dataclass(frozen=True, slots=True)
class Expression:
    """A time expression: offsets, TIMEX3 kind and value, and the days it stands for.

    ``reported`` marks a date on which something was said or published, not on which it happened.
    """

    start: int
    end: int
    text: str
    kind: str
    value: str
    stretch: Stretch | None
    basis: str
    reported: bool = False

    def when(self) -> When:
        """Return the expression as the record's ``When``."""
        kind = "reported" if self.reported and self.kind in {"date", "time"} else self.kind
        whole = self.stretch
        return When(
            first=whole.first if whole else None,
            last=whole.last if whole else None,
            precision=whole.precision if whole else "unknown",
            basis=self.basis,
            text=self.text,
            start=self.start,
            end=self.end,
            kind=kind,
        )


def move_on(text: str, context: Context, expression: Expression) -> Context:
    """Return the context for what follows: a day named becomes the anchor, a year the year."""
    stretch = expression.stretch
    if stretch is None or expression.kind == "duration":
        summed = expression.kind == "duration" and expression.value in _SUMMED
        return replace(context, quarter=None, summed=expression.value) if summed else context
    if stretch.precision == "day" and not _LOOKS_BACK.search(expression.text):
        context = replace(context, anchor=stretch)
        if not expression.reported:
            context = replace(context, happened=stretch)
    if _COMPARED.search(expression.text):
        # "A year earlier" compares: the report stays about its own quarter.
        return context
    if stretch.precision == "month":
        context = replace(context, period=stretch, summed="")
    if stretch.precision in {"day", "month"}:
        context = replace(context, month=spans.month(stretch.first.year, stretch.first.month))
    if "-Q" in expression.value:
        if _is_reported_on(text, context, expression, stretch):
            context = replace(context, quarter=stretch)
    elif stretch.precision in {"day", "month"} and expression.basis == "explicit":
        context = replace(context, quarter=None)
    return _tell_year(text, context, expression, stretch)


def _is_reported_on(text: str, context: Context, expression: Expression, stretch: Stretch) -> bool:
    """Return whether a quarter is the one that a report is about.

    One that lies ahead is a forecast; one of before the quarter that the report is about is only
    compared with it, unless it is of a company's own year.
    """
    reference, named = context.reference, context.quarter
    if reference is not None and (
        stretch.first > reference
        or (stretch.last > reference and tense_at(text, expression.start, expression.end) != "past")
    ):
        return False
    own = "fiscal" in expression.text.lower() or stretch != spans.quarter(
        stretch.first.year, spans.quarter_number(stretch)
    )
    return own or named is None or stretch.first >= named.first


def _tell_year(text: str, context: Context, expression: Expression, stretch: Stretch) -> Context:
    """Return the context with the year that the story is told of from here on."""
    if expression.basis == "explicit":
        context = replace(context, named_year=stretch.first.year)
        if stretch.precision == "year" and _is_alone(text, expression):
            context = replace(context, chapter=stretch.first.year)
        if _OPENS.search(text[max(0, expression.start - 40) : expression.start]):
            # "In 2019, ..." or "On 6 May 2003": what follows is told of that year.
            context = replace(context, year=stretch.first.year)
    elif context.year is not None and _is_now(expression, context.reference):
        context = replace(context, year=None)
    return context


def _is_alone(text: str, expression: Expression) -> bool:
    """Return whether an expression is all that its line says: the heading of a chronology."""
    start = text.rfind("\n", 0, expression.start) + 1
    end = text.find("\n", expression.end)
    line = text[start : end if end >= 0 else len(text)]
    return end >= 0 and line.strip().strip(":").strip() == expression.text


def _is_now(expression: Expression, reference: date | None) -> bool:
    """Return whether an expression leads the story back to the days before publication."""
    stretch = expression.stretch
    if stretch is None or reference is None:
        return False
    if stretch.precision == "year":
        return stretch.first.year >= reference.year - 1
    return stretch.precision in {"day", "week"} and abs((reference - stretch.first).days) <= _RECENT
