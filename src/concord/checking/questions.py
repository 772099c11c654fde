"""What a printed statistic asserts: a number, what it counts, where, who, when and against what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from concord.checking.stated import Stated

# total: a count. change, ratio: against an earlier period. share: of a whole. average: a period's
# mean. superlative: first (or nth) among periods, areas or actors. compare: one area or actor
# against another. run: so many periods in a row up or down. trend: up or down, no number.
Kind = Literal[
    "total", "change", "ratio", "share", "average", "superlative", "compare", "run", "trend"
]
_MONTHS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A place that a statistic is about; ``kind`` is the gazetteer's."""

    id: str
    name: str
    kind: str
    country: str
    admin1: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """A stretch of whole days, both inclusive."""

    first: date
    last: date

    @property
    def months(self) -> int:
        """Return how many calendar months the stretch touches."""
        years = self.last.year - self.first.year
        return years * _MONTHS + self.last.month - self.first.month + 1

    @property
    def is_year(self) -> bool:
        """Return whether the stretch is one calendar year."""
        return (
            self.first.year == self.last.year
            and (self.first.month, self.first.day) == (1, 1)
            and (self.last.month, self.last.day) == (_MONTHS, 31)
        )

    @property
    def is_month(self) -> bool:
        """Return whether the stretch is one calendar month."""
        return self.first.day == 1 and (self.last + timedelta(days=1)).day == 1 and self.months == 1

    def words(self) -> str:
        """Return the stretch in words: 2023, 2008 to 2010, June 2014, 1 May to 10 June 2014."""
        first, last = self.first, self.last
        whole_years = (first.month, first.day, last.month, last.day) == (1, 1, _MONTHS, 31)
        if self.is_year:
            return str(first.year)
        if whole_years:
            return f"{first.year} to {last.year}"
        if self.is_month:
            return f"{first:%B} {first.year}"
        return f"{first.day} {first:%B} {first.year} to {last.day} {last:%B} {last.year}"


def year(number: int) -> Days:
    """Return a calendar year."""
    return Days(first=date(number, 1, 1), last=date(number, _MONTHS, 31))


def before(days: Days) -> Days:
    """Return the same stretch a year earlier; for a month, the month before.

    Stretches of several years move by their own length.
    """
    if days.is_month:
        last = days.first - timedelta(days=1)
        return Days(first=last.replace(day=1), last=last)
    step = max(1, round(days.months / _MONTHS)) if days.months >= _MONTHS else 1
    return shifted(days, -step)


def shifted(days: Days, years: int) -> Days:
    """Return the same stretch so many years later; 29 February becomes 28."""
    return Days(first=_moved(days.first, years), last=_moved(days.last, years))


def _moved(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What is counted: a measure, whose dead, by whom, where, of which type.

    ``neutral`` tells that the noun names no attackers ("events", "incidents"), ``lethal`` that only
    what killed somebody is meant. ``top`` > 0 stands for the so many most active groups, unnamed;
    ``together`` asks for incidents in which all the actors took part ("between A and B").
    """

    measure: str = "attacks"
    noun: str = "attacks"
    victims: str = ""
    types: tuple[str, ...] = ()
    sorts: tuple[str, ...] = ()
    lethal: bool = False
    neutral: bool = False
    actors: tuple[str, ...] = ()
    areas: tuple[Area, ...] = ()
    outside: tuple[Area, ...] = ()
    top: int = 0
    together: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A statistic as it was understood.

    ``part`` is what is counted, ``whole`` the base of a share, ``rival`` what it is compared with.
    ``days`` is the period, ``against`` the one compared with (None: the one before). ``span``
    bounds the periods of a superlative, ``among`` says what competes. ``aside`` marks the number
    that another is compared with, ``open_end`` a period that runs to the present ("since 2007").
    ``doer`` is who did it where no count can be narrowed to them.
    ``unreadable`` says why it cannot be checked at all.
    """

    kind: Kind
    part: Selection
    stated: Stated | None = None
    whole: Selection | None = None
    days: Days | None = None
    against: Days | None = None
    against_stated: bool = False
    span: Days | None = None
    lowest: bool = False
    place: int = 1
    among: Literal["year", "month", "area", "actor"] = "year"
    rival: Selection | None = None
    per: Literal["day", "week", "month", "year"] = "month"
    origin: str | None = None
    open_end: bool = False
    aside: bool = False
    doer: str = ""
    unreadable: str = ""
    notes: tuple[str, ...] = ()
