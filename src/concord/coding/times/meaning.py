"""What a matched expression means, and the context that it is read in."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, NamedTuple, Protocol

from concord.coding.times.spans import Stretch
from concord.regexes import lazy_regex

Kind = Literal["date", "time", "duration", "repeated", "vague"]
Tense = Literal["past", "future"]
Order = Literal["dmy", "mdy"]


@dataclass(frozen=True, slots=True)
class Meaning:
    """A reading: TIMEX3 kind and value, the days it covers (None if none), and how it was found."""

    kind: Kind
    value: str
    stretch: Stretch | None = None
    basis: str = "unresolved"

    def at(self, clock: str) -> Meaning:
        """Return the meaning with a time ("T14:00") or part of the day ("TNI") on its day."""
        if self.stretch is None or self.stretch.precision != "day":
            return replace(self, kind="time", value=f"XXXX-XX-XX{clock}")
        return replace(self, kind="time", value=f"{self.stretch.first.isoformat()}{clock}")


class Around(Protocol):
    """The clause around an expression, read when a rule asks for it."""

    @property
    def tense(self) -> Tense:
        """Return whether the expression lies behind or ahead."""
        ...

    @property
    def told(self) -> bool:
        """Return whether the clause has a verb in a past tense."""
        ...


class Given(NamedTuple):
    """A tense that is known beforehand."""

    tense: Tense = "past"
    told: bool = True


_TOLD = Given()


@dataclass(frozen=True, slots=True)
class Context:
    """What relative expressions are read against.

    ``reference`` is the day of publication, ``anchor`` the last day named before in the text,
    ``happened`` the last that is not only of what somebody said, ``year`` a year named shortly
    before; ``around`` tells the tense of the clause;
    ``named_year`` the last year that the text named ("that year"),
    ``chapter`` the year that heads a part of a chronology, ``month`` the month that the paragraph
    named last ("on the 12th");
    ``quarter`` the quarter that the report is about ("a year earlier" is then a quarter too),
    ``period`` the month or quarter named last and ``summed`` the length ("P9M") of results named
    last: what "the same period last year" compares with.
    ``fiscal`` is the month in which the fiscal year begins (0 if not known),
    ``order`` reads numeric dates ("dmy", "mdy").
    """

    reference: date | None
    anchor: Stretch | None = None
    happened: Stretch | None = None
    around: Around = _TOLD
    year: int | None = None
    named_year: int | None = None
    quarter: Stretch | None = None
    period: Stretch | None = None
    summed: str = ""
    chapter: int | None = None
    month: Stretch | None = None
    order: Order | None = None
    fiscal: int = 0

    @property
    def tense(self) -> Tense:
        """Return the tense in which the expression is told."""
        return self.around.tense

    @property
    def told(self) -> bool:
        """Return whether the clause around the expression has a verb in a past tense."""
        return self.around.told

    @property
    def origin(self) -> date | None:
        """Return the day that "earlier" and "the same day" count from."""
        return self.anchor.first if self.anchor is not None else self.reference

    @property
    def scene(self) -> date | None:
        """Return the day of what is told, to which a clock time alone belongs."""
        return self.happened.first if self.happened is not None else self.origin


Builder = Callable[[re.Match[str], Context], Meaning | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern with what it means; a builder may still turn a match down by returning None.

    ``needs`` names the kind of word without which the pattern cannot match (see ``needs.py``).
    """

    pattern: re.Pattern[str]
    build: Builder
    needs: str


def rule(pattern: str, build: Builder, needs: str = "") -> Rule:
    """Return a rule; patterns ignore case and begin and end at word edges."""
    return Rule(lazy_regex(rf"(?<![\w]){pattern}(?!\w)", re.IGNORECASE), build, needs)


def explicit(stretch: Stretch) -> Meaning:
    """Return the meaning of a date that says its own year."""
    return Meaning("date", stretch.value, stretch, "explicit")


def relative(stretch: Stretch) -> Meaning:
    """Return the meaning of a date that took its year or day from the context."""
    return Meaning("date", stretch.value, stretch, "relative")


def unresolved(kind: Kind, value: str) -> Meaning:
    """Return the meaning of an expression that dates nothing, or whose reference is not known."""
    return Meaning(kind, value)
